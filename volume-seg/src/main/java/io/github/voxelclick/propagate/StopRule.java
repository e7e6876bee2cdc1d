package io.github.voxelclick.propagate;

/**
 * When a mask is carried no further. Between two seeds only an empty mask ends the way: there both
 * ends are known. Intensities are compared in the window that the model sees (0 to 1).
 *
 * @param leastOverlap when less than this part of a carried mask (0 to 1) lies on the mask that it
 *     was carried from, it has jumped; 0 never stops. Shrinking is no jump: structures taper
 * @param leastIou when the intersection of a carried mask and the one that it was carried from is a
 *     smaller part than this (0 to 1) of their union, something else was found; 0 never stops
 * @param mostFade when the mean intensity under a carried mask has gone more than this part of the
 *     way from the seed's to that of the seed's surroundings, the structure has ended; infinite
 *     never stops
 * @param mostDrift when that mean lies more than this many standard deviations of the seed's
 *     intensities from the seed's mean, whatever the surroundings, something else was found;
 *     infinite never stops
 * @param leastPresence when the model's odds that the structure is there have fallen below this
 *     part (0 to 1) of the odds on the first slice that the seed was carried to; 0 never stops.
 *     Relative, since how sure a model is of a structure at all differs from one to the next
 * @param leastCertainty when the product of the model's confidences on the way falls below this (0
 *     to 1), it does not trust what it has carried so far; 0 never stops. A slice's confidence
 *     counts less with each further slice (5 % of its logarithm), so that a mask that is carried on
 *     well goes as far as the structure
 */
public record StopRule(
    double leastOverlap,
    double leastIou,
    double mostFade,
    double mostDrift,
    double leastPresence,
    double leastCertainty) {
  /**
   * A fifth: thin structures that move in plane keep little of their mask, although it was carried
   * rightly, and whether something else was found is told by what it looks like.
   */
  private static final double DEFAULT_LEAST_OVERLAP = 0.2;

  private static final double PROJECTED_LEAST_IOU = 0.5;

  /**
   * Fade and drift were chosen with SeedNet v0 on nine of its training cases, where results hardly
   * change between 0.6 and 0.8: against an empty mask alone, Dice rose from 0.59 to 0.75 and slices
   * wrongly found fell from 11 to 0.2 a structure.
   */
  private static final double DEFAULT_MOST_FADE = 0.7;

  private static final double DEFAULT_MOST_DRIFT = 3;

  /**
   * For SeedNet v1, on 15 structures of seven validation cases: false slices past the ends fell
   * from 3.3 to 2.7 a structure, at the cost of 0.7 % of the Dice within it. Half the odds as the
   * limit would have brought 2.5 and cost 4 %.
   */
  private static final double DEFAULT_LEAST_PRESENCE = 0.35;

  /**
   * For SeedNet v1, by the training code's chains without stops on 34 structures of 12 validation
   * and 39 of 12 training cases: false slices past the ends fell from 3.5 to 3.0 and from 3.7 to
   * 0.5 a structure, and Dice changed by 0.001.
   */
  private static final double DEFAULT_LEAST_CERTAINTY = 0.1;

  /** Checks the ranges. */
  public StopRule {
    if (!(leastOverlap >= 0 && leastOverlap <= 1)
        || !(leastIou >= 0 && leastIou <= 1)
        || !(mostFade >= 0)
        || !(mostDrift >= 0)
        || !(leastPresence >= 0 && leastPresence <= 1)
        || !(leastCertainty >= 0 && leastCertainty <= 1)) {
      throw new IllegalArgumentException(
          "overlap "
              + leastOverlap
              + ", IoU "
              + leastIou
              + ", fade "
              + mostFade
              + ", drift "
              + mostDrift
              + ", presence "
              + leastPresence
              + ", certainty "
              + leastCertainty);
    }
  }

  /** What suits SeedNet. */
  public static StopRule defaults() {
    return new StopRule(
        DEFAULT_LEAST_OVERLAP,
        0,
        DEFAULT_MOST_FADE,
        DEFAULT_MOST_DRIFT,
        DEFAULT_LEAST_PRESENCE,
        DEFAULT_LEAST_CERTAINTY);
  }

  /**
   * What suits models that are prompted anew on every slice: masks of neighbouring slices share
   * half of their union, the default of micro-sam (segment_nd, {@code iou_threshold}). Fade and
   * drift as for SeedNet.
   */
  public static StopRule projection() {
    return new StopRule(0, PROJECTED_LEAST_IOU, DEFAULT_MOST_FADE, DEFAULT_MOST_DRIFT, 0, 0);
  }

  /** Goes on as long as there is a mask. */
  public static StopRule emptyOnly() {
    return new StopRule(0, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0);
  }
}
