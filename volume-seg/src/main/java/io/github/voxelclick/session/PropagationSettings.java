package io.github.voxelclick.session;

import io.github.voxelclick.propagate.InterpolationPropagator;
import io.github.voxelclick.propagate.Propagator;
import java.util.Objects;
import java.util.Optional;

/**
 * How masks are carried from slice to slice.
 *
 * @param propagator the strategy; empty takes that of the session's model
 * @param origin what slices it reaches are listed as: carried by a model, or interpolated
 * @param crossGaps whether to go on where slices are missing
 * @param overlap what becomes of voxels that other segments hold; those that the segment cannot get
 *     are taken for surroundings, so that nothing leaks through them
 */
public record PropagationSettings(
    Optional<Propagator> propagator, SliceOrigin origin, boolean crossGaps, Overlap overlap) {
  /** Checks that nothing is missing. */
  public PropagationSettings {
    Objects.requireNonNull(propagator, "propagator");
    Objects.requireNonNull(overlap, "overlap");
    if (origin != SliceOrigin.CARRIED && origin != SliceOrigin.INTERPOLATED) {
      throw new IllegalArgumentException("propagation does not make slices " + origin);
    }
  }

  /** The model's own strategy, never across a gap, sharing voxels with other segments. */
  public static PropagationSettings defaults() {
    return new PropagationSettings(Optional.empty(), SliceOrigin.CARRIED, false, Overlap.ALLOWED);
  }

  /** Interpolation of shapes between slices, without a model; never across a gap. */
  public static PropagationSettings interpolation() {
    return new PropagationSettings(
        Optional.of(new InterpolationPropagator()),
        SliceOrigin.INTERPOLATED,
        false,
        Overlap.ALLOWED);
  }

  /** The same across gaps, or not. */
  public PropagationSettings withCrossGaps(boolean other) {
    return new PropagationSettings(propagator, origin, other, overlap);
  }

  /** The same with another treatment of other segments. */
  public PropagationSettings withOverlap(Overlap other) {
    return new PropagationSettings(propagator, origin, crossGaps, other);
  }
}
