package io.github.voxelclick.volume;

import java.util.Comparator;
import java.util.Objects;

/**
 * Which two-dimensional slice of a grid a prompt or a mask belongs to.
 *
 * @param axis along which the slices are stacked
 * @param index which of them, from zero
 */
public record SlicePlane(SliceAxis axis, int index) implements Comparable<SlicePlane> {
  private static final Comparator<SlicePlane> ORDER =
      Comparator.comparing(SlicePlane::axis).thenComparingInt(SlicePlane::index);

  /** Checks that the axis is there and the index not negative. */
  public SlicePlane {
    Objects.requireNonNull(axis, "axis");
    if (index < 0) {
      throw new IllegalArgumentException("slice index " + index + " is negative");
    }
  }

  /** The slice of constant k with this index. */
  public static SlicePlane k(int index) {
    return new SlicePlane(SliceAxis.K, index);
  }

  /** By axis, then by index. */
  @Override
  public int compareTo(SlicePlane other) {
    return ORDER.compare(this, other);
  }

  /** Whether a grid has this slice. */
  public boolean within(GridSize size) {
    return index < axis.slices(size);
  }

  /** The voxel point of the volume at a point of this slice. */
  public VoxelPoint toVoxel(PlanePoint p) {
    return switch (axis) {
      case I -> new VoxelPoint(index, p.column(), p.row());
      case J -> new VoxelPoint(p.column(), index, p.row());
      case K -> new VoxelPoint(p.column(), p.row(), index);
    };
  }

  /** The point of this slice at a voxel point of the volume; the coordinate across is dropped. */
  public PlanePoint toPlane(VoxelPoint p) {
    return switch (axis) {
      case I -> new PlanePoint(p.j(), p.k());
      case J -> new PlanePoint(p.i(), p.k());
      case K -> new PlanePoint(p.i(), p.j());
    };
  }

  /** The voxel of the volume at a pixel of this slice. */
  public VoxelIndex voxel(int column, int row) {
    return switch (axis) {
      case I -> new VoxelIndex(index, column, row);
      case J -> new VoxelIndex(column, index, row);
      case K -> new VoxelIndex(column, row, index);
    };
  }
}
