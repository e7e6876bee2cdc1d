package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file, packed by gzip or not, from front to back. Not thread-safe. */
final class UnpackedFile implements AutoCloseable {
  /** Deflate cannot shrink more than this (RFC 1951: 258 bytes in two bits, plus framing). */
  private static final long MAX_GZIP_RATIO = 1032;

  private static final int SKIP_BYTES = 1 << 16;

  private final Path path;
  private final ReadableByteChannel in;
  private final long maxBytes;
  private long position;

  private UnpackedFile(Path path, ReadableByteChannel in, long maxBytes) {
    this.path = path;
    this.in = in;
    this.maxBytes = maxBytes;
  }

  static UnpackedFile open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    boolean done = false;
    try {
      ByteBuffer start = ByteBuffer.allocate(2);
      file.read(start, 0);
      boolean packed = GzipChannel.isGzip(start.flip());
      long size = file.size();
      done = true;
      return packed
          ? new UnpackedFile(path, new GzipChannel(file), size * MAX_GZIP_RATIO)
          : new UnpackedFile(path, file, size);
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  /** The name of the file, for messages. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  Path path() {
    return path;
  }

  /** Bytes that the unpacked file has at most. */
  long maxBytes() {
    return maxBytes;
  }

  /** Fills a buffer with what comes next, as far as there is something. */
  void read(ByteBuffer buffer) throws IOException {
    int from = buffer.position();
    while (buffer.hasRemaining() && in.read(buffer) >= 0) {
      // A channel gives as much as it has at hand.
    }
    position += buffer.position() - from;
  }

  /**
   * Fills a buffer with what comes next.
   *
   * @throws EOFException when there is less
   */
  void fill(ByteBuffer buffer) throws IOException {
    read(buffer);
    if (buffer.hasRemaining()) {
      throw new EOFException("the file ends within the samples");
    }
  }

  /**
   * Goes forward.
   *
   * @param target bytes from the start of the unpacked file, not before the present place
   */
  void skipTo(long target, Progress progress) throws IOException {
    if (in instanceof FileChannel file) {
      file.position(target);
      position = target;
    }
    ByteBuffer waste = ByteBuffer.allocate(SKIP_BYTES);
    while (position < target) {
      progress.checkCancelled();
      fill(waste.clear().limit((int) Math.min(SKIP_BYTES, target - position)));
    }
  }

  /** Whether more bytes follow; of a packed file, its checksum is verified where none do. */
  boolean hasMore() throws IOException {
    return in.read(ByteBuffer.allocate(1)) > 0
        || (in instanceof GzipChannel gzip && gzip.hasForeignBytes());
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // The file was only read: nothing can be lost, and the first failure is the one to tell.
    }
  }
}
