package io.github.voxelclick.provenance;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The last mask that a model, or the interpolation, put on a slice without the person having
 * prompted it there before: of a slice that was carried and then corrected by a click, the carried
 * one; of a slice that began with a prompt, the first answer.
 *
 * @param place which of the document's models, from 0; empty only for the interpolation
 * @param by how the mask came about
 * @param confidence how sure it was of that mask, 0 to 1, where it said so
 * @param voxels of that mask on the slice
 * @param differing voxels of the slice in which it and the saved mask differ
 * @param at when it came about, where known; whole seconds
 */
public record ModelUse(
    OptionalInt place,
    By by,
    OptionalDouble confidence,
    long voxels,
    long differing,
    Optional<Instant> at) {

  /** How a mask came about. Stored by name in lower case: do not rename. */
  public enum By {
    /** A model's answer to prompts on the slice. */
    ANSWER,
    /** Carried here from other slices by a model. */
    PROPAGATION,
    /** Interpolated between other slices, without a model. */
    INTERPOLATION
  }

  /** Checks ranges; cuts the time to seconds. */
  public ModelUse {
    Objects.requireNonNull(by, "by");
    if (place.isEmpty() && by != By.INTERPOLATION) {
      throw new IllegalArgumentException("the model's place is missing");
    }
    if (place.isPresent()) {
      Limits.count("place", place.getAsInt(), Limits.COUNT);
    }
    Limits.confidence(confidence);
    Limits.count("voxels", voxels, Limits.VOXELS);
    Limits.count("differing", differing, Limits.VOXELS);
    at = at.map(t -> t.truncatedTo(ChronoUnit.SECONDS));
    at.ifPresent(t -> Limits.time("at", t));
  }
}
