package io.github.voxelclick.evaluate;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * Results on one image, as the command line's {@code evaluate} writes them.
 *
 * @param structures what came out for each
 */
public record EvaluationReport(List<StructureReport> structures) {
  /** Takes the list as it is at this moment. */
  public EvaluationReport {
    structures = List.copyOf(structures);
  }

  /** The report as JSON; what was not judged or is not defined is absent. */
  public String toJson() {
    JsonArray all = new JsonArray();
    structures.forEach(s -> all.add(ReportJson.of(s)));
    JsonObject report = new JsonObject();
    report.add("cases", all);
    List<PropagationScore> propagated =
        structures.stream().flatMap(s -> s.result().propagation().stream()).toList();
    if (!propagated.isEmpty()) {
      JsonObject pooled = new JsonObject();
      ReportJson.add(pooled, "spearman", PropagationScore.spearman(propagated));
      ReportJson.add(pooled, "spearmanFound", PropagationScore.spearmanFound(propagated));
      ReportJson.add(
          pooled,
          "falsePositiveSlicesPastEnds",
          propagated.stream()
              .flatMapToInt(p -> p.falsePositiveSlicesPastEnds().stream())
              .average());
      report.add("propagation", pooled);
    }
    Map<String, EffortSummary> effort = EffortSummary.rows(structures);
    if (!effort.isEmpty()) {
      report.add("effort", EffortSummary.json(effort));
    }
    return ReportJson.text(report);
  }
}
