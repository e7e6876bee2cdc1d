package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelMemory;

/**
 * Collects slices of doubles, and keeps them as 32-bit floats until a sample comes that a float
 * would change. Labels and most measured integers need half the memory that way. Not thread-safe.
 */
final class WideSlices {
  private final GridSize size;
  private final float[][] floats;
  private double[][] doubles = new double[0][];
  private double[] next;
  private int count;

  WideSlices(GridSize size) {
    this.size = size;
    floats = new float[size.k()][];
    next = new double[size.voxelsPerSlice()];
  }

  /** Where to put the samples of the next slice. */
  double[] next() {
    return next;
  }

  /**
   * Takes over the slice that {@link #next} was filled with.
   *
   * @throws GeometryException when doubles are needed and do not fit into memory
   */
  void add() throws GeometryException {
    if (doubles.length == 0) {
      float[] slice = new float[next.length];
      if (narrow(next, slice)) {
        floats[count++] = slice;
        return;
      }
      widen();
    }
    doubles[count++] = next;
    next = count < size.k() ? new double[size.voxelsPerSlice()] : next;
  }

  /** Whether all samples are exactly floats, which are put into {@code slice}. */
  private static boolean narrow(double[] samples, float[] slice) {
    for (int n = 0; n < samples.length; n++) {
      slice[n] = (float) samples[n];
      if (slice[n] != samples[n] && !Double.isNaN(samples[n])) {
        return false;
      }
    }
    return true;
  }

  private void widen() throws GeometryException {
    long taken = (long) count * size.voxelsPerSlice() * Float.BYTES;
    VoxelMemory.require(size.voxels() * Double.BYTES - taken);
    doubles = new double[size.k()][];
    for (int k = 0; k < count; k++) {
      float[] from = floats[k];
      floats[k] = new float[0]; // given back before the next is widened
      doubles[k] = new double[from.length];
      for (int n = 0; n < from.length; n++) {
        doubles[k][n] = from[n];
      }
    }
  }

  /** All slices, once there are as many as the grid has. */
  VoxelData toData() {
    return doubles.length == 0 ? new VoxelData.F32(floats) : new VoxelData.F64(doubles);
  }
}
