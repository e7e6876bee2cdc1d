package io.github.voxelclick.evaluate;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Means over some of a suite's cases: over slices, then structures, then cases. Only the rank
 * correlations pool all slices.
 *
 * @param label what the table calls the row
 * @param cases how many
 * @param structures how many
 * @param figures of the contestant that is measured
 * @param baselines of the others by name, in the order in which they ran
 */
record SuiteRow(
    String label, int cases, int structures, Figures figures, Map<String, Figures> baselines) {

  /**
   * The row of some cases.
   *
   * @param group which of their structures count
   * @return empty when there is none
   */
  static Optional<SuiteRow> of(String label, List<SuiteCase> cases, SizeGroup group) {
    List<List<StructureReport>> judged =
        cases.stream().map(c -> c.of(group)).filter(s -> !s.isEmpty()).toList();
    if (judged.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = new LinkedHashSet<>();
    List<List<Result>> results = new ArrayList<>();
    for (List<StructureReport> structures : judged) {
      results.add(structures.stream().map(StructureReport::result).toList());
      structures.forEach(s -> s.baselines().forEach(b -> names.add(b.contestant())));
    }
    Map<String, Figures> baselines = new LinkedHashMap<>();
    for (String name : names) {
      baselines.put(name, mean(judged.stream().map(s -> named(s, name)).toList()));
    }
    int structures = judged.stream().mapToInt(List::size).sum();
    return Optional.of(new SuiteRow(label, judged.size(), structures, mean(results), baselines));
  }

  private static List<Result> named(List<StructureReport> structures, String name) {
    return structures.stream()
        .flatMap(s -> s.baselines().stream())
        .filter(b -> b.contestant().equals(name))
        .toList();
  }

  private static Figures mean(List<List<Result>> byCase) {
    List<Figures> means =
        byCase.stream()
            .filter(c -> !c.isEmpty())
            .map(c -> Figures.mean(c.stream().map(Figures::of).toList()))
            .toList();
    List<PropagationScore> pooled =
        byCase.stream().flatMap(List::stream).flatMap(r -> r.propagation().stream()).toList();
    return Figures.mean(means)
        .with(Figures.SPEARMAN, PropagationScore.spearman(pooled))
        .with(Figures.SPEARMAN_FOUND, PropagationScore.spearmanFound(pooled));
  }

  /** Whether there is no figure at all. */
  boolean isBlank() {
    return figures.values().isEmpty()
        && baselines.values().stream().allMatch(f -> f.values().isEmpty());
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("cases", cases);
    json.addProperty("structures", structures);
    json.add("figures", figures.json());
    if (!baselines.isEmpty()) {
      JsonObject others = new JsonObject();
      baselines.forEach((name, f) -> others.add(name, f.json()));
      json.add("baselines", others);
    }
    return json;
  }
}
