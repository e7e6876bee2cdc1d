package io.github.voxelclick.dicom.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decodes text of the VRs SH, LO, UC, PN, ST, LT and UT by Specific Character Set (0008,0005), with
 * the code extensions of PS3.5 §6.1 and PS3.3 §C.12.1.1.2. What cannot be decoded becomes U+FFFD;
 * nothing is refused, since no text decides where a voxel lies. Immutable.
 *
 * <p>There is no encoder: this project writes ISO_IR 192 (UTF-8) only.
 */
public final class SpecificCharacterSet {
  /** The set of a data set without (0008,0005); bytes from 0x80 on are read as ISO 8859-1. */
  public static final SpecificCharacterSet DEFAULT =
      new SpecificCharacterSet(
          List.of(), StandardCharsets.ISO_8859_1, List.of(CodeElement.IR_6), List.of());

  private static final int ESC = 0x1B;

  private final List<String> codes;

  /** The charset of everything where code extensions cannot occur. */
  private final Charset simple;

  private final List<CodeElement> elements;
  private final List<String> unknownCodes;

  private SpecificCharacterSet(
      List<String> codes, Charset simple, List<CodeElement> elements, List<String> unknownCodes) {
    this.codes = codes;
    this.simple = simple;
    this.elements = elements;
    this.unknownCodes = unknownCodes;
  }

