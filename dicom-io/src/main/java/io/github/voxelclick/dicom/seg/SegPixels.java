package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.codec.PixelSource;
import io.github.voxelclick.dicom.codec.RawFrame;
import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.io.PixelDataLocation;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceMask;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The frames of a segmentation, read one by one. Packed bits, which are most of what there is, are
 * taken as they are; all else is decoded by {@link PixelSource}. Not thread-safe.
 */
final class SegPixels implements Closeable {
  /** Transfer syntaxes after which pixels are never what they were. */
  private static final Set<String> LOSSY = Set.of(UID.JPEGBaseline8Bit, UID.JPEGExtended12Bit);

  /** Transfer syntaxes after which they may be. */
  private static final Set<String> MAYBE_LOSSY =
      Set.of(UID.JPEGLSNearLossless, UID.JPEG2000, UID.HTJ2K);

  /** How the pixels lie. */
  private enum Layout {
    /** One stream of bits over all frames, as the standard has it. */
    PACKED,
    /** Every frame begins on a byte: a known fault of some writers. */
    PACKED_PER_FRAME,
    /** Compressed, or not of one bit. */
    DECODED
  }

  private final SegObject seg;
  private final Layout layout;
  private final Optional<FileChannel> channel;
  private final Optional<PixelSource> decoder;
  private final boolean lossy;

  private SegPixels(
      SegObject seg,
      Layout layout,
      Optional<FileChannel> channel,
      Optional<PixelSource> decoder,
      boolean lossy) {
    this.seg = seg;
    this.layout = layout;
    this.channel = channel;
    this.decoder = decoder;
    this.lossy = lossy;
  }

  /**
   * Opens the pixel data.
   *
   * @param warnings is told what was tolerated
   * @throws DicomReadException when they are absent, shorter than Rows, Columns and Number of
   *     Frames ask for, or compressed in a way that is not read
   */
  static SegPixels open(SegObject seg, List<ReadWarning> warnings)
      throws DicomReadException, IOException {
    if (isPackedBits(seg)) {
      Layout layout = packing(seg, warnings);
      Optional<FileChannel> channel =
          seg.file().pixelData().isEmpty()
              ? Optional.empty()
              : Optional.of(FileChannel.open(seg.file().path(), StandardOpenOption.READ));
      return new SegPixels(seg, layout, channel, Optional.empty(), false);
    }
    boolean lossy = warnOfLoss(seg, warnings);
    PixelSource decoder = PixelSource.open(asGrey(seg));
    warnings.addAll(decoder.warnings());
    if (seg.type() == SegType.BINARY && decoder.description().bitsAllocated() > 1) {
      warnings.add(new ReadWarning("binary-in-bytes", "A byte stands for each pixel, not a bit."));
    }
    return new SegPixels(seg, Layout.DECODED, Optional.empty(), Optional.of(decoder), lossy);
  }

  /** Whether the pixels may not be what they were. */
  private static boolean warnOfLoss(SegObject seg, List<ReadWarning> warnings)
      throws DicomReadException {
    String syntax = seg.file().transferSyntax();
    boolean lossy = LOSSY.contains(syntax);
    if (lossy && seg.type() == SegType.LABELMAP) {
      throw new DicomReadException(
          "Cannot read the segmentation: it is a label map in lossy compression ("
              + UID.nameOf(syntax)
              + "), whose numbers can no longer be told apart.");
    }
    if (lossy || MAYBE_LOSSY.contains(syntax)) {
      warnings.add(
          new ReadWarning(
              "lossy-mask",
              "The segmentation is stored in a compression that may have changed it."));
      return true;
    }
    return false;
  }

  /**
   * The file as one whose samples are wanted as they are: a palette would turn labels to colour.
   */
  private static DicomFile asGrey(SegObject seg) {
    DicomFile file = seg.file();
    if (!"PALETTE COLOR".equals(file.dataset().getString(Tag.PhotometricInterpretation))) {
      return file;
    }
    Attributes grey = new Attributes(file.dataset());
    grey.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
    return new DicomFile(
        file.path(),
        file.fileMeta(),
        grey,
        file.transferSyntax(),
        file.pixelData(),
        file.warnings());
  }

  private static boolean isPackedBits(SegObject seg) {
    boolean swapped =
        seg.file().pixelData().map(p -> p.bigEndian() && p.vr() == VR.OW).orElse(false);
    return seg.dataset().getInt(Tag.BitsAllocated, 1) == 1 && length(seg) >= 0 && !swapped;
  }

  /** Bytes of native pixel data, −1 when there are none or they are compressed. */
  static long length(SegObject seg) {
    Optional<PixelDataLocation> location = seg.file().pixelData();
    if (location.isPresent()) {
      return location.get().length();
    }
    return seg.dataset().getValue(Tag.PixelData) instanceof byte[] bytes ? bytes.length : -1;
  }

