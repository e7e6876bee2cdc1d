package io.github.voxelclick.propagate;

import java.util.Optional;

/**
 * What a model has said of its masks on the way outwards from a seed: when it no longer sees the
 * structure, or is no longer sure of what it carries on. One for each direction; not thread-safe.
 */
final class Trail {
  /**
   * Presence above this counts as this: among near-certainties odds differ widely for no reason.
   */
  private static final double SUREST = 0.97;

  /**
   * How much of a slice's doubt still counts one slice further on. A mask that is carried on well
   * may be carried on for ever, however thin the slices are.
   */
  private static final double MEMORY = 0.95;

  private final StopRule rule;
  private boolean begun;
  private double firstOdds;

  /** Logarithm of the confidence, of which earlier slices' parts fade. */
  private double certainty;

  Trail(StopRule rule) {
    this.rule = rule;
  }

  /**
   * Goes on by a slice.
   *
   * @param confidence that the mask on it is as good as the one that it was carried from, 0 to 1
   * @param presence how sure the model is that the structure is there, 0 to 1
   * @return why the way ends before this slice, if it does
   */
  Optional<Propagation.StopReason> next(double confidence, double presence) {
    double odds = odds(presence);
    firstOdds = begun ? firstOdds : odds;
    begun = true;
    if (odds < rule.leastPresence() * firstOdds) {
      return Optional.of(Propagation.StopReason.ABSENT);
    }
    certainty = MEMORY * certainty + Math.log(confidence);
    return certainty < Math.log(rule.leastCertainty())
        ? Optional.of(Propagation.StopReason.UNSURE)
        : Optional.empty();
  }

  /** How many times likelier than not; finite for a model that never doubts. */
  private static double odds(double presence) {
    double sure = Math.min(presence, SUREST);
    return sure / (1 - sure);
  }
}
