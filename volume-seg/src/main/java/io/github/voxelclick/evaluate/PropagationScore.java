package io.github.voxelclick.evaluate;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * How a propagator did from the true middle slice of a structure.
 *
 * @param seed k of the given slice
 * @param dice over all voxels of all slices but the given one, 0 to 1
 * @param diceWithin10mm likewise over slices at most 10 mm away from it, along the normal; empty
 *     when none of them holds structure or result
 * @param falsePositiveSlices slices with a result that do not hold the structure, wherever they are
 * @param falsePositiveSlicesPastEnds slices with a result past those ends of the structure that lie
 *     at least {@value #INSIDE} slices before the volume's end; empty when neither end does, for
 *     then nothing could have gone wrong there
 * @param msPerSlice time per slice that the propagator looked at
 * @param slices each slice that holds structure or result, but the given one, ascending
 */
public record PropagationScore(
    int seed,
    double dice,
    OptionalDouble diceWithin10mm,
    int falsePositiveSlices,
    OptionalInt falsePositiveSlicesPastEnds,
    double msPerSlice,
    List<Slice> slices) {
  /** How many slices of the volume have to lie past an end for false slices to be counted there. */
  public static final int INSIDE = 3;

  /** Takes the list as it is at this moment. */
  public PropagationScore {
    slices = List.copyOf(slices);
  }

  /**
   * One slice.
   *
   * @param k which one
   * @param distance slices from the given one, at least 1
   * @param distanceMm mm from it, along the normal
   * @param truePixels of the structure
   * @param foundPixels of the result
   * @param sharedPixels of both
   * @param confidence of the propagator, 0 to 1; 0 where it found nothing
   */
  public record Slice(
      int k,
      int distance,
      double distanceMm,
      int truePixels,
      int foundPixels,
      int sharedPixels,
      double confidence) {
    /** Checks that there is something to compare. */
    public Slice {
      if (truePixels + foundPixels < 1 || sharedPixels > Math.min(truePixels, foundPixels)) {
        throw new IllegalArgumentException(
            truePixels + " true, " + foundPixels + " found, " + sharedPixels + " shared pixels");
      }
    }

    /** Overlap on this slice, 0 to 1. */
    public double dice() {
      return 2.0 * sharedPixels / (truePixels + foundPixels);
    }
  }

  /** Distances from the given slice that are reported together. */
  public enum Range {
    /** The slices beside it. */
    NEXT(1, 1),
    NEAR(2, 3),
    MIDDLE(4, 6),
    FAR(7, 10),
    /** All that lie further. */
    FARTHEST(11, Integer.MAX_VALUE);

    private final int first;
    private final int last;

    Range(int first, int last) {
      this.first = first;
      this.last = last;
    }

    /** What JSON and tables call it: 1, 2-3, 4-6, 7-10, 11+. */
    public String label() {
      if (last == Integer.MAX_VALUE) {
        return first + "+";
      }
      return first == last ? String.valueOf(first) : first + "-" + last;
    }

    private boolean holds(int distance) {
      return distance >= first && distance <= last;
    }
  }

  /**
   * Mean Dice of the slices at some distances that hold the structure. Slices past its ends are not
   * among them, so that all propagators are judged on the same slices; what is found there is
   * counted by {@link #falsePositiveSlicesPastEnds}.
   *
   * @return 0 to 1; empty when the structure has no slice there
   */
  public OptionalDouble diceAt(Range range) {
    return slices.stream()
        .filter(s -> s.truePixels() > 0 && range.holds(s.distance()))
        .mapToDouble(Slice::dice)
        .average();
  }

  /**
   * Rank correlation of the propagator's confidence with the true Dice of its slices: whether a
   * user who looks at the least confident slices first finds the worst ones. Over all slices that
   * hold structure or result, but the given ones; where the propagator found nothing, both are 0.
   *
   * @param scores of one structure, or of several whose slices are pooled
   * @return −1 to 1; empty where it is not defined: below two slices, or all equal
   */
  public static OptionalDouble spearman(Collection<PropagationScore> scores) {
    return rankCorrelation(scores, s -> true);
  }

  /**
   * The same over slices with a result only: what a user can look at. Slices that were missed agree
   * in rank for no merit of the confidence.
   */
  public static OptionalDouble spearmanFound(Collection<PropagationScore> scores) {
    return rankCorrelation(scores, s -> s.foundPixels() > 0);
  }

  private static OptionalDouble rankCorrelation(
      Collection<PropagationScore> scores, Predicate<Slice> which) {
    List<Slice> slices = scores.stream().flatMap(s -> s.slices().stream()).filter(which).toList();
    return RankCorrelation.of(
        slices.stream().mapToDouble(Slice::confidence).toArray(),
        slices.stream().mapToDouble(Slice::dice).toArray());
  }
}
