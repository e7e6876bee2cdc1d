package io.github.voxelclick.volume;

/**
 * A voxel of a grid, counted from zero.
 *
 * @param i column
 * @param j row
 * @param k slice
 */
public record VoxelIndex(int i, int j, int k) {
  /** The centre of this voxel as a continuous index. */
  public VoxelPoint centre() {
    return new VoxelPoint(i, j, k);
  }
}
