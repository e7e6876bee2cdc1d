package io.github.voxelclick.evaluate;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What it took to segment many structures: means over all of them, done or not.
 *
 * @param label what the table calls them
 * @param structures how many, at least 1
 * @param ways by way of working
 */
record EffortSummary(String label, int structures, Map<EffortWay, Mean> ways) {
  /** Structures of at least so many slices get a row of their own. */
  private static final int LONG_SLICES = 20;

  /**
   * One way of working.
   *
   * @param interactions mean, a structure that was not done counting the most that a reader gives
   * @param reached how many structures were done
   * @param dice mean of the Dice in the end, 0 to 1
   * @param carriedAnew mean of how often the session carried masks anew by itself
   * @param perSession mean over structures of how many times the interactions of the session it
   *     took
   */
  record Mean(
      double interactions, int reached, double dice, double carriedAnew, double perSession) {}

  /**
   * The rows by key: {@code all} structures, and those of {@code atLeast20Slices} where there are
   * some; none when no structure was judged.
   */
  static Map<String, EffortSummary> rows(Collection<StructureReport> reports) {
    List<StructureReport> judged =
        reports.stream().filter(s -> s.result().effort().isPresent()).toList();
    List<StructureReport> tall = judged.stream().filter(s -> s.slices() >= LONG_SLICES).toList();
    Map<String, EffortSummary> rows = new LinkedHashMap<>();
    if (!judged.isEmpty()) {
      rows.put("all", of("all structures", judged));
    }
    if (!tall.isEmpty()) {
      rows.put("atLeast20Slices", of("of at least " + LONG_SLICES + " slices", tall));
    }
    return rows;
  }

  private static EffortSummary of(String label, List<StructureReport> judged) {
    List<EffortScore> scores = judged.stream().flatMap(s -> s.result().effort().stream()).toList();
    Map<EffortWay, Mean> ways = new EnumMap<>(EffortWay.class);
    for (EffortWay way : EffortWay.values()) {
      ways.put(
          way,
          new Mean(
              scores.stream().mapToInt(s -> s.interactions(way)).average().orElseThrow(),
              (int) scores.stream().filter(s -> s.of(way).reached()).count(),
              scores.stream().mapToDouble(s -> s.of(way).dice()).average().orElseThrow(),
              scores.stream().mapToInt(s -> s.of(way).carriedAnew()).average().orElseThrow(),
              scores.stream().mapToDouble(s -> s.perSession(way)).average().orElseThrow()));
    }
    return new EffortSummary(label, scores.size(), ways);
  }

  /** The rows as JSON. */
  static JsonObject json(Map<String, EffortSummary> rows) {
    JsonObject json = new JsonObject();
    rows.forEach((key, row) -> json.add(key, row.json()));
    return json;
  }

  private JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("structures", structures);
    ways.forEach(
        (way, mean) -> {
          JsonObject one = new JsonObject();
          one.addProperty("interactions", mean.interactions());
          one.addProperty("reached", mean.reached());
          one.addProperty("dice", mean.dice());
          one.addProperty("carriedAnew", mean.carriedAnew());
          if (way != EffortWay.SESSION) {
            one.addProperty("perSession", mean.perSession());
          }
          json.add(way.label(), one);
        });
    return json;
  }
}
