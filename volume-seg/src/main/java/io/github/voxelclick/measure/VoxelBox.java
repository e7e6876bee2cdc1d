package io.github.voxelclick.measure;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.Optional;

/**
 * The smallest box along the axes of the grid that holds all voxels of a mask.
 *
 * @param first its voxel of least i, j and k
 * @param last its voxel of greatest i, j and k, inside the box
 */
public record VoxelBox(VoxelIndex first, VoxelIndex last) {
  /** The box of a mask; empty when it has no voxel. */
  static Optional<VoxelBox> of(Mask mask) {
    Optional<VoxelBox> box = Optional.empty();
    for (int k : mask.occupiedSlices()) {
      SliceMask.Bounds b = mask.slice(SlicePlane.k(k)).bounds().orElseThrow();
      VoxelBox here =
          new VoxelBox(
              new VoxelIndex(b.minColumn(), b.minRow(), k),
              new VoxelIndex(b.maxColumn(), b.maxRow(), k));
      box = Optional.of(box.map(before -> before.with(here)).orElse(here));
    }
    return box;
  }

  private VoxelBox with(VoxelBox other) {
    return new VoxelBox(
        new VoxelIndex(
            Math.min(first.i(), other.first.i()),
            Math.min(first.j(), other.first.j()),
            Math.min(first.k(), other.first.k())),
        new VoxelIndex(
            Math.max(last.i(), other.last.i()),
            Math.max(last.j(), other.last.j()),
            Math.max(last.k(), other.last.k())));
  }
}
