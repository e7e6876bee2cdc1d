package io.github.voxelclick.dicom.io;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.io.Closeable;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one DICOM file or stream: Part 10 files, files without preamble or meta information, in
 * Implicit VR Little Endian, Explicit VR Little and Big Endian and Deflated. Tolerates the faults
 * of real files and lists them in {@link #getWarnings()}. Reads one data set once; not thread-safe.
 *
 * <p>Lengths are checked against the file before memory is allocated, all values together may take
 * half of the heap (of a stream or a deflated file, a quarter), and sequences may be nested 64
 * deep.
 */
public final class DicomInputStream implements Closeable {
  /** What becomes of the pixel data of the outermost data set. */
  public enum IncludeBulkData {
    /** They are left out. */
    NO,
    /** They are read into memory. */
    YES,
    /** They stay in the file and the data set refers to them; only for files. */
    URI
  }

  private static final int PREAMBLE_LENGTH = 128;
  private static final byte[] PREFIX = {'D', 'I', 'C', 'M'};

  private final Optional<File> file;
  private final ReadWarnings warnings = new ReadWarnings();
  private ByteInput in;
  private Optional<InflatedStream> inflated = Optional.empty();
  private IncludeBulkData includeBulkData = IncludeBulkData.YES;
  private byte[] preamble = {};
  private @Nullable Attributes fileMeta;
  private @Nullable String transferSyntax;
  private @Nullable Encoding encoding;
  private Optional<PixelDataLocation> pixelData = Optional.empty();

  /**
   * Opens a file.
   *
   * @throws IOException if the file cannot be opened
   */
  public DicomInputStream(File file) throws IOException {
    this.file = Optional.of(file);
    in = ByteInput.of(file);
  }

  /** Reads a Part 10 stream; {@link #close()} closes it. */
  public DicomInputStream(InputStream stream) {
    file = Optional.empty();
    in = ByteInput.of(stream, 0, ByteInput.UNKNOWN_SIZE);
  }

  /** Reads a stream that is a bare data set in the given transfer syntax. */
  public DicomInputStream(InputStream stream, String transferSyntaxUid) {
    this(stream);
    fileMeta = new Attributes();
    transferSyntax = transferSyntaxUid;
  }

  /** Sets what becomes of the pixel data; YES unless set. */
  public void setIncludeBulkData(IncludeBulkData includeBulkData) {
    if (includeBulkData == IncludeBulkData.URI && file.isEmpty()) {
      throw new IllegalArgumentException("a stream has no URI to refer to");
    }
    this.includeBulkData = includeBulkData;
  }

  /** The 128 bytes before the prefix, never interpreted; empty if the file has none. */
  public byte[] getPreamble() {
    return preamble.clone();
  }

  /** The transfer syntax that the data set was read in; null before the meta information is. */
  public @Nullable String getTransferSyntax() {
    return transferSyntax;
  }

  /** Where the pixel data stand that {@link #readDatasetUntilPixelData()} stopped at. */
  public Optional<PixelDataLocation> getPixelDataLocation() {
    return pixelData;
  }

  /** What has been tolerated so far. */
  public List<ReadWarning> getWarnings() {
    return warnings.toList();
  }

  /**
   * Reads the preamble and the file meta information (group 0002).
   *
   * @return the meta information, empty if the file has none
   * @throws DicomReadException if the file is not DICOM, or is compressed as a whole
   * @throws IOException if it cannot be read
   */
  public Attributes readFileMetaInformation() throws DicomReadException, IOException {
    if (fileMeta == null) {
      skipPreamble();
      fileMeta = parser(false).parseFileMeta();
      transferSyntax = fileMeta.getString(Tag.TransferSyntaxUID, "");
    }
    return fileMeta;
  }

  /**
   * Reads the whole data set.
   *
   * @throws DicomReadException if it is damaged beyond what is tolerated; names element and offset
   * @throws IOException if the file cannot be read
   */
  public Attributes readDataset() throws DicomReadException, IOException {
    return read(false);
  }

  /**
   * Reads the data set up to the pixel data, which {@link #getPixelDataLocation()} then tells. A
   * deflated data set cannot be entered halfway: there the pixel data are read too.
   *
   * @throws DicomReadException if it is damaged beyond what is tolerated; names element and offset
   * @throws IOException if the file cannot be read
   */
  public Attributes readDatasetUntilPixelData() throws DicomReadException, IOException {
    return read(true);
  }

  private Attributes read(boolean untilPixelData) throws DicomReadException, IOException {
    readFileMetaInformation();
    boolean deflated = transferSyntax.equals(UID.DeflatedExplicitVRLittleEndian);
    if (deflated) {
      inflate();
      includeBulkData = IncludeBulkData.YES;
    }
    Attributes dataset;
    try {
      chooseEncoding();
      DataSetParser parser = parser(untilPixelData && !deflated);
      dataset = parser.parse(encoding);
      pixelData = parser.pixelData();
    } catch (ZipException | EOFException e) {
      throw new DicomReadException(
          "Cannot inflate the data set: the deflated stream is damaged (" + e.getMessage() + ").",
          e);
    }
    return dataset;
  }

  private DataSetParser parser(boolean untilPixelData) {
    // A stream's values are gathered in steps before they are joined, which takes twice as much.
    boolean inFile = file.isPresent() && inflated.isEmpty();
    long budget = Runtime.getRuntime().maxMemory() / (inFile ? 2 : 4);
    BulkReader bulk = new BulkReader(in, includeBulkData, file, inflated, budget, warnings);
    return new DataSetParser(in, bulk, warnings, untilPixelData);
  }

  private void skipPreamble() throws DicomReadException, IOException {
    byte[] head = in.peekBytes(FileKinds.LOOKED_AT);
    if (startsWith(head, PREAMBLE_LENGTH, PREFIX)) {
      preamble = in.read(PREAMBLE_LENGTH);
      in.skip(PREFIX.length);
      return;
    }
    if (startsWith(head, 0, PREFIX)) {
      in.skip(PREFIX.length);
    } else if (Encoding.probe(head, in.size() - Encoding.PROBE_LENGTH).isEmpty()) {
      throw new DicomReadException(FileKinds.notDicom(head));
    }
    warnings.add("missing-preamble", "The file has no preamble with DICM prefix.");
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] expected) {
    if (bytes.length < at + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (bytes[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** Continues with the inflated bytes. A zlib header is left out, its checksum not looked at. */
  private void inflate() throws IOException {
    if (in.fill(2) == 2 && InflatedStream.isZlibHeader(in.peek(0), in.peek(1))) {
      in.skip(2);
    }
    long start = in.position();
    long most = InflatedStream.mostOf(in.size() - start);
    InflatedStream stream = new InflatedStream(in.remainder());
    inflated = Optional.of(stream);
    in = ByteInput.of(stream, start, start + most);
  }

  /**
   * Compares the first element with the transfer syntax; the bytes win (contract: they are read).
   */
  private void chooseEncoding() throws DicomReadException, IOException {
    byte[] head = in.peekBytes(Encoding.PROBE_LENGTH);
    long available = in.size() - in.position() - Encoding.PROBE_LENGTH;
    Optional<Encoding> probed = Encoding.probe(head, available);
    if (probed.equals(Optional.of(Encoding.IMPLICIT_BIG))) {
      throw new DicomReadException(
          "Cannot read the data set: it is encoded in "
              + probed.get().title()
              + ", which no"
              + " transfer syntax allows. Convert it to Explicit VR Little Endian.");
    }
    if (transferSyntax.isEmpty()) {
      encoding =
          Encoding.probeAfterMeta(head, available)
              .orElseThrow(
                  () ->
                      new DicomReadException(
                          "Cannot read the data set: the file names no transfer syntax (0002,0010)"
                              + " and the first element fits none."));
      transferSyntax = encoding.transferSyntax();
      warnings.add("missing-transfer-syntax", "Found " + encoding.title() + " by its elements.");
      return;
    }
    Encoding declared = Encoding.of(transferSyntax);
    encoding = probed.orElse(declared);
    if (encoding != declared) {
      warnings.add(
          "wrong-transfer-syntax",
          "The file says " + declared.title() + " but is encoded in " + encoding.title() + ".");
      if (transferSyntax.equals(declared.transferSyntax())) {
        transferSyntax = encoding.transferSyntax();
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
