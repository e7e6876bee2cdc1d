package io.github.voxelclick.provenance;

import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.volume.SliceAxis;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the mask of a segment on one slice came about.
 *
 * @param axis along which the slice is numbered
 * @param index of the slice along the axis, from 0
 * @param origin how its mask came about last
 * @param confirmed whether a person called it right
 * @param confidence of the saved mask, 0 to 1, where a model said so
 * @param voxels of the saved mask on this slice
 * @param prompts that were given on this slice and stand
 * @param edits strokes and the like on this slice that stand
 * @param model what a model, or the interpolation, had put there; empty where it had no say
 */
public record SliceProvenance(
    SliceAxis axis,
    int index,
    SliceOrigin origin,
    boolean confirmed,
    OptionalDouble confidence,
    long voxels,
    int prompts,
    int edits,
    Optional<ModelUse> model) {

  /** Checks ranges, and that as many voxels can differ as are said to. */
  public SliceProvenance {
    Objects.requireNonNull(axis, "axis");
    Objects.requireNonNull(origin, "origin");
    Limits.count("index", index, Limits.SIDE - 1L);
    Limits.confidence(confidence);
    Limits.count("voxels", voxels, Limits.VOXELS);
    Limits.count("prompts", prompts, Limits.COUNT);
    Limits.count("edits", edits, Limits.COUNT);
    if (model.isPresent()) {
      long made = model.get().voxels();
      long differing = model.get().differing();
      if (differing < Math.abs(made - voxels)
          || differing > made + voxels
          || (made + voxels - differing) % 2 != 0) {
        throw new IllegalArgumentException(
            differing
                + " differing voxels of masks with "
                + made
                + " and "
                + voxels
                + " voxels, which cannot be");
      }
    }
  }

  /**
   * The Dice coefficient of the model's mask and the saved one, 0 to 1; 1 where both are empty.
   * Empty where no model had a say.
   */
  public OptionalDouble modelDice() {
    if (model.isEmpty()) {
      return OptionalDouble.empty();
    }
    long both = model.get().voxels() + voxels;
    return OptionalDouble.of(both == 0 ? 1 : (both - model.get().differing()) / (double) both);
  }
}
