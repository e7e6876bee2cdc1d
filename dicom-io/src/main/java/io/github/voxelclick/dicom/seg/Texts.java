package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.DecimalString;
import java.util.List;

/** Texts as DICOM takes them. */
final class Texts {
  private static final int LONG_STRING = 64;
  private static final int DECIMAL_STRING = 16;

  private Texts() {}

  /** A text for VR LO (PS3.5 6.2): no control characters, no backslash, at most 64 characters. */
  static String longString(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ").replace('\\', '/').strip();
    int end =
        clean.offsetByCodePoints(0, Math.min(LONG_STRING, clean.codePointCount(0, clean.length())));
    return clean.substring(0, end).strip();
  }

  /**
   * Decimal texts of a source file, unchanged where they are legal; texts of more than 16
   * characters are shortened.
   */
  static String[] decimals(List<String> texts) {
    return texts.stream()
        .map(String::strip)
        .map(t -> t.length() <= DECIMAL_STRING ? t : DecimalString.format(Double.parseDouble(t)))
        .toArray(String[]::new);
  }
}
