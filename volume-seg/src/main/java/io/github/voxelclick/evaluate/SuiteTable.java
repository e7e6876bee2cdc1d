package io.github.voxelclick.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** A suite's results as tables for people. */
public final class SuiteTable {
  private static final int[] CLICKS = {1, 3, 5};

  private final SuiteReport report;
  private final Map<String, SuiteRow> rows;
  private final StringBuilder text = new StringBuilder();

  private SuiteTable(SuiteReport report) {
    this.report = report;
    this.rows = report.rows();
  }

  /**
   * The tables: a summary, the comparison with baselines where some ran, all cases, the
   * interactions where they were counted, and the cases that could not be evaluated.
   *
   * @return lines that end with a line feed
   */
  public static String of(SuiteReport report) {
    SuiteTable table = new SuiteTable(report);
    table.text.append(report.contestant()).append("\n\n");
    boolean effortAlone = table.hasEffortAlone();
    if (!effortAlone) {
      table.summary();
    }
    table.byClicks("all");
    table.byClicks("seen");
    table.byClicks("unseen");
    table.byDistance("all");
    table.byDistance("seen");
    table.byDistance("unseen");
    if (!effortAlone) {
      table.cases();
    }
    table.effort(effortAlone);
    table.skipped();
    return table.text.toString();
  }

  private boolean hasEffortAlone() {
    return rows.values().stream().allMatch(SuiteRow::isBlank)
        && report.structures().stream().anyMatch(s -> s.result().effort().isPresent());
  }

