package io.github.voxelclick.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FillTest {
  @Nested
  class Polygons {
    @Test
    void a_centre_inside_an_odd_number_of_times_is_set() {
      Random random = new Random(37);
      for (int trial = 0; trial < 50; trial++) {
        List<PlanePoint> corners =
            random
                .doubles(7)
                .mapToObj(d -> new PlanePoint(17 * d - 2, 13 * random.nextDouble() - 2))
                .toList();
        SliceMask expected = SliceMask.of(13, 9, (c, r) -> crossings(corners, c, r) % 2 == 1);
        assertEquals(expected, PolygonFill.evenOdd(13, 9, corners));
      }
    }

    /** How many edges lie right of a centre. */
    private static int crossings(List<PlanePoint> corners, int column, int row) {
      int crossed = 0;
      for (int n = 0; n < corners.size(); n++) {
        PlanePoint a = corners.get(n);
        PlanePoint b = corners.get((n + 1) % corners.size());
        if ((a.row() > row) != (b.row() > row)) {
          double at =
              a.column() + (row - a.row()) / (b.row() - a.row()) * (b.column() - a.column());
          crossed += at > column ? 1 : 0;
        }
      }
      return crossed;
    }

    @Test
    void centres_on_left_and_upper_edges_are_in_and_those_on_right_and_lower_ones_are_not() {
      List<PlanePoint> corners =
          List.of(
              new PlanePoint(2, 3),
              new PlanePoint(5, 3),
              new PlanePoint(5, 7),
              new PlanePoint(2, 7));
      assertEquals(
          SliceMask.of(9, 11, (c, r) -> c >= 2 && c < 5 && r >= 3 && r < 7),
          PolygonFill.evenOdd(9, 11, corners));
    }

    @Test
    void less_than_three_corners_fill_nothing() {
      assertTrue(PolygonFill.evenOdd(9, 11, List.of()).isEmpty());
      List<PlanePoint> line = List.of(new PlanePoint(1, 1), new PlanePoint(8, 9));
      assertTrue(PolygonFill.evenOdd(9, 11, line).isEmpty());
    }

    @Test
    void rejects_corners_that_are_no_numbers_or_absurdly_far() {
      for (double bad : new double[] {Double.NaN, 1e9, Double.NEGATIVE_INFINITY}) {
        List<PlanePoint> corners =
            List.of(new PlanePoint(1, 1), new PlanePoint(bad, 2), new PlanePoint(3, 5));
        assertThrows(IllegalArgumentException.class, () -> PolygonFill.evenOdd(9, 11, corners));
      }
    }
  }

  @Nested
  class Floods {
    /** Rows 1 to 5 and columns 2 to 7 outlined, with one diagonal corner at 2, 5. */
    private static final SliceMask OUTLINE =
        SliceMask.of(
            11,
            8,
            (c, r) ->
                c >= 2
                    && c <= 7
                    && r >= 1
                    && r <= 5
                    && (c == 2 || c == 7 || r == 1 || r == 5)
                    && !(c == 2 && r == 5));

    @Test
    void fill_what_the_outline_encloses_and_do_not_leak_through_corners() {
      SliceMask inner = SliceMask.of(11, 8, (c, r) -> c > 2 && c < 7 && r > 1 && r < 5);
      assertEquals(Optional.of(inner), FloodFill.enclosed(OUTLINE, 4, 3));
      assertEquals(inner, FloodFill.region(OUTLINE, 6, 2));
    }

    @Test
    void find_no_enclosed_region_where_the_outline_is_open_or_the_pixel_is_set() {
      SliceMask open = OUTLINE.andNot(SliceMask.of(11, 8, (c, r) -> c == 7 && r == 3));
      assertEquals(Optional.empty(), FloodFill.enclosed(open, 4, 3));
      assertEquals(Optional.empty(), FloodFill.enclosed(OUTLINE, 2, 3));
      assertEquals(Optional.empty(), FloodFill.enclosed(OUTLINE, 0, 0));
      assertEquals(Optional.empty(), FloodFill.enclosed(SliceMask.empty(11, 8), 4, 3));
      assertEquals(11 * 8 - open.count(), FloodFill.region(open, 4, 3).count());
      assertTrue(FloodFill.region(OUTLINE, 2, 3).isEmpty());
    }

    @Test
    void take_the_border_of_the_slice_for_open() {
      SliceMask half = SliceMask.of(11, 8, (c, r) -> (c == 3 && r <= 4) || (r == 4 && c <= 3));
      assertEquals(Optional.empty(), FloodFill.enclosed(half, 1, 1));
      assertEquals(SliceMask.of(11, 8, (c, r) -> c < 3 && r < 4), FloodFill.region(half, 1, 1));
    }

    @Test
    void refuse_a_pixel_outside() {
      assertThrows(IllegalArgumentException.class, () -> FloodFill.region(OUTLINE, 11, 0));
      assertThrows(IllegalArgumentException.class, () -> FloodFill.enclosed(OUTLINE, 0, -1));
    }
  }
}
