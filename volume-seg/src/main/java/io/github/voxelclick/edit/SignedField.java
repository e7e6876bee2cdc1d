package io.github.voxelclick.edit;

import io.github.voxelclick.distance.AxisPlaces;
import io.github.voxelclick.distance.DistanceField;

/**
 * The distance of each pixel of a box to the nearest pixel on the other side of a shape's outline,
 * mm between centres, positive inside. Beyond the slice, or its slab of rows, the shape goes on as
 * it ends there.
 */
final class SignedField {
  private final PixelBox box;
  private final double[] signed;

  /**
   * @param shape on the slice
   * @param box holds the shape and one pixel more on all sides
   * @param rows places of all rows of the slice
   * @param slab rows that hang together with the shape's
   */
  SignedField(Shape shape, PixelBox box, AxisPlaces columns, AxisPlaces rows, Slab slab) {
    this.box = box;
    double[] columnMm = columns.range(box.firstColumn(), box.lastColumn());
    double[] rowMm = rows.range(box.firstRow(), box.lastRow());
    int lastColumn = columns.count() - 1;
    DistanceField.VoxelTest in =
        (i, j, k) ->
            shape.get(
                clamp(box.firstColumn() + i, 0, lastColumn),
                clamp(box.firstRow() + j, slab.first(), slab.last()));
    double[] plane = {0};
    float[] toSet = DistanceField.squaredMm(columnMm, rowMm, plane, in);
    float[] toUnset =
        DistanceField.squaredMm(columnMm, rowMm, plane, (i, j, k) -> !in.test(i, j, k));
    // A shape without any outside is about as deep as the slice is wide.
    double deepest =
        Math.hypot(
            columns.at(columns.count()) - columns.at(0),
            rows.at(slab.last() + 1) - rows.at(slab.first()));
    signed = new double[toSet.length];
    for (int n = 0; n < signed.length; n++) {
      signed[n] = toSet[n] > 0 ? -Math.sqrt(toSet[n]) : Math.min(deepest, Math.sqrt(toUnset[n]));
    }
  }

  private static int clamp(int value, int least, int most) {
    return Math.min(Math.max(value, least), most);
  }

  /** The distance of a pixel of the box. */
  double at(int column, int row) {
    return signed[(row - box.firstRow()) * box.columns() + column - box.firstColumn()];
  }

  /** The distance at a continuous pixel of the box, linear between centres. */
  double between(double column, double row) {
    int left = clamp((int) Math.floor(column), box.firstColumn(), box.lastColumn() - 1);
    int above = clamp((int) Math.floor(row), box.firstRow(), box.lastRow() - 1);
    double x = column - left;
    double y = row - above;
    return (1 - y) * ((1 - x) * at(left, above) + x * at(left + 1, above))
        + y * ((1 - x) * at(left, above + 1) + x * at(left + 1, above + 1));
  }
}