  private void summary() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(heads(""));
    rows.values().forEach(row -> lines.add(line(row)));
    print(lines);
  }

  private List<String> heads(String first) {
    List<String> heads = new ArrayList<>(List.of(first, "cases", "struct."));
    for (int clicks : CLICKS) {
      if (clicks <= report.maxClicks()) {
        heads.add(clicks == 1 ? "1 click" : clicks + " clicks");
      }
    }
    heads.addAll(
        List.of("NoC@85", "NoC@90", "box", "-ellipse", "prop.", "10 mm", "false sl.", "Spearman"));
    return heads;
  }

  private List<String> line(SuiteRow row) {
    Figures f = row.figures();
    List<String> cells = new ArrayList<>();
    cells.add(row.label());
    cells.add(String.valueOf(row.cases()));
    cells.add(String.valueOf(row.structures()));
    for (int clicks : CLICKS) {
      if (clicks <= report.maxClicks()) {
        cells.add(dice(f.get(Figures.afterClicks(clicks))));
      }
    }
    cells.add(number(f.get(Figures.NOC_85), "%.1f"));
    cells.add(number(f.get(Figures.NOC_90), "%.1f"));
    cells.add(dice(f.get(Figures.BOX)));
    cells.add(difference(f.get(Figures.BOX), f.get(Figures.ELLIPSE)));
    cells.add(dice(f.get(Figures.PROPAGATION)));
    cells.add(dice(f.get(Figures.WITHIN_10_MM)));
    cells.add(number(f.get(Figures.FALSE_SLICES), "%.1f"));
    cells.add(number(f.get(Figures.SPEARMAN), "%.2f"));
    return cells;
  }

  /** The model beside the baselines after every click, and how far above the best of them it is. */
  private void byClicks(String key) {
    SuiteRow row = rows.get(key);
    if (row == null || row.figures().clicks() == 0) {
      return;
    }
    List<String> names = with(row, Figures.afterClicks(1));
    if (names.isEmpty()) {
      return;
    }
    int most = names.stream().mapToInt(n -> row.baselines().get(n).clicks()).max().orElseThrow();
    List<List<String>> lines = new ArrayList<>();
    lines.add(comparisonHeads("clicks", names));
    for (int clicks = 1; clicks <= Math.min(most, row.figures().clicks()); clicks++) {
      lines.add(comparison(String.valueOf(clicks), row, names, Figures.afterClicks(clicks)));
    }
    text.append("\nDice after each click: ").append(row.label()).append("\n\n");
    print(lines);
  }

  /** The model beside the baselines at every distance from the given slice. */
  private void byDistance(String key) {
    SuiteRow row = rows.get(key);
    if (row == null || row.figures().get(Figures.PROPAGATION).isEmpty()) {
      return;
    }
    List<String> names = with(row, Figures.PROPAGATION);
    List<List<String>> lines = new ArrayList<>();
    lines.add(comparisonHeads("slices away", names));
    for (PropagationScore.Range range : PropagationScore.Range.values()) {
      lines.add(comparison(range.label(), row, names, Figures.at(range)));
    }
    lines.add(comparison("within 10 mm", row, names, Figures.WITHIN_10_MM));
    lines.add(comparison("all voxels", row, names, Figures.PROPAGATION));
    text.append("\nDice of propagation: ").append(row.label()).append("\n\n");
    print(lines);
  }

  private static List<String> with(SuiteRow row, String figure) {
    return row.baselines().keySet().stream()
        .filter(name -> row.baselines().get(name).get(figure).isPresent())
        .toList();
  }

  private List<String> comparisonHeads(String first, List<String> names) {
    List<String> heads = new ArrayList<>(List.of(first, report.contestant()));
    heads.addAll(names);
    if (!names.isEmpty()) {
      heads.add("above best");
    }
    return heads;
  }

  private static List<String> comparison(
      String label, SuiteRow row, List<String> names, String figure) {
    OptionalDouble own = row.figures().get(figure);
    List<String> cells = new ArrayList<>(List.of(label, dice(own)));
    for (String name : names) {
      cells.add(dice(row.baselines().get(name).get(figure)));
    }
    if (!names.isEmpty()) {
      OptionalDouble best =
          names.stream().flatMapToDouble(n -> row.baselines().get(n).get(figure).stream()).max();
      cells.add(difference(own, best));
    }
    return cells;
  }

  private void cases() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(heads("case"));
    for (SuiteCase done : report.cases()) {
      for (SizeGroup group : SizeGroup.values()) {
        String label = done.name() + (group == SizeGroup.SMALL ? " (small)" : "");
        SuiteRow.of(label, List.of(done), group).ifPresent(row -> lines.add(line(row)));
      }
    }
    if (lines.size() > 1) {
      text.append('\n');
      print(lines);
    }
  }

  private void effort(boolean alone) {
    Map<String, EffortSummary> summary = EffortSummary.rows(report.structures());
    if (!summary.isEmpty()) {
      text.append(alone ? "" : "\n");
      print(EffortTable.summary(summary));
      text.append('\n');
      print(EffortTable.structures(report.structures()));
    }
  }

  private void skipped() {
    for (SuiteReport.Skipped s : report.skipped()) {
      text.append("\nNot evaluated: ").append(s.name()).append(": ").append(s.reason());
    }
    if (!report.skipped().isEmpty()) {
      text.append('\n');
    }
  }

  private static String dice(OptionalDouble value) {
    return number(value, "%.3f");
  }

  private static String difference(OptionalDouble a, OptionalDouble b) {
    return a.isPresent() && b.isPresent()
        ? number(OptionalDouble.of(a.getAsDouble() - b.getAsDouble()), "%+.3f")
        : "-";
  }

  private static String number(OptionalDouble value, String format) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
  }

  /** Prints lines of equally many cells: the first column to the left, the others to the right. */
  private void print(List<List<String>> lines) {
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      Arrays.setAll(widths, n -> Math.max(widths[n], line.get(n).length()));
    }
    for (List<String> line : lines) {
      StringBuilder out = new StringBuilder();
      for (int n = 0; n < widths.length; n++) {
        String space = " ".repeat(widths[n] - line.get(n).length());
        out.append(n == 0 ? line.get(n) + space : "  " + space + line.get(n));
      }
      text.append(out.toString().stripTrailing()).append('\n');
    }
  }
}
