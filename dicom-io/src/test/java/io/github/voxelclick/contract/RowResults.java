package io.github.voxelclick.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How the tests of each row went, kept in a file between runs: peer tests run in a call of their
 * own, and a single class may be run again.
 */
final class RowResults {
  /** Counts of one test method; a parameterised one counts each of its invocations. */
  record Counts(int passed, int failed, int aborted) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(passed + other.passed, failed + other.failed, aborted + other.aborted);
    }
  }

  private record Key(String row, String test) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = row.compareTo(other.row);
      return order != 0 ? order : test.compareTo(other.test);
    }
  }

  private static final int CELLS = 5;

  private final Map<Key, Counts> counts = new TreeMap<>();

  /**
   * Reads what an earlier run left; nothing where there is no such file.
   *
   * @param stillThere whether a test still exists: results of renamed ones would stay for ever
   */
  static RowResults read(Path file, Predicate<String> stillThere) throws IOException {
    RowResults results = new RowResults();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] cells = line.split("\t", -1);
        if (cells.length == CELLS && stillThere.test(cells[1])) {
          results.add(
              cells[0],
              cells[1],
              new Counts(
                  Integer.parseInt(cells[2]),
                  Integer.parseInt(cells[3]),
                  Integer.parseInt(cells[4])));
        }
      }
    }
    return results;
  }

  /**
   * Adds results of a test.
   *
   * @param test class, number sign, method
   */
  void add(String row, String test, Counts more) {
    counts.merge(new Key(row, test), more, Counts::plus);
  }

  /** Takes over all results of a later run; those of the same test are replaced. */
  void update(RowResults later) {
    counts.putAll(later.counts);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (key, c) ->
            lines.add(
                String.join(
                    "\t",
                    key.row(),
                    key.test(),
                    Integer.toString(c.passed()),
                    Integer.toString(c.failed()),
                    Integer.toString(c.aborted()))));
    Files.write(file, lines);
  }

  /** A test without the package of its class. */
  private static String shortName(String test) {
    return test.substring(test.lastIndexOf('.') + 1).replace('$', '.').replace('#', '.');
  }

  /**
   * The table row → rule → tests, then the rows that no test names.
   *
   * @param rules row to rule
   */
  List<String> toMarkdown(Map<String, String> rules) {
    List<String> lines = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    lines.add("# Rows of the DICOM contract and the tests that hold them");
    lines.add("");
    lines.add("| Row | Rule | Passed | Failed | Aborted | Tests |");
    lines.add("| --- | --- | ---: | ---: | ---: | --- |");
    rules.forEach(
        (row, rule) -> {
          Counts sum = Counts.NONE;
          List<String> tests = new ArrayList<>();
          for (Map.Entry<Key, Counts> entry : counts.entrySet()) {
            if (entry.getKey().row().equals(row)) {
              sum = sum.plus(entry.getValue());
              tests.add(shortName(entry.getKey().test()));
            }
          }
          if (tests.isEmpty()) {
            missing.add("- " + row + " " + rule);
          }
          lines.add(
              String.format(
                  "| %s | %s | %d | %d | %d | %s |",
                  row,
                  rule,
                  sum.passed(),
                  sum.failed(),
                  sum.aborted(),
                  String.join("<br>", tests)));
        });
    lines.add("");
    lines.add("## Rows without a test: " + missing.size());
    lines.add("");
    lines.addAll(missing);
    return lines;
  }
}
