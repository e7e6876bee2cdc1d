package io.github.voxelclick.dicom.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Decimal strings (VR DS, PS3.5 §6.2): at most 16 characters, a point, never a locale's comma. */
public final class DecimalString {
  /** Longest legal value, characters. */
  private static final int MAX_LENGTH = 16;

  /** Digits that identify any double. */
  private static final int DOUBLE_DIGITS = 17;

  private DecimalString() {}

  /**
   * The shortest decimal that reads back as the same number; where that has more than 16
   * characters, the nearest one that fits.
   *
   * @throws IllegalArgumentException for NaN and infinities, which DS cannot express
   */
  public static String format(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not expressible as DS: " + value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value));
    for (int digits = DOUBLE_DIGITS; ; digits--) {
      BigDecimal rounded =
          exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
      String plain = rounded.toPlainString();
      if (plain.length() <= MAX_LENGTH) {
        return plain;
      }
      String scientific = rounded.toString();
      if (scientific.length() <= MAX_LENGTH) {
        return scientific;
      }
    }
  }
}
