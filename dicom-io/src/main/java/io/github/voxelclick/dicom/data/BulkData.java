package io.github.voxelclick.dicom.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * A value left in its file: where it stands, not what it holds. Immutable.
 *
 * @param uri URI of the file, {@code file:} scheme
 * @param offset bytes from the start of the file to the first byte of the value
 * @param length bytes of the value; for a value of undefined length (encapsulated pixel data) −1
 * @param bigEndian byte order of the numbers in the file
 */
public record BulkData(String uri, long offset, long length, boolean bigEndian) {
  /** Largest value that {@link #toBytes} puts into one array. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /** Checks the numbers. */
  public BulkData {
    if (!uri.startsWith("file:") || offset < 0 || length < -1) {
      throw new IllegalArgumentException("not a region of a file: " + offset + "+" + length);
    }
  }

  /** The file that holds the value. */
  public File getFile() {
    return new File(URI.create(uri));
  }

  /**
   * The bytes of the value as they stand in the file; the caller closes the stream.
   *
   * @throws IOException if the file cannot be read
   */
  public InputStream openStream() throws IOException {
    InputStream file = new BufferedInputStream(new FileInputStream(getFile()));
    try {
      file.skipNBytes(offset);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return length < 0 ? file : new Bounded(file, length);
  }

  /**
   * Reads the whole value.
   *
   * @param vr representation that tells which bytes to swap
   * @param asBigEndian byte order wanted
   * @throws IOException if the file cannot be read or is too short, the length is undefined, or the
   *     value is larger than one array
   */
  public byte[] toBytes(VR vr, boolean asBigEndian) throws IOException {
    // Checked against the file before the array is made: a header may declare any length.
    if (length < 0 || length > MAX_ARRAY || offset + length > getFile().length()) {
      throw new EOFException("no " + length + " bytes at offset " + offset + " of the file");
    }
    try (InputStream in = openStream()) {
      byte[] bytes = new byte[(int) length];
      int read = in.readNBytes(bytes, 0, bytes.length);
      if (read < bytes.length) {
        throw new EOFException("file ends " + (bytes.length - read) + " bytes early");
      }
      return asBigEndian == bigEndian ? bytes : ByteOrders.swapped(bytes, vr.unitSize());
    }
  }

  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long length) {
      super(in);
      left = length;
    }

    @Override
    public int read() throws IOException {
      int value = left > 0 ? in.read() : -1;
      left -= value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
      if (count > 0 && left == 0) {
        return -1;
      }
      int read = in.read(buffer, from, (int) Math.min(count, left));
      left -= Math.max(read, 0);
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(Math.min(count, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
