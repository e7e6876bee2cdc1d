package io.github.voxelclick.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cells of the tables of interactions, each with a line of heads first. */
final class EffortTable {
  private static final List<EffortWay> PROPAGATING =
      List.of(EffortWay.SESSION, EffortWay.INTERPOLATION);

  private EffortTable() {}

  /** A line for each row of a summary. */
  static List<List<String>> summary(Map<String, EffortSummary> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(heads("mean interactions", "struct."));
    for (EffortSummary row : rows.values()) {
      List<String> cells = new ArrayList<>(List.of(row.label(), String.valueOf(row.structures())));
      row.ways().values().forEach(m -> cells.add(format("%.1f", m.interactions())));
      row.ways().forEach((way, m) -> addRatio(cells, way, m.perSession()));
      row.ways().values().forEach(m -> cells.add(m.reached() + " of " + row.structures()));
      row.ways().values().forEach(m -> cells.add(format("%.3f", m.dice())));
      PROPAGATING.forEach(way -> cells.add(format("%.1f", row.ways().get(way).carriedAnew())));
      lines.add(cells);
    }
    return lines;
  }

  /** A line for each structure that was judged. */
  static List<List<String>> structures(List<StructureReport> reports) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(heads("interactions", "slices"));
    for (StructureReport report : reports) {
      report.result().effort().ifPresent(score -> lines.add(line(report, score)));
    }
    return lines;
  }

  private static List<String> line(StructureReport report, EffortScore score) {
    String name = (report.image() + " " + report.value() + " " + report.name()).strip();
    List<String> cells = new ArrayList<>(List.of(name, String.valueOf(report.slices())));
    for (EffortWay way : EffortWay.values()) {
      cells.add(interactions(score, way));
    }
    for (EffortWay way : EffortWay.values()) {
      addRatio(cells, way, score.perSession(way));
    }
    for (EffortWay way : EffortWay.values()) {
      cells.add(score.of(way).reached() ? "yes" : "no");
    }
    for (EffortWay way : EffortWay.values()) {
      cells.add(format("%.3f", score.of(way).dice()));
    }
    PROPAGATING.forEach(way -> cells.add(String.valueOf(score.of(way).carriedAnew())));
    return cells;
  }

  /** The count that enters the means; with a mark when the structure was not done. */
  static String interactions(EffortScore score, EffortWay way) {
    return (score.of(way).reached() ? "" : ">") + score.interactions(way);
  }

  private static List<String> heads(String first, String second) {
    List<String> heads = new ArrayList<>(List.of(first, second));
    for (EffortWay way : EffortWay.values()) {
      heads.add(way.label());
    }
    for (EffortWay way : EffortWay.values()) {
      if (way != EffortWay.SESSION) {
        heads.add(way.label() + "/session");
      }
    }
    for (EffortWay way : EffortWay.values()) {
      heads.add("done: " + way.label());
    }
    for (EffortWay way : EffortWay.values()) {
      heads.add("Dice: " + way.label());
    }
    PROPAGATING.forEach(way -> heads.add("carried anew: " + way.label()));
    return heads;
  }

  private static void addRatio(List<String> cells, EffortWay way, double ratio) {
    if (way != EffortWay.SESSION) {
      cells.add(format("%.2f", ratio));
    }
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
