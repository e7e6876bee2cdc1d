package io.github.voxelclick.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether values rise or fall over time. The slope is that of Theil and Sen, the median of the
 * slopes between all pairs of points (Sen, J. Am. Stat. Assoc. 63, 1968); the test is that of Mann
 * and Kendall, which is Kendall's tau-b against time. Both take the points as independent of one
 * another.
 *
 * @param n points, at least {@link #LEAST}
 * @param slope change of the value per step of time
 * @param offset of the line: the median of value less slope times time
 * @param tau −1 (every later value is smaller) to 1
 * @param p two-sided, 0 to 1: how often chance alone gives a tau as far from 0
 * @param exact whether p counts all orders, as for at most {@link #MOST_EXACT} values without ties;
 *     otherwise it is that of a normal distribution with the variance for ties (Kendall, Rank
 *     Correlation Methods, 1970), without correction for continuity
 */
public record Trend(int n, double slope, double offset, double tau, double p, boolean exact) {
  /** Fewer points have no trend: no order of three gives a p below 0.3. */
  public static final int LEAST = 4;

  /** Most values that are counted exactly. */
  public static final int MOST_EXACT = 33;

  /** More points than weeks and months of any real use; pairs of them would take too long. */
  static final int MOST = 2000;

  /**
   * Of points in any order.
   *
   * @param times all different, finite
   * @param values as many, finite
   * @return empty for fewer than {@link #LEAST} or more than 2000 points, and where all values are
   *     equal
   */
  public static Optional<Trend> of(double[] times, double[] values) {
    if (times.length != values.length) {
      throw new IllegalArgumentException(times.length + " times, " + values.length + " values");
    }
    int n = times.length;
    if (n < LEAST || n > MOST) {
      return Optional.empty();
    }
    double[] slopes = new double[n * (n - 1) / 2];
    int pairs = 0;
    long score = 0;
    long untied = 0;
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        if (times[a] == times[b]) {
          throw new IllegalArgumentException("two values at the time " + times[a]);
        }
        double slope = (values[b] - values[a]) / (times[b] - times[a]);
        score += (long) Math.signum(slope);
        untied += values[a] == values[b] ? 0 : 1;
        slopes[pairs++] = slope;
      }
    }
    if (untied == 0) {
      return Optional.empty();
    }
    double slope = Spread.median(slopes);
    double[] offsets = new double[n];
    Arrays.setAll(offsets, k -> values[k] - slope * times[k]);
    boolean exact = untied == pairs && n <= MOST_EXACT;
    double tau = score / Math.sqrt((double) pairs * untied);
    double p = exact ? exact(n, score) : asymptotic(n, score, values);
    return Optional.of(new Trend(n, slope, Spread.median(offsets), tau, p, exact));
  }

  /** The share of all orders of n values whose score is as far from 0 as this one. */
  private static double exact(int n, long score) {
    int pairs = n * (n - 1) / 2;
    int inversions = (int) ((pairs - Math.abs(score)) / 2);
    // shares[d]: orders of the first values with d inversions, as a share of all their orders.
    double[] shares = {1};
    for (int size = 2; size <= n; size++) {
      double[] next = new double[size * (size - 1) / 2 + 1];
      for (int d = 0; d < shares.length; d++) {
        for (int more = 0; more < size; more++) {
          next[d + more] += shares[d] / size;
        }
      }
      shares = next;
    }
    double tail = 0;
    for (int d = 0; d <= inversions; d++) {
      tail += shares[d];
    }
    return Math.min(1, 2 * tail);
  }

  private static double asymptotic(int n, long score, double[] values) {
    double variance = (double) n * (n - 1) * (2.0 * n + 5);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int first = 0; first < n; ) {
      int next = first;
      while (next < n && sorted[next] == sorted[first]) {
        next++;
      }
      double tied = next - first;
      variance -= tied * (tied - 1) * (2 * tied + 5);
      first = next;
    }
    return ErrorFunction.complement(Math.abs(score) / Math.sqrt(variance / 18) / Math.sqrt(2));
  }
}
