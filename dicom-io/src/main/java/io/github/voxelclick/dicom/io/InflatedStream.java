package io.github.voxelclick.dicom.io;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Inflates a data set (PS3.5 §A.5) within bounds: 64 MiB, and what the pixel data are expected to
 * have once their size is known, but never more than 8 GiB.
 */
final class InflatedStream extends FilterInputStream {
  /** Deflate cannot make less of more: 258 bytes by two bits. */
  private static final int MAX_RATIO = 1032;

  private static final long MAX_SIZE = 8L << 30;
  private static final long ELEMENTS_SIZE = 64L << 20;

  /** Deflate's "missing" last byte: the inflater asks for one more than the stream needs. */
  private static final byte[] DUMMY = {0};

  private final Inflater inflater;
  private long left = ELEMENTS_SIZE;

  /**
   * Inflates a raw stream.
   *
   * @param deflated the stream, which {@link #close} closes
   */
  InflatedStream(InputStream deflated) {
    this(deflated, new Inflater(true));
  }

  private InflatedStream(InputStream deflated, Inflater inflater) {
    super(
        new InflaterInputStream(
            new SequenceInputStream(deflated, new ByteArrayInputStream(DUMMY)), inflater));
    this.inflater = inflater;
  }

  /** Whether two bytes, 0 to 255, are the header that zlib puts before a raw stream. */
  static boolean isZlibHeader(int first, int second) {
    return first == 0x78 && ((first << 8) | second) % 31 == 0;
  }

  /** What so many deflated bytes inflate to at most; a stream of unknown size, to the limit. */
  static long mostOf(long deflated) {
    return deflated > MAX_SIZE / MAX_RATIO ? MAX_SIZE : deflated * MAX_RATIO;
  }

  /** Raises the limit. */
  void allow(long bytes) {
    left = Math.min(left + bytes, MAX_SIZE);
  }

  private int counted(int bytes) throws ZipException {
    left -= Math.max(bytes, 0);
    if (left < 0) {
      throw new ZipException("it inflates to far more than the image that it describes");
    }
    return bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    return counted(in.read(bytes, from, count));
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] dropped = new byte[(int) Math.min(count, 8192)];
    return Math.max(0, read(dropped, 0, dropped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      inflater.end();
    }
  }
}
