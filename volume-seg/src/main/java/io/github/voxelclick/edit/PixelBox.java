package io.github.voxelclick.edit;

/**
 * A rectangle of pixels that may reach beyond the slice, all four sides inclusive.
 *
 * @param firstColumn first column
 * @param firstRow first row
 * @param lastColumn last column
 * @param lastRow last row
 */
record PixelBox(int firstColumn, int firstRow, int lastColumn, int lastRow) {
  /** The box of a shape and one pixel more on all sides. */
  static PixelBox round(Shape shape) {
    return new PixelBox(
        shape.firstColumn() - 1, shape.firstRow() - 1, shape.lastColumn() + 1, shape.lastRow() + 1);
  }

  /** The smallest box that holds both. */
  PixelBox with(PixelBox other) {
    return new PixelBox(
        Math.min(firstColumn, other.firstColumn),
        Math.min(firstRow, other.firstRow),
        Math.max(lastColumn, other.lastColumn),
        Math.max(lastRow, other.lastRow));
  }

  /** What of it lies on a slice of so many columns and on these rows. */
  PixelBox cut(int columns, Slab rows) {
    return new PixelBox(
        Math.max(0, firstColumn),
        Math.max(rows.first(), firstRow),
        Math.min(columns - 1, lastColumn),
        Math.min(rows.last(), lastRow));
  }

  int columns() {
    return lastColumn - firstColumn + 1;
  }

  int rows() {
    return lastRow - firstRow + 1;
  }
}
