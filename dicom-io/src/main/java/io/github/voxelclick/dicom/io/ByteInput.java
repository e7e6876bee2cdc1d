package io.github.voxelclick.dicom.io;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Buffered sequential bytes that know their position and an upper limit of their size. The first
 * block of a file is read in one call; headers seldom need a second.
 */
final class ByteInput implements Closeable {
  /** Size of a stream that does not tell it. */
  static final long UNKNOWN_SIZE = Long.MAX_VALUE;

  private static final int FILE_BLOCK = 64 * 1024;

  /** More than any probing looks at. */
  private static final int MIN_BLOCK = 1024;

  private static final int STREAM_BLOCK = 16 * 1024;

  private final InputStream in;
  private final Optional<RandomAccessFile> file;
  private final long size;
  private final byte[] buffer;
  private int next;
  private int filled;

  /** Offset of {@code buffer[0]}. */
  private long start;

  private ByteInput(
      InputStream in, Optional<RandomAccessFile> file, long start, long size, int block) {
    this.in = in;
    this.file = file;
    this.start = start;
    this.size = size;
    buffer = new byte[block];
  }

  static ByteInput of(File path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path, "r");
    try {
      long size = file.length();
      int block = (int) Math.min(Math.max(size, MIN_BLOCK), FILE_BLOCK);
      return new ByteInput(new FileBytes(file), Optional.of(file), 0, size, block);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Of a stream.
   *
   * @param start offset of its first byte
   * @param size offset that its last byte stays below, or {@link #UNKNOWN_SIZE}
   */
  static ByteInput of(InputStream in, long start, long size) {
    return new ByteInput(in, Optional.empty(), start, size, STREAM_BLOCK);
  }

  long position() {
    return start + next;
  }

  /** Offset of the end of a file; of a stream, what its end is not beyond. */
  long size() {
    return size;
  }

  boolean atEnd() throws IOException {
    return fill(1) == 0;
  }

  /**
   * Buffers the next bytes without consuming them.
   *
   * @param count at most 16 KiB
   * @return how many there are, fewer than {@code count} only at the end
   */
  int fill(int count) throws IOException {
    boolean more = true;
    while (more && filled - next < count) {
      more = readBlock();
    }
    return Math.min(count, filled - next);
  }

  private boolean readBlock() throws IOException {
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      start += next;
      filled -= next;
      next = 0;
    }
    int read = filled < buffer.length ? in.read(buffer, filled, buffer.length - filled) : -1;
    filled += Math.max(read, 0);
    return read > 0;
  }

  /** One of the bytes that {@link #fill} buffered, 0 to 255. */
  int peek(int index) {
    return buffer[next + index] & 0xFF;
  }

  /** The next bytes without consuming them, fewer than {@code count} at the end. */
  byte[] peekBytes(int count) throws IOException {
    return Arrays.copyOfRange(buffer, next, next + fill(count));
  }

  /** The next bytes; of a stream, the array is made in steps: a false length costs no memory. */
  byte[] read(int count) throws IOException {
    int buffered = Math.min(count, filled - next);
    if (buffered == count) {
      next += count;
      return Arrays.copyOfRange(buffer, next - count, next);
    }
    if (count > size - position()) {
      throw new EOFException();
    }
    byte[] bytes;
    if (file.isPresent()) {
      bytes = new byte[count];
      System.arraycopy(buffer, next, bytes, 0, buffered);
      file.get().readFully(bytes, buffered, count - buffered);
    } else {
      byte[] tail = in.readNBytes(count - buffered);
      if (tail.length < count - buffered) {
        throw new EOFException();
      }
      bytes = new byte[count];
      System.arraycopy(buffer, next, bytes, 0, buffered);
      System.arraycopy(tail, 0, bytes, buffered, tail.length);
    }
    drop(position() + count);
    return bytes;
  }

  /** Leaves bytes out; past the end of a file, the next read fails. */
  void skip(long count) throws IOException {
    if (count <= filled - next) {
      next += (int) count;
    } else if (file.isPresent()) {
      seek(position() + count);
    } else {
      long target = position() + count;
      in.skipNBytes(count - (filled - next));
      drop(target);
    }
  }

  /** Whether {@link #seek} can go there: anywhere in a file, in a stream only a little back. */
  boolean canSeek(long position) {
    return file.isPresent() || (position >= start && position <= start + filled);
  }

  /** Continues at an offset for which {@link #canSeek} holds. */
  void seek(long position) throws IOException {
    if (position >= start && position <= start + filled) {
      next = (int) (position - start);
    } else {
      file.orElseThrow().seek(position);
      drop(position);
    }
  }

  private void drop(long position) {
    start = position;
    next = 0;
    filled = 0;
  }

  int readUnsignedShort(boolean bigEndian) throws IOException {
    require(2);
    int first = peek(0);
    int second = peek(1);
    next += 2;
    return bigEndian ? (first << 8) | second : (second << 8) | first;
  }

  int readInt(boolean bigEndian) throws IOException {
    require(4);
    int first = readUnsignedShort(bigEndian);
    int second = readUnsignedShort(bigEndian);
    return bigEndian ? (first << 16) | second : (second << 16) | first;
  }

  private void require(int count) throws IOException {
    if (filled - next < count && fill(count) < count) {
      throw new EOFException();
    }
  }

  /** What is left, buffered bytes included; this input must not be used any more. */
  InputStream remainder() {
    return new SequenceInputStream(new ByteArrayInputStream(buffer, next, filled - next), in);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** A file as a stream, unbuffered. */
  private static final class FileBytes extends InputStream {
    private final RandomAccessFile file;

    FileBytes(RandomAccessFile file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      return file.read();
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      return file.read(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
