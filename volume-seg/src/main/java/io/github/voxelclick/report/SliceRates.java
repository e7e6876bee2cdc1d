package io.github.voxelclick.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What became of the slices that models, or the interpolation, had made. All rates are over slices
 * that a person confirmed or worked on.
 *
 * @param made slices with such a mask
 * @param seen those that a person confirmed or worked on
 * @param changed those seen whose saved mask differs in at least one voxel
 * @param corrected those seen whose saved mask has a Dice below 0.95 to the one made
 * @param differing voxels of the seen slices that differ
 * @param voxels of the saved masks of the seen slices
 * @param meanDice of both masks over the seen slices, 0 to 1; empty where none was seen
 */
public record SliceRates(
    long made,
    long seen,
    long changed,
    long corrected,
    long differing,
    long voxels,
    OptionalDouble meanDice) {

  static SliceRates of(List<MadeSlice> slices) {
    long seen = 0;
    long changed = 0;
    long corrected = 0;
    long differing = 0;
    long voxels = 0;
    double dice = 0;
    for (MadeSlice slice : slices) {
      if (slice.seen()) {
        seen++;
        changed += slice.isChanged() ? 1 : 0;
        corrected += slice.isCorrected() ? 1 : 0;
        differing += slice.differing();
        voxels += slice.voxels();
        dice += slice.dice();
      }
    }
    return new SliceRates(
        slices.size(),
        seen,
        changed,
        corrected,
        differing,
        voxels,
        seen == 0 ? OptionalDouble.empty() : OptionalDouble.of(dice / seen));
  }

  /** Changed by seen, 0 to 1. */
  public OptionalDouble changedShare() {
    return share(changed, seen);
  }

  /** Corrected by seen, 0 to 1. */
  public OptionalDouble correctedShare() {
    return share(corrected, seen);
  }

  /** Differing voxels by voxels of the saved masks; from 0, may be above 1. */
  public OptionalDouble differingShare() {
    return share(differing, voxels);
  }

  static OptionalDouble share(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
