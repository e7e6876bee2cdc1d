package io.github.voxelclick.parity;

/**
 * Slices and embeddings that the golden files' scripts make alike ({@code
 * volume-seg/export/parity/images.py}), so that none is stored. All are row-major.
 */
public final class ParityImages {
  /** The window's lower end in which {@link #image16} is seen. */
  public static final double LOW16 = -900;

  /** The window's upper end in which {@link #image16} is seen. */
  public static final double HIGH16 = 800;

  private ParityImages() {}

  private static long hash(long x, long y) {
    long h = ((x * 73856093) ^ (y * 19349663)) & 0xFFFFFFFFL;
    h ^= h >> 13;
    h = (h * 1274126177L) & 0xFFFFFFFFL;
    return h ^ (h >> 16);
  }

  /**
   * An asymmetric slice: a gradient, a bright tilted ellipse, a dark disc, a bar, and grain.
   *
   * @return unsigned 8-bit [rows, columns]
   */
  public static byte[] image8(int rows, int columns) {
    byte[] image = new byte[rows * columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        image[y * columns + x] = (byte) value8(x, y, rows, columns);
      }
    }
    return image;
  }

  private static int value8(int x, int y, int rows, int columns) {
    int u = x * 1024 / columns - 512;
    int v = y * 1024 / rows - 512;
    int value = 50 + (u + 512) / 16 + (v + 512) / 32;
    int a = (u + 100) * 3 + (v - 60);
    int b = (v - 60) * 5 - (u + 100);
    if (a * a + b * b < 1000 * 1000) {
      value = 190 + Math.floorDiv(u, 32);
    }
    if ((u + 230) * (u + 230) + (v + 40) * (v + 40) < 70 * 70) {
      value = 30;
    }
    if (u > 300 && u < 390 && v > -400 + Math.floorDiv(u, 2) && v < 260) {
      value = 140 + Math.floorDiv(v, 16);
    }
    value += (int) (hash(x, y) % 17) - 8;
    return Math.max(0, Math.min(255, value));
  }

  /**
   * The same as signed numbers like Hounsfield units, with finer grain.
   *
   * @return signed 16-bit [rows, columns]
   */
  public static short[] image16(int rows, int columns) {
    short[] image = new short[rows * columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int fine = (int) (hash(y + 7, x + 3) % 16);
        image[y * columns + x] = (short) (value8(x, y, rows, columns) * 8 - 1000 + fine);
      }
    }
    return image;
  }

  /**
   * Values in a window: scaled to 0..255, cut off, fraction dropped.
   *
   * @return unsigned 8-bit, in the order of the values
   */
  public static byte[] seen(short[] values, double low, double high) {
    byte[] image = new byte[values.length];
    for (int n = 0; n < values.length; n++) {
      double scaled = (values[n] - low) / (high - low) * 255;
      image[n] = (byte) (int) Math.max(0, Math.min(255, scaled));
    }
    return image;
  }

  /**
   * A smooth encoder output, for tests of decoders alone.
   *
   * @param salt which of a model's tensors, from 0
   * @return [1, channels, rows, columns]
   */
  public static float[] embedding(int channels, int rows, int columns, int salt) {
    float[] values = new float[channels * rows * columns];
    int at = 0;
    for (int channel = 0; channel < channels; channel++) {
      double c = channel + 17 * salt;
      for (int row = 0; row < rows; row++) {
        double y = row * 64.0 / rows;
        for (int column = 0; column < columns; column++) {
          double x = column * 64.0 / columns;
          double sine =
              StrictMath.sin(0.37 * c + 0.11 * x * (1 + c % 5) / 3 + 0.07 * y * (1 + c % 7) / 3);
          values[at++] = (float) (sine + 0.5 * StrictMath.cos(1.3 * c - 0.19 * y + 0.05 * x));
        }
      }
    }
    return values;
  }
}
