package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.NiftiReadException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SystemFailure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * An open NIfTI file, unpacked on the way: its header, and the file that holds the samples. Not
 * thread-safe.
 */
final class NiftiFile implements AutoCloseable {
  private final NiftiHeader header;
  private final UnpackedFile samples;

  private NiftiFile(NiftiHeader header, UnpackedFile samples) {
    this.header = header;
    this.samples = samples;
  }

  /**
   * Opens a file, or the pair that it belongs to, reads the header and checks that the samples'
   * file can hold what it declares.
   *
   * @throws NiftiReadException when it is missing, unreadable or not supported; the message names
   *     it
   */
  static NiftiFile open(Path path) throws NiftiReadException {
    Path headerPath = headerFile(path);
    UnpackedFile source = null;
    boolean done = false;
    try {
      source = UnpackedFile.open(headerPath);
      NiftiHeader header = readHeader(source);
      if (header.fields().form() != NiftiFields.Form.SINGLE) {
        Path samplesPath = samplesFile(headerPath, header);
        source.close();
        source = UnpackedFile.open(samplesPath);
      }
      NiftiFile file = new NiftiFile(header, source);
      file.checkLength();
      done = true;
      return file;
    } catch (IOException e) {
      throw unreadable(headerPath, e);
    } finally {
      if (!done && source != null) {
        source.close();
      }
    }
  }

  /** The file that has the header: the one given, or the other half of a pair. */
  static Path headerFile(Path path) throws NiftiReadException {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
        throw new NiftiReadException(
            "Cannot read " + name(path) + ": there is no such file. Check the path.");
      }
    } catch (NoSuchFileException e) {
      throw new NiftiReadException(
          "Cannot read " + name(path) + ": there is no such file. Check the path.", e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    if (!NiftiPaths.isSamples(path)) {
      return path;
    }
    return NiftiPaths.headerOf(path)
        .orElseThrow(
            () ->
                new NiftiReadException(
                    "Cannot read "
                        + name(path)
                        + ": it holds the samples of a pair, and its header, a file of the same"
                        + " name that ends in .hdr, is not beside it. Copy both into one folder."));
  }

  private static Path samplesFile(Path headerPath, NiftiHeader header) throws NiftiReadException {
    String wanted = header.fields().form() == NiftiFields.Form.PAIR ? "a NIfTI" : "an Analyze 7.5";
    String problem =
        "Cannot read " + name(headerPath) + ": it is the header of " + wanted + " pair, and ";
    if (!NiftiPaths.isHeader(headerPath)) {
      throw new NiftiReadException(
          problem + "its name does not end in .hdr. Rename it, and its samples to .img.");
    }
    return NiftiPaths.samplesOf(headerPath)
        .orElseThrow(
            () ->
                new NiftiReadException(
                    problem
                        + "its samples, a file of the same name that ends in .img, are not beside"
                        + " it. Copy both into one folder."));
  }

  private static NiftiHeader readHeader(UnpackedFile source)
      throws IOException, NiftiReadException {
    try {
      ByteBuffer start = ByteBuffer.allocate(NiftiVersion.TWO.headerBytes());
      readStart(source, start.limit(NiftiFields.SIZE_BYTES), NiftiVersion.ONE.headerBytes());
      int bytes = NiftiFields.headerBytes(start.array()).orElse(NiftiFields.SIZE_BYTES);
      readStart(source, start.limit(bytes), bytes);
      return new NiftiHeader(NiftiFields.of(start.array(), NiftiPaths.isHeader(source.path())));
    } catch (NiftiReadException e) {
      throw new NiftiReadException("Cannot read " + source.name() + ": " + e.getMessage(), e);
    }
  }

  private static void readStart(UnpackedFile source, ByteBuffer start, int headerBytes)
      throws IOException, NiftiReadException {
    source.read(start);
    if (start.hasRemaining()) {
      throw new NiftiReadException(
          "it has "
              + start.position()
              + " bytes, a NIfTI header alone has "
              + headerBytes
              + ". It is cut off or no NIfTI file.");
    }
  }

  private void checkLength() throws NiftiReadException {
    double needed = header.dataOffset() + (double) header.volumes() * header.volumeBytes();
    if (needed > samples.maxBytes()) {
      throw new NiftiReadException(
          "Cannot read "
              + samples.name()
              + ": "
              + header.volumes()
              + " x "
              + header.geometry().size()
              + " voxels need "
              + (long) needed
              + " bytes and the file cannot hold more than "
              + samples.maxBytes()
              + ". It is cut off or its header is damaged.");
    }
  }

  NiftiHeader header() {
    return header;
  }

  /**
   * Goes to the first sample of a slice.
   *
   * @param volume from zero
   * @param k slice, from zero
   * @param progress asked whether to go on
   */
  void skipTo(int volume, int k, Progress progress) throws NiftiReadException {
    long sliceBytes = (long) header.geometry().size().voxelsPerSlice() * header.type().bytes();
    try {
      samples.skipTo(
          header.dataOffset() + volume * header.volumeBytes() + k * sliceBytes, progress);
    } catch (IOException e) {
      throw unreadable(samples.path(), e);
    }
  }

  /** Fills a buffer with what comes next. */
  void read(ByteBuffer buffer) throws NiftiReadException {
    try {
      samples.fill(buffer);
    } catch (IOException e) {
      throw unreadable(samples.path(), e);
    }
  }

  /**
   * Looks behind the last sample: for a packed file this is what verifies its checksum.
   *
   * @return whether more bytes follow
   */
  boolean hasMore() throws NiftiReadException {
    try {
      return samples.hasMore();
    } catch (IOException e) {
      throw unreadable(samples.path(), e);
    }
  }

  private static NiftiReadException unreadable(Path path, IOException e) {
    String what = e instanceof EOFException ? "it is cut off" : "it is damaged or not readable";
    String detail = e.getMessage() == null ? "" : " (" + SystemFailure.why(e) + ")";
    return new NiftiReadException(
        "Cannot read " + name(path) + ": " + what + detail + ". Copy it again from its source.", e);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  @Override
  public void close() {
    samples.close();
  }
}
