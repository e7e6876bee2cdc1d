package io.github.voxelclick.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952) straight into the caller's buffer. Members that follow each other are one
 * stream; each one's length and checksum are verified when its last byte has been read. Not
 * thread-safe.
 */
final class GzipChannel implements ReadableByteChannel {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;

  private static final int FLAG_HEADER_CHECK = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xe0;

  private final ReadableByteChannel in;
  private final ByteBuffer packed = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private boolean inMember;
  private boolean foreignBytes;

  /**
   * Begins a stream.
   *
   * @param in at the first byte of the first member; closed with this channel
   */
  GzipChannel(ReadableByteChannel in) {
    this.in = in;
  }

  /** Whether a file that starts with these bytes is packed. */
  static boolean isGzip(ByteBuffer start) {
    return start.remaining() >= 2
        && (start.get(0) & 0xff) == MAGIC_1
        && (start.get(1) & 0xff) == MAGIC_2;
  }

  /** Whether something other than zeros follows the last member; known at the end of the stream. */
  boolean hasForeignBytes() {
    return foreignBytes;
  }

  @Override
  public int read(ByteBuffer out) throws IOException {
    int from = out.position();
    while (out.position() == from && out.hasRemaining()) {
      if (!inMember && !beginMember()) {
        return -1;
      }
      inflate(out);
    }
    return out.position() - from;
  }

  private void inflate(ByteBuffer out) throws IOException {
    ByteBuffer unpacked = out.duplicate();
    int count;
    try {
      count = inflater.inflate(out);
    } catch (DataFormatException e) {
      throw new ZipException("packed data: " + e.getMessage());
    }
    checksum.update(unpacked.limit(out.position()));
    if (inflater.finished()) {
      endMember();
    } else if (count == 0) {
      if (inflater.needsDictionary()) {
        throw new ZipException("packed data need a dictionary");
      }
      fill();
      inflater.setInput(packed);
    }
  }

  /** Reads the header of a member; false where there is none. */
  private boolean beginMember() throws IOException {
    int first = firstByte();
    if (first < 0) {
      return false;
    }
    if (first != MAGIC_1 || next() != MAGIC_2) {
      foreignBytes = true;
      packed.position(packed.limit());
      return false;
    }
    if (next() != DEFLATE) {
      throw new ZipException("packed by an unknown method");
    }
    int flags = next();
    if ((flags & FLAGS_RESERVED) != 0) {
      throw new ZipException("damaged gzip header");
    }
    skip(6); // time, extra flags, operating system
    if ((flags & FLAG_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CHECK) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(packed);
    checksum.reset();
    inMember = true;
    return true;
  }

  /** The first byte of the next member, behind any padding of zeros; -1 at the end. */
  private int firstByte() throws IOException {
    while (!foreignBytes && (packed.hasRemaining() || tryFill())) {
      int b = packed.get() & 0xff;
      if (b != 0) {
        return b;
      }
    }
    return -1;
  }

  private void endMember() throws IOException {
    long expectedChecksum = uint32();
    long expectedLength = uint32();
    if (expectedChecksum != checksum.getValue()
        || expectedLength != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("the checksum of the packed data does not match");
    }
    inMember = false;
  }

  private long uint32() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int count) throws IOException {
    for (int n = 0; n < count; n++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // A name or comment ends with a zero.
    }
  }

  private int next() throws IOException {
    if (!packed.hasRemaining()) {
      fill();
    }
    return packed.get() & 0xff;
  }

  private void fill() throws IOException {
    if (!tryFill()) {
      throw new EOFException("the packed data end too early");
    }
  }

  private boolean tryFill() throws IOException {
    packed.clear();
    int count = in.read(packed);
    packed.flip();
    return count > 0;
  }

  @Override
  public boolean isOpen() {
    return in.isOpen();
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
