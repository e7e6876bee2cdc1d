package io.github.voxelclick.plugin.ij;

import ij.measure.ResultsTable;
import io.github.voxelclick.plugin.task.MeasuredSegment;
import io.github.voxelclick.plugin.task.MeasurementColumn;
import java.util.Arrays;
import java.util.List;

/**
 * Measurements in ImageJ's Results table: one row a segment, its label as the row's, and columns
 * with their units. Stateless; the table is ImageJ's own.
 */
public final class MeasurementResults {
  /** The window that ImageJ's own measurements go to. */
  private static final String WINDOW = "Results";

  /** What ImageJ calls the column of row labels. */
  private static final String LABEL = "Label";

  private MeasurementResults() {}

  /** Adds rows to the Results table, below what it holds, and shows it. On the event thread. */
  public static void show(List<MeasuredSegment> rows) {
    ResultsTable table = ResultsTable.getResultsTable();
    append(rows, table);
    table.show(WINDOW);
  }

  /** Adds rows; columns that are defined for none of them are left out. */
  static void append(List<MeasuredSegment> rows, ResultsTable table) {
    table.setNaNEmptyCells(true); // or ImageJ would say 0 for what was never measured
    List<MeasurementColumn> columns =
        MeasurementColumn.ALL.stream()
            .filter(c -> rows.stream().anyMatch(r -> c.of(r).isPresent()))
            .toList();
    List<String> others = Arrays.stream(table.getHeadings()).filter(h -> !h.equals(LABEL)).toList();
    for (MeasuredSegment row : rows) {
      String unit = row.measured().intensity().unit().name();
      table.incrementCounter();
      others.forEach(heading -> table.addValue(heading, Double.NaN));
      table.addLabel(row.segment().label());
      for (MeasurementColumn column : columns) {
        table.addValue(column.heading(unit), column.of(row).orElse(Double.NaN));
      }
    }
  }
}
