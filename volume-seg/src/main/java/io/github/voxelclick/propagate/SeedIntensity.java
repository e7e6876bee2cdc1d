package io.github.voxelclick.propagate;

import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;

/**
 * The intensities under a mask, in the window that the model sees (0 to 1).
 *
 * @param mean of the pixels
 * @param deviation their standard deviation, over all pixels (not a sample's)
 */
record SeedIntensity(double mean, double deviation) {
  /**
   * Measures one slice.
   *
   * @param mask not empty
   */
  static SeedIntensity of(Volume volume, Window window, SlicePlane plane, SliceMask mask) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int row = 0; row < mask.rows(); row++) {
      for (int column = 0; column < mask.columns(); column++) {
        if (mask.get(column, row)) {
          double value = volume.value(plane.voxel(column, row));
          double seen = Double.isNaN(value) ? 0 : window.normalise(value);
          sum += seen;
          squares += seen * seen;
          count++;
        }
      }
    }
    double mean = sum / count;
    return new SeedIntensity(mean, Math.sqrt(Math.max(0, squares / count - mean * mean)));
  }

  /** How far another slice's mean lies from this one's, in standard deviations of this one. */
  double driftTo(SeedIntensity other) {
    return Math.abs(other.mean - mean) / (deviation + StopRule.DRIFT_FLOOR);
  }
}
