package io.github.voxelclick.plugin.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table with a comma between cells, as RFC 4180 describes it. Numbers have a point and all their
 * digits; what is not defined is an empty cell. Texts that a spreadsheet would take for a formula
 * get an apostrophe before them: labels are typed by people, and files come from anywhere. Mutable,
 * not thread-safe.
 */
public final class CsvTable {
  /**
   * What begins a formula in spreadsheets, also in full width and after spaces that they drop, and
   * what makes one cell two when text is pasted.
   */
  private static final Pattern FORMULA = Pattern.compile("[\\t\\r\\n]|\\s*[-=+@＝＋－＠]");

  private final List<String> columns;
  private final List<Map<String, String>> rows = new ArrayList<>();

  /** An empty table with these columns. */
  public CsvTable(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Begins the next row; its cells are empty. */
  public CsvTable row() {
    rows.add(new LinkedHashMap<>());
    return this;
  }

  /** A text, guarded. */
  public CsvTable set(String column, String text) {
    return put(column, FORMULA.matcher(text).lookingAt() ? "'" + text : text);
  }

  private CsvTable put(String column, String cell) {
    if (!columns.contains(column)) {
      throw new IllegalArgumentException("no column " + column);
    }
    rows.get(rows.size() - 1).put(column, cell);
    return this;
  }

  /** A whole number. */
  public CsvTable set(String column, long number) {
    return put(column, Long.toString(number));
  }

  /** A number, or an empty cell. */
  public CsvTable set(String column, OptionalDouble number) {
    return put(column, number.isPresent() ? Double.toString(number.getAsDouble()) : "");
  }

  /** A number. */
  public CsvTable set(String column, double number) {
    return set(column, OptionalDouble.of(number));
  }

  /** The table, heads first, with CR LF after each row. */
  public String text() {
    StringBuilder text = new StringBuilder(String.join(",", columns)).append("\r\n");
    for (Map<String, String> row : rows) {
      text.append(
              columns.stream()
                  .map(column -> quoted(row.getOrDefault(column, "")))
                  .collect(Collectors.joining(",")))
          .append("\r\n");
    }
    return text.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
