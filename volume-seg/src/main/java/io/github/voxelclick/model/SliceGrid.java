package io.github.voxelclick.model;

import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.Volume;

/**
 * The pixels of a slice.
 *
 * @param columns pixels per row
 * @param rows rows
 * @param columnSpacingMm mm between the centres of neighbouring columns
 * @param rowSpacingMm mm between the centres of neighbouring rows
 */
public record SliceGrid(int columns, int rows, double columnSpacingMm, double rowSpacingMm) {
  /** Checks that the slice has pixels of a positive size. */
  public SliceGrid {
    Math.multiplyExact(columns, rows);
    if (columns < 1 || rows < 1 || !(columnSpacingMm > 0) || !(rowSpacingMm > 0)) {
      throw new IllegalArgumentException(
          columns + "x" + rows + " pixels of " + columnSpacingMm + "x" + rowSpacingMm + " mm");
    }
  }

  /** The grid that all slices along an axis of a volume have. */
  public static SliceGrid of(Volume volume, SliceAxis axis) {
    double[] spacing = volume.pixelSpacingMm(axis);
    return new SliceGrid(
        axis.columns(volume.size()), axis.rows(volume.size()), spacing[0], spacing[1]);
  }

  /** How many pixels the slice has. */
  public int pixels() {
    return columns * rows;
  }
}
