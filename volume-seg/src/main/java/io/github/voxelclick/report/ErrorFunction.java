package io.github.voxelclick.report;

/** The complementary error function (NIST Digital Library of Mathematical Functions, 7.2.2). */
final class ErrorFunction {
  /** From here on the fraction is the better one. */
  private static final double FAR = 3;

  private static final int TERMS = 200;

  private ErrorFunction() {}

  /**
   * 1 less the error function.
   *
   * @param x from 0
   * @return 0 to 1, relative error below 1e-10
   */
  static double complement(double x) {
    return x < FAR ? 1 - series(x) : fraction(x);
  }

  /** DLMF 7.6.2; all terms are positive. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < TERMS && term > sum * 1e-17; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** DLMF 7.9.2, from its far end. */
  private static double fraction(double x) {
    double value = x;
    for (int n = TERMS; n > 0; n--) {
      value = x + n / 2.0 / value;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / value;
  }
}
