package io.github.voxelclick.evaluate;

/** Smooths small images for the baselines. */
final class Smoothing {
  /** Binomial weights over 16: nearly a Gaussian with a standard deviation of one pixel. */
  private static final int[] WEIGHTS = {1, 4, 6, 4, 1};

  private Smoothing() {}

  /**
   * The image smoothed by a binomial filter of 5 × 5 pixels, a standard deviation of one pixel. The
   * outermost pixels repeat beyond the rim.
   *
   * @param image [rows × columns], row by row; not changed
   */
  static float[] binomial(float[] image, int columns, int rows) {
    float[] across = new float[image.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float sum = 0;
        for (int n = -2; n <= 2; n++) {
          int c = Math.min(columns - 1, Math.max(0, column + n));
          sum += WEIGHTS[n + 2] * image[row * columns + c];
        }
        across[row * columns + column] = sum / 16;
      }
    }
    float[] smooth = new float[image.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float sum = 0;
        for (int n = -2; n <= 2; n++) {
          int r = Math.min(rows - 1, Math.max(0, row + n));
          sum += WEIGHTS[n + 2] * across[r * columns + column];
        }
        smooth[row * columns + column] = sum / 16;
      }
    }
    return smooth;
  }
}
