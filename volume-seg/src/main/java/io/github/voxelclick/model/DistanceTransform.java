package io.github.voxelclick.model;

import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import java.util.Optional;

/**
 * The exact Euclidean distance of each pixel of a mask to the nearest pixel outside it. Pixels
 * beyond the slice count as outside. One pass along columns and one along rows, each taking the
 * lower envelope of parabolas (Felzenszwalb and Huttenlocher, 2012).
 */
public final class DistanceTransform {
  private DistanceTransform() {}

  /**
   * Squared distances between pixel centres, in pixels.
   *
   * @return [rows × columns], row by row; 0 outside the mask
   */
  public static double[] squared(SliceMask mask) {
    double[] whole = new double[mask.columns() * mask.rows()];
    Optional<SliceMask.Bounds> bounds = mask.bounds();
    if (bounds.isEmpty()) {
      return whole;
    }
    SliceMask.Bounds box = bounds.get();
    // The box with a rim of outside pixels: whatever lies further out is not nearer.
    int columns = box.maxColumn() - box.minColumn() + 3;
    int rows = box.maxRow() - box.minRow() + 3;
    double[] grid = new double[columns * rows];
    // Larger than any squared distance, and finite so that parabolas can be compared.
    double far = (double) columns * columns + (double) rows * rows;
    for (int row = box.minRow(); row <= box.maxRow(); row++) {
      for (int column = box.minColumn(); column <= box.maxColumn(); column++) {
        int n = (row - box.minRow() + 1) * columns + column - box.minColumn() + 1;
        grid[n] = mask.get(column, row) ? far : 0;
      }
    }
    transform(grid, columns, rows);
    for (int row = box.minRow(); row <= box.maxRow(); row++) {
      int from = (row - box.minRow() + 1) * columns + 1;
      System.arraycopy(grid, from, whole, row * mask.columns() + box.minColumn(), columns - 2);
    }
    return whole;
  }

  /**
   * The pixel farthest from what lies outside the mask, the first of several; empty for an empty
   * mask.
   */
  public static Optional<PlanePoint> deepest(SliceMask mask) {
    double[] squared = squared(mask);
    int best = -1;
    for (int n = 0; n < squared.length; n++) {
      if (squared[n] > (best < 0 ? 0 : squared[best])) {
        best = n;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    int row = best / mask.columns();
    return Optional.of(new PlanePoint(best - row * mask.columns(), row));
  }

  private static void transform(double[] grid, int columns, int rows) {
    Line down = new Line(rows);
    for (int column = 0; column < columns; column++) {
      down.transform(grid, column, columns);
    }
    Line along = new Line(columns);
    for (int row = 0; row < rows; row++) {
      along.transform(grid, row * columns, 1);
    }
  }

  /** Transforms one line of samples: out(x) = min over y of (x − y)² + in(y). */
  private static final class Line {
    private final double[] values;
    private final int[] vertices;
    private final double[] starts;

    Line(int length) {
      values = new double[length];
      vertices = new int[length];
      starts = new double[length + 1];
    }

    void transform(double[] grid, int first, int stride) {
      int length = values.length;
      for (int n = 0; n < length; n++) {
        values[n] = grid[first + n * stride];
      }
      int last = 0;
      vertices[0] = 0;
      starts[0] = Double.NEGATIVE_INFINITY;
      starts[1] = Double.POSITIVE_INFINITY;
      for (int n = 1; n < length; n++) {
        double crossing = crossing(n, vertices[last]);
        while (crossing <= starts[last]) {
          last--;
          crossing = crossing(n, vertices[last]);
        }
        last++;
        vertices[last] = n;
        starts[last] = crossing;
        starts[last + 1] = Double.POSITIVE_INFINITY;
      }
      for (int n = 0, at = 0; n < length; n++) {
        while (starts[at + 1] < n) {
          at++;
        }
        double d = n - vertices[at];
        grid[first + n * stride] = d * d + values[vertices[at]];
      }
    }

    /** Where the parabolas over two samples meet. */
    private double crossing(int a, int b) {
      return ((values[a] + (double) a * a) - (values[b] + (double) b * b)) / (2.0 * a - 2.0 * b);
    }
  }
}
