package io.github.voxelclick.plugin.batch;

import io.github.voxelclick.plugin.batch.DelimitedText.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads jobs from a table (docs/batch.md): rows of one image, series and output are one job, those
 * of one label and code in it one structure. Not thread-safe.
 */
final class JobTable {
  static final int MOST_BYTES = 64 << 20;

  private static final List<String> COLUMNS =
      List.of(
          "image",
          "series",
          "modality",
          "window",
          "reference",
          "label",
          "code",
          "prompt",
          "propagate",
          "crossGaps",
          "out",
          "format");
  private static final List<String> NEEDED = List.of("image", "prompt", "out");

  /** What is said of the whole job, so that its rows may not differ in it. */
  private static final List<String> OF_JOB = List.of("modality", "window", "reference", "format");

  private static final List<String> OF_STRUCTURE = List.of("propagate", "crossGaps");

  private final String name;
  private final Path folder;
  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<List<String>, List<Row>> jobs = new LinkedHashMap<>();

  private JobTable(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  /**
   * Reads a table.
   *
   * @throws JobRefusedException when it cannot be read or a row is no job
   */
  static List<BatchJob> read(Path file) throws JobRefusedException {
    Path folder = file.toAbsolutePath().getParent();
    JobTable table =
        new JobTable(String.valueOf(file.getFileName()), folder == null ? Path.of("") : folder);
    String text = BoundedText.read(file, MOST_BYTES);
    return table.jobs(DelimitedText.rows(table.name, text, table.delimiter(text)));
  }

  /** Spreadsheets of countries with a decimal comma put semicolons between the cells of a CSV. */
  private char delimiter(String text) {
    if (name.toLowerCase(Locale.ROOT).endsWith(".tsv")) {
      return '\t';
    }
    String head = text.lines().findFirst().orElse("");
    return head.indexOf(',') < 0 && head.indexOf(';') >= 0 ? ';' : ',';
  }

  private List<BatchJob> jobs(List<Row> rows) throws JobRefusedException {
    if (rows.size() < 2) {
      throw new JobRefusedException(
          name
              + ": it has no row below a heading; expected columns such as image, label, prompt and"
              + " out, and a row for each structure.");
    }
    heading(rows.get(0));
    for (Row row : rows.subList(1, rows.size())) {
      if (row.cells().size() > columns.size()) {
        throw refused(
            row,
            row.cells().size()
                + " cells, expected "
                + columns.size()
                + " as in the heading. Put cells that hold the separator in quotes.");
      }
      List<String> key = List.of(cell(row, "image"), cell(row, "series"), cell(row, "out"));
      jobs.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
      if (jobs.size() > BatchJobs.MOST) {
        throw BatchJobs.tooMany(name);
      }
    }
    List<BatchJob> all = new ArrayList<>();
    for (List<Row> one : jobs.values()) {
      all.add(job(one));
    }
    return all;
  }

  private void heading(Row row) throws JobRefusedException {
    for (String cell : row.cells()) {
      String column =
          COLUMNS.stream()
              .filter(known -> known.equalsIgnoreCase(cell.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      refused(
                          row,
                          "the column \""
                              + BoundedText.shown(cell)
                              + "\" is not known here; known are "
                              + String.join(", ", COLUMNS)
                              + ". Correct the spelling or leave it out."));
      if (columns.putIfAbsent(column, columns.size()) != null) {
        throw refused(row, "the column \"" + column + "\" is there twice. Leave one out.");
      }
    }
    for (String needed : NEEDED) {
      if (!columns.containsKey(needed)) {
        throw refused(row, "the column \"" + needed + "\" is missing. Add it.");
      }
    }
  }

  private String cell(Row row, String column) {
    Integer n = columns.get(column);
    return n == null || n >= row.cells().size() ? "" : row.cells().get(n).strip();
  }

  private BatchJob job(List<Row> rows) throws JobRefusedException {
    requireSame(rows, OF_JOB, "one image, series and output");
    Row first = rows.get(0);
    Map<List<String>, List<Row>> structures = new LinkedHashMap<>();
    for (Row row : rows) {
      List<String> key = List.of(cell(row, "label"), cell(row, "code"));
      structures.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    List<JobStructure> described = new ArrayList<>();
    for (List<Row> structure : structures.values()) {
      described.add(structure(structure));
    }
    return new BatchJob.Builder(place(first), folder)
        .image(cell(first, "image"))
        .series(cell(first, "series"))
        .modality(cell(first, "modality"))
        .window(cell(first, "window"))
        .reference(cell(first, "reference"))
        .format(cell(first, "format"))
        .build(described, cell(first, "out"));
  }

  private JobStructure structure(List<Row> rows) throws JobRefusedException {
    requireSame(rows, OF_STRUCTURE, "one label and code");
    Row first = rows.get(0);
    List<String> prompts = new ArrayList<>();
    for (Row row : rows) {
      prompts.addAll(Arrays.asList(cell(row, "prompt").split("\\|", -1)));
    }
    String propagate = cell(first, "propagate");
    String crossGaps = cell(first, "crossGaps").toLowerCase(Locale.ROOT);
    if (!List.of("", "yes", "no", "true", "false").contains(crossGaps)) {
      throw refused(first, "\"crossGaps\" is not yes, no or empty. Correct it.");
    }
    return new JobStructure(
        cell(first, "label"),
        cell(first, "code"),
        prompts,
        propagate.isEmpty() ? JobStructure.ALL_SLICES : propagate,
        crossGaps.equals("yes") || crossGaps.equals("true"));
  }

  private void requireSame(List<Row> rows, List<String> these, String what)
      throws JobRefusedException {
    for (Row row : rows) {
      for (String column : these) {
        if (!cell(row, column).equals(cell(rows.get(0), column))) {
          throw refused(
              row,
              "\""
                  + column
                  + "\" is not as in line "
                  + rows.get(0).line()
                  + "; expected the same in all rows of "
                  + what
                  + ". Correct it.");
        }
      }
    }
  }

  private String place(Row row) {
    return name + ", line " + row.line();
  }

  private JobRefusedException refused(Row row, String what) {
    return new JobRefusedException(place(row) + ": " + what);
  }
}
