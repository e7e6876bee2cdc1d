package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.Arrays;

/**
 * How the slices of a stack follow each other.
 *
 * @param medianMm median distance along the normal, mm; of a single slice its thickness
 * @param irregular whether some distance differs from the median by more than 2 % and 0.01 mm
 * @param tilted whether the stack is sheared: slices move sideways by more than a tenth of a pixel
 */
record SliceGaps(double medianMm, boolean irregular, boolean tilted) {
  private static final double MAX_DEVIATION = 0.02;
  private static final double MIN_DEVIATION_MM = 0.01;
  private static final double MAX_DRIFT_PIXELS = 0.1;

  static SliceGaps of(VolumeGeometry geometry) {
    WorldPoint normal = geometry.normal();
    int slices = geometry.size().k();
    if (slices == 1) {
      return new SliceGaps(Math.abs(geometry.indexToLps().step(2).dot(normal)), false, false);
    }
    double[] gaps = new double[slices - 1];
    double drift = 0;
    for (int k = 0; k < gaps.length; k++) {
      WorldPoint step = geometry.slicePosition(k + 1).minus(geometry.slicePosition(k));
      gaps[k] = Math.abs(step.dot(normal));
      drift = Math.max(drift, step.minus(normal.times(step.dot(normal))).length());
    }
    double[] sorted = gaps.clone();
    Arrays.sort(sorted);
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    double tolerance = Math.max(MAX_DEVIATION * median, MIN_DEVIATION_MM);
    boolean irregular = Arrays.stream(gaps).anyMatch(g -> Math.abs(g - median) > tolerance);
    double[] spacing = geometry.spacingMm();
    return new SliceGaps(
        median, irregular, drift > MAX_DRIFT_PIXELS * Math.min(spacing[0], spacing[1]));
  }
}
