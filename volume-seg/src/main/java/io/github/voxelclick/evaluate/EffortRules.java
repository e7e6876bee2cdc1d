package io.github.voxelclick.evaluate;

/**
 * The rules of {@link Protocol#EFFORT}: when a structure is done, when a slice is right, and when a
 * reader gives up.
 *
 * @param maxInteractions after which a reader gives a structure up, at least 1
 * @param clicksPerVisit after which a reader leaves a slice that is still wrong, at least 1
 */
public record EffortRules(int maxInteractions, int clicksPerVisit) {
  /** A structure is done at this Dice over the voxels of the whole volume. */
  public static final double ENOUGH = 0.90;

  /** A slice is right at this Dice; one that does not hold the structure when it is empty. */
  public static final double RIGHT = 0.90;

  /** Who interpolates clicks on every so many-th slice. */
  static final int KEY_DISTANCE = 5;

  /** What a reader gives a structure unless told otherwise. */
  public static final int DEFAULT_MAX_INTERACTIONS = 300;

  private static final int MOST_CLICKS_PER_VISIT = 5;

  /** Checks the ranges. */
  public EffortRules {
    if (maxInteractions < 1 || clicksPerVisit < 1) {
      throw new IllegalArgumentException(
          maxInteractions + " interactions, " + clicksPerVisit + " clicks a visit");
    }
  }

  /**
   * Five clicks a visit, or fewer.
   *
   * @param maxClicks on a slice, at least 1
   */
  static EffortRules of(int maxInteractions, int maxClicks) {
    return new EffortRules(maxInteractions, Math.min(maxClicks, MOST_CLICKS_PER_VISIT));
  }
}
