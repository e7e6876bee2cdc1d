package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import org.junit.jupiter.api.Test;

class OracleRegionTest {
  private static SliceMask rectangle(int column, int row, int width, int height) {
    return SliceMask.of(
        60, 50, (c, r) -> c >= column && c < column + width && r >= row && r < row + height);
  }

  private static byte mark(OracleRegion region, int column, int row) {
    return region.marks()[row * region.columns() + column];
  }

  @Test
  void is_2_2_times_the_box_about_its_centre_with_a_rim_of_background() {
    OracleRegion region = new OracleRegion(rectangle(20, 22, 10, 5));
    assertEquals(22, region.columns());
    assertEquals(11, region.rows());
    for (int row = 0; row < 11; row++) {
      for (int column = 0; column < 22; column++) {
        boolean rim = column == 0 || column == 21 || row == 0 || row == 10;
        assertEquals(rim ? OracleRegion.OUTSIDE : OracleRegion.UNKNOWN, mark(region, column, row));
      }
    }
    SliceMask all = region.mask(n -> true);
    assertEquals(new SliceMask.Bounds(14, 19, 35, 29), all.bounds().orElseThrow());
  }

  @Test
  void has_no_rim_where_the_slice_ends_unless_it_ends_all_round() {
    OracleRegion left = new OracleRegion(rectangle(0, 22, 10, 5));
    assertEquals(16, left.columns());
    assertEquals(OracleRegion.UNKNOWN, mark(left, 0, 5));
    assertEquals(OracleRegion.OUTSIDE, mark(left, 15, 5));
    OracleRegion whole = new OracleRegion(rectangle(1, 1, 58, 48));
    assertEquals(60, whole.columns());
    assertEquals(OracleRegion.OUTSIDE, mark(whole, 0, 7));
  }

  @Test
  void marks_clicks_where_they_lie_and_ignores_those_outside() {
    OracleRegion region = new OracleRegion(rectangle(20, 22, 10, 5));
    SlicePlane plane = SlicePlane.k(1);
    region.mark(new PointPrompt(plane, new PlanePoint(21, 23), true));
    region.mark(new PointPrompt(plane, new PlanePoint(16, 25), false));
    region.mark(new PointPrompt(plane, new PlanePoint(50, 3), true));
    assertEquals(OracleRegion.INSIDE, mark(region, 7, 4));
    assertEquals(OracleRegion.OUTSIDE, mark(region, 2, 6));
    assertFalse(region.mask(n -> region.marks()[n] == OracleRegion.INSIDE).get(50, 3));
  }
}
