package io.github.voxelclick.resample;

/**
 * scikit-image's {@code resize} of order 3, in double precision: a Gaussian along each axis that
 * shrinks, the coefficients of the cubic spline through the pixels, the spline at the new places,
 * and a cut at the plane's range.
 */
final class CubicSpline {
  /** The recursive filter that finds a cubic spline's coefficients has this one pole. */
  private static final double POLE = Math.sqrt(3) - 2;

  /** (1 - POLE) (1 - 1 / POLE): what the recursive filter takes from a plane in height. */
  private static final double GAIN = 6;

  /** What a sum at the end is multiplied by, where the recursion turns back at a mirrored end. */
  private static final double TURN = POLE / (POLE * POLE - 1);

  /** POLE to this power is nothing in double precision. */
  private static final int MEMORY = 48;

  private static final int TAPS = 4;

  /** Black pixels around a plane that stand for all that SciPy takes to be around it. */
  private static final int RIM = 12;

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
    double[] smooth = plane;
    if (rows > toRows) {
      smooth = new Gaussian(rows, toRows, black).down(smooth, columns);
    }
    if (columns > toColumns) {
      smooth = new Gaussian(columns, toColumns, black).across(smooth, columns);
    }
    int rim = black ? RIM : 0;
    int width = columns + 2 * rim;
    double[] spline = framed(smooth, columns, rim);
    if (rows + rim > 1) {
      coefficientsDown(spline, width);
    }
    if (width > 1) {
      coefficientsAcross(spline, width);
    }
    double[] out =
        Passes.resize(spline, width, taps(columns, toColumns, rim), taps(rows, toRows, rim));
    cut(out, plane, black);
    return out;
  }

  /** A copy with a black rim. */
  private static double[] framed(double[] plane, int columns, int rim) {
    int rows = plane.length / columns;
    int width = columns + 2 * rim;
    double[] framed = new double[Resize.arrayLength(width, rows + 2 * rim)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(plane, row * columns, framed, (row + rim) * width + rim, columns);
    }
    return framed;
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
      plane[last] = TURN * (plane[last] + POLE * plane[last - 1]);
      for (int n = last - 1; n >= from; n--) {
        plane[n] = POLE * (plane[n + 1] - plane[n]);
      }
    }
  }

  /** The same for columns, side by side. */
  private static void coefficientsDown(double[] plane, int columns) {
    for (int n = 0; n < plane.length; n++) {
      plane[n] *= GAIN;
    }
    for (int column = 0; column < columns; column++) {
      plane[column] = first(plane, column, columns, plane.length / columns);
    }
    for (int n = columns; n < plane.length; n++) {
      plane[n] += POLE * plane[n - columns];
    }
    for (int n = plane.length - columns; n < plane.length; n++) {
      plane[n] = TURN * (plane[n] + POLE * plane[n - columns]);
    }
    for (int n = plane.length - columns - 1; n >= 0; n--) {
      plane[n] = POLE * (plane[n + columns] - plane[n]);
    }
  }

  /**
   * Where the recursion starts, so that it is as if it came from afar. The mirrored line repeats,
   * so what comes from afar is a geometric series of what comes from one period, and of that only
   * the nearest pixels count.
   */
  private static double first(double[] plane, int from, int stride, int count) {
    int period = 2 * (count - 1);
    double sum = 0;
    double power = 1;
    for (int n = 0; n < Math.min(period, MEMORY); n++) {
      sum += power * plane[from + mirrored(n, count) * stride];
      power *= POLE;
    }
    return period <= MEMORY ? sum / (1 - power) : sum;
  }

  /**
   * The four coefficients around each new pixel's centre.
   *
   * @param count pixels along the axis, without the rims
   */
  private static AxisTaps taps(int count, int positions, int rim) {
    AxisTaps axis = AxisTaps.empty(positions, TAPS);
    double step = (double) count / positions;
    int all = count + 2 * rim;
    for (int n = 0; n < positions; n++) {
      double place = all == 1 ? 0 : Math.abs((n + 0.5) * step - 0.5 + rim);
      if (place > all - 1) {
        place = 2 * (all - 1) - place;
      }
      int below = (int) Math.floor(place);
      double x = place - below;
      double z = 1 - x;
      double w0 = z * z * z / 6;
      double w1 = (x * x * (x - 2) * 3 + 4) / 6;
      double w2 = (z * z * (z - 2) * 3 + 4) / 6;
      axis.set(n, 0, mirrored(below - 1, all), w0);
      axis.set(n, 1, mirrored(below, all), w1);
      axis.set(n, 2, mirrored(below + 1, all), w2);
      axis.set(n, 3, mirrored(below + 2, all), 1 - w0 - w1 - w2);
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
