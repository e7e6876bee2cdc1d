package io.github.voxelclick.dicom.codec;

import java.util.List;

/** Colour of JPEG images of three components: whether it is YCbCr, and the way to RGB. */
final class JpegColour {
  private static final List<Integer> RGB_IDS = List.of((int) 'R', (int) 'G', (int) 'B');

  /** Fraction bits of the conversion factors. */
  private static final int FACTOR_BITS = 16;

  private JpegColour() {}

  /**
   * Whether the components are YCbCr. An Adobe segment tells; without one the names of the
   * components, then the Photometric Interpretation. Files in which these contradict each other are
   * common, and the codestream's own word was right in them.
   */
  static boolean isYcc(JpegCodestream codestream, String photometricInterpretation) {
    if (codestream.adobeTransform().isPresent()) {
      return codestream.adobeTransform().getAsInt() != 0;
    }
    List<Integer> ids =
        codestream.frame().components().stream().map(JpegFrame.Component::id).toList();
    return !ids.equals(RGB_IDS) && !photometricInterpretation.equals("RGB");
  }

  /**
   * Converts YCbCr to RGB in place (ITU-T T.871 §7, full range).
   *
   * @param samples three per pixel
   * @param precision their bits
   */
  static void toRgb(int[] samples, int precision) {
    int max = (1 << precision) - 1;
    int centre = 1 << (precision - 1);
    int half = 1 << (FACTOR_BITS - 1);
    long redByCr = factor(1.402);
    long greenByCb = factor(0.34414);
    long greenByCr = factor(0.71414);
    long blueByCb = factor(1.772);
    for (int i = 0; i < samples.length; i += 3) {
      int y = samples[i];
      int cb = samples[i + 1] - centre;
      int cr = samples[i + 2] - centre;
      int red = y + (int) ((redByCr * cr + half) >> FACTOR_BITS);
      int green = y + (int) ((half - greenByCb * cb - greenByCr * cr) >> FACTOR_BITS);
      int blue = y + (int) ((blueByCb * cb + half) >> FACTOR_BITS);
      samples[i] = Math.max(0, Math.min(max, red));
      samples[i + 1] = Math.max(0, Math.min(max, green));
      samples[i + 2] = Math.max(0, Math.min(max, blue));
    }
  }

  private static long factor(double value) {
    return Math.round(value * (1 << FACTOR_BITS));
  }
}
