package io.github.voxelclick.dicom.rtstruct;

import java.nio.charset.StandardCharsets;

/**
 * Reads a DS value of many numbers. Contours hold hundreds of thousands; they are read from the
 * bytes without an object for each. The numbers are the same doubles that {@link
 * Double#parseDouble} gives.
 */
final class DecimalList {
  /** Up to here every integer is a double. */
  private static final long MAX_EXACT = 1L << 53;

  /** The powers of ten that are doubles exactly. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int SHOWN = 20;

  private DecimalList() {}

  /**
   * Reads all numbers.
   *
   * @param value texts separated by {@code \}, padded with spaces or NULs, of any length, with
   *     sign, exponent or a point at the end
   * @return none for an empty value
   * @throws RoiFault when a text is no finite decimal number
   */
  static double[] parse(byte[] value) throws RoiFault {
    if (isBlank(value, 0, value.length)) {
      return new double[0];
    }
    int count = 1;
    for (byte b : value) {
      count += b == '\\' ? 1 : 0;
    }
    double[] numbers = new double[count];
    int start = 0;
    for (int n = 0; n < count; n++) {
      int end = start;
      while (end < value.length && value[end] != '\\') {
        end++;
      }
      numbers[n] = number(value, start, end);
      start = end + 1;
    }
    return numbers;
  }

  private static boolean isPadding(byte b) {
    return b == ' ' || b == 0;
  }

  private static boolean isBlank(byte[] value, int start, int end) {
    for (int at = start; at < end; at++) {
      if (!isPadding(value[at])) {
        return false;
      }
    }
    return true;
  }

  private static double number(byte[] value, int from, int to) throws RoiFault {
    int start = from;
    int end = to;
    while (start < end && isPadding(value[start])) {
      start++;
    }
    while (end > start && isPadding(value[end - 1])) {
      end--;
    }
    int at = start;
    boolean negative = at < end && value[at] == '-';
    if (negative || (at < end && value[at] == '+')) {
      at++;
    }
    long digits = 0;
    int decimals = 0;
    boolean point = false;
    boolean some = false;
    for (; at < end && digits < MAX_EXACT / 10 - 1; at++) {
      byte b = value[at];
      if (b >= '0' && b <= '9') {
        digits = digits * 10 + (b - '0');
        decimals += point ? 1 : 0;
        some = true;
      } else if (b == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (at == end && some && decimals < TENS.length) {
      // One rounding of two exact numbers: the nearest double.
      double magnitude = digits / TENS[decimals];
      return negative ? -magnitude : magnitude;
    }
    return unusual(new String(value, start, end - start, StandardCharsets.ISO_8859_1));
  }

  /** Exponents, many digits, and what is no number. */
  private static double unusual(String text) throws RoiFault {
    if (text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    }
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    throw new RoiFault(
        "has a coordinate \"" + shown.replaceAll("[^ -~…]", "?") + "\", expected a number in mm");
  }
}
