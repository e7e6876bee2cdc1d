package io.github.voxelclick.evaluate;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What it took to segment a structure, each way of working in a session of its own.
 *
 * @param maxInteractions after which a reader gave up
 * @param trials what came out, for every way
 */
public record EffortScore(int maxInteractions, Map<EffortWay, Trial> trials) {
  /** Checks that every way is there; takes the map as it is at this moment. */
  public EffortScore {
    for (EffortWay way : EffortWay.values()) {
      Trial trial = trials.get(way);
      if (trial == null || trial.given() > maxInteractions) {
        throw new IllegalArgumentException(way + ": " + trial + " of " + maxInteractions);
      }
    }
    trials = Collections.unmodifiableMap(new EnumMap<>(trials));
  }

  /**
   * One way of working.
   *
   * @param clicks that were given, those that the model refused included
   * @param propagations or interpolations
   * @param carriedAnew how often the session carried masks anew after a correction; the reader does
   *     nothing for it, so it does not count
   * @param reached whether the structure was done in the end
   * @param dice in the end, over the voxels of the whole volume, 0 to 1
   */
  public record Trial(int clicks, int propagations, int carriedAnew, boolean reached, double dice) {
    /** Checks the ranges. */
    public Trial {
      if (clicks < 0 || propagations < 0 || carriedAnew < 0 || !(dice >= 0 && dice <= 1)) {
        throw new IllegalArgumentException(
            clicks + " clicks, " + propagations + ", " + carriedAnew + ", Dice " + dice);
      }
    }

    /** All interactions of the reader, whatever came of them. */
    public int given() {
      return clicks + propagations;
    }
  }

  /** What came out of one way. */
  public Trial of(EffortWay way) {
    return trials.get(way);
  }

  /**
   * Interactions until the structure was done; {@link #maxInteractions} when it never was, however
   * early the reader ran out of things to correct.
   */
  public int interactions(EffortWay way) {
    return of(way).reached() ? of(way).given() : maxInteractions;
  }

  /** The interactions of each way in one line, those that were not enough marked. */
  public String summary() {
    return Arrays.stream(EffortWay.values())
        .map(way -> way.label() + " " + EffortTable.interactions(this, way))
        .collect(Collectors.joining(", "));
  }

  /** How many times the interactions of the session another way took. */
  public double perSession(EffortWay other) {
    return (double) interactions(other) / interactions(EffortWay.SESSION);
  }
}
