package io.github.voxelclick.resample;

/**
 * Resizes planes as libraries do, with their {@link Interpolation}s. Planes are row-major; the
 * result is a new array of {@code toRows × toColumns}. The same input gives the same output on
 * every machine, and all methods may be called by any thread.
 */
public final class Resize {
  /**
   * What double precision may take from a whole number on its way through a spline. The library
   * loses it, so that flat parts of its results are speckled, by chance, with the value below.
   */
  private static final double ROUNDING = 1e-9;

  /** How long an array can be in all Java machines. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private Resize() {}

  /**
   * Resizes an 8-bit plane as the library resizes 8-bit images; where it only knows floats
   * (PyTorch), its result is rounded.
   *
   * @param pixels unsigned, [rows × columns]; is not changed
   * @param columns of the plane, above 0
   * @param rows of the plane, above 0
   * @param toColumns of the result, above 0
   * @param toRows of the result, above 0
   * @param how which library's way
   * @return unsigned, [toRows × toColumns]
   * @throws IllegalArgumentException if a size is below 1, the array does not have the plane's
   *     size, or the result is too large for an array
   */
  public static byte[] bytes(
      byte[] pixels, int columns, int rows, int toColumns, int toRows, Interpolation how) {
    check(pixels.length, columns, rows, toColumns, toRows);
    if (columns == toColumns && rows == toRows) {
      return pixels.clone();
    }
    return switch (how) {
      case PIL_BILINEAR ->
          BytePasses.pil(
              pixels,
              columns,
              AxisTaps.pilTriangle(columns, toColumns),
              AxisTaps.pilTriangle(rows, toRows));
      case CV_LINEAR ->
          isHalf(columns, rows, toColumns, toRows)
              ? BytePasses.cvHalf(pixels, columns, rows)
              : BytePasses.cv(
                  pixels,
                  columns,
                  AxisTaps.cvLinear(columns, toColumns),
                  AxisTaps.cvLinear(rows, toRows));
      case CV_AREA -> {
        if (isHalf(columns, rows, toColumns, toRows)) {
          yield BytePasses.cvHalf(pixels, columns, rows);
        }
        if (columns < toColumns || rows < toRows) {
          yield BytePasses.cv(
              pixels,
              columns,
              AxisTaps.cvAreaGrown(columns, toColumns),
              AxisTaps.cvAreaGrown(rows, toRows));
        }
        yield rounded(floats(floats(pixels), columns, rows, toColumns, toRows, how));
      }
      case NEAREST -> Nearest.resize(pixels, columns, rows, toColumns, toRows);
      case SKIMAGE_CUBIC, SKIMAGE_CUBIC_CONSTANT ->
          truncated(
              CubicSpline.resize(doubles(pixels), columns, rows, toColumns, toRows, isBlack(how)));
      case TORCH_BILINEAR, TORCH_BILINEAR_ANTIALIAS, TORCH_BILINEAR_CORNERS ->
          rounded(floats(floats(pixels), columns, rows, toColumns, toRows, how));
    };
  }

  /**
   * Resizes a plane of floats as the library resizes such images.
   *
   * @param plane finite values, [rows × columns]; is not changed
   * @param columns of the plane, above 0
   * @param rows of the plane, above 0
   * @param toColumns of the result, above 0
   * @param toRows of the result, above 0
   * @param how which library's way
   * @return [toRows × toColumns]
   * @throws IllegalArgumentException if a size is below 1, the array does not have the plane's
   *     size, or the result is too large for an array
   */
  public static float[] floats(
      float[] plane, int columns, int rows, int toColumns, int toRows, Interpolation how) {
    check(plane.length, columns, rows, toColumns, toRows);
    if (columns == toColumns && rows == toRows) {
      return plane.clone();
    }
    return switch (how) {
      case NEAREST -> Nearest.resize(plane, columns, rows, toColumns, toRows);
      case SKIMAGE_CUBIC, SKIMAGE_CUBIC_CONSTANT ->
          floats(
              CubicSpline.resize(doubles(plane), columns, rows, toColumns, toRows, isBlack(how)));
      default -> {
        boolean shrinks = columns >= toColumns && rows >= toRows;
        yield Passes.resize(
            plane,
            columns,
            taps(how, columns, toColumns, shrinks),
            taps(how, rows, toRows, shrinks));
      }
    };
  }

