package io.github.voxelclick.report;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * Against scipy: slope of {@code stats.theilslopes(values, times)}, tau and p of {@code
 * stats.kendalltau(times, values)}, offset {@code numpy.median(values - slope * times)}; quartiles
 * of {@code numpy.percentile}.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TrendTest {
  private static void is(
      double[] times,
      double[] values,
      double slope,
      double offset,
      double tau,
      double p,
      boolean exact) {
    Trend found = Trend.of(times, values).orElseThrow();
    assertAll(
        () -> assertEquals(slope, found.slope(), 1e-12),
        () -> assertEquals(offset, found.offset(), 1e-12),
        () -> assertEquals(tau, found.tau(), 1e-12),
        () -> assertEquals(p, found.p(), 1e-9),
        () -> assertEquals(exact, found.exact()));
  }

  @Test
  void is_that_of_scipy_without_ties() {
    is(
        new double[] {3, 4, 6, 7, 11, 12, 13},
        new double[] {9, 7.5, 8, 6, 6.5, 3, 2.25},
        -0.625,
        10.5,
        -0.8095238095238096,
        0.010714285714285714,
        true);
    is(
        new double[] {1, 2, 3, 5},
        new double[] {1, 2, 4, 3},
        0.75,
        0.375,
        2 / 3.0,
        0.3333333333333333,
        true);
  }

  @Test
  void is_that_of_scipy_with_ties() {
    is(
        new double[] {3, 4, 6, 7, 11, 12, 13, 14},
        new double[] {9, 7, 7, 6, 7, 3, 2, 3},
        -0.5777777777777777,
        10.255555555555556,
        -0.7715167498104596,
        0.010235712391270746,
        false);
    is(
        new double[] {1, 2, 3, 5},
        new double[] {2, 2, 2, 1},
        -0.125,
        2.1875,
        -0.7071067811865477,
        0.17971249487899976,
        false);
  }

  @Test
  void is_that_of_scipy_on_both_sides_of_the_exact_limit() {
    double[] times = new double[34];
    double[] values = new double[34];
    Arrays.setAll(times, k -> k);
    Arrays.setAll(values, k -> k * 37 % 101 + k * 0.9);
    is(
        Arrays.copyOf(times, 33),
        Arrays.copyOf(values, 33),
        1.828571428571428,
        36.071428571428584,
        0.3939393939393939,
        0.001046196742286816,
        true);
    is(
        times,
        values,
        1.1727272727272733,
        45.9090909090909,
        0.3475935828877006,
        0.0038430360281370337,
        false);
  }

  @Test
  void there_is_none_of_too_few_or_equal_values() {
    assertTrue(Trend.of(new double[0], new double[0]).isEmpty());
    assertTrue(Trend.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}).isEmpty());
    assertTrue(Trend.of(new double[] {1, 2, 3, 4}, new double[] {5, 5, 5, 5}).isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> Trend.of(new double[] {1, 2, 2, 4}, new double[] {1, 2, 3, 4}));
  }

  @Test
  void the_error_function_is_that_of_scipy() {
    double[][] pairs = {
      {0, 1},
      {0.3, 0.6713732405408726},
      {1.2, 0.08968602177036462},
      {2.9999, 2.2104426482160917e-05},
      {3, 2.2090496998585445e-05},
      {3.5, 7.430983723414129e-07},
      {7, 4.183825607779414e-23}
    };
    for (double[] pair : pairs) {
      assertEquals(pair[1], ErrorFunction.complement(pair[0]), pair[1] * 1e-10);
    }
  }

  @Test
  void quartiles_are_those_of_numpy() {
    Spread spread = Spread.of(new double[] {7, 1, 2.5, 40, 3, 3, 12}).orElseThrow();
    assertEquals(new Spread(7, 68.5 / 7, 1, 2.75, 3, 9.5, 40), spread);
    Spread two = Spread.of(new double[] {9.5, 4}).orElseThrow();
    assertEquals(new Spread(2, 6.75, 4, 5.375, 6.75, 8.125, 9.5), two);
    assertEquals(new Spread(1, 3, 3, 3, 3, 3, 3), Spread.of(new double[] {3}).orElseThrow());
    assertTrue(Spread.of(new double[0]).isEmpty());
  }
}
