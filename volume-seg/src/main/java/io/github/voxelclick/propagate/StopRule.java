package io.github.voxelclick.propagate;

/**
 * When a mask is carried no further. Between two seeds only an empty mask ends the way: there both
 * ends are known.
 *
 * @param leastOverlap when less than this part of a carried mask (0 to 1) lies on the mask that it
 *     was carried from, it has jumped; 0 never stops. Shrinking is no jump: structures taper
 * @param mostDrift when the mean intensity under a carried mask lies further than this many
 *     standard deviations of the seed's intensities from the seed's mean, the structure has ended
 *     and something else was found; infinite never stops
 */
public record StopRule(double leastOverlap, double mostDrift) {
  /** Half: less than that is more new than known. */
  private static final double DEFAULT_LEAST_OVERLAP = 0.5;

  /** Chosen with SeedNet on training cases, see the training code's policy. */
  private static final double DEFAULT_MOST_DRIFT = 2;

  /** Added to the standard deviation, as part of the window, so that flat seeds tolerate noise. */
  static final double DRIFT_FLOOR = 0.02;

  /** Checks the ranges. */
  public StopRule {
    if (!(leastOverlap >= 0 && leastOverlap <= 1) || !(mostDrift >= 0)) {
      throw new IllegalArgumentException("overlap " + leastOverlap + ", drift " + mostDrift);
    }
  }

  /** What suits SeedNet. */
  public static StopRule defaults() {
    return new StopRule(DEFAULT_LEAST_OVERLAP, DEFAULT_MOST_DRIFT);
  }

  /** Goes on as long as there is a mask. */
  public static StopRule emptyOnly() {
    return new StopRule(0, Double.POSITIVE_INFINITY);
  }
}
