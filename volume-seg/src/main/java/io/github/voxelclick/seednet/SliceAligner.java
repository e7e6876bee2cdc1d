package io.github.voxelclick.seednet;

/**
 * Moves a neighbouring slice onto a slice before its mask is carried over: dense Lucas-Kanade on a
 * pyramid, iterated over Gaussian-weighted windows, the displacement smoothed after every step
 * (after Lucas and Kanade, IJCAI 1981). Works on crops as the network sees them, so that it costs
 * the same for any slice. {@code training/seednet/align.py} does the same; training saw its
 * results. Not thread-safe.
 */
final class SliceAligner {
  /** Crops can be halved as often as the pyramid needs when their side is a multiple of this. */
  static final int SIDE_MULTIPLE = 16;

  /** The coarsest level is the crop halved so often, the finest the crop halved once. */
  private static final int COARSEST = 3;

  private static final int STEPS = 3;
  private static final float[] IMAGE_KERNEL = AxisFilter.gaussian(1.0);
  private static final float[] WINDOW_KERNEL = AxisFilter.gaussian(2.5);
  private static final float[] FIELD_KERNEL = AxisFilter.gaussian(1.5);

  /** Added to squared gradients: where the image is as flat as its noise, nothing moves. */
  private static final float LEAST_GRADIENT = 3e-4f;

  /** Of one step, in pixels of the level. */
  private static final float LONGEST_STEP = 1;

  private final int side;

  /**
   * @param side of the crops, a multiple of {@link #SIDE_MULTIPLE}
   */
  SliceAligner(int side) {
    if (side < SIDE_MULTIPLE || side % SIDE_MULTIPLE != 0) {
      throw new IllegalArgumentException(
          "crops of " + side + " pixels, expected a multiple of " + SIDE_MULTIPLE);
    }
    this.side = side;
  }

  /**
   * Where each pixel of the image lies on the neighbour.
   *
   * @param dx [side × side], crop pixels to add to the column
   * @param dy likewise to the row
   */
  @SuppressWarnings("ArrayRecordComponent") // stays within this package and is never compared
  record Displacement(float[] dx, float[] dy) {}

  /**
   * Compares two crops.
   *
   * @param image [side × side], 0 to 1
   * @param neighbour likewise, of the same place on the other slice
   */
  Displacement displacement(float[] image, float[] neighbour) {
    float[][] here = pyramid(image);
    float[][] there = pyramid(neighbour);
    int size = side >> COARSEST;
    float[] dx = new float[size * size];
    float[] dy = new float[size * size];
    for (int level = COARSEST; level >= 1; level--) {
      size = side >> level;
      if (level < COARSEST) {
        dx = enlarged(dx, size / 2);
        dy = enlarged(dy, size / 2);
      }
      Level matching =
          new Level(
              size, blur(here[level], size, IMAGE_KERNEL), blur(there[level], size, IMAGE_KERNEL));
      for (int step = 0; step < STEPS; step++) {
        matching.improve(dx, dy);
        dx = blur(dx, size, FIELD_KERNEL);
        dy = blur(dy, size, FIELD_KERNEL);
      }
    }
    return new Displacement(enlarged(dx, side / 2), enlarged(dy, side / 2));
  }

  private float[][] pyramid(float[] image) {
    float[][] levels = new float[COARSEST + 1][];
    levels[0] = image;
    for (int level = 1; level <= COARSEST; level++) {
      levels[level] = halved(levels[level - 1], side >> (level - 1));
    }
    return levels;
  }

  /** The mean of each 2×2 block. */
  private static float[] halved(float[] image, int size) {
    int half = size / 2;
    float[] out = new float[half * half];
    for (int row = 0; row < half; row++) {
      int from = 2 * row * size;
      for (int column = 0; column < half; column++, from += 2) {
        float left = image[from] + image[from + size];
        float right = image[from + 1] + image[from + size + 1];
        out[row * half + column] = (left + right) * 0.25f;
      }
    }
    return out;
  }

