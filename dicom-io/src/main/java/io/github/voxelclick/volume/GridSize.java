package io.github.voxelclick.volume;

/**
 * How many voxels a grid has along each axis.
 *
 * @param i columns, at least 1
 * @param j rows, at least 1
 * @param k slices, at least 1
 */
public record GridSize(int i, int j, int k) {
  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException when one is below 1 or a slice has more than 2³¹−1 voxels
   */
  public GridSize {
    if (i < 1 || j < 1 || k < 1) {
      throw new IllegalArgumentException("grid size " + i + "x" + j + "x" + k + " is not positive");
    }
    Math.multiplyExact(i, j);
  }

  /** Voxels of one slice of constant k. */
  public int voxelsPerSlice() {
    return i * j;
  }

  /** Voxels of the whole grid. */
  public long voxels() {
    return (long) i * j * k;
  }

  /** Whether the voxel lies inside. */
  public boolean contains(VoxelIndex v) {
    return v.i() >= 0 && v.i() < i && v.j() >= 0 && v.j() < j && v.k() >= 0 && v.k() < k;
  }

  @Override
  public String toString() {
    return i + "x" + j + "x" + k;
  }
}
