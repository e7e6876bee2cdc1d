package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes DICOM Part 10 files in Implicit or Explicit VR Little Endian, or with encapsulated pixel
 * data that is compressed already. Texts are written in UTF-8 whatever set they were read in, and
 * Specific Character Set (0008,0005) always says so. Sequences have defined lengths. The same data
 * set gives the same bytes. Not thread-safe.
 */
public final class DicomOutputStream implements Closeable {
  private static final int PREAMBLE_LENGTH = 128;

  private final OutputStream out;
  private final String transferSyntax;

  /**
   * Creates or overwrites a file; the transfer syntax is that of the file meta information.
   *
   * @throws IOException if the file cannot be created
   */
  public DicomOutputStream(File file) throws IOException {
    this(new BufferedOutputStream(new FileOutputStream(file)), "");
  }

  /**
   * Writes to a stream, which {@link #close()} closes.
   *
   * @param transferSyntaxUid syntax of a data set written without file meta information
   */
  public DicomOutputStream(OutputStream stream, String transferSyntaxUid) {
    out = stream;
    transferSyntax = transferSyntaxUid;
  }

  /**
   * Writes a file: preamble of zeros, prefix, meta information with exact group length, data set.
   *
   * @param fileMeta as from {@link Attributes#createFileMetaInformation}; null to write the data
   *     set alone
   * @param dataset elements; group lengths in it are left out
   * @throws IllegalArgumentException if the transfer syntax is none that can be written (big-endian
   *     and deflated cannot)
   * @throws IOException if the stream cannot be written, or a value left in its file not be read
   */
  public void writeDataset(Attributes fileMeta, Attributes dataset) throws IOException {
    String syntax =
        fileMeta == null ? transferSyntax : fileMeta.getString(Tag.TransferSyntaxUID, "");
    checkWritable(syntax);
    if (fileMeta != null) {
      out.write(new byte[PREAMBLE_LENGTH]);
      out.write("DICM".getBytes(StandardCharsets.US_ASCII));
      new DataSetEncoder(out, true).writeFileMeta(fileMeta);
    }
    boolean explicit = !syntax.equals(UID.ImplicitVRLittleEndian);
    new DataSetEncoder(out, explicit).writeDataset(dataset);
  }

  /**
   * Writes only the header of an element in Explicit VR Little Endian, for a last value that is too
   * large to be held in memory: the caller then writes the value to the stream that he opened.
   *
   * @param length of the value in bytes, even, as unsigned 32-bit number
   * @throws IOException if the stream cannot be written
   */
  public void writeHeader(int tag, VR vr, int length) throws IOException {
    new DataSetEncoder(out, true).writeHeader(tag, vr, length);
  }

  private static void checkWritable(String syntax) {
    if (syntax.isEmpty()
        || syntax.equals(UID.ExplicitVRBigEndian)
        || syntax.equals(UID.DeflatedExplicitVRLittleEndian)) {
      throw new IllegalArgumentException(
          "cannot write transfer syntax '" + syntax + "' (" + UID.nameOf(syntax) + ")");
    }
  }

  /** Writes what is buffered through to the stream. */
  public void finish() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
