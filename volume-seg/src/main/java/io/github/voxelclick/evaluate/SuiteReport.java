package io.github.voxelclick.evaluate;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Results on a suite of labelled images.
 *
 * @param contestant what was measured
 * @param maxClicks clicks on each slice
 * @param seed of the boxes
 * @param cases what came out for each
 * @param skipped cases that could not be evaluated
 */
public record SuiteReport(
    String contestant, int maxClicks, long seed, List<SuiteCase> cases, List<Skipped> skipped) {
  /** Takes the lists as they are at this moment. */
  public SuiteReport {
    Objects.requireNonNull(contestant, "contestant");
    cases = List.copyOf(cases);
    skipped = List.copyOf(skipped);
  }

  /**
   * A case that could not be evaluated.
   *
   * @param name of the case
   * @param reason what failed, what was found and expected, what to do
   */
  public record Skipped(String name, String reason) {
    /** Checks that both are there. */
    public Skipped {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The rows of the summary by key; a row without cases is left out. {@code all}, {@code seen} and
   * {@code unseen} are of large structures outside atlases, {@code small} of small ones there,
   * {@code atlas} of large structures in atlases.
   */
  Map<String, SuiteRow> rows() {
    List<SuiteCase> plain = cases.stream().filter(c -> !c.atlas()).toList();
    Map<String, SuiteRow> rows = new LinkedHashMap<>();
    add(rows, "all", "all cases", plain, SizeGroup.LARGE);
    List<SuiteCase> seen = plain.stream().filter(SuiteCase::seen).toList();
    if (!seen.isEmpty()) {
      add(rows, "seen", "with a training subject", seen, SizeGroup.LARGE);
      List<SuiteCase> unseen = plain.stream().filter(c -> !c.seen()).toList();
      add(rows, "unseen", "without one", unseen, SizeGroup.LARGE);
    }
    add(rows, "small", "small structures", plain, SizeGroup.SMALL);
    List<SuiteCase> atlases = cases.stream().filter(SuiteCase::atlas).toList();
    add(rows, "atlas", "atlases", atlases, SizeGroup.LARGE);
    add(rows, "atlasSmall", "atlases, small structures", atlases, SizeGroup.SMALL);
    return rows;
  }

  /** Those of all cases. */
  List<StructureReport> structures() {
    return cases.stream().flatMap(c -> c.structures().stream()).toList();
  }

  private static void add(
      Map<String, SuiteRow> rows,
      String key,
      String label,
      List<SuiteCase> cases,
      SizeGroup group) {
    SuiteRow.of(label, cases, group).ifPresent(row -> rows.put(key, row));
  }

  /** The report as JSON; what was not judged or is not defined is absent. */
  public String toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("model", contestant);
    json.addProperty("maxClicks", maxClicks);
    json.addProperty("seed", seed);
    JsonObject summary = new JsonObject();
    rows().forEach((key, row) -> summary.add(key, row.json()));
    json.add("summary", summary);
    Map<String, EffortSummary> effort = EffortSummary.rows(structures());
    if (!effort.isEmpty()) {
      json.add("effort", EffortSummary.json(effort));
    }
    JsonArray all = new JsonArray();
    cases.forEach(c -> all.add(json(c)));
    json.add("cases", all);
    JsonArray left = new JsonArray();
    for (Skipped s : skipped) {
      JsonObject one = new JsonObject();
      one.addProperty("case", s.name());
      one.addProperty("reason", s.reason());
      left.add(one);
    }
    json.add("skipped", left);
    return ReportJson.text(json);
  }

  private static JsonObject json(SuiteCase done) {
    JsonObject json = new JsonObject();
    json.addProperty("case", done.name());
    json.addProperty("atlas", done.atlas());
    json.addProperty("seen", done.seen());
    json.addProperty("moment", done.moment());
    for (SizeGroup group : SizeGroup.values()) {
      SuiteRow.of(done.name(), List.of(done), group)
          .ifPresent(row -> json.add(group.label(), row.json()));
    }
    JsonArray structures = new JsonArray();
    for (StructureReport s : done.structures()) {
      JsonObject one = ReportJson.of(s);
      one.addProperty("group", s.group().label());
      structures.add(one);
    }
    json.add("structures", structures);
    return json;
  }
}
