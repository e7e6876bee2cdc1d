package io.github.voxelclick.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The bytes before a record's body.
 *
 * @param lengthWord bit 31: deflated; bits 0 to 30: length of the body in bytes
 * @param checksum CRC32C of length word, type and body
 * @param type the application's, -128 to 127 as a byte
 */
record RecordHead(int lengthWord, int checksum, byte type) {
  /** Length in the file, in bytes: mark, length word, checksum, type. */
  static final int LENGTH = 13;

  /** By which records are found again behind a damage; its first byte occurs in no text. */
  static final int MARK = 0xF5564352;

  private static final int DEFLATED = 1 << 31;

  /** A record as it lies in the file. */
  static ByteBuffer encode(JournalRecord record) {
    byte[] body = record.body();
    int lengthWord = body.length | (record.deflated() ? DEFLATED : 0);
    RecordHead open = new RecordHead(lengthWord, 0, (byte) record.type());
    CRC32C checksum = open.startChecksum();
    checksum.update(body);
    return ByteBuffer.allocate(LENGTH + body.length)
        .putInt(MARK)
        .putInt(lengthWord)
        .putInt((int) checksum.getValue())
        .put(open.type())
        .put(body)
        .flip();
  }

  /**
   * Takes a head apart without judging it, the mark apart.
   *
   * @param bytes at least {@link #LENGTH}, after the mark was compared
   */
  static RecordHead decode(ByteBuffer bytes) {
    int at = bytes.position() + Integer.BYTES;
    return new RecordHead(bytes.getInt(at), bytes.getInt(at + 4), bytes.get(at + 8));
  }

  /** Length of the body in bytes, 0 to 2^31 - 1. */
  int bodyLength() {
    return lengthWord & ~DEFLATED;
  }

  boolean deflated() {
    return (lengthWord & DEFLATED) != 0;
  }

  /** A checksum over length word and type, ready for the body. */
  CRC32C startChecksum() {
    CRC32C started = new CRC32C();
    started.update(ByteBuffer.allocate(5).putInt(lengthWord).put(type).flip());
    return started;
  }
}
