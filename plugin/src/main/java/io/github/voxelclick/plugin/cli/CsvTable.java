package io.github.voxelclick.plugin.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A table with a comma between cells, as RFC 4180 describes it. Numbers have a point and all their
 * digits; what is not defined is an empty cell. Mutable, not thread-safe.
 */
final class CsvTable {
  private final List<String> columns;
  private final List<Map<String, String>> rows = new ArrayList<>();

  CsvTable(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Begins the next row; its cells are empty. */
  CsvTable row() {
    rows.add(new LinkedHashMap<>());
    return this;
  }

  CsvTable set(String column, String text) {
    if (!columns.contains(column)) {
      throw new IllegalArgumentException("no column " + column);
    }
    rows.get(rows.size() - 1).put(column, text);
    return this;
  }

  CsvTable set(String column, long number) {
    return set(column, Long.toString(number));
  }

  CsvTable set(String column, OptionalDouble number) {
    return set(column, number.isPresent() ? Double.toString(number.getAsDouble()) : "");
  }

  CsvTable set(String column, double number) {
    return set(column, OptionalDouble.of(number));
  }

  String text() {
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
