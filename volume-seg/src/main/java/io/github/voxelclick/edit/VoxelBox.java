package io.github.voxelclick.edit;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A box of voxels, all six sides inclusive.
 *
 * @param firstI first column
 * @param lastI last column
 * @param firstJ first row
 * @param lastJ last row
 * @param firstK first slice
 * @param lastK last slice
 */
record VoxelBox(int firstI, int lastI, int firstJ, int lastJ, int firstK, int lastK) {
  /** All voxels of a grid. */
  static VoxelBox of(GridSize size) {
    return new VoxelBox(0, size.i() - 1, 0, size.j() - 1, 0, size.k() - 1);
  }

  /** The smallest box that holds what is set on some slices, if anything is. */
  static Optional<VoxelBox> of(Mask mask, int firstK, int lastK) {
    return of(mask, mask.occupiedSlices().subSet(firstK, lastK + 1));
  }

  /** The smallest box that holds what is set on these slices, none of them empty. */
  static Optional<VoxelBox> of(Mask mask, SortedSet<Integer> occupied) {
    if (occupied.isEmpty()) {
      return Optional.empty();
    }
    int firstI = Integer.MAX_VALUE;
    int firstJ = Integer.MAX_VALUE;
    int lastI = -1;
    int lastJ = -1;
    for (int k : occupied) {
      SliceMask.Bounds bounds = mask.slice(SlicePlane.k(k)).bounds().orElseThrow();
      firstI = Math.min(firstI, bounds.minColumn());
      lastI = Math.max(lastI, bounds.maxColumn());
      firstJ = Math.min(firstJ, bounds.minRow());
      lastJ = Math.max(lastJ, bounds.maxRow());
    }
    return Optional.of(
        new VoxelBox(firstI, lastI, firstJ, lastJ, occupied.first(), occupied.last()));
  }

  /** The same columns and rows of other slices. */
  VoxelBox onSlices(Slab slices) {
    return new VoxelBox(firstI, lastI, firstJ, lastJ, slices.first(), slices.last());
  }

  int columns() {
    return lastI - firstI + 1;
  }

  int rows() {
    return lastJ - firstJ + 1;
  }

  int slices() {
    return lastK - firstK + 1;
  }

  /** The rectangle of columns and rows. */
  SliceMask.Bounds window() {
    return new SliceMask.Bounds(firstI, firstJ, lastI, lastJ);
  }
}
