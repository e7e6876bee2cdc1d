package io.github.voxelclick.dicom.data;

import java.io.ByteArrayOutputStream;

/**
 * One pass over a value whose characters are of several sets (ISO 2022, PS3.5 §6.1.2.5): escape
 * sequences designate sets to G0 (codes below 0x80) and G1 (codes above), and line ends, TAB and
 * the separators of the VR return to the first set. Never fails: a half character becomes U+FFFD.
 */
final class Iso2022Decoder {
  static final int ESC = 0x1B;

  private static final char REPLACEMENT = '\uFFFD';

  private final CodeElement first;
  private final VR vr;
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream run = new ByteArrayOutputStream();
  private CodeElement low;
  private CodeElement high;
  private CodeElement runElement;

  /**
   * @param first the set that is active at the start and after each separator
   * @param vr representation, which tells what separates values and name components
   */
  Iso2022Decoder(CodeElement first, VR vr) {
    this.first = first;
    this.vr = vr;
    runElement = first;
    reset();
  }

  private void reset() {
    low = first == CodeElement.IR_13 ? first : CodeElement.IR_6;
    high = first;
  }

  String decode(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int escape = bytes[at] == ESC ? designate(bytes, at + 1) : 0;
      at += escape > 0 ? escape : character(bytes, at);
    }
    flush();
    return text.toString();
  }

  /** Takes one character; returns its bytes. */
  private int character(byte[] bytes, int at) {
    byte b = bytes[at];
    CodeElement element = b < 0 ? high : low;
    boolean whole = element.width() == 1 || isPair(bytes, at);
    if (isControlOrSpace(b) || (isSeparator(b) && (element.width() == 1 || !whole))) {
      flush();
      text.append((char) b);
      if (isLineEnd(b) || isSeparator(b)) {
        reset();
      }
      return 1;
    }
    if (!whole) {
      flush();
      text.append(REPLACEMENT);
      return 1;
    }
    if (element != runElement) {
      flush();
      runElement = element;
    }
    run.write(bytes, at, element.width());
    return element.width();
  }

  /** Whether two bytes of the same half of the code table stand here, none of them a control. */
  private static boolean isPair(byte[] bytes, int at) {
    return at + 1 < bytes.length
        && (bytes[at] < 0) == (bytes[at + 1] < 0)
        && !isControlOrSpace(bytes[at + 1]);
  }

  /** Codes that mean the same whatever is designated: 0x00 to 0x20 and 0x7F. */
  private static boolean isControlOrSpace(byte b) {
    return (b >= 0 && b <= ' ') || b == 0x7F;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\r' || b == '\n' || b == '\f' || b == '\t';
  }

  private boolean isSeparator(byte b) {
    return (b == '\\' && vr.isMultiValuedText()) || (vr == VR.PN && (b == '^' || b == '='));
  }

  /** Follows an escape sequence; returns its length with ESC, or 0 if it is no known one. */
  private int designate(byte[] bytes, int at) {
    for (CodeElement element : CodeElement.all()) {
      int toLow = lengthIfAt(bytes, at, element.lowEscape());
      int toHigh = lengthIfAt(bytes, at, element.highEscape());
      if (toLow > 0) {
        low = element;
      } else if (toHigh > 0) {
        high = element;
      }
      if (toLow + toHigh > 0) {
        return 1 + toLow + toHigh;
      }
    }
    return 0;
  }

  /** The length of an escape sequence if it stands there, else 0. */
  private static int lengthIfAt(byte[] bytes, int at, String escape) {
    for (int i = 0; i < escape.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != escape.charAt(i)) {
        return 0;
      }
    }
    return escape.length();
  }

  private void flush() {
    if (run.size() > 0) {
      text.append(runElement.decode(run.toByteArray()));
      run.reset();
    }
  }
}
