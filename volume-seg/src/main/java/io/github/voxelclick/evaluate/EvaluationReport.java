package io.github.voxelclick.evaluate;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Results of an evaluation, as the command line's {@code evaluate} writes them.
 *
 * @param cases one for each structure
 */
public record EvaluationReport(List<Case> cases) {
  private static final double HALF = 0.5;
  private static final double NEARLY_ALL = 0.95;

  /** Takes the list as it is at this moment. */
  public EvaluationReport {
    cases = List.copyOf(cases);
  }

  /**
   * One structure.
   *
   * @param structure what was to be found
   * @param clicks how it went with clicks, when that was judged
   * @param propagation how it went with propagation, when that was judged
   */
  public record Case(
      Structure structure, Optional<ClickScore> clicks, Optional<PropagationScore> propagation) {

    private JsonObject json() {
      int slices = structure.slices().size();
      JsonObject json = new JsonObject();
      json.addProperty("image", structure.image());
      json.addProperty("value", structure.value());
      json.addProperty("name", structure.name());
      json.addProperty("slices", slices);
      json.addProperty("pixelsPerSlice", (double) structure.truth().count() / slices);
      clicks.ifPresent(c -> add(json, c));
      propagation.ifPresent(p -> add(json, p));
      return json;
    }

    private static void add(JsonObject json, ClickScore score) {
      JsonArray dice = new JsonArray();
      score.diceAfterClicks().forEach(dice::add);
      json.add("diceAfterClicks", dice);
      json.addProperty("noc85", score.noc85());
      json.addProperty("noc90", score.noc90());
      score.diceBox().ifPresent(d -> json.addProperty("diceBox", d));
      JsonObject times = new JsonObject();
      times.addProperty("p50", score.msPerClick(HALF));
      times.addProperty("p95", score.msPerClick(NEARLY_ALL));
      json.add("msPerClick", times);
    }

    private static void add(JsonObject json, PropagationScore score) {
      JsonObject propagation = new JsonObject();
      propagation.addProperty("dice", score.dice());
      score.diceWithin10mm().ifPresent(d -> propagation.addProperty("diceWithin10mm", d));
      propagation.addProperty("falsePositiveSlices", score.falsePositiveSlices());
      json.add("propagation", propagation);
      json.addProperty("msPerPropagatedSlice", score.msPerSlice());
    }
  }

  /** The report as JSON; fields of protocols that were not judged are absent. */
  public String toJson() {
    JsonArray all = new JsonArray();
    cases.forEach(c -> all.add(c.json()));
    JsonObject report = new JsonObject();
    report.add("cases", all);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(report);
  }
}
