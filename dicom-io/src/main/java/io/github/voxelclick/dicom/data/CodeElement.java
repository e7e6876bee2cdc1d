package io.github.voxelclick.dicom.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The character sets of PS3.3 §C.12.1.1.2: number or name in the defined term, Java charset, and
 * the escape sequences (without ESC) that designate them to G0, the codes below 0x80, or to G1, the
 * codes above. A set with neither stands alone: it cannot be combined with others.
 */
enum CodeElement {
  /** ASCII; the upper half, which no standard file uses, as ISO 8859-1. */
  IR_6("6", "ISO-8859-1", 1, "(B", ""),
  IR_100("100", "ISO-8859-1", 1, "", "-A"),
  IR_101("101", "ISO-8859-2", 1, "", "-B"),
  IR_109("109", "ISO-8859-3", 1, "", "-C"),
  IR_110("110", "ISO-8859-4", 1, "", "-D"),
  IR_144("144", "ISO-8859-5", 1, "", "-L"),
  IR_127("127", "ISO-8859-6", 1, "", "-G"),
  IR_126("126", "ISO-8859-7", 1, "", "-F"),
  IR_138("138", "ISO-8859-8", 1, "", "-H"),
  IR_148("148", "ISO-8859-9", 1, "", "-M"),
  IR_203("203", "ISO-8859-15", 1, "", "-b"),
  IR_166("166", "TIS-620", 1, "", "-T"),
  IR_13("13", "JIS_X0201", 1, "(J", ")I"),
  IR_87("87", "EUC-JP", 2, "$B", ""),
  /** The edition of 1978 of the set before, which has no defined term. */
  IR_42("42", "EUC-JP", 2, "$@", ""),
  IR_159("159", "EUC-JP", 2, "$(D", ""),
  IR_149("149", "EUC-KR", 2, "", "$)C"),
  IR_58("58", "GB2312", 2, "", "$)A"),
  UTF_8("192", "UTF-8", 1, "", ""),
  GB18030("GB18030", "GB18030", 1, "", ""),
  GBK("GBK", "GBK", 1, "", "");

  private static final List<CodeElement> ALL = List.of(values());
  private static final byte SINGLE_SHIFT_3 = (byte) 0x8F;

  private final String term;
  private final String title;
  private final String extendedTitle;
  private final String charsetName;
  private final int width;
  private final String lowEscape;
  private final String highEscape;

  CodeElement(String term, String charsetName, int width, String lowEscape, String highEscape) {
    this.term = term;
    boolean number = Character.isDigit(term.charAt(0));
    this.title = number ? "ISO_IR " + term : term;
    this.extendedTitle = number ? "ISO 2022 IR " + term : term;
    this.charsetName = charsetName;
    this.width = width;
    this.lowEscape = lowEscape;
    this.highEscape = highEscape;
  }

  static List<CodeElement> all() {
    return ALL;
  }

  /**
   * The set that a value of (0008,0005) means, understood from its letters and digits alone: {@code
   * ISO IR 100}, {@code iso-ir 100}, {@code ISO_2022_IR_100}, {@code ISO 2022 GBK}, {@code UTF-8}.
   */
  static Optional<CodeElement> of(String code) {
    Optional<CodeElement> spelt = ALL.stream().filter(element -> element.isSpelt(code)).findFirst();
    if (spelt.isPresent()) {
      return spelt;
    }
    String name = code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    name = name.replaceFirst("^ISO(2022(?=.))?", "").replaceFirst("^IR", "");
    String wanted = name.equals("UTF8") ? UTF_8.term : name;
    return ALL.stream().filter(element -> element.term.equals(wanted)).findFirst();
  }

  /** Whether the value of (0008,0005) is a defined term for this set, letter by letter. */
  boolean isSpelt(String code) {
    return code.equals(title) || code.equals(extendedTitle) || (this == IR_6 && code.isEmpty());
  }

  /** The defined term, without code extensions. */
  String title() {
    return title;
  }

  /** Whether escape sequences may switch from this set to others. */
  boolean allowsExtension() {
    return !lowEscape.isEmpty() || !highEscape.isEmpty();
  }

  String lowEscape() {
    return lowEscape;
  }

  String highEscape() {
    return highEscape;
  }

  /** Bytes of a character where escape sequences are in use: 1 or 2. */
  int width() {
    return width;
  }

  /** The Java charset of text that is in this set throughout. */
  Charset charset() {
    try {
      return Charset.forName(charsetName);
    } catch (UnsupportedCharsetException e) {
      // A Java runtime without the optional charsets: everything beyond ASCII becomes U+FFFD.
      return StandardCharsets.US_ASCII;
    }
  }

  /** Decodes whole characters of this set alone. */
  String decode(byte[] bytes) {
    if (this == IR_13) {
      // Java decodes its lower half as ASCII, where two signs differ.
      return new String(bytes, charset()).replace('\\', '\u00A5').replace('~', '\u203E');
    }
    if (!charsetName.equals("EUC-JP")) {
      return new String(bytes, charset());
    }
    // EUC-JP holds both Japanese two-byte sets with the high bits set, JIS X 0212 behind SS3.
    ByteArrayOutputStream euc = new ByteArrayOutputStream(bytes.length * 3 / 2);
    for (int i = 0; i < bytes.length; i++) {
      if (this == IR_159 && i % 2 == 0) {
        euc.write(SINGLE_SHIFT_3);
      }
      euc.write(bytes[i] | 0x80);
    }
    return new String(euc.toByteArray(), charset());
  }
}
