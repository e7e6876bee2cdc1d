package io.github.voxelclick.model;

import io.github.voxelclick.volume.SliceMask;
import java.util.Objects;
import java.util.Optional;

/**
 * A model's answer for one slice. Immutable.
 *
 * @param probability of each pixel; what the next refinement starts from
 * @param mask the pixels that the model takes for the structure
 * @param confidence 0 to 1: how well the model expects its mask to fit, or, of a model that does
 *     not say, how sharp it is: the mean of |2p−1| over all pixels with p &gt; {@value #TOUCHED}. 0
 *     for an empty mask. For ranking slices, not a probability of being right
 * @param presence 0 to 1: how sure the model is that the structure is on this slice at all; 1 of a
 *     model that does not say
 * @param memory what the model wants back with the next prompt, if it wants more than the
 *     probabilities
 */
public record SlicePrediction(
    ProbabilityMap probability,
    SliceMask mask,
    double confidence,
    double presence,
    Optional<ModelMemory> memory) {
  /** Pixels above this probability count for the confidence: the mask and its uncertain rim. */
  public static final double TOUCHED = 0.05;

  /** Checks sizes and range. */
  public SlicePrediction {
    Objects.requireNonNull(probability, "probability");
    Objects.requireNonNull(memory, "memory");
    if (mask.columns() != probability.columns() || mask.rows() != probability.rows()) {
      throw new IllegalArgumentException(mask + " does not fit " + probability);
    }
    if (!(confidence >= 0 && confidence <= 1) || !(presence >= 0 && presence <= 1)) {
      throw new IllegalArgumentException(
          "confidence " + confidence + ", presence " + presence + ", expected 0 to 1");
    }
  }

  /**
   * The answer that probabilities stand for.
   *
   * @param probability of each pixel
   * @param threshold pixels above it are in the mask
   */
  public static SlicePrediction of(ProbabilityMap probability, double threshold) {
    SliceMask mask = probability.above(threshold);
    return new SlicePrediction(
        probability,
        mask,
        mask.isEmpty() ? 0 : probability.sharpness(TOUCHED),
        1,
        Optional.empty());
  }

  /**
   * The answer of a model that judges its own masks.
   *
   * @param fit how well it expects the mask to fit, 0 to 1
   * @param presence how sure it is that there is something to find, 0 to 1
   */
  public static SlicePrediction judged(
      ProbabilityMap probability, double threshold, double fit, double presence) {
    SliceMask mask = probability.above(threshold);
    return new SlicePrediction(
        probability, mask, mask.isEmpty() ? 0 : fit, presence, Optional.empty());
  }

  /** The same answer, held for more or less sure. */
  public SlicePrediction withConfidence(double other) {
    return new SlicePrediction(probability, mask, other, presence, memory);
  }

  /** The same answer with what the model wants back. */
  public SlicePrediction withMemory(ModelMemory kept) {
    return new SlicePrediction(probability, mask, confidence, presence, Optional.of(kept));
  }

  /** The same answer without pixels that are known to be something else. */
  public SlicePrediction without(SliceMask excluded) {
    if (mask.and(excluded).isEmpty()) {
      return this;
    }
    SliceMask left = mask.andNot(excluded);
    return new SlicePrediction(
        probability.without(excluded), left, left.isEmpty() ? 0 : confidence, presence, memory);
  }

  /** A mask that nobody doubts, such as one drawn by hand. */
  public static SlicePrediction certain(SliceMask mask) {
    return new SlicePrediction(
        ProbabilityMap.of(mask), mask, mask.isEmpty() ? 0 : 1, 1, Optional.empty());
  }
}
