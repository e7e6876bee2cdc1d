package io.github.voxelclick.report;

import io.github.voxelclick.provenance.ModelUse;
import io.github.voxelclick.provenance.SliceProvenance;
import java.util.OptionalDouble;

/**
 * A slice on which a model, or the interpolation, put a mask.
 *
 * @param maker who
 * @param by how
 * @param seen whether a person confirmed the slice or worked on it; the others say nothing about
 *     correctness
 * @param confidence of that mask, 0 to 1, where known
 * @param voxels of the saved mask
 * @param differing voxels between both masks
 * @param dice of both masks, 0 to 1
 */
record MadeSlice(
    Maker maker,
    ModelUse.By by,
    boolean seen,
    OptionalDouble confidence,
    long voxels,
    long differing,
    double dice) {
  /** A mask with a lower Dice to the saved one counts as corrected. */
  static final double CORRECTED_BELOW = 0.95;

  static MadeSlice of(SliceProvenance slice, ModelUse use, Maker maker) {
    return new MadeSlice(
        maker,
        use.by(),
        isSeen(slice),
        use.confidence(),
        slice.voxels(),
        use.differing(),
        slice.modelDice().orElseThrow());
  }

  /** Whether a person confirmed the slice, or prompted or drew on it. */
  static boolean isSeen(SliceProvenance slice) {
    return slice.confirmed()
        || slice.prompts() > 0
        || slice.edits() > 0
        || switch (slice.origin()) {
          case PROMPTED, DRAWN -> true;
          case CARRIED, INTERPOLATED -> false;
        };
  }

  boolean isModel() {
    return by != ModelUse.By.INTERPOLATION;
  }

  boolean isChanged() {
    return differing > 0;
  }

  boolean isCorrected() {
    return dice < CORRECTED_BELOW;
  }
}