  private static AxisTaps taps(Interpolation how, int count, int positions, boolean shrinks) {
    return switch (how) {
      case PIL_BILINEAR -> AxisTaps.pilTriangle(count, positions);
      case CV_LINEAR -> AxisTaps.cvLinear(count, positions);
      case CV_AREA ->
          shrinks ? AxisTaps.cvArea(count, positions) : AxisTaps.cvAreaGrown(count, positions);
      case TORCH_BILINEAR -> AxisTaps.torchLinear(count, positions);
      case TORCH_BILINEAR_ANTIALIAS -> AxisTaps.torchTriangle(count, positions);
      case TORCH_BILINEAR_CORNERS -> AxisTaps.torchCorners(count, positions);
      case NEAREST, SKIMAGE_CUBIC, SKIMAGE_CUBIC_CONSTANT ->
          throw new IllegalArgumentException(how + " is no weighing of neighbours along axes");
    };
  }

  private static void check(int length, int columns, int rows, int toColumns, int toRows) {
    if (columns < 1 || rows < 1 || toColumns < 1 || toRows < 1) {
      throw new IllegalArgumentException(
          "Sizes are at least 1, not " + sizes(columns, rows, toColumns, toRows));
    }
    if (length != (long) columns * rows) {
      throw new IllegalArgumentException(
          "A plane of " + columns + " × " + rows + " cannot have " + length + " pixels");
    }
    arrayLength(toColumns, Math.max(rows, toRows));
  }

  /**
   * The length of an array of so many rows and columns.
   *
   * @throws IllegalArgumentException if there can be no such array
   */
  static int arrayLength(int columns, int rows) {
    long length = (long) columns * rows;
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "Too large for an array: " + columns + " × " + rows + " (columns × rows)");
    }
    return (int) length;
  }

  private static String sizes(int columns, int rows, int toColumns, int toRows) {
    return columns + " × " + rows + " to " + toColumns + " × " + toRows + " (columns × rows)";
  }

  private static boolean isHalf(int columns, int rows, int toColumns, int toRows) {
    return columns == 2L * toColumns && rows == 2L * toRows;
  }

  private static boolean isBlack(Interpolation how) {
    return how == Interpolation.SKIMAGE_CUBIC_CONSTANT;
  }

  private static float[] floats(byte[] pixels) {
    float[] values = new float[pixels.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = pixels[n] & 0xFF;
    }
    return values;
  }

  private static float[] floats(double[] plane) {
    float[] values = new float[plane.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = (float) plane[n];
    }
    return values;
  }

  private static double[] doubles(byte[] pixels) {
    double[] values = new double[pixels.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = pixels[n] & 0xFF;
    }
    return values;
  }

  private static double[] doubles(float[] plane) {
    double[] values = new double[plane.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = plane[n];
    }
    return values;
  }

  /** Rounded to whole numbers, halves to even. */
  private static byte[] rounded(float[] values) {
    byte[] pixels = new byte[values.length];
    for (int n = 0; n < pixels.length; n++) {
      pixels[n] = (byte) (int) Math.rint(values[n]);
    }
    return pixels;
  }

  /** Without their fraction, unless it is only what rounding took from a whole number. */
  private static byte[] truncated(double[] values) {
    byte[] pixels = new byte[values.length];
    for (int n = 0; n < pixels.length; n++) {
      pixels[n] = (byte) (int) (values[n] + ROUNDING);
    }
    return pixels;
  }
}