  /**
   * The set of the values of (0008,0005). Common misspellings are understood; an unknown value
   * falls back to the default and is listed by {@link #unknownCodes()}.
   */
  public static SpecificCharacterSet valueOf(String... codes) {
    List<CodeElement> elements = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String code : codes) {
      Optional<CodeElement> element = CodeElement.ofTerm(normalised(code));
      if (element.isEmpty()) {
        unknown.add(code);
      }
      elements.add(element.orElse(CodeElement.IR_6));
    }
    if (elements.isEmpty()) {
      return DEFAULT;
    }
    CodeElement first = elements.get(0);
    Charset simple =
        first == CodeElement.IR_6 ? StandardCharsets.ISO_8859_1 : charset(first.charsetName());
    return new SpecificCharacterSet(
        List.of(codes), simple, List.copyOf(elements), List.copyOf(unknown));
  }

  private static String normalised(String code) {
    String upper = code.trim().toUpperCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
    return upper.replace("ISO 2022 ", "").replace("ISO ", "").replace("IR ", "");
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (UnsupportedCharsetException e) {
      // A Java runtime without the optional charsets: everything beyond ASCII becomes U+FFFD.
      return StandardCharsets.US_ASCII;
    }
  }

  /** The values of (0008,0005) as given. */
  public List<String> codes() {
    return codes;
  }

  /** Those values that name no character set of PS3.3 §C.12.1.1.2. */
  public List<String> unknownCodes() {
    return unknownCodes;
  }

  /**
   * Decodes a whole value, its separators and padding included.
   *
   * @param bytes the value's bytes as in the file
   * @param vr representation, which tells what separates values and name components
   */
  public String decode(byte[] bytes, VR vr) {
    if (!vr.usesSpecificCharacterSet()) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    boolean escapes = elements.get(0).allowsExtension() && indexOf(bytes, ESC) >= 0;
    // JIS X 0201 has a yen sign where the separator stands, so that it needs the longer way too.
    return escapes || elements.get(0) == CodeElement.IR_13
        ? new Iso2022(vr).decode(bytes)
        : new String(bytes, simple);
  }

  private static int indexOf(byte[] bytes, int value) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == value) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return String.join("\\", codes);
  }

  /** One pass over a value with escape sequences. */
  private final class Iso2022 {
    private final VR vr;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();
    private CodeElement low = CodeElement.IR_6;
    private CodeElement high = CodeElement.IR_6;
    private CodeElement runElement = CodeElement.IR_6;

    Iso2022(VR vr) {
      this.vr = vr;
    }

    String decode(byte[] bytes) {
      reset();
      int i = 0;
      while (i < bytes.length) {
        int escaped = bytes[i] == ESC ? escape(bytes, i) : 0;
        if (escaped > 0) {
          i += escaped;
        } else if (bytes[i] >= 0 && low.isSingleByte() && isDelimiter(bytes[i])) {
          flush();
          text.append((char) bytes[i++]);
          reset();
        } else if (bytes[i] >= 0 && bytes[i] < 0x20) {
          // Control characters belong to no graphic set; line ends also restore the first set.
          flush();
          text.append((char) bytes[i++]);
          reset();
        } else {
          CodeElement element = bytes[i] < 0 ? high : low;
          if (element != runElement) {
            flush();
            runElement = element;
          }
          int width = Math.min(element.isSingleByte() ? 1 : 2, bytes.length - i);
          run.write(bytes, i, width);
          i += width;
        }
      }
      flush();
      return text.toString();
    }

    private boolean isDelimiter(byte value) {
      return (value == '\\' && vr.isMultiValuedText())
          || (vr == VR.PN && (value == '^' || value == '='));
    }

    private void reset() {
      CodeElement first = elements.get(0);
      low = first == CodeElement.IR_13 ? first : CodeElement.IR_6;
      high = first;
    }

    /** Follows an escape sequence; returns its length, or 0 if it is not a known one. */
    private int escape(byte[] bytes, int at) {
      for (CodeElement element : CodeElement.values()) {
        for (String sequence : element.escapes()) {
          if (startsWith(bytes, at + 1, sequence)) {
            flush();
            if (sequence.startsWith("(") || sequence.startsWith("$(") || sequence.equals("$B")) {
              low = element;
            } else {
              high = element;
            }
            return 1 + sequence.length();
          }
        }
      }
      return 0;
    }

    private boolean startsWith(byte[] bytes, int at, String sequence) {
      if (at + sequence.length() > bytes.length) {
        return false;
      }
      for (int i = 0; i < sequence.length(); i++) {
        if (bytes[at + i] != sequence.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    private void flush() {
      if (run.size() > 0) {
        text.append(runElement.decode(run.toByteArray()));
        run.reset();
      }
    }
  }

  /** The code elements: defined term without prefix, Java charset, escape sequences after ESC. */
  private enum CodeElement {
    IR_6("6", "US-ASCII", "(B"),
    IR_100("100", "ISO-8859-1", "-A"),
    IR_101("101", "ISO-8859-2", "-B"),
    IR_109("109", "ISO-8859-3", "-C"),
    IR_110("110", "ISO-8859-4", "-D"),
    IR_144("144", "ISO-8859-5", "-L"),
    IR_127("127", "ISO-8859-6", "-G"),
    IR_126("126", "ISO-8859-7", "-F"),
    IR_138("138", "ISO-8859-8", "-H"),
    IR_148("148", "ISO-8859-9", "-M"),
    IR_203("203", "ISO-8859-15", "-b"),
    IR_166("166", "TIS-620", "-T"),
    IR_13("13", "JIS_X0201", ")I (J"),
    IR_87("87", "EUC-JP", "$B"),
    IR_159("159", "EUC-JP", "$(D"),
    IR_149("149", "EUC-KR", "$)C"),
    IR_58("58", "GB2312", "$)A"),
    UTF_8("192", "UTF-8", ""),
    GB18030("GB18030", "GB18030", ""),
    GBK("GBK", "GBK", "");

    private static final byte SINGLE_SHIFT_3 = (byte) 0x8F;

    private final String term;
    private final String charsetName;

    /** Separated by spaces; empty where no code extension is allowed. */
    private final String escapes;

    CodeElement(String term, String charsetName, String escapes) {
      this.term = term;
      this.charsetName = charsetName;
      this.escapes = escapes;
    }

    static Optional<CodeElement> ofTerm(String term) {
      if (term.equals("UTF8") || term.equals("UTF 8")) {
        return Optional.of(UTF_8);
      }
      for (CodeElement element : values()) {
        if (element.term.equals(term)) {
          return Optional.of(element);
        }
      }
      return term.isEmpty() ? Optional.of(IR_6) : Optional.empty();
    }

    String charsetName() {
      return charsetName;
    }

    List<String> escapes() {
      return escapes.isEmpty() ? List.of() : List.of(escapes.split(" ", -1));
    }

    boolean allowsExtension() {
      return !escapes.isEmpty();
    }

    boolean isSingleByte() {
      return switch (this) {
        case IR_87, IR_159, IR_149, IR_58 -> false;
        default -> true;
      };
    }

    /** Decodes a run of bytes of this element alone. */
    String decode(byte[] bytes) {
      if (this != IR_87 && this != IR_159) {
        return new String(bytes, charset(charsetName));
      }
      // EUC-JP holds both Japanese two-byte sets with the high bits set, JIS X 0212 behind SS3.
      ByteArrayOutputStream euc = new ByteArrayOutputStream(bytes.length * 3 / 2);
      for (int i = 0; i < bytes.length; i++) {
        if (this == IR_159 && i % 2 == 0) {
          euc.write(SINGLE_SHIFT_3);
        }
        euc.write(bytes[i] | 0x80);
      }
      return new String(euc.toByteArray(), charset(charsetName));
    }
  }
}
