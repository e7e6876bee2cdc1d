package io.github.voxelclick.dicom.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Value representations of DICOM PS3.5 §6.2, with what a reader and a writer must know of each: the
 * form of the explicit header, the padding byte, the size of a binary number and how text is split
 * and encoded.
 */
public enum VR {
  AE(Kind.TEXT, ' '),
  AS(Kind.TEXT, ' '),
  AT(Kind.INTEGER, 2),
  CS(Kind.TEXT, ' '),
  DA(Kind.TEXT, ' '),
  DS(Kind.TEXT, ' '),
  DT(Kind.TEXT, ' '),
  FD(Kind.REAL, 8),
  FL(Kind.REAL, 4),
  IS(Kind.TEXT, ' '),
  LO(Kind.LOCAL_TEXT, ' '),
  LT(Kind.LOCAL_FREE_TEXT, ' '),
  OB(Kind.BYTES, 1),
  OD(Kind.REAL, 8),
  OF(Kind.REAL, 4),
  OL(Kind.INTEGER, 4),
  OV(Kind.INTEGER, 8),
  OW(Kind.INTEGER, 2),
  PN(Kind.LOCAL_TEXT, ' '),
  SH(Kind.LOCAL_TEXT, ' '),
  SL(Kind.SIGNED_INTEGER, 4),
  SQ(Kind.SEQUENCE, 1),
  SS(Kind.SIGNED_INTEGER, 2),
  ST(Kind.LOCAL_FREE_TEXT, ' '),
  SV(Kind.SIGNED_INTEGER, 8),
  TM(Kind.TEXT, ' '),
  UC(Kind.LOCAL_TEXT, ' '),
  UI(Kind.TEXT, '\0'),
  UL(Kind.INTEGER, 4),
  UN(Kind.BYTES, 1),
  UR(Kind.FREE_TEXT, ' '),
  US(Kind.INTEGER, 2),
  UT(Kind.LOCAL_FREE_TEXT, ' '),
  UV(Kind.INTEGER, 8);

  /** "Local" text follows Specific Character Set; "free" text has no {@code \} separators. */
  private enum Kind {
    BYTES,
    INTEGER,
    SIGNED_INTEGER,
    REAL,
    TEXT,
    FREE_TEXT,
    LOCAL_TEXT,
    LOCAL_FREE_TEXT,
    SEQUENCE
  }

  private static final int LETTERS = 26;

  /** By the two letters of the name, A to Z each. */
  private static final List<Optional<VR>> BY_LETTERS = byLetters();

  private final Kind kind;
  private final int unitSize;
  private final char padding;

  VR(Kind kind, int unitSize) {
    this.kind = kind;
    this.unitSize = unitSize;
    this.padding = 0;
  }

  VR(Kind kind, char padding) {
    this.kind = kind;
    this.unitSize = 1;
    this.padding = padding;
  }

  /**
   * The VR of a two-letter code as it stands in an explicit header, or empty when the standard does
   * not define it.
   *
   * @param code first letter {@code << 8 |} second letter
   */
  public static Optional<VR> valueOf(int code) {
    int first = (code >> 8) - 'A';
    int second = (code & 0xFF) - 'A';
    return first < 0 || first >= LETTERS || second < 0 || second >= LETTERS
        ? Optional.empty()
        : BY_LETTERS.get(first * LETTERS + second);
  }

  private static List<Optional<VR>> byLetters() {
    List<Optional<VR>> table =
        new ArrayList<>(Collections.nCopies(LETTERS * LETTERS, Optional.empty()));
    for (VR vr : values()) {
      String name = vr.name();
      table.set((name.charAt(0) - 'A') * LETTERS + name.charAt(1) - 'A', Optional.of(vr));
    }
    return List.copyOf(table);
  }

  /** The two letters as they stand in an explicit header: first {@code << 8 |} second. */
  public int code() {
    return name().charAt(0) << 8 | name().charAt(1);
  }

  /**
   * Bytes of the explicit header, tag included: 12 for the VRs with a 32-bit length, else 8 (PS3.5
   * §7.1.2).
   */
  public int headerLength() {
    return switch (this) {
      case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> 12;
      default -> 8;
    };
  }

  /** The byte that pads a value to an even length: NUL for UI and binary VRs, else a space. */
  public byte paddingByte() {
    return (byte) padding;
  }

  /**
   * Bytes that are swapped together between the byte orders: 8, 4, 2 or 1; an AT counts as two
   * 16-bit numbers.
   */
  public int unitSize() {
    return unitSize;
  }

  /** Bytes of one binary number: 8, 4, 2, or 1 for text, bytes and sequences; 4 for an AT. */
  int numberSize() {
    return this == AT ? 4 : unitSize;
  }

  /** Whether the value is a sequence of binary integers (OW, OL and OV included). */
  boolean isInteger() {
    return kind == Kind.INTEGER || kind == Kind.SIGNED_INTEGER;
  }

  boolean isSigned() {
    return kind == Kind.SIGNED_INTEGER;
  }

  boolean isReal() {
    return kind == Kind.REAL;
  }

  /** Whether the value is text. */
  public boolean isText() {
    return switch (kind) {
      case TEXT, FREE_TEXT, LOCAL_TEXT, LOCAL_FREE_TEXT -> true;
      default -> false;
    };
  }

  /** Whether {@code \} separates values of this text VR: not in LT, ST, UT and UR. */
  public boolean isMultiValuedText() {
    return kind == Kind.TEXT || kind == Kind.LOCAL_TEXT;
  }

  /** Whether the text is encoded in the data set's Specific Character Set (PS3.5 §6.1.2.2). */
  public boolean usesSpecificCharacterSet() {
    return kind == Kind.LOCAL_TEXT || kind == Kind.LOCAL_FREE_TEXT;
  }

  /** Whether leading spaces are significant: in LT, ST and UT; UR and UC keep them too. */
  boolean keepsLeadingSpaces() {
    return kind == Kind.LOCAL_FREE_TEXT || kind == Kind.FREE_TEXT || this == UC;
  }
}
