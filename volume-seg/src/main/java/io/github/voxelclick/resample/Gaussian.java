package io.github.voxelclick.resample;

import java.util.Arrays;

/** Blurs a plane along one axis before it shrinks, as SciPy's {@code gaussian_filter} does. */
final class Gaussian {
  /** The Gaussian ends after this many standard deviations. */
  private static final double REACH = 4;

  private final double[] kernel;
  private final int radius;
  private final boolean black;

  /**
   * The Gaussian that scikit-image uses for a change of size.
   *
   * @param count pixels along the axis, more than {@code positions}
   * @param positions how many it shrinks to
   * @param black whether black lies beyond the ends; mirrored otherwise, the end not repeated
   */
  Gaussian(int count, int positions, boolean black) {
    double sigma = ((double) count / positions - 1) / 2;
    radius = (int) (REACH * sigma + 0.5);
    kernel = new double[2 * radius + 1];
    for (int n = -radius; n <= radius; n++) {
      kernel[n + radius] = StrictMath.exp(-0.5 / (sigma * sigma) * n * n);
    }
    double sum = Arrays.stream(kernel).sum();
    for (int n = 0; n < kernel.length; n++) {
      kernel[n] /= sum;
    }
    this.black = black;
  }

  /** Blurs down each column. */
  double[] down(double[] plane, int columns) {
    int rows = plane.length / columns;
    double[] out = new double[plane.length];
    for (int row = 0; row < rows; row++) {
      for (int t = -radius; t <= radius; t++) {
        int source = source(row + t, rows);
        if (source >= 0) {
          Passes.addRow(plane, source * columns, kernel[t + radius], out, row * columns, columns);
        }
      }
    }
    return out;
  }

  /** Blurs along each row. */
  double[] across(double[] plane, int columns) {
    double[] out = new double[plane.length];
    double[] line = new double[columns + 2 * radius];
    int[] sources = new int[line.length];
    Arrays.setAll(sources, n -> source(n - radius, columns));
    for (int from = 0; from < plane.length; from += columns) {
      for (int n = 0; n < line.length; n++) {
        line[n] = sources[n] < 0 ? 0 : plane[from + sources[n]];
      }
      for (int n = 0; n < columns; n++) {
        double sum = 0;
        for (int t = 0; t < kernel.length; t++) {
          sum += kernel[t] * line[n + t];
        }
        out[from + n] = sum;
      }
    }
    return out;
  }

  /** The pixel that stands at an index, below 0 for black. */
  private int source(int index, int count) {
    if (black) {
      return index < count ? index : -1;
    }
    return CubicSpline.mirrored(index, count);
  }
}
