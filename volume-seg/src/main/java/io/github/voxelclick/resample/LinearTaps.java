package io.github.voxelclick.resample;

/**
 * Bilinear resampling along one axis without smoothing, as PyTorch's {@code interpolate}, as
 * weights that can be chained, so that resampling twice costs no more than once. Immutable.
 */
public final class LinearTaps {
  /** [targets][taps]. */
  private final int[][] sources;

  private final float[][] weights;

  private LinearTaps(int[][] sources, float[][] weights) {
    this.sources = sources;
    this.weights = weights;
  }

  /** From so many places to so many; pixels are squares that fill both lines alike. */
  public static LinearTaps bilinear(int from, int to) {
    int[][] sources = new int[to][];
    float[][] weights = new float[to][];
    float scale = (float) from / to;
    for (int n = 0; n < to; n++) {
      put(n, Math.max(0, scale * (n + 0.5f) - 0.5f), from, sources, weights);
    }
    return new LinearTaps(sources, weights);
  }

  /** From so many places to so many; the first and the last lie on the first and the last. */
  public static LinearTaps bilinearCorners(int from, int to) {
    int[][] sources = new int[to][];
    float[][] weights = new float[to][];
    float scale = to > 1 ? (float) (from - 1) / (to - 1) : 0;
    for (int n = 0; n < to; n++) {
      put(n, scale * n, from, sources, weights);
    }
    return new LinearTaps(sources, weights);
  }

  private static void put(int n, float at, int from, int[][] sources, float[][] weights) {
    int low = Math.min((int) at, from - 1);
    int high = Math.min(low + 1, from - 1);
    float part = at - low;
    sources[n] = new int[] {low, high};
    weights[n] = new float[] {1 - part, part};
  }

  /** These weights after others: first {@code before}, then this. */
  public LinearTaps after(LinearTaps before) {
    int[][] chained = new int[sources.length][];
    float[][] products = new float[sources.length][];
    for (int n = 0; n < sources.length; n++) {
      int taps = 0;
      for (int source : sources[n]) {
        taps += before.sources[source].length;
      }
      chained[n] = new int[taps];
      products[n] = new float[taps];
      int at = 0;
      for (int t = 0; t < sources[n].length; t++) {
        int middle = sources[n][t];
        for (int b = 0; b < before.sources[middle].length; b++, at++) {
          chained[n][at] = before.sources[middle][b];
          products[n][at] = weights[n][t] * before.weights[middle][b];
        }
      }
    }
    return new LinearTaps(chained, products);
  }

  /**
   * Resamples a plane.
   *
   * @param plane values, row by row
   * @param columns places per row of it
   * @param across for the columns
   * @param down for the rows
   * @return row by row
   */
  public static float[] apply(float[] plane, int columns, LinearTaps across, LinearTaps down) {
    int rows = plane.length / columns;
    int toColumns = across.sources.length;
    float[] half = new float[rows * toColumns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < toColumns; c++) {
        float sum = 0;
        for (int t = 0; t < across.sources[c].length; t++) {
          sum += across.weights[c][t] * plane[r * columns + across.sources[c][t]];
        }
        half[r * toColumns + c] = sum;
      }
    }
    float[] out = new float[down.sources.length * toColumns];
    for (int r = 0; r < down.sources.length; r++) {
      for (int t = 0; t < down.sources[r].length; t++) {
        float weight = down.weights[r][t];
        int from = down.sources[r][t] * toColumns;
        for (int c = 0; c < toColumns; c++) {
          out[r * toColumns + c] += weight * half[from + c];
        }
      }
    }
    return out;
  }
}
