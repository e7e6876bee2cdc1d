package io.github.voxelclick.distance;

import java.util.Arrays;

/**
 * The exact Euclidean distance from every voxel of a box to the nearest voxel of a set: one pass
 * along each axis, each taking the lower envelope of parabolas (Felzenszwalb and Huttenlocher,
 * 2012), here over samples that need not be evenly spaced.
 *
 * <p>The axes count as perpendicular. On slices of a tilted gantry, distances across slices are
 * therefore those along the stack's axis.
 */
public final class DistanceField {
  private DistanceField() {}

  /** Which voxels distances are measured to. */
  @FunctionalInterface
  public interface VoxelTest {
    /** Whether a voxel of the box, counted from the box's first, is one of them. */
    boolean test(int i, int j, int k);
  }

  /**
   * Squared distances between voxel centres.
   *
   * @param iMm place of each column along the axis i, mm, ascending, at least one
   * @param jMm likewise of each row
   * @param kMm likewise of each slice
   * @param set voxels to measure to
   * @return mm² [k][j][i], i fastest; 0 on the set, infinite everywhere when it is empty. Exact but
   *     for the rounding to float
   */
  public static float[] squaredMm(double[] iMm, double[] jMm, double[] kMm, VoxelTest set) {
    int columns = iMm.length;
    int rows = jMm.length;
    int slices = kMm.length;
    float[] field = new float[Math.multiplyExact(Math.multiplyExact(columns, rows), slices)];
    for (int k = 0, n = 0; k < slices; k++) {
      for (int j = 0; j < rows; j++) {
        for (int i = 0; i < columns; i++, n++) {
          field[n] = set.test(i, j, k) ? 0 : Float.POSITIVE_INFINITY;
        }
      }
    }
    Line alongI = new Line(iMm);
    for (int first = 0; first < field.length; first += columns) {
      alongI.transform(field, first, 1);
    }
    Line alongJ = new Line(jMm);
    for (int k = 0; k < slices; k++) {
      for (int i = 0; i < columns; i++) {
        alongJ.transform(field, k * rows * columns + i, columns);
      }
    }
    Line alongK = new Line(kMm);
    for (int n = 0; n < rows * columns; n++) {
      alongK.transform(field, n, rows * columns);
    }
    return field;
  }

  /** Evenly spaced places, from 0. */
  public static double[] evenly(int count, double spacingMm) {
    double[] places = new double[count];
    Arrays.setAll(places, n -> n * spacingMm);
    return places;
  }

  /** Transforms one line of samples: out(x) = min over y of (x − y)² + in(y). */
  private static final class Line {
    private final double[] places;
    private final double[] values;
    private final int[] vertices;
    private final double[] starts;

    Line(double[] places) {
      this.places = places.clone();
      for (int n = 1; n < places.length; n++) {
        if (!(places[n] > places[n - 1])) {
          throw new IllegalArgumentException("places must ascend, found them not to at " + n);
        }
      }
      values = new double[places.length];
      vertices = new int[places.length];
      starts = new double[places.length + 1];
    }

    void transform(float[] field, int first, int stride) {
      int count = 0;
      for (int n = 0; n < places.length; n++) {
        values[n] = field[first + n * stride];
        if (values[n] != Double.POSITIVE_INFINITY) {
          count = add(n, count);
        }
      }
      if (count == 0) {
        return;
      }
      starts[count] = Double.POSITIVE_INFINITY;
      for (int n = 0, at = 0; n < places.length; n++) {
        while (starts[at + 1] < places[n]) {
          at++;
        }
        double d = places[n] - places[vertices[at]];
        field[first + n * stride] = (float) (d * d + values[vertices[at]]);
      }
    }

    /** Adds the parabola over a sample to the envelope of so many. */
    private int add(int sample, int count) {
      int kept = count;
      double start = Double.NEGATIVE_INFINITY;
      while (kept > 0) {
        start = crossing(sample, vertices[kept - 1]);
        if (start > starts[kept - 1]) {
          break;
        }
        kept--;
        start = Double.NEGATIVE_INFINITY;
      }
      vertices[kept] = sample;
      starts[kept] = start;
      return kept + 1;
    }

    /** Where the parabolas over two samples meet. */
    private double crossing(int a, int b) {
      double x = places[a];
      double y = places[b];
      return (values[a] + x * x - values[b] - y * y) / (2 * (x - y));
    }
  }
}
