package io.github.voxelclick.resample;

/**
 * scikit-image's {@code resize} of order 3, in double precision: a Gaussian along each axis that
 * shrinks, the coefficients of the cubic spline through the pixels, the spline at the new places,
 * and a cut at the plane's range.
 */
final class CubicSpline {
  /** The recursive filter that finds a cubic spline's coefficients has this one pole. */
  private static final double POLE = Math.sqrt(3) - 2;

  /** What the recursive filter takes from a plane in height. */
  private static final double GAIN = (1 - POLE) * (1 - 1 / POLE);

  private static final int TAPS = 4;

  private CubicSpline() {}

  /**
   * Resizes a plane.
   *
   * @param plane row by row; is not changed
   * @param black whether black lies around the plane; mirrored otherwise
   * @return row by row, {@code toRows × toColumns}
   */
  static double[] resize(
      double[] plane, int columns, int rows, int toColumns, int toRows, boolean black) {
    double[] smooth = plane.clone();
    if (rows > toRows) {
      smooth = new Gaussian(rows, toRows, black).down(smooth, columns);
    }
    if (columns > toColumns) {
      smooth = new Gaussian(columns, toColumns, black).across(smooth, columns);
    }
    if (rows > 1) {
      coefficientsDown(smooth, columns, rows);
    }
    if (columns > 1) {
      coefficientsAcross(smooth, columns);
    }
    double[] out =
        Passes.resize(smooth, columns, taps(columns, toColumns, black), taps(rows, toRows, black));
    cut(out, plane, black);
    return out;
  }

  /** Turns the pixels of each row into coefficients of the spline through them. */
  private static void coefficientsAcross(double[] plane, int columns) {
    for (int from = 0; from < plane.length; from += columns) {
      int last = from + columns - 1;
      for (int n = from; n <= last; n++) {
        plane[n] *= GAIN;
      }
      plane[from] = first(plane, from, 1, columns);
      for (int n = from + 1; n <= last; n++) {
        plane[n] += POLE * plane[n - 1];
      }
      plane[last] = (POLE * plane[last - 1] + plane[last]) * POLE / (POLE * POLE - 1);
      for (int n = last - 1; n >= from; n--) {
        plane[n] = POLE * (plane[n + 1] - plane[n]);
      }
    }
  }

  /** The same for columns, side by side. */
  private static void coefficientsDown(double[] plane, int columns, int rows) {
    for (int n = 0; n < plane.length; n++) {
      plane[n] *= GAIN;
    }
    for (int column = 0; column < columns; column++) {
      plane[column] = first(plane, column, columns, rows);
    }
    for (int n = columns; n < plane.length; n++) {
      plane[n] += POLE * plane[n - columns];
    }
    for (int n = plane.length - columns; n < plane.length; n++) {
      plane[n] = (POLE * plane[n - columns] + plane[n]) * POLE / (POLE * POLE - 1);
    }
    for (int n = plane.length - columns - 1; n >= 0; n--) {
      plane[n] = POLE * (plane[n + columns] - plane[n]);
    }
  }

  /**
   * Where the recursion starts, so that it is as if it came from afar over the mirrored line: the
   * mirrored line repeats, so the sum over it is a geometric series of one period's sum.
   */
  private static double first(double[] plane, int from, int stride, int count) {
    double whole = Math.pow(POLE, count - 1);
    double power = POLE;
    double sum = plane[from] + whole * plane[from + (count - 1) * stride];
    for (int n = 1; n < count - 1; n++) {
      sum += power * (plane[from + n * stride] + whole * plane[from + (count - 1 - n) * stride]);
      power *= POLE;
    }
    return sum / (1 - whole * whole);
  }

  private static AxisTaps taps(int count, int positions, boolean black) {
    AxisTaps axis = new AxisTaps(TAPS, new int[positions * TAPS], new double[positions * TAPS]);
    double step = (double) count / positions;
    for (int n = 0; n < positions; n++) {
      double place = (n + 0.5) * step - 0.5;
      boolean outside = place < 0 || place > count - 1;
      if (outside && black) {
        continue;
      }
      if (outside) {
        place = count == 1 ? 0 : place < 0 ? -place : 2 * (count - 1) - place;
      }
      int below = (int) Math.floor(place);
      double x = place - below;
      double z = 1 - x;
      double w0 = z * z * z / 6;
      double w1 = (x * x * (x - 2) * 3 + 4) / 6;
      double w2 = (z * z * (z - 2) * 3 + 4) / 6;
      axis.set(n, 0, mirrored(below - 1, count), w0);
      axis.set(n, 1, mirrored(below, count), w1);
      axis.set(n, 2, mirrored(below + 1, count), w2);
      axis.set(n, 3, mirrored(below + 2, count), 1 - w0 - w1 - w2);
    }
    return axis;
  }

  /** Places beyond an end are those before it; the end itself is not repeated. */
  static int mirrored(int index, int count) {
    if (count == 1) {
      return 0;
    }
    int period = 2 * (count - 1);
    int at = Math.floorMod(index, period);
    return at < count ? at : period - at;
  }

  /** Cuts off what lies beyond the plane's range; black from around it may stay. */
  private static void cut(double[] out, double[] plane, boolean black) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : plane) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (black && (low > 0 || high < 0) && reachesZero(out)) {
      low = Math.min(low, 0);
      high = Math.max(high, 0);
    }
    for (int n = 0; n < out.length; n++) {
      out[n] = Math.max(low, Math.min(high, out[n]));
    }
  }

  private static boolean reachesZero(double[] values) {
    boolean below = false;
    boolean above = false;
    for (double value : values) {
      below |= value <= 0;
      above |= value >= 0;
    }
    return below && above;
  }
}
