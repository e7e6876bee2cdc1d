package io.github.voxelclick.volume;

/**
 * A continuous voxel index; whole numbers are voxel centres.
 *
 * @param i along the columns
 * @param j along the rows
 * @param k along the slices
 */
public record VoxelPoint(double i, double j, double k) {
  /** The voxel whose cell holds this point; halves go up. It may lie outside any grid. */
  public VoxelIndex nearest() {
    return new VoxelIndex(
        (int) Math.floor(i + 0.5), (int) Math.floor(j + 0.5), (int) Math.floor(k + 0.5));
  }
}
