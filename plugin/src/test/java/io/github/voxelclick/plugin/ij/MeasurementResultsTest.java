package io.github.voxelclick.plugin.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;
import io.github.voxelclick.measure.IntensityStatistics.Distribution;
import io.github.voxelclick.plugin.task.MeasuredSegment;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation.Entry;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeasurementResultsTest {
  private static List<MeasuredSegment> rows() throws GeometryException {
    return MeasuredSegment.of(
        SavedShapes.segmentation(
            new Entry(SavedShapes.segment(2, "Liver"), SavedShapes.ringMask()),
            new Entry(SavedShapes.segment(5, "Nothing"), Mask.empty(SavedShapes.SIZE))),
        SavedShapes.volume(),
        Progress.none());
  }

  @Test
  void columns_name_their_units_and_rows_their_segments() throws Exception {
    ResultsTable table = new ResultsTable();
    List<MeasuredSegment> rows = rows();
    MeasurementResults.append(rows, table);
    assertEquals(2, table.size());
    assertEquals("Liver", table.getLabel(0));
    assertEquals("Nothing", table.getLabel(1));
    Distribution values = rows.get(0).measured().intensity().values().orElseThrow();
    assertEquals(2, table.getValue("Segment", 0));
    assertEquals((double) SavedShapes.ringMask().count(), table.getValue("Voxels", 0));
    assertEquals(
        SavedShapes.ringMask().millilitres(SavedShapes.volume().geometry()),
        table.getValue("Volume (ml)", 0),
        1e-12);
    assertEquals(values.mean(), table.getValue("Mean (HU)", 0));
    assertEquals(values.sd(), table.getValue("SD (HU)", 0));
    assertEquals(values.min(), table.getValue("Min (HU)", 0));
    assertEquals(values.max(), table.getValue("Max (HU)", 0));
    assertEquals(
        rows.get(0).measured().diameters().orElseThrow().longest().mm(),
        table.getValue("Longest diameter (mm)", 0));
    assertEquals(0, table.getValue("Volume (ml)", 1));
    assertTrue(Double.isNaN(table.getValue("Mean (HU)", 1)), "mean of nothing");
    assertFalse(
        Arrays.stream(table.getHeadings()).anyMatch(h -> h.startsWith("SUV")), "SUV of a CT");
  }

  @Test
  void what_the_table_holds_stays_and_nothing_unmeasured_becomes_zero() throws Exception {
    ResultsTable table = new ResultsTable();
    table.incrementCounter();
    table.addValue("Area", 12.5);
    MeasurementResults.append(rows(), table);
    assertEquals(3, table.size());
    assertEquals(12.5, table.getValue("Area", 0));
    assertTrue(Double.isNaN(table.getValue("Volume (ml)", 0)), "volume of an area");
    assertTrue(Double.isNaN(table.getValue("Area", 1)), "area of a volume");
  }
}
