package io.github.voxelclick.edit;

import io.github.voxelclick.distance.AxisPlaces;

/** Draws what lies between shapes of two slices, as {@link ShapeInterpolation} says. */
final class ShapeBlend {
  /** What a blend may be off by, in steps between columns: distances are rounded to floats. */
  private static final double ROUNDING = 1e-4;

  private final AxisPlaces columns;
  private final AxisPlaces rows;

  /** The rows that may be drawn on. */
  private final Slab slab;

  private final double t;
  private final SliceBits out;
  private final double slack;

  /**
   * @param rows places of all rows of the slice
   * @param slab rows that the shapes lie on and that may be drawn on
   * @param t place between the slices, 0 to 1
   */
  ShapeBlend(AxisPlaces columns, AxisPlaces rows, Slab slab, double t, SliceBits out) {
    this.columns = columns;
    this.rows = rows;
    this.slab = slab;
    this.t = t;
    this.out = out;
    this.slack = ROUNDING * (columns.at(1) - columns.at(0));
  }

  /** Blends shapes that overlap: the less they do, the farther they are moved before. */
  void overlapping(ShapeGroups.Pair pair) {
    int smaller = Math.min(pair.a().pixels().count(), pair.b().pixels().count());
    blend(pair, 1 - (double) pair.a().shared(pair.b()) / smaller);
  }

  /** Blends shapes that do not overlap: their centroids are moved together. */
  void apart(ShapeGroups.Pair pair) {
    blend(pair, 1);
  }

  /**
   * Draws of a shape without a partner what is left of it.
   *
   * @param other all of the other slice's mask
   * @param weight of the shape in the blend, 0 to 1
   */
  void vanishing(Shape alone, Shape other, double weight) {
    PixelBox box = PixelBox.round(alone);
    SignedField inside = field(alone, box);
    SignedField far = field(other, box.with(PixelBox.round(other)));
    for (int row = alone.firstRow(); row <= alone.lastRow(); row++) {
      for (int column = alone.firstColumn(); column <= alone.lastColumn(); column++) {
        double blend = weight * inside.at(column, row) + (1 - weight) * far.at(column, row);
        if (alone.get(column, row) && blend >= -slack) {
          out.set(column, row);
        }
      }
    }
  }

  /**
   * Blends two shapes.
   *
   * @param share of the way to the common centroid that they are moved, 0 to 1
   */
  private void blend(ShapeGroups.Pair pair, double share) {
    Shape.Centroid a = pair.a().centroid(columns, rows);
    Shape.Centroid b = pair.b().centroid(columns, rows);
    Shape.Centroid way =
        new Shape.Centroid(share * (b.across() - a.across()), share * (b.down() - a.down()));
    PixelBox boxA = moved(PixelBox.round(pair.a()), way, t);
    PixelBox boxB = moved(PixelBox.round(pair.b()), way, t - 1);
    PixelBox drawn = boxA.with(boxB);
    SignedField fieldA = field(pair.a(), moved(drawn, way, -t).with(PixelBox.round(pair.a())));
    SignedField fieldB = field(pair.b(), moved(drawn, way, 1 - t).with(PixelBox.round(pair.b())));
    boolean still = way.across() == 0 && way.down() == 0;
    PixelBox inSlice = drawn.cut(columns.count(), slab);
    for (int row = inSlice.firstRow(); row <= inSlice.lastRow(); row++) {
      for (int column = inSlice.firstColumn(); column <= inSlice.lastColumn(); column++) {
        double blend =
            still
                ? (1 - t) * fieldA.at(column, row) + t * fieldB.at(column, row)
                : (1 - t) * sampled(fieldA, column, row, way, -t)
                    + t * sampled(fieldB, column, row, way, 1 - t);
        if (blend >= -slack) {
          out.set(column, row);
        }
      }
    }
  }

  /** The field at a pixel moved by some share of a way. */
  private double sampled(SignedField field, int column, int row, Shape.Centroid way, double share) {
    return field.between(
        columns.indexAt(columns.at(column) + share * way.across()),
        rows.indexAt(rows.at(row) + share * way.down()));
  }

  /** The box of pixels round a box that is moved by some share of a way. */
  private PixelBox moved(PixelBox box, Shape.Centroid way, double share) {
    double across = share * way.across();
    double down = share * way.down();
    return new PixelBox(
        (int) Math.floor(columns.indexAt(columns.at(box.firstColumn()) + across)),
        (int) Math.floor(rows.indexAt(rows.at(box.firstRow()) + down)),
        (int) Math.ceil(columns.indexAt(columns.at(box.lastColumn()) + across)),
        (int) Math.ceil(rows.indexAt(rows.at(box.lastRow()) + down)));
  }

  private SignedField field(Shape shape, PixelBox box) {
    return new SignedField(shape, box, columns, rows, slab);
  }
}
