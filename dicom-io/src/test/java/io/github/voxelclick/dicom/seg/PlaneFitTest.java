package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("E6")
class PlaneFitTest {
  private static final GridSize SIZE = new GridSize(5, 7, 4);

  private VolumeGeometry volume;
  private WorldPoint stepI;
  private WorldPoint stepJ;

  /** Oblique, pixels of 0.8 × 0.8 mm so that right angles fit, tilted, 2.5 mm apart. */
  @BeforeEach
  void makeVolume() throws GeometryException {
    double c = Math.cos(0.4);
    double s = Math.sin(0.4);
    stepI = new WorldPoint(c, s * 0.6, s * 0.8).times(0.8);
    WorldPoint j = new WorldPoint(-s, c * 0.6, c * 0.8);
    stepJ = j.times(0.8);
    WorldPoint stepK = stepI.cross(stepJ).times(2.5 / 0.64).plus(stepJ.times(0.3));
    volume =
        VolumeGeometry.regular(
            SIZE,
            Affine.ofColumns(stepI, stepJ, stepK, new WorldPoint(-31, 12, 101.5)),
            Optional.empty());
  }

  private WorldPoint at(double i, double j, double k) {
    return volume.toWorld(new VoxelPoint(i, j, k));
  }

  private static SliceMask glyph(int columns, int rows) {
    return SliceMask.of(columns, rows, (c, r) -> c == 0 || r == 1 || (c == 2 && r == rows - 1));
  }

  /** The eight ways to store one slice: i and j of the pixel (0, 0), steps of columns and rows. */
  @ParameterizedTest
  @CsvSource({
    "0,0, 1,0, 0,1",
    "4,0, -1,0, 0,1",
    "0,6, 1,0, 0,-1",
    "4,6, -1,0, 0,-1",
    "0,0, 0,1, 1,0",
    "4,0, 0,1, -1,0",
    "0,6, 0,-1, 1,0",
    "4,6, 0,-1, -1,0"
  })
  void planes_flipped_or_turned_by_right_angles_are_put_in_order(
      int i0, int j0, int columnI, int columnJ, int rowI, int rowJ) throws GeometryException {
    WorldPoint column = stepI.times(columnI).plus(stepJ.times(columnJ));
    WorldPoint row = stepI.times(rowI).plus(stepJ.times(rowJ));
    PlaneFit fit = fit(at(i0, j0, 2), column, row);
    assertEquals(new PlaneFit(2, i0, j0, columnI, columnJ, rowI, rowJ), fit);
    int columns = columnI != 0 ? 5 : 7;
    int rows = columnI != 0 ? 7 : 5;
    SliceMask stored = glyph(columns, rows);
    SliceMask placed = fit.toSource(stored, SIZE);
    assertEquals(stored.count(), placed.count());
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        VoxelPoint there = volume.toVoxel(at(i0, j0, 2).plus(column.times(c)).plus(row.times(r)));
        assertEquals(
            stored.get(c, r), placed.get((int) Math.round(there.i()), (int) Math.round(there.j())));
      }
    }
  }

  @Test
  void a_cropped_plane_is_pasted_where_it_belongs() throws GeometryException {
    PlaneFit fit = fit(at(2, 3, 1), stepI, stepJ);
    SliceMask placed = fit.toSource(SliceMask.of(2, 3, (c, r) -> c == 1 || r == 2), SIZE);
    assertEquals(
        SliceMask.of(5, 7, (i, j) -> j > 2 && j < 6 && (i == 3 || (i == 2 && j == 5))), placed);
  }

  @Test
  void a_plane_that_reaches_outside_keeps_what_is_inside() throws GeometryException {
    PlaneFit fit = fit(at(-2, -1, 0), stepI, stepJ);
    SliceMask placed = fit.toSource(SliceMask.of(3, 3, (c, r) -> true), SIZE);
    assertEquals(SliceMask.of(5, 7, (i, j) -> i == 0 && j < 2), placed);
  }

  @Test
  void small_rounding_is_tolerated() throws GeometryException {
    WorldPoint offset = new WorldPoint(0.01, -0.02, 0.015);
    PlaneFit fit = fit(at(0, 0, 3).plus(offset), stepI.times(1.0005), stepJ.times(0.9996));
    assertEquals(PlaneFit.identity(3), fit);
    assertTrue(fit.isWholeSlice(5, 7, SIZE));
    assertFalse(fit.isWholeSlice(7, 5, SIZE));
  }

  @Test
  void real_places_count_where_slices_are_not_evenly_spaced() throws GeometryException {
    WorldPoint up = stepI.cross(stepJ).times(1 / 0.64);
    List<WorldPoint> places =
        List.of(at(0, 0, 0), at(0, 0, 0).plus(up.times(2)), at(0, 0, 0).plus(up.times(7)));
    VolumeGeometry uneven =
        VolumeGeometry.ofSlices(new GridSize(5, 7, 3), stepI, stepJ, places, Optional.empty());
    assertEquals(PlaneFit.identity(1), PlaneFit.of(uneven, plane(places.get(1))));
    // Between 2 and 7 mm slices are missing, between 0 and 2 mm they are not.
    assertEquals(
        new FramePlace.Outside(), PlaneFit.of(uneven, plane(places.get(0).plus(up.times(3.5)))));
    assertTrue(
        PlaneFit.of(uneven, plane(places.get(0).plus(up.times(0.9))))
            instanceof FramePlace.OffGrid);
  }

  @Test
  void planes_between_slices_or_pixels_or_at_an_angle_are_off_the_grid() {
    WorldPoint turned = stepI.times(Math.cos(0.01)).plus(stepJ.times(Math.sin(0.01)));
    WorldPoint normal = volume.normal();
    assertOffGrid("0.300 mm from", at(0, 0, 1).plus(normal.times(0.3)), stepI, stepJ);
    assertOffGrid("shifted", at(0.3, 0, 1), stepI, stepJ);
    assertOffGrid("shifted", at(0, -0.4, 1), stepI, stepJ);
    assertOffGrid("parallel", at(0, 0, 1), turned, stepJ);
    assertOffGrid("parallel", at(0, 0, 1), stepI.times(2), stepJ);
    assertOffGrid("parallel", at(0, 0, 1), stepI, normal);
    assertOffGrid("parallel", at(0, 0, 1), stepI, stepI);
    assertOffGrid("parallel", at(0, 0, 1), new WorldPoint(0, 0, 0), stepJ);
    assertOffGrid("mm from", new WorldPoint(1e30, 0, Double.NaN), stepI, stepJ);
  }

  private void assertOffGrid(String words, WorldPoint origin, WorldPoint column, WorldPoint row) {
    FramePlace place = PlaneFit.of(volume, new FramePlane(origin, column, row));
    assertTrue(
        place instanceof FramePlace.OffGrid found && found.why().contains(words), place.toString());
  }

  @Test
  void planes_beyond_the_last_slice_are_outside() {
    for (double k : new double[] {-1, -0.6, 3.6, 4, 1e6}) {
      assertEquals(new FramePlace.Outside(), PlaneFit.of(volume, plane(at(0, 0, k))), "k " + k);
    }
    assertOffGrid("mm from", at(0, 0, 3.4), stepI, stepJ);
    assertOffGrid("mm from", at(0, 0, -0.4), stepI, stepJ);
  }

  private FramePlane plane(WorldPoint origin) {
    return new FramePlane(origin, stepI, stepJ);
  }

  private PlaneFit fit(WorldPoint origin, WorldPoint column, WorldPoint row) {
    return (PlaneFit) PlaneFit.of(volume, new FramePlane(origin, column, row));
  }
}
