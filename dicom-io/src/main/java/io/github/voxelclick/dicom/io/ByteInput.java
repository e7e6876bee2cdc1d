package io.github.voxelclick.dicom.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Buffered sequential bytes that know their position and, for a file, their size. */
final class ByteInput implements Closeable {
  /** Size of a stream that does not tell it. */
  static final long UNKNOWN_SIZE = Long.MAX_VALUE;

  private static final int BUFFER_SIZE = 16 * 1024;

  private final InputStream in;
  private final FileInputStream seekable;
  private final long size;
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int next;
  private int filled;

  /** Offset of {@code buffer[0]}. */
  private long start;

  private ByteInput(InputStream in, FileInputStream seekable, long size, long start) {
    this.in = in;
    this.seekable = seekable;
    this.size = size;
    this.start = start;
  }

  static ByteInput of(File file) throws IOException {
    FileInputStream in = new FileInputStream(file);
    return new ByteInput(in, in, file.length(), 0);
  }

  /** Of a stream whose first byte counts as offset {@code start}. */
  static ByteInput of(InputStream in, long start) {
    return new ByteInput(in, null, UNKNOWN_SIZE, start);
  }

  long position() {
    return start + next;
  }

  /** Total bytes, {@link #UNKNOWN_SIZE} for a stream. */
  long size() {
    return size;
  }

  boolean isSeekable() {
    return seekable != null;
  }

  boolean atEnd() throws IOException {
    return peek(1).length == 0;
  }

  /** The next bytes without consuming them, fewer than {@code count} at the end; at most 16 KiB. */
  byte[] peek(int count) throws IOException {
    while (filled - next < count) {
      if (next > 0) {
        System.arraycopy(buffer, next, buffer, 0, filled - next);
        start += next;
        filled -= next;
        next = 0;
      }
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read <= 0) {
        break;
      }
      filled += read;
    }
    return Arrays.copyOfRange(buffer, next, Math.min(filled, next + count));
  }

  /** The next bytes; the array is made in steps, so that a false length costs no memory. */
  byte[] read(int count) throws IOException {
    int buffered = Math.min(count, filled - next);
    byte[] head = Arrays.copyOfRange(buffer, next, next + buffered);
    next += buffered;
    if (buffered == count) {
      return head;
    }
    byte[] bytes;
    if (size == UNKNOWN_SIZE) {
      byte[] tail = in.readNBytes(count - buffered);
      bytes = Arrays.copyOf(head, buffered + tail.length);
      System.arraycopy(tail, 0, bytes, buffered, tail.length);
    } else {
      if (count > size - position() + buffered) {
        throw new EOFException();
      }
      bytes = Arrays.copyOf(head, count);
      int read = in.readNBytes(bytes, buffered, count - buffered);
      bytes = read == count - buffered ? bytes : Arrays.copyOf(bytes, buffered + read);
    }
    start += bytes.length - buffered;
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  void skip(long count) throws IOException {
    if (count <= filled - next) {
      next += (int) count;
    } else if (seekable != null) {
      seek(position() + count);
    } else {
      long left = count - (filled - next);
      drop(position() + (filled - next));
      in.skipNBytes(left);
      start += left;
    }
  }

  /** Continues at another offset of a file; past its end, the next read fails. */
  void seek(long position) throws IOException {
    seekable.getChannel().position(position);
    drop(position);
  }

  private void drop(long position) {
    start = position;
    next = 0;
    filled = 0;
  }

  int readUnsignedShort(boolean bigEndian) throws IOException {
    int first = readByte();
    int second = readByte();
    return bigEndian ? first << 8 | second : second << 8 | first;
  }

  int readInt(boolean bigEndian) throws IOException {
    int first = readUnsignedShort(bigEndian);
    int second = readUnsignedShort(bigEndian);
    return bigEndian ? first << 16 | second : second << 16 | first;
  }

  private int readByte() throws IOException {
    if (next == filled) {
      start += filled;
      next = 0;
      filled = Math.max(0, in.read(buffer));
      if (filled == 0) {
        throw new EOFException();
      }
    }
    return buffer[next++] & 0xFF;
  }

  /** What is left of the stream, buffered bytes included; this input must not be used any more. */
  InputStream remainder() {
    return new java.io.SequenceInputStream(
        new java.io.ByteArrayInputStream(buffer, next, filled - next), in);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
