package io.github.voxelclick.evaluate;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a propagator did from the true middle slice of a structure.
 *
 * @param dice over all voxels of all slices but the given one, 0 to 1
 * @param diceWithin10mm likewise over slices at most 10 mm away from it, along the normal; empty
 *     when none of them holds structure or result
 * @param falsePositiveSlices slices with a result that do not hold the structure
 * @param msPerSlice time per slice that the propagator looked at
 * @param slices each slice that holds structure or result, but the given one
 */
public record PropagationScore(
    double dice,
    OptionalDouble diceWithin10mm,
    int falsePositiveSlices,
    double msPerSlice,
    List<Slice> slices) {
  /** Takes the list as it is at this moment. */
  public PropagationScore {
    slices = List.copyOf(slices);
  }

  /**
   * One slice.
   *
   * @param distance slices from the given one
   * @param distanceMm mm from it, along the normal
   * @param truePixels of the structure
   * @param foundPixels of the result
   * @param sharedPixels of both
   * @param confidence of the propagator, 0 where it found nothing
   */
  public record Slice(
      int distance,
      double distanceMm,
      int truePixels,
      int foundPixels,
      int sharedPixels,
      double confidence) {
    /** Overlap on this slice, 0 to 1. */
    public double dice() {
      return 2.0 * sharedPixels / (truePixels + foundPixels);
    }
  }
}