  /** A displacement on twice as many pixels, and twice as long in them. */
  private static float[] enlarged(float[] field, int size) {
    int twice = 2 * size;
    int[] lower = new int[twice];
    float[] part = new float[twice];
    for (int n = 0; n < twice; n++) {
      double position = Math.min(Math.max((n + 0.5) / 2 - 0.5, 0), size - 1);
      lower[n] = Math.min((int) position, size - 2);
      part[n] = (float) (position - lower[n]);
    }
    float[] tall = new float[twice * size];
    for (int row = 0; row < twice; row++) {
      int from = lower[row] * size;
      for (int column = 0; column < size; column++) {
        tall[row * size + column] =
            field[from + column] * (1 - part[row]) + field[from + size + column] * part[row];
      }
    }
    float[] out = new float[twice * twice];
    for (int row = 0; row < twice; row++) {
      for (int column = 0; column < twice; column++) {
        int from = row * size + lower[column];
        out[row * twice + column] =
            2 * (tall[from] * (1 - part[column]) + tall[from + 1] * part[column]);
      }
    }
    return out;
  }

  /**
   * An image at each pixel's position plus the displacement; the border is repeated.
   *
   * @param image [side × side]
   */
  float[] moved(float[] image, Displacement by) {
    float[] out = new float[side * side];
    warp(image, side, by.dx(), by.dy(), out);
    return out;
  }

  private static void warp(float[] image, int size, float[] dx, float[] dy, float[] out) {
    for (int row = 0, n = 0; row < size; row++) {
      for (int column = 0; column < size; column++, n++) {
        float x = Math.min(Math.max(column + dx[n], 0), size - 1);
        float y = Math.min(Math.max(row + dy[n], 0), size - 1);
        int left = Math.min((int) x, size - 2);
        int top = Math.min((int) y, size - 2);
        float fx = x - left;
        int at = top * size + left;
        float upper = image[at] * (1 - fx) + image[at + 1] * fx;
        float lower = image[at + size] * (1 - fx) + image[at + size + 1] * fx;
        float fy = y - top;
        out[n] = upper * (1 - fy) + lower * fy;
      }
    }
  }

  /** A separable Gaussian, borders mirrored without repeating the edge. */
  private static float[] blur(float[] image, int size, float[] kernel) {
    AxisFilter filter = AxisFilter.evenly(size, 0, 1, size, kernel);
    return Resampler.resample(image, size, filter, filter);
  }

  /** Two images of one size, and how a displacement between them is improved. */
  private static final class Level {
    private final int size;
    private final float[] image;
    private final float[] neighbour;
    private final float[] warped;
    private final float[][] products;

    Level(int size, float[] image, float[] neighbour) {
      this.size = size;
      this.image = image;
      this.neighbour = neighbour;
      this.warped = new float[size * size];
      this.products = new float[5][size * size];
    }

    /** Adds one step to the displacement. */
    void improve(float[] dx, float[] dy) {
      warp(neighbour, size, dx, dy, warped);
      multiply();
      float[] xx = blur(products[0], size, WINDOW_KERNEL);
      float[] xy = blur(products[1], size, WINDOW_KERNEL);
      float[] yy = blur(products[2], size, WINDOW_KERNEL);
      float[] xt = blur(products[3], size, WINDOW_KERNEL);
      float[] yt = blur(products[4], size, WINDOW_KERNEL);
      for (int n = 0; n < dx.length; n++) {
        float a = xx[n] + LEAST_GRADIENT;
        float b = yy[n] + LEAST_GRADIENT;
        float determinant = a * b - xy[n] * xy[n];
        dx[n] += limited((xy[n] * yt[n] - b * xt[n]) / determinant);
        dy[n] += limited((xy[n] * xt[n] - a * yt[n]) / determinant);
      }
    }

    private static float limited(float step) {
      return Math.min(Math.max(step, -LONGEST_STEP), LONGEST_STEP);
    }

    /** Products of the gradients of the mean of both images, and of the difference of the two. */
    private void multiply() {
      for (int row = 0, n = 0; row < size; row++) {
        for (int column = 0; column < size; column++, n++) {
          boolean inColumns = column > 0 && column < size - 1;
          boolean inRows = row > 0 && row < size - 1;
          float gx = inColumns ? (mean(n + 1) - mean(n - 1)) * 0.5f : 0;
          float gy = inRows ? (mean(n + size) - mean(n - size)) * 0.5f : 0;
          float difference = warped[n] - image[n];
          products[0][n] = gx * gx;
          products[1][n] = gx * gy;
          products[2][n] = gy * gy;
          products[3][n] = gx * difference;
          products[4][n] = gy * difference;
        }
      }
    }

    private float mean(int n) {
      return (image[n] + warped[n]) * 0.5f;
    }
  }
}
