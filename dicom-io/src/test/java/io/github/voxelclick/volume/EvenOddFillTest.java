package io.github.voxelclick.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("D9.2")
class EvenOddFillTest {
  /** A polygon from column, row, column, row …, in pixels. */
  private static void add(EvenOddFill fill, double... corners) {
    long[] x = new long[corners.length / 2];
    long[] y = new long[corners.length / 2];
    for (int n = 0; n < x.length; n++) {
      x[n] = EvenOddFill.fixed(corners[2 * n]);
      y[n] = EvenOddFill.fixed(corners[2 * n + 1]);
    }
    fill.add(x, y);
  }

  private static SliceMask filled(int columns, int rows, double... corners) {
    EvenOddFill fill = new EvenOddFill(columns, rows);
    add(fill, corners);
    return fill.toMask();
  }

  @Test
  void a_centre_inside_is_set_and_one_outside_is_not() {
    SliceMask mask = filled(9, 7, 1.6, 0.7, 5.2, 0.7, 5.2, 3.4, 1.6, 3.4);
    assertEquals(SliceMask.of(9, 7, (i, j) -> i >= 2 && i <= 5 && j >= 1 && j <= 3), mask);
  }

  @Test
  void a_centre_on_the_upper_or_left_edge_is_set_and_on_the_lower_or_right_is_not() {
    SliceMask mask = filled(9, 11, 2, 3, 5, 3, 5, 7, 2, 7);
    assertEquals(SliceMask.of(9, 11, (i, j) -> i >= 2 && i < 5 && j >= 3 && j < 7), mask);
  }

  @Test
  void the_direction_of_the_corners_means_nothing() {
    double[] there = {2, 3, 6.5, 1, 8, 9, 3, 8};
    double[] back = {3, 8, 8, 9, 6.5, 1, 2, 3};
    assertEquals(filled(10, 11, there), filled(10, 11, back));
  }

  @Test
  void polygons_that_share_a_slanted_edge_through_centres_share_no_pixel_and_leave_none_out() {
    SliceMask left = filled(11, 13, 0, 0, 2, 0, 8, 12, 0, 12);
    SliceMask right = filled(11, 13, 2, 0, 10, 0, 10, 12, 8, 12);
    assertTrue(left.and(right).isEmpty());
    assertEquals(filled(11, 13, 0, 0, 10, 0, 10, 12, 0, 12), left.or(right));
    assertFalse(left.get(4, 4)); // (4, 4) lies on the edge: it belongs to the right
    assertTrue(right.get(4, 4));
  }

  @Test
  void a_polygon_in_a_polygon_is_a_hole_and_a_third_an_island() {
    EvenOddFill fill = new EvenOddFill(15, 9);
    add(fill, 0.5, 0.5, 13.5, 0.5, 13.5, 7.5, 0.5, 7.5);
    add(fill, 3.5, 1.5, 11.5, 1.5, 11.5, 6.5, 3.5, 6.5);
    add(fill, 6.5, 3.5, 8.5, 3.5, 8.5, 4.5, 6.5, 4.5);
    SliceMask expected =
        SliceMask.of(
            15,
            9,
            (i, j) ->
                (i >= 1 && i <= 13 && j >= 1 && j <= 7)
                    && (!(i >= 4 && i <= 11 && j >= 2 && j <= 6) || (i >= 7 && i <= 8 && j == 4)));
    assertEquals(expected, fill.toMask());
  }

  @Test
  void a_keyhole_is_a_hole_even_if_its_channel_runs_through_centres() {
    SliceMask expected =
        SliceMask.of(
            9,
            8,
            (i, j) ->
                i >= 1 && i <= 7 && j >= 1 && j <= 6 && !(i >= 4 && i <= 5 && j >= 3 && j <= 4));
    SliceMask keyhole =
        filled(
            9, 8, 0.5, 0.5, 7.5, 0.5, 7.5, 6.5, 0.5, 6.5, 0.5, 3, 3.5, 3, 3.5, 4.5, 5.5, 4.5, 5.5,
            2.5, 3.5, 2.5, 3.5, 3, 0.5, 3);
    assertEquals(expected, keyhole);
  }

  @Test
  void what_lies_outside_the_slice_is_cut_off() {
    SliceMask mask = filled(7, 5, -1000, -3, 3.2, -3, 3.2, 1e5, -1000, 1e5);
    assertEquals(SliceMask.of(7, 5, (i, j) -> i <= 3), mask);
    assertTrue(filled(7, 5, 20, 1, 30, 1, 30, 4).isEmpty());
    assertTrue(filled(7, 5, 1, -9, 5, -9, 3, -2).isEmpty());
  }

  @Test
  void a_line_and_a_point_enclose_nothing() {
    assertTrue(filled(7, 5, 1, 1, 5, 3, 1, 1).isEmpty());
    assertTrue(filled(7, 5, 2, 2, 2, 2, 2, 2).isEmpty());
  }

  /** Wider than a machine word, and no multiple of one. */
  @ParameterizedTest
  @CsvSource({"131, 17, 5", "64, 9, 7", "63, 11, 4", "65, 8, 40", "9, 130, 12"})
  void random_polygons_give_what_exact_arithmetic_gives_for_each_centre(
      int columns, int rows, int corners) {
    SplittableRandom random = new SplittableRandom(columns * 31L + rows);
    for (int trial = 0; trial < 12; trial++) {
      long[] x = new long[corners];
      long[] y = new long[corners];
      for (int n = 0; n < corners; n++) {
        // Half of the corners on centres, so that edges pass exactly through others.
        boolean whole = random.nextBoolean();
        double u = random.nextDouble(-9, columns + 9.0);
        double v = random.nextDouble(-9, rows + 9.0);
        x[n] = EvenOddFill.fixed(whole ? Math.rint(u) : u);
        y[n] = EvenOddFill.fixed(whole ? Math.rint(v) : v);
      }
      EvenOddFill fill = new EvenOddFill(columns, rows);
      fill.add(x, y);
      assertEquals(SliceMask.of(columns, rows, (i, j) -> isInside(x, y, i, j)), fill.toMask());
    }
  }

  /** Counts the edges left of, or through, a centre that its row crosses. */
  private static boolean isInside(long[] x, long[] y, int i, int j) {
    long u = (long) i << EvenOddFill.FRACTION_BITS;
    long v = (long) j << EvenOddFill.FRACTION_BITS;
    boolean inside = false;
    for (int n = 0; n < x.length; n++) {
      int m = (n + 1) % x.length;
      if ((y[n] <= v) == (y[m] <= v)) {
        continue;
      }
      // u - x[n] >= (v - y[n]) (x[m] - x[n]) / (y[m] - y[n])
      BigInteger left = BigInteger.valueOf(u - x[n]).multiply(BigInteger.valueOf(y[m] - y[n]));
      BigInteger right = BigInteger.valueOf(v - y[n]).multiply(BigInteger.valueOf(x[m] - x[n]));
      int order = left.compareTo(right) * Long.signum(y[m] - y[n]);
      inside ^= order >= 0;
    }
    return inside;
  }
}
