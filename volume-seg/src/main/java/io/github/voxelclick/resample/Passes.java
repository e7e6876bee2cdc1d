package io.github.voxelclick.resample;

/** Resizes planes of floats, first along rows, then along columns. */
final class Passes {
  private Passes() {}

  /**
   * Resizes a plane in single precision.
   *
   * @param plane row by row
   * @param columns pixels per row of it
   * @return row by row, {@code down.positions() × across.positions()}
   */
  static float[] resize(float[] plane, int columns, AxisTaps across, AxisTaps down) {
    int rows = plane.length / columns;
    int width = across.positions();
    float[] weightsAcross = across.floats();
    float[] narrow = new float[rows * width];
    boolean[] needed = down.needed(rows);
    for (int row = 0; row < rows; row++) {
      if (needed[row] && across.taps() == 2) {
        pairs(plane, row * columns, across.sources(), weightsAcross, narrow, row * width, width);
      } else if (needed[row]) {
        sums(plane, row * columns, across, weightsAcross, narrow, row * width);
      }
    }
    int taps = down.taps();
    float[] weightsDown = down.floats();
    float[] out = new float[down.positions() * width];
    for (int n = 0; n < weightsDown.length; n++) {
      if (weightsDown[n] != 0) {
        addRow(narrow, down.sources()[n] * width, weightsDown[n], out, n / taps * width, width);
      }
    }
    return out;
  }

  private static void pairs(
      float[] plane, int from, int[] sources, float[] weights, float[] out, int to, int width) {
    for (int n = 0; n < width; n++) {
      out[to + n] =
          weights[2 * n] * plane[from + sources[2 * n]]
              + weights[2 * n + 1] * plane[from + sources[2 * n + 1]];
    }
  }

  private static void sums(
      float[] plane, int from, AxisTaps axis, float[] weights, float[] out, int to) {
    int[] sources = axis.sources();
    int taps = axis.taps();
    int width = axis.positions();
    for (int n = 0, at = 0; n < width; n++) {
      float sum = 0;
      for (int end = at + taps; at < end; at++) {
        sum += weights[at] * plane[from + sources[at]];
      }
      out[to + n] = sum;
    }
  }

  private static void addRow(float[] rows, int from, float weight, float[] out, int to, int width) {
    for (int n = 0; n < width; n++) {
      out[to + n] += weight * rows[from + n];
    }
  }

  /** The same in double precision. */
  static double[] resize(double[] plane, int columns, AxisTaps across, AxisTaps down) {
    int rows = plane.length / columns;
    int width = across.positions();
    double[] narrow = new double[rows * width];
    boolean[] needed = down.needed(rows);
    for (int row = 0; row < rows; row++) {
      if (needed[row]) {
        sums(plane, row * columns, across, narrow, row * width);
      }
    }
    int taps = down.taps();
    double[] weights = down.weights();
    double[] out = new double[down.positions() * width];
    for (int n = 0; n < weights.length; n++) {
      if (weights[n] != 0) {
        addRow(narrow, down.sources()[n] * width, weights[n], out, n / taps * width, width);
      }
    }
    return out;
  }

  private static void sums(double[] plane, int from, AxisTaps axis, double[] out, int to) {
    int[] sources = axis.sources();
    double[] weights = axis.weights();
    int taps = axis.taps();
    int width = axis.positions();
    for (int n = 0, at = 0; n < width; n++) {
      double sum = 0;
      for (int end = at + taps; at < end; at++) {
        sum += weights[at] * plane[from + sources[at]];
      }
      out[to + n] = sum;
    }
  }

  /** Adds a row, weighed, to another; both are {@code width} long. */
  static void addRow(double[] rows, int from, double weight, double[] out, int to, int width) {
    for (int n = 0; n < width; n++) {
      out[to + n] += weight * rows[from + n];
    }
  }
}
