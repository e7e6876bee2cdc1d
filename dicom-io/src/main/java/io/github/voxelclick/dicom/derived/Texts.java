package io.github.voxelclick.dicom.derived;

import io.github.voxelclick.dicom.data.DateTimeText;
import io.github.voxelclick.dicom.data.DecimalString;
import io.github.voxelclick.dicom.data.VR;
import java.util.List;
import java.util.Optional;

/** Texts as DICOM takes them. */
public final class Texts {
  private static final int LONG_STRING = 64;
  private static final int SHORT_STRING = 16;
  private static final int SHORT_TEXT = 1024;
  private static final int LONG_TEXT = 10240;

  private Texts() {}

  /** A text for VR LO (PS3.5 6.2): no control characters, no backslash, at most 64 characters. */
  public static String longString(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ").replace('\\', '/').strip();
    int end =
        clean.offsetByCodePoints(0, Math.min(LONG_STRING, clean.codePointCount(0, clean.length())));
    return clean.substring(0, end).strip();
  }

  /** The first 1024 characters of a text, as many as VR ST takes. */
  public static String shortText(String text) {
    return text.substring(0, Math.min(SHORT_TEXT, text.length())).strip();
  }

  /** The first 10240 characters of a text, as many as VR LT takes. */
  public static String longText(String text) {
    return text.substring(0, Math.min(LONG_TEXT, text.length())).strip();
  }

  /** Whether a text is one value of a VR, as PS3.5 6.2 has it; VRs without a form allow all. */
  public static boolean isLegal(VR vr, String text) {
    if (text.isEmpty()) {
      return true;
    }
    return switch (vr) {
      case AS -> text.matches("\\d{3}[DWMY]");
      case CS -> text.matches("[A-Z0-9_ ]{1,16}");
      case DA -> text.matches("\\d{8}");
      case TM -> text.matches("\\d{2}(\\d{2}(\\d{2}(\\.\\d{1,6})?)?)?");
      case DS, SH -> text.length() <= SHORT_STRING;
      case LO -> text.length() <= LONG_STRING;
      case ST -> text.length() <= SHORT_TEXT;
      case LT -> text.length() <= LONG_TEXT;
      default -> true;
    };
  }

  /**
   * A text as a legal value of a VR: itself where it is one, a date or time of an older standard in
   * today's form; empty where there is none.
   */
  public static Optional<String> legal(VR vr, String text) {
    if (isLegal(vr, text)) {
      return Optional.of(text);
    }
    return switch (vr) {
      case DA -> DateTimeText.todaysDate(text);
      case TM -> DateTimeText.todaysTime(text);
      default -> Optional.empty();
    };
  }

  /**
   * Decimal texts of a source file, unchanged where they are legal; texts of more than 16
   * characters are shortened.
   */
  public static String[] decimals(List<String> texts) {
    return texts.stream()
        .map(String::strip)
        .map(t -> t.length() <= SHORT_STRING ? t : DecimalString.format(Double.parseDouble(t)))
        .toArray(String[]::new);
  }
}
