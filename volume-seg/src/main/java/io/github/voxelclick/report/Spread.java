package io.github.voxelclick.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * How values of one kind are spread. Quantiles are linear between ranks, as numpy's default and
 * type 7 of Hyndman and Fan (Am. Stat. 50, 1996).
 *
 * @param n how many values, at least 1
 * @param mean arithmetic
 * @param min smallest value
 * @param q1 first quartile
 * @param median the middle one
 * @param q3 third quartile
 * @param max largest value
 */
public record Spread(
    int n, double mean, double min, double q1, double median, double q3, double max) {

  /** Of values, which are finite and stay as they are; empty for none. */
  public static Optional<Spread> of(double[] values) {
    if (values.length == 0) {
      return Optional.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Optional.of(
        new Spread(
            sorted.length,
            Arrays.stream(sorted).sum() / sorted.length,
            sorted[0],
            quantile(sorted, 0.25),
            quantile(sorted, 0.5),
            quantile(sorted, 0.75),
            sorted[sorted.length - 1]));
  }

  /** The median of at least one value, which stay as they are. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }

  private static double quantile(double[] sorted, double part) {
    double rank = (sorted.length - 1) * part;
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
  }
}
