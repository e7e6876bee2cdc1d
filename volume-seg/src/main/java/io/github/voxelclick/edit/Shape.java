package io.github.voxelclick.edit;

import io.github.voxelclick.distance.AxisPlaces;
import io.github.voxelclick.volume.SliceMask;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Some of the pixels of a slice, kept in the box round them.
 *
 * @param firstColumn column of the slice that is the first of the box
 * @param firstRow row of the slice that is the first of the box
 * @param pixels of the box; its sides are touched
 */
record Shape(int firstColumn, int firstRow, SliceMask pixels) {
  /** What a slice has on some of its rows, if anything. */
  static Optional<Shape> onRows(SliceMask slice, Slab rows) {
    SliceMask.Bounds window =
        new SliceMask.Bounds(0, rows.first(), slice.columns() - 1, rows.last());
    Runs runs = Runs.of(slice, window, true, true);
    return runs.count() == 0
        ? Optional.empty()
        : Optional.of(ofRuns(runs, IntStream.range(0, runs.count()).boxed().toList()));
  }

  /** The shape of some runs, at least one. */
  static Shape ofRuns(Runs runs, List<Integer> chosen) {
    int firstColumn = Integer.MAX_VALUE;
    int firstRow = Integer.MAX_VALUE;
    int endColumn = 0;
    int lastRow = 0;
    for (int run : chosen) {
      firstColumn = Math.min(firstColumn, runs.start(run));
      endColumn = Math.max(endColumn, runs.end(run));
      firstRow = Math.min(firstRow, runs.row(run));
      lastRow = Math.max(lastRow, runs.row(run));
    }
    SliceBits bits = new SliceBits(endColumn - firstColumn, lastRow - firstRow + 1);
    for (int run : chosen) {
      bits.setRun(
          runs.row(run) - firstRow, runs.start(run) - firstColumn, runs.end(run) - firstColumn);
    }
    return new Shape(firstColumn, firstRow, bits.toMask());
  }

  /** All pixels of some shapes; nothing of none. */
  static Optional<Shape> union(List<Shape> shapes) {
    if (shapes.isEmpty()) {
      return Optional.empty();
    }
    int firstColumn = shapes.stream().mapToInt(Shape::firstColumn).min().orElseThrow();
    int firstRow = shapes.stream().mapToInt(Shape::firstRow).min().orElseThrow();
    int lastColumn = shapes.stream().mapToInt(Shape::lastColumn).max().orElseThrow();
    int lastRow = shapes.stream().mapToInt(Shape::lastRow).max().orElseThrow();
    SliceBits bits = new SliceBits(lastColumn - firstColumn + 1, lastRow - firstRow + 1);
    for (Shape shape : shapes) {
      int right = shape.firstColumn - firstColumn;
      int down = shape.firstRow - firstRow;
      int width = shape.pixels.columns();
      shape.pixels.forEachSet(n -> bits.set(right + n % width, down + n / width));
    }
    return Optional.of(new Shape(firstColumn, firstRow, bits.toMask()));
  }

  int lastColumn() {
    return firstColumn + pixels.columns() - 1;
  }

  int lastRow() {
    return firstRow + pixels.rows() - 1;
  }

  /** Whether a pixel of the slice belongs to it; pixels beyond the box do not. */
  boolean get(int column, int row) {
    return column >= firstColumn
        && column <= lastColumn()
        && row >= firstRow
        && row <= lastRow()
        && pixels.get(column - firstColumn, row - firstRow);
  }

  /** How many pixels it shares with another. */
  int shared(Shape other) {
    int[] count = new int[1];
    pixels.forEachSet(
        n -> {
          int column = firstColumn + n % pixels.columns();
          count[0] += other.get(column, firstRow + n / pixels.columns()) ? 1 : 0;
        });
    return count[0];
  }

  /** The mean of its pixels' centres, mm. */
  Centroid centroid(AxisPlaces columns, AxisPlaces rows) {
    double[] sums = new double[2];
    pixels.forEachSet(
        n -> {
          sums[0] += columns.at(firstColumn + n % pixels.columns());
          sums[1] += rows.at(firstRow + n / pixels.columns());
        });
    int count = pixels.count();
    return new Centroid(sums[0] / count, sums[1] / count);
  }

  /**
   * A place on a slice.
   *
   * @param across mm along the columns
   * @param down mm along the rows
   */
  record Centroid(double across, double down) {
    double squaredTo(Centroid other) {
      double x = across - other.across;
      double y = down - other.down;
      return x * x + y * y;
    }
  }
}
