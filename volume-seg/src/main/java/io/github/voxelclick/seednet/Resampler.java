package io.github.voxelclick.seednet;

import java.util.Arrays;

/** Applies two axis filters to an image, first along its rows, then along its columns. */
final class Resampler {
  private Resampler() {}

  /**
   * Resamples an image.
   *
   * @param image row by row
   * @param columns pixels per row of the image
   * @param alongColumns where the result's columns lie
   * @param alongRows where the result's rows lie
   * @return row by row, {@code alongRows.positions() × alongColumns.positions()}
   */
  static float[] resample(
      float[] image, int columns, AxisFilter alongColumns, AxisFilter alongRows) {
    int width = alongColumns.positions();
    int height = alongRows.positions();
    int rows = image.length / columns;
    float[] narrow = new float[rows * width];
    boolean[] needed = neededRows(alongRows, rows);
    for (int row = 0; row < rows; row++) {
      if (needed[row]) {
        filterRow(image, row * columns, alongColumns, narrow, row * width);
      }
    }
    float[] out = new float[height * width];
    int taps = alongRows.taps();
    for (int row = 0; row < height; row++) {
      for (int t = 0; t < taps; t++) {
        float weight = alongRows.weights()[row * taps + t];
        if (weight != 0) {
          addRow(
              narrow, alongRows.sources()[row * taps + t] * width, weight, out, row * width, width);
        }
      }
    }
    return out;
  }

  private static boolean[] neededRows(AxisFilter alongRows, int rows) {
    boolean[] needed = new boolean[rows];
    Arrays.fill(needed, false);
    for (int n = 0; n < alongRows.sources().length; n++) {
      if (alongRows.weights()[n] != 0) {
        needed[alongRows.sources()[n]] = true;
      }
    }
    return needed;
  }

  private static void filterRow(float[] image, int from, AxisFilter filter, float[] out, int to) {
    int taps = filter.taps();
    int[] sources = filter.sources();
    float[] weights = filter.weights();
    int positions = filter.positions();
    for (int n = 0, at = 0; n < positions; n++) {
      float sum = 0;
      for (int t = 0; t < taps; t++, at++) {
        sum += weights[at] * image[from + sources[at]];
      }
      out[to + n] = sum;
    }
  }

  private static void addRow(float[] rows, int from, float weight, float[] out, int to, int width) {
    for (int n = 0; n < width; n++) {
      out[to + n] += weight * rows[from + n];
    }
  }
}
