package io.github.voxelclick.edit;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SlicePlane;

/** Copies what is set on one slice to another. */
public final class SliceCopy {
  private SliceCopy() {}

  /**
   * The mask with one slice replaced by another, pixel by pixel. Nothing is resampled and gaps do
   * not matter: the reader names both slices. Time and memory grow with one slice for the axis k,
   * with the grid's slices for the others.
   *
   * @param from the slice to copy
   * @param to the slice to replace, of the same axis
   * @throws IllegalArgumentException when the axes differ or the grid has no such slice
   */
  public static Mask copied(Mask mask, SlicePlane from, SlicePlane to) {
    if (from.axis() != to.axis()) {
      throw new IllegalArgumentException(from + " and " + to + " are of different axes");
    }
    return mask.withSlice(to, mask.slice(from));
  }
}
