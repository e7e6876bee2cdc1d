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
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes DICOM Part 10 files in Implicit or Explicit VR Little Endian, deflated, or with
 * encapsulated pixel data that is compressed already. Texts are written in UTF-8 whatever set they
 * were read in, and Specific Character Set (0008,0005) always says so. Sequences have defined
 * lengths. The same data set gives the same bytes. Not thread-safe.
 */
public final class DicomOutputStream implements Closeable {
  private static final int PREAMBLE_LENGTH = 128;
  private static final int BUFFER_LENGTH = 1 << 16;

  private final OutputStream file;
  private final String transferSyntax;

  /** Takes the data set: the file, or what deflates into it. */
  private OutputStream out;

  /** The deflated data set behind the meta information of a file (PS3.5 A.5). */
  private static final class Deflated extends DeflaterOutputStream {
    Deflated(OutputStream file) {
      super(file, new Deflater(Deflater.DEFAULT_COMPRESSION, true), BUFFER_LENGTH);
    }

    /** Writes the rest, padded to an even length. */
    void end() throws IOException {
      finish();
      if (def.getBytesWritten() % 2 != 0) {
        out.write(0);
      }
      def.end();
    }
  }

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
    file = stream;
    out = stream;
    transferSyntax = transferSyntaxUid;
  }

  /**
   * Writes a file: preamble of zeros, prefix, meta information with exact group length, data set.
   *
   * @param fileMeta as from {@link Attributes#createFileMetaInformation}; null to write the data
   *     set alone
   * @param dataset elements; group lengths in it are left out
   *     <p>A deflated data set is complete only after {@link #finish()} or {@link #close()}.
   * @throws IllegalArgumentException if the transfer syntax is none that can be written (big-endian
   *     cannot)
   * @throws IOException if the stream cannot be written, or a value left in its file not be read
   */
  public void writeDataset(@Nullable Attributes fileMeta, Attributes dataset) throws IOException {
    String syntax =
        fileMeta == null ? transferSyntax : fileMeta.getString(Tag.TransferSyntaxUID, "");
    checkWritable(syntax);
    if (fileMeta != null) {
      out.write(new byte[PREAMBLE_LENGTH]);
      out.write("DICM".getBytes(StandardCharsets.US_ASCII));
      new DataSetEncoder(out, true).writeFileMeta(fileMeta);
    }
    if (syntax.equals(UID.DeflatedExplicitVRLittleEndian)) {
      out = new Deflated(file);
    }
    boolean explicit = !syntax.equals(UID.ImplicitVRLittleEndian);
    new DataSetEncoder(out, explicit).writeDataset(dataset);
  }

  /**
   * Writes only the header of an element in Explicit VR Little Endian, for a last value that is too
   * large to be held in memory: the caller then writes the value to the stream that is returned.
   *
   * @param length of the value in bytes, even, as unsigned 32-bit number
   * @throws IOException if the stream cannot be written
   */
  public OutputStream writeHeader(int tag, VR vr, int length) throws IOException {
    new DataSetEncoder(out, true).writeHeader(tag, vr, length);
    return out;
  }

  private static void checkWritable(String syntax) {
    if (syntax.isEmpty() || syntax.equals(UID.ExplicitVRBigEndian)) {
      throw new IllegalArgumentException(
          "cannot write transfer syntax '" + syntax + "' (" + UID.nameOf(syntax) + ")");
    }
  }

  /** Ends a deflated data set and writes what is buffered through to the stream. */
  public void finish() throws IOException {
    if (out instanceof Deflated deflated) {
      deflated.end();
      out = file;
    }
    file.flush();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      finish();
    }
  }
}
