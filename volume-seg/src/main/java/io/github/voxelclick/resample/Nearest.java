package io.github.voxelclick.resample;

/** Takes pixels as they are, each the one at or before its new place, as OpenCV does. */
final class Nearest {
  private Nearest() {}

  static byte[] resize(byte[] plane, int columns, int rows, int toColumns, int toRows) {
    int[] across = sources(columns, toColumns);
    int[] down = sources(rows, toRows);
    byte[] out = new byte[toRows * toColumns];
    for (int row = 0; row < toRows; row++) {
      for (int column = 0; column < toColumns; column++) {
        out[row * toColumns + column] = plane[down[row] * columns + across[column]];
      }
    }
    return out;
  }

  static float[] resize(float[] plane, int columns, int rows, int toColumns, int toRows) {
    int[] across = sources(columns, toColumns);
    int[] down = sources(rows, toRows);
    float[] out = new float[toRows * toColumns];
    for (int row = 0; row < toRows; row++) {
      for (int column = 0; column < toColumns; column++) {
        out[row * toColumns + column] = plane[down[row] * columns + across[column]];
      }
    }
    return out;
  }

  private static int[] sources(int count, int positions) {
    int[] sources = new int[positions];
    double step = AxisTaps.cvStep(count, positions);
    for (int n = 0; n < positions; n++) {
      sources[n] = Math.min((int) Math.floor(n * step), count - 1);
    }
    return sources;
  }
}
