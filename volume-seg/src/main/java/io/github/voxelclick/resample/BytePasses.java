package io.github.voxelclick.resample;

import java.util.Arrays;

/**
 * Resizes 8-bit planes in whole numbers, first along rows, then along columns, with the scales and
 * roundings of Pillow and OpenCV.
 */
final class BytePasses {
  /** Pillow's weights have this many binary places; pixels between the passes have 8 bits. */
  private static final int PIL_BITS = 22;

  /** OpenCV's weights have this many binary places; sums between the passes keep them. */
  private static final int CV_BITS = 11;

  private BytePasses() {}

  /** Resizes as Pillow does, {@code down.positions() × across.positions()}. */
  static byte[] pil(byte[] plane, int columns, AxisTaps across, AxisTaps down) {
    int rows = plane.length / columns;
    int width = across.positions();
    byte[] narrow = new byte[rows * width];
    boolean[] needed = down.needed(rows);
    int[] weights = across.fixed(PIL_BITS);
    for (int row = 0; row < rows; row++) {
      if (needed[row]) {
        pilRow(plane, row * columns, across, weights, narrow, row * width);
      }
    }
    int height = down.positions();
    int taps = down.taps();
    int[] weightsDown = down.fixed(PIL_BITS);
    byte[] out = new byte[height * width];
    int[] sums = new int[width];
    for (int row = 0; row < height; row++) {
      Arrays.fill(sums, 1 << (PIL_BITS - 1));
      for (int at = row * taps; at < (row + 1) * taps; at++) {
        if (weightsDown[at] != 0) {
          addRow(narrow, down.sources()[at] * width, weightsDown[at], sums);
        }
      }
      for (int n = 0; n < width; n++) {
        out[row * width + n] = (byte) Math.min(255, sums[n] >> PIL_BITS);
      }
    }
    return out;
  }

  private static void pilRow(
      byte[] plane, int from, AxisTaps axis, int[] weights, byte[] out, int to) {
    int[] sources = axis.sources();
    int taps = axis.taps();
    int width = axis.positions();
    for (int n = 0, at = 0; n < width; n++) {
      int sum = 1 << (PIL_BITS - 1);
      for (int end = at + taps; at < end; at++) {
        sum += weights[at] * (plane[from + sources[at]] & 0xFF);
      }
      out[to + n] = (byte) Math.min(255, sum >> PIL_BITS);
    }
  }

  private static void addRow(byte[] rows, int from, int weight, int[] sums) {
    for (int n = 0; n < sums.length; n++) {
      sums[n] += weight * (rows[from + n] & 0xFF);
    }
  }

  /** Resizes as OpenCV does, {@code down.positions() × across.positions()}; two taps per axis. */
  static byte[] cv(byte[] plane, int columns, AxisTaps across, AxisTaps down) {
    int rows = plane.length / columns;
    int width = across.positions();
    int[] narrow = new int[rows * width];
    boolean[] needed = down.needed(rows);
    int[] weights = across.fixed(CV_BITS);
    for (int row = 0; row < rows; row++) {
      if (needed[row]) {
        cvRow(plane, row * columns, across.sources(), weights, narrow, row * width, width);
      }
    }
    int[] weightsDown = down.fixed(CV_BITS);
    byte[] out = new byte[down.positions() * width];
    for (int row = 0; row < down.positions(); row++) {
      int first = down.sources()[2 * row] * width;
      int second = down.sources()[2 * row + 1] * width;
      int w0 = weightsDown[2 * row];
      int w1 = weightsDown[2 * row + 1];
      for (int n = 0; n < width; n++) {
        // OpenCV drops bits three times, to stay within what its vector instructions multiply.
        int sum =
            ((w0 * (narrow[first + n] >> 4)) >> 16) + ((w1 * (narrow[second + n] >> 4)) >> 16);
        out[row * width + n] = (byte) ((sum + 2) >> 2);
      }
    }
    return out;
  }

  private static void cvRow(
      byte[] plane, int from, int[] sources, int[] weights, int[] out, int to, int width) {
    for (int n = 0; n < width; n++) {
      out[to + n] =
          weights[2 * n] * (plane[from + sources[2 * n]] & 0xFF)
              + weights[2 * n + 1] * (plane[from + sources[2 * n + 1]] & 0xFF);
    }
  }

  /** The mean of two by two pixels, halves rounded up, as OpenCV does. */
  static byte[] cvHalf(byte[] plane, int columns, int rows) {
    int width = columns / 2;
    byte[] out = new byte[rows / 2 * width];
    for (int n = 0; n < out.length; n++) {
      int at = n / width * 2 * columns + n % width * 2;
      int below = at + columns;
      int sum = (plane[at] & 0xFF) + (plane[at + 1] & 0xFF);
      sum += (plane[below] & 0xFF) + (plane[below + 1] & 0xFF);
      out[n] = (byte) ((sum + 2) / 4);
    }
    return out;
  }
}
