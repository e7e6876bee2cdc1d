package io.github.voxelclick.dicom.codec;

/**
 * The inverse cosine transform of 12-bit JPEG in the integer arithmetic that the Independent JPEG
 * Group's library made the common one (its accurate, "slow" transform): the same factors of 13
 * bits, the same rounding after columns and rows, so that samples equal those of decoders built on
 * it.
 */
final class JpegInverseDct {
  private static final int SIDE = 8;
  private static final int FACTOR_BITS = 13;

  /** Fraction bits kept between columns and rows; the library keeps 2 with 8-bit samples. */
  private static final int BETWEEN_BITS = 1;

  private static final int AFTER_COLUMNS = FACTOR_BITS - BETWEEN_BITS;

  /** The scale of the two-dimensional transform is 8. */
  private static final int AFTER_ROWS = FACTOR_BITS + BETWEEN_BITS + 3;

  private static final int CENTRE = 1 << 11;
  private static final int MAX_SAMPLE = (1 << 12) - 1;

  /** The library looks samples up by their low 14 bits. */
  private static final int UNUSED_BITS = Integer.SIZE - 14;

  private final int[] between = new int[SIDE * SIDE];
  private final int[] line = new int[SIDE];

  /**
   * Transforms a block.
   *
   * @param coefficients 64, dequantized, row by row; overwritten with samples 0..4095
   */
  void transform(int[] coefficients) {
    for (int column = 0; column < SIDE; column++) {
      transformLine(coefficients, column, SIDE);
      for (int row = 0; row < SIDE; row++) {
        between[row * SIDE + column] = round(line[row], AFTER_COLUMNS);
      }
    }
    for (int row = 0; row < SIDE; row++) {
      transformLine(between, row * SIDE, 1);
      for (int column = 0; column < SIDE; column++) {
        int sample = round(line[column], AFTER_ROWS) << UNUSED_BITS >> UNUSED_BITS;
        coefficients[row * SIDE + column] = Math.max(0, Math.min(MAX_SAMPLE, sample + CENTRE));
      }
    }
  }

  private static int round(int value, int bits) {
    return (value + (1 << (bits - 1))) >> bits;
  }

  /**
   * Transforms 8 values into {@link #line}. Each factor is the sum of the constants, √2·cos(kπ/16)
   * and their differences as 13-bit integers, with which the library multiplies on the way from
   * that input to that output; whole numbers being exact, the order of the sums does not matter.
   */
  private void transformLine(int[] from, int at, int step) {
    int in0 = from[at];
    int in1 = from[at + step];
    int in2 = from[at + 2 * step];
    int in3 = from[at + 3 * step];
    int in4 = from[at + 4 * step];
    int in5 = from[at + 5 * step];
    int in6 = from[at + 6 * step];
    int in7 = from[at + 7 * step];

    int sum = (in0 + in4) << FACTOR_BITS;
    int difference = (in0 - in4) << FACTOR_BITS;
    int outer = 10703 * in2 + 4433 * in6;
    int inner = 4433 * in2 - 10704 * in6;
    int even0 = sum + outer;
    int even1 = difference + inner;
    int even2 = difference - inner;
    int even3 = sum - outer;

    int odd0 = 11363 * in1 + 9633 * in3 + 6437 * in5 + 2260 * in7;
    int odd1 = 9633 * in1 - 2259 * in3 - 11362 * in5 - 6436 * in7;
    int odd2 = 6437 * in1 - 11362 * in3 + 2261 * in5 + 9633 * in7;
    int odd3 = 2260 * in1 - 6436 * in3 + 9633 * in5 - 11363 * in7;

    line[0] = even0 + odd0;
    line[1] = even1 + odd1;
    line[2] = even2 + odd2;
    line[3] = even3 + odd3;
    line[4] = even3 - odd3;
    line[5] = even2 - odd2;
    line[6] = even1 - odd1;
    line[7] = even0 - odd0;
  }
}
