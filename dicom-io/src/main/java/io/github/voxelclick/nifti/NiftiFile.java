package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.NiftiReadException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** An open NIfTI file, unpacked on the way, behind its header. Not thread-safe. */
final class NiftiFile implements AutoCloseable {
  /** Deflate cannot shrink more than this (RFC 1951: 258 bytes in two bits, plus framing). */
  private static final long MAX_GZIP_RATIO = 1032;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final InputStream in;
  private final long maxBytes;
  private final NiftiHeader header;

  private NiftiFile(Path path, InputStream in, long maxBytes, NiftiHeader header) {
    this.path = path;
    this.in = in;
    this.maxBytes = maxBytes;
    this.header = header;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws NiftiReadException when it is missing, unreadable or not supported; the message names
   *     it
   */
  static NiftiFile open(Path path) throws NiftiReadException {
    if (!Files.isRegularFile(path)) {
      throw new NiftiReadException(
          "Cannot read " + name(path) + ": there is no such file. Check the path.");
    }
    if (isImageHalf(path)) {
      throw new NiftiReadException(
          "Cannot read "
              + name(path)
              + ": it is one half of a pair (.hdr and .img), which is not read; expected a single"
              + " .nii or .nii.gz file. Convert it to .nii.");
    }
    InputStream in = null;
    boolean done = false;
    try {
      long size = Files.size(path);
      in = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
      boolean packed = isGzip(in);
      if (packed) {
        in = new GZIPInputStream(in, BUFFER_BYTES);
      }
      byte[] head = in.readNBytes(NiftiFields.BYTES);
      if (head.length < NiftiFields.BYTES) {
        throw new NiftiReadException(
            "it has "
                + head.length
                + " bytes, a NIfTI header alone has 348. It is cut off or no"
                + " NIfTI file.");
      }
      long maxBytes = packed ? size * MAX_GZIP_RATIO : size;
      NiftiFile file = new NiftiFile(path, in, maxBytes, NiftiHeader.parse(head));
      done = true;
      return file;
    } catch (IOException e) {
      throw unreadable(path, e);
    } catch (NiftiReadException e) {
      throw new NiftiReadException("Cannot read " + name(path) + ": " + e.getMessage(), e);
    } finally {
      if (!done) {
        closeQuietly(in);
      }
    }
  }

  NiftiHeader header() {
    return header;
  }

  /** Bytes that the unpacked file has at most. */
  long maxBytes() {
    return maxBytes;
  }

  /** Goes from the header to the first sample. */
  void skipToSamples() throws NiftiReadException {
    long needed = header.dataOffset() + header.dataBytes();
    if (needed > maxBytes) {
      throw new NiftiReadException(
          "Cannot read "
              + name(path)
              + ": an image of "
              + header.geometry().size()
              + " needs "
              + needed
              + " bytes and the file cannot hold more than "
              + maxBytes
              + ". It is cut off or its header is damaged.");
    }
    try {
      in.skipNBytes(header.dataOffset() - NiftiFields.BYTES);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Fills the first {@code count} bytes of a buffer with what comes next. */
  void read(byte[] buffer, int count) throws NiftiReadException {
    try {
      int got = in.readNBytes(buffer, 0, count);
      if (got < count) {
        throw new EOFException("the file ends within the samples");
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * Looks behind the last sample: for a packed file this is what verifies its checksum.
   *
   * @return whether more bytes follow
   */
  boolean hasMore() throws NiftiReadException {
    try {
      return in.read() >= 0;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static boolean isImageHalf(Path path) {
    String name = name(path).toLowerCase(Locale.ROOT);
    return name.endsWith(".img") || name.endsWith(".img.gz");
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip;
  }

  private static NiftiReadException unreadable(Path path, IOException e) {
    String what = e instanceof EOFException ? "it is cut off" : "it is damaged or not readable";
    String detail = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
    return new NiftiReadException(
        "Cannot read " + name(path) + ": " + what + detail + ". Copy it again from its source.", e);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static void closeQuietly(InputStream in) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        // The file was only read: nothing can be lost, and the first failure is the one to tell.
      }
    }
  }

  @Override
  public void close() {
    closeQuietly(in);
  }
}
