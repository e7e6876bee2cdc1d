package io.github.voxelclick.evaluate;

import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;

/**
 * Something that answers clicks and may look at the truth to tune itself, as no user could. Such
 * baselines are an upper bound of what their method can do, so a model that beats one beats the
 * method however it is tuned.
 */
@FunctionalInterface
public interface OracleSolver {
  /**
   * Begins with a slice without any click.
   *
   * @param volume the image
   * @param plane which slice of it
   * @param truth the structure on that slice, not empty
   */
  SliceSolver.Dialogue begin(Volume volume, SlicePlane plane, SliceMask truth);

  /** A solver that does not look at the truth. */
  static OracleSolver blind(SliceSolver solver) {
    return (volume, plane, truth) -> solver.begin(volume, plane);
  }
}
