package io.github.voxelclick.sam;

import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.volume.PlanePoint;

/**
 * Where a slice lies in the model's square input: its upper left part, of a size of its own, when
 * it keeps its proportions, or all of it.
 *
 * @param columns of the slice
 * @param rows of the slice
 * @param modelColumns columns of the input that the slice covers
 * @param modelRows rows of the input that the slice covers
 */
record SamFrame(int columns, int rows, int modelColumns, int modelRows) {
  /** The frame of a slice in an input of so many columns and rows. */
  static SamFrame of(SliceGrid grid, SamProfile.Image image, int side) {
    int columns = grid.columns();
    int rows = grid.rows();
    return switch (image.resize()) {
      case NONE -> new SamFrame(columns, rows, columns, rows);
      case STRETCH -> new SamFrame(columns, rows, side, side);
      case LONGEST -> {
        double scale = (double) side / Math.max(columns, rows);
        yield new SamFrame(
            columns, rows, scaled(columns, scale, image), scaled(rows, scale, image));
      }
    };
  }

  private static int scaled(int length, double scale, SamProfile.Image image) {
    double exact = length * scale;
    double rounded =
        image.rounding() == SamProfile.Rounding.TRUNCATE
            ? Math.floor(exact)
            : Math.floor(exact + 0.5);
    return Math.max(1, (int) rounded);
  }

  /**
   * A point as these models are told it: scaled about the slice's corner, without the half pixel
   * that lies between the corner and the first pixel's centre; their graphs add it afterwards.
   */
  PlanePoint toModel(PlanePoint slice, SamProfile.Scale how) {
    if (how == SamProfile.Scale.LONGEST) {
      // The longer side is covered in whole, whatever the shorter one was rounded to.
      double scale = columns >= rows ? (double) modelColumns / columns : (double) modelRows / rows;
      return new PlanePoint(slice.column() * scale, slice.row() * scale);
    }
    return new PlanePoint(slice.column() * modelColumns / columns, slice.row() * modelRows / rows);
  }
}
