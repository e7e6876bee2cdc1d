package io.github.voxelclick.evaluate;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, equal values sharing the mean of
 * their ranks (Spearman, Am. J. Psychol. 15, 1904).
 */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * The correlation of pairs.
   *
   * @param a finite
   * @param b finite, as many
   * @return −1 to 1; empty for fewer than two pairs, or where all values of one side are equal
   */
  public static OptionalDouble of(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " values and " + b.length + " values");
    }
    double[] ranksA = ranks(a);
    double[] ranksB = ranks(b);
    double mean = (a.length + 1) / 2.0;
    double together = 0;
    double spreadA = 0;
    double spreadB = 0;
    for (int n = 0; n < a.length; n++) {
      together += (ranksA[n] - mean) * (ranksB[n] - mean);
      spreadA += (ranksA[n] - mean) * (ranksA[n] - mean);
      spreadB += (ranksB[n] - mean) * (ranksB[n] - mean);
    }
    return spreadA == 0 || spreadB == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(together / Math.sqrt(spreadA * spreadB));
  }

  /** Ranks from 1; equal values share the mean of theirs. */
  static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(n -> values[n]))
            .mapToInt(n -> n)
            .toArray();
    double[] ranks = new double[values.length];
    for (int first = 0; first < order.length; ) {
      int last = first;
      while (last + 1 < order.length && values[order[last + 1]] == values[order[first]]) {
        last++;
      }
      double shared = (first + last) / 2.0 + 1;
      for (int n = first; n <= last; n++) {
        ranks[order[n]] = shared;
      }
      first = last + 1;
    }
    return ranks;
  }
}
