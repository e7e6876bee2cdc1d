package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.Segment.Rgb;

/**
 * sRGB colours as DICOM stores them: CIE L*a*b* with white point D65, each part scaled to 16 bits
 * (PS3.3 C.10.7.1.1).
 */
final class CieLab {
  /** XYZ of the D65 white, 0 to 100. */
  private static final double[] WHITE = {95.047, 100, 108.883};

  private static final double[][] XYZ_OF_LINEAR_RGB = {
    {0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}
  };
  private static final double[][] LINEAR_RGB_OF_XYZ = {
    {3.2406, -1.5372, -0.4986}, {-0.9689, 1.8758, 0.0415}, {0.0557, -0.2040, 1.0570}
  };

  /** Above it the cube root, below it a line (CIE 15). */
  private static final double THRESHOLD = 0.008856;

  private static final double SLOPE = 7.787;
  private static final double OFFSET = 16.0 / 116;
  private static final int MAX = 65535;

  private CieLab() {}

  /** The stored values of a colour: L, a and b, each 0 to 65535. */
  static int[] encode(Rgb colour) {
    double[] xyz =
        multiply(
            XYZ_OF_LINEAR_RGB,
            new double[] {linear(colour.red()), linear(colour.green()), linear(colour.blue())});
    double[] f = new double[3];
    for (int n = 0; n < 3; n++) {
      double t = 100 * xyz[n] / WHITE[n];
      f[n] = t > THRESHOLD ? Math.cbrt(t) : SLOPE * t + OFFSET;
    }
    return new int[] {
      scaled((116 * f[1] - 16) / 100),
      scaled((500 * (f[0] - f[1]) + 128) / 255),
      scaled((200 * (f[1] - f[2]) + 128) / 255)
    };
  }

  /**
   * The colour of stored values; what sRGB cannot show is clipped.
   *
   * @param stored L, a and b, each 0 to 65535
   */
  static Rgb decode(int[] stored) {
    double l = stored[0] * 100.0 / MAX;
    double a = stored[1] * 255.0 / MAX - 128;
    double b = stored[2] * 255.0 / MAX - 128;
    double y = (l + 16) / 116;
    double[] f = {y + a / 500, y, y - b / 200};
    double[] xyz = new double[3];
    for (int n = 0; n < 3; n++) {
      double cube = f[n] * f[n] * f[n];
      xyz[n] = (cube > THRESHOLD ? cube : (f[n] - OFFSET) / SLOPE) * WHITE[n] / 100;
    }
    double[] rgb = multiply(LINEAR_RGB_OF_XYZ, xyz);
    return new Rgb(gammaEncoded(rgb[0]), gammaEncoded(rgb[1]), gammaEncoded(rgb[2]));
  }

  private static double[] multiply(double[][] matrix, double[] vector) {
    double[] product = new double[3];
    for (int n = 0; n < 3; n++) {
      product[n] = matrix[n][0] * vector[0] + matrix[n][1] * vector[1] + matrix[n][2] * vector[2];
    }
    return product;
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c > 0.04045 ? Math.pow((c + 0.055) / 1.055, 2.4) : c / 12.92;
  }

  private static int gammaEncoded(double linear) {
    double c = linear > 0.0031308 ? 1.055 * Math.pow(linear, 1 / 2.4) - 0.055 : 12.92 * linear;
    return (int) Math.round(Math.min(1, Math.max(0, c)) * 255);
  }

  private static int scaled(double share) {
    return (int) Math.round(Math.min(1, Math.max(0, share)) * MAX);
  }
}