  private static Layout packing(SegObject seg, List<ReadWarning> warnings)
      throws DicomReadException {
    long found = length(seg);
    long perFrame = seg.frames() * PackedBits.length(1, seg.rows(), seg.columns());
    long packed = PackedBits.length(seg.frames(), seg.rows(), seg.columns());
    if (packed != perFrame
        && (found == perFrame || found == perFrame + perFrame % 2)
        && found > packed + packed % 2) {
      warnings.add(new ReadWarning("frames-on-bytes", "Every frame begins on a byte of its own."));
      return Layout.PACKED_PER_FRAME;
    }
    if (found < packed) {
      throw new DicomReadException(
          "Cannot read the segmentation: its pixel data have "
              + found
              + " bytes, its size asks for "
              + packed
              + ". The file is incomplete; fetch it again.");
    }
    if (found > packed + packed % 2) {
      warnings.add(
          new ReadWarning(
              "excess-pixel-data",
              "The pixel data have " + found + " bytes, " + packed + " are needed."));
    }
    return Layout.PACKED;
  }

  /** The pixels of a frame of a BINARY segmentation. */
  SliceMask bits(int frame) throws DicomReadException, IOException {
    if (layout == Layout.DECODED) {
      RawFrame raw = decoded(frame);
      double least = lossy ? halfOfLargest(raw) : Double.MIN_VALUE;
      return SliceMask.of(
          seg.columns(), seg.rows(), (c, r) -> raw.sample(r * seg.columns() + c) >= least);
    }
    int pixels = seg.rows() * seg.columns();
    long firstBit =
        layout == Layout.PACKED
            ? (long) frame * pixels
            : frame * PackedBits.length(1, seg.rows(), seg.columns()) * 8;
    long firstByte = firstBit / 8;
    int bytes = (int) ((firstBit + pixels + 7) / 8 - firstByte);
    return PackedBits.unpack(
        read(firstByte, bytes), (int) (firstBit % 8), seg.rows(), seg.columns());
  }

  private static double halfOfLargest(RawFrame raw) {
    double largest = 1;
    for (int n = 0; n < raw.size(); n++) {
      largest = Math.max(largest, raw.sample(n));
    }
    return largest / 2;
  }

  /** The steps of a frame of a FRACTIONAL segmentation, one unsigned byte per pixel. */
  byte[] steps(int frame) throws DicomReadException, IOException {
    if (layout != Layout.DECODED) {
      return bits(frame).toBytes((byte) seg.maximum());
    }
    RawFrame raw = decoded(frame);
    if (raw instanceof RawFrame.Bytes bytes) {
      return bytes.data();
    }
    byte[] steps = new byte[raw.size()];
    for (int n = 0; n < steps.length; n++) {
      steps[n] = (byte) Math.max(0, Math.min(seg.maximum(), raw.sample(n)));
    }
    return steps;
  }

  /** The numbers in a frame of a LABELMAP segmentation, 0 to 65535. */
  char[] labels(int frame) throws DicomReadException, IOException {
    if (layout != Layout.DECODED) {
      SliceMask bits = bits(frame);
      byte[] ones = bits.toBytes((byte) 1);
      char[] labels = new char[ones.length];
      for (int n = 0; n < labels.length; n++) {
        labels[n] = (char) ones[n];
      }
      return labels;
    }
    RawFrame raw = decoded(frame);
    char[] labels = new char[raw.size()];
    for (int n = 0; n < labels.length; n++) {
      double label = raw.sample(n);
      if (!(label >= 0 && label <= Character.MAX_VALUE)) {
        throw new DicomReadException(
            "Cannot read the segmentation: frame "
                + (frame + 1)
                + " holds the segment number "
                + label
                + ", expected 0 to 65535.");
      }
      labels[n] = (char) label;
    }
    return labels;
  }

  private RawFrame decoded(int frame) throws DicomReadException, IOException {
    RawFrame raw = decoder.orElseThrow().frame(frame);
    if (raw.size() != seg.rows() * seg.columns()) {
      throw new DicomReadException(
          "Cannot read the segmentation: a pixel of frame "
              + (frame + 1)
              + " has several samples, expected one.");
    }
    return raw;
  }

  /** Whether packed bits have nothing set after the last pixel, as in a clean file. */
  boolean paddingIsZero() throws IOException {
    long usedBits = (long) seg.frames() * seg.rows() * seg.columns();
    byte[] tail = read(usedBits / 8, (int) Math.min(length(seg) - usedBits / 8, 16));
    if (tail.length > 0) {
      tail[0] = (byte) (tail[0] >> (usedBits % 8));
    }
    return ByteBuffer.wrap(tail).equals(ByteBuffer.allocate(tail.length));
  }

  private byte[] read(long position, int count) throws IOException {
    if (channel.isEmpty()) {
      byte[] all = (byte[]) seg.dataset().getValue(Tag.PixelData);
      return Arrays.copyOfRange(all, (int) position, (int) position + count);
    }
    long start = seg.file().pixelData().orElseThrow().offset();
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.get().read(buffer, start + position + buffer.position()) < 0) {
        throw new EOFException("the file ends within its pixel data");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
    }
  }
}
