package io.github.voxelclick.dicom.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Builds DICOM streams byte by byte from PS3.5 and PS3.10, without any class under test, so that
 * tests can hold the reader and the writer against the standard.
 */
public final class DicomBytes {
  private final boolean explicit;
  private final boolean bigEndian;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private DicomBytes(boolean explicit, boolean bigEndian) {
    this.explicit = explicit;
    this.bigEndian = bigEndian;
  }

  public static DicomBytes explicitLittle() {
    return new DicomBytes(true, false);
  }

  public static DicomBytes implicitLittle() {
    return new DicomBytes(false, false);
  }

  public static DicomBytes explicitBig() {
    return new DicomBytes(true, true);
  }

  /** Preamble, prefix and meta information with the transfer syntax alone. */
  public static DicomBytes file(String transferSyntax) {
    DicomBytes meta = explicitLittle().element(0x00020010, "UI", uid(transferSyntax));
    return explicitLittle()
        .raw(new byte[128])
        .raw(text("DICM"))
        .element(0x00020000, "UL", 4, u32(meta.toBytes().length))
        .raw(meta.toBytes());
  }

  /** A value of UI, padded with NUL. */
  public static byte[] uid(String uid) {
    return text(uid.length() % 2 == 0 ? uid : uid + "\0");
  }

  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static byte[] u16(int... values) {
    byte[] bytes = new byte[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[2 * i] = (byte) values[i];
      bytes[2 * i + 1] = (byte) (values[i] >> 8);
    }
    return bytes;
  }

  public static byte[] u32(long value) {
    return u16((int) value, (int) (value >> 16));
  }

  /** An element whose length is that of its value. */
  public DicomBytes element(int tag, String vr, byte[] value) {
    return element(tag, vr, value.length, value);
  }

  /** An element that declares another length than its value has. */
  public DicomBytes element(int tag, String vr, long length, byte[] value) {
    header(tag, vr, length);
    return raw(value);
  }

  /** A US element in the byte order of this stream. */
  public DicomBytes us(int tag, int value) {
    header(tag, "US", 2);
    number(value, 2);
    return this;
  }

  public DicomBytes header(int tag, String vr, long length) {
    number(tag >>> 16, 2);
    number(tag & 0xFFFF, 2);
    if (!explicit || vr.isEmpty()) {
      number(length, 4);
      return this;
    }
    raw(text(vr));
    if ("OB OD OF OL OV OW SQ SV UC UN UR UT UV".contains(vr)) {
      number(0, 2);
      number(length, 4);
    } else {
      number(length, 2);
    }
    return this;
  }

  public DicomBytes item(long length) {
    return header(0xFFFEE000, "", length);
  }

  public DicomBytes item(byte[] content) {
    return item(content.length).raw(content);
  }

  public DicomBytes itemDelimiter() {
    return header(0xFFFEE00D, "", 0);
  }

  public DicomBytes sequenceDelimiter() {
    return header(0xFFFEE0DD, "", 0);
  }

  public DicomBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private void number(long value, int size) {
    for (int i = 0; i < size; i++) {
      out.write((int) (value >> (8 * (bigEndian ? size - 1 - i : i))));
    }
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }
}
