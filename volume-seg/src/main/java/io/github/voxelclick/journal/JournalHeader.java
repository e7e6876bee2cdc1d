package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** What a journal begins with: magic, format version, identity, checksum. Immutable. */
final class JournalHeader {
  /** The longest identity, in bytes. */
  static final int MAX_IDENTITY = 4096;

  /** Like PNG's: what a text transfer would break, and no text begins so. */
  private static final byte[] MAGIC = {(byte) 0x89, 'V', 'C', 'J', 0x0D, 0x0A, 0x1A, 0x0A};

  private static final int VERSION = 1;
  private static final int BEFORE_IDENTITY = 12;
  private static final int AROUND_IDENTITY = BEFORE_IDENTITY + Integer.BYTES;

  private final byte[] identity;

  /**
   * @param identity at most {@link #MAX_IDENTITY} bytes, copied
   */
  JournalHeader(byte[] identity) {
    if (identity.length > MAX_IDENTITY) {
      throw new IllegalArgumentException(
          "identity of " + identity.length + " bytes, at most " + MAX_IDENTITY);
    }
    this.identity = identity.clone();
  }

  /** The identity, a new array at each call. */
  byte[] identity() {
    return identity.clone();
  }

  /** Bytes in the file. */
  int length() {
    return AROUND_IDENTITY + identity.length;
  }

  /** The header as it lies in the file. */
  ByteBuffer encode() {
    ByteBuffer bytes =
        ByteBuffer.allocate(length())
            .put(MAGIC)
            .putShort((short) VERSION)
            .putShort((short) identity.length)
            .put(identity);
    return bytes.putInt(checksum(bytes.array(), bytes.position())).flip();
  }

  /**
   * Reads a header.
   *
   * @param name of the file, for messages
   * @throws JournalException when it is no journal, a newer one, or the header is damaged
   */
  static JournalHeader read(StoredFile file, String name) throws IOException, JournalException {
    ByteBuffer bytes = ByteBuffer.allocate(AROUND_IDENTITY + MAX_IDENTITY);
    file.read(bytes, 0);
    bytes.flip();
    int found = bytes.remaining();
    if (found < AROUND_IDENTITY || !startsWithMagic(bytes.array())) {
      throw refused(name, "it does not begin as a journal does");
    }
    int version = Short.toUnsignedInt(bytes.getShort(MAGIC.length));
    if (version != VERSION) {
      throw new JournalException(
          "Cannot open the journal "
              + name
              + ": it says format version "
              + version
              + ", and this program reads "
              + VERSION
              + ". The file is left as it is. Open it with the newer program that wrote it, or,"
              + " when there is none, keep a copy, move it away and start anew.");
    }
    int length = Short.toUnsignedInt(bytes.getShort(MAGIC.length + 2));
    int end = BEFORE_IDENTITY + length;
    if (length > MAX_IDENTITY
        || found < end + Integer.BYTES
        || bytes.getInt(end) != checksum(bytes.array(), end)) {
      throw refused(name, "its header is damaged");
    }
    return new JournalHeader(Arrays.copyOfRange(bytes.array(), BEFORE_IDENTITY, end));
  }

  private static boolean startsWithMagic(byte[] bytes) {
    return Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  private static JournalException refused(String name, String what) {
    return new JournalException(
        "Cannot open the journal "
            + name
            + ": "
            + what
            + ", so it is not known to which images it belongs. The file is left as it is. Keep a"
            + " copy, move it away and start anew.");
  }
}
