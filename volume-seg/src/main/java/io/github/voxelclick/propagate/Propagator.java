package io.github.voxelclick.propagate;

import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;

/** Carries masks from slices where they are known to the others of a range. Thread-safe. */
public interface Propagator {
  /** Short name of the strategy, such as {@code neighbour-mask}. */
  String name();

  /**
   * Carries masks on, slice by slice, outwards from the seeds and between them; a strategy may say
   * that it only fills in between.
   *
   * @param task seeds and range
   * @param progress told after each slice; when it is cancelled, the slices done so far come back
   *     and {@link Propagation#cancelled()} holds
   * @return equal for equal input; no slice of the seeds
   * @throws ModelException when a model cannot run
   */
  Propagation propagate(PropagationTask task, Progress progress) throws ModelException;
}
