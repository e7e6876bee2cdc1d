package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;

/**
 * The coding parameters of a JPEG-LS scan (ITU-T T.87 §C.2.4.1.1 and §A.2).
 *
 * @param maximum largest sample value, MAXVAL, 1..65535
 * @param near largest difference between a sample and what is decoded for it, NEAR; 0 is lossless
 * @param threshold1 first threshold of the gradients, T1
 * @param threshold2 second threshold, T2
 * @param threshold3 third threshold, T3
 * @param reset number of samples after which a context's statistics are halved, RESET
 */
record JpegLsCoding(
    int maximum, int near, int threshold1, int threshold2, int threshold3, int reset) {
  private static final int DEFAULT_RESET = 64;

  /** Thresholds grow with MAXVAL only up to this. */
  private static final int MAXIMUM_OF_THRESHOLDS = 4095;

  /** Checks the ranges that T.87 table C.3 allows. */
  JpegLsCoding {
    boolean sane =
        maximum >= 1
            && maximum <= 0xFFFF
            && near >= 0
            && near <= Math.min(255, maximum / 2)
            && near < threshold1
            && threshold1 <= threshold2
            && threshold2 <= threshold3
            && threshold3 <= maximum
            && reset >= 3
            && reset <= Math.max(255, maximum);
    if (!sane) {
      throw new IllegalArgumentException("coding parameters out of range");
    }
  }

  /**
   * What the codestream presets (LSE segment of id 1), with defaults for what is 0.
   *
   * @param precision bits of a sample, 2..16
   * @param near from the scan header
   * @param preset MAXVAL, T1, T2, T3 and RESET as they stand in the segment; all 0 without one
   * @throws DicomReadException if a value is out of its range
   */
  static JpegLsCoding of(int precision, int near, int[] preset) throws DicomReadException {
    int limit = (1 << precision) - 1;
    int maximum = preset[0] == 0 ? limit : preset[0];
    try {
      if (maximum > limit) {
        throw new IllegalArgumentException("the largest sample has more bits than a sample");
      }
      JpegLsCoding defaults = ofDefaults(maximum, near);
      return new JpegLsCoding(
          maximum,
          near,
          preset[1] == 0 ? defaults.threshold1 : preset[1],
          preset[2] == 0 ? defaults.threshold2 : preset[2],
          preset[3] == 0 ? defaults.threshold3 : preset[3],
          preset[4] == 0 ? DEFAULT_RESET : preset[4]);
    } catch (IllegalArgumentException e) {
      throw new DicomReadException(
          "Cannot decode a JPEG-LS frame: its coding parameters are damaged.", e);
    }
  }

  /** Default thresholds (T.87 §C.2.4.1.1.1), computed for any MAXVAL and NEAR. */
  private static JpegLsCoding ofDefaults(int maximum, int near) {
    int t1;
    int t2;
    int t3;
    if (maximum >= 128) {
      int factor = (Math.min(maximum, MAXIMUM_OF_THRESHOLDS) + 128) / 256;
      t1 = clamp(factor + 2 + 3 * near, near + 1, maximum);
      t2 = clamp(4 * factor + 3 + 5 * near, t1, maximum);
      t3 = clamp(17 * factor + 4 + 7 * near, t2, maximum);
    } else {
      int factor = 256 / (maximum + 1);
      t1 = clamp(Math.max(2, 3 / factor + 3 * near), near + 1, maximum);
      t2 = clamp(Math.max(3, 7 / factor + 5 * near), t1, maximum);
      t3 = clamp(Math.max(4, 21 / factor + 7 * near), t2, maximum);
    }
    return new JpegLsCoding(maximum, near, t1, t2, t3, DEFAULT_RESET);
  }

  private static int clamp(int value, int least, int most) {
    return value > most || value < least ? least : value;
  }

  /** Distance of two neighbouring reconstruction values. */
  int step() {
    return 2 * near + 1;
  }

  /** Number of values of a quantised prediction error, RANGE. */
  int range() {
    return (maximum + 2 * near) / step() + 1;
  }

  /** Bits of a prediction error that is not coded by its Golomb code, qbpp. */
  int errorBits() {
    return bitsFor(range());
  }

  /** Longest code of a prediction error, bits, LIMIT. */
  int longestCode() {
    int bits = Math.max(2, bitsFor(maximum + 1));
    return 2 * (bits + Math.max(8, bits));
  }

  /** First value of the sum of magnitudes of each context, A. */
  int firstMagnitude() {
    return Math.max(2, (range() + 32) / 64);
  }

  /** Bits that tell so many values apart. */
  private static int bitsFor(int values) {
    return 32 - Integer.numberOfLeadingZeros(values - 1);
  }

  /**
   * Region −4..4 of every gradient (T.87 §A.3.3); that of gradient {@code d} stands at index {@code
   * d + maximum}.
   */
  byte[] regions() {
    byte[] regions = new byte[2 * maximum + 1];
    for (int gradient = 0; gradient <= maximum; gradient++) {
      int region = region(gradient);
      regions[maximum + gradient] = (byte) region;
      regions[maximum - gradient] = (byte) -region;
    }
    return regions;
  }

  private int region(int gradient) {
    if (gradient <= near) {
      return 0;
    }
    if (gradient < threshold1) {
      return 1;
    }
    if (gradient < threshold2) {
      return 2;
    }
    return gradient < threshold3 ? 3 : 4;
  }
}
