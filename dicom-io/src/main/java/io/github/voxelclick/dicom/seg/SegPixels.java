package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.BulkData;
import io.github.voxelclick.dicom.data.Fragments;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.SliceMask;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * The frames of a BINARY segmentation without compression, read one by one from memory or from the
 * file. Not thread-safe.
 */
final class SegPixels implements Closeable {
  /** How the bits lie. */
  enum Layout {
    /** One stream of bits over all frames, as the standard has it. */
    PACKED,
    /** Every frame begins on a byte: a known fault of some writers. */
    PACKED_PER_FRAME,
    /** A byte per pixel, not zero where set: not legal for BINARY but met. */
    BYTES
  }

  private final int rows;
  private final int columns;
  private final int frames;
  private final Layout layout;
  private final byte[] inMemory;
  private final Optional<FileChannel> file;
  private final long start;
  private final long length;

  private SegPixels(
      Attributes dataset, Layout layout, byte[] inMemory, Optional<FileChannel> file, long start) {
    this.rows = dataset.getInt(Tag.Rows, 0);
    this.columns = dataset.getInt(Tag.Columns, 0);
    this.frames = frames(dataset);
    this.layout = layout;
    this.inMemory = inMemory;
    this.file = file;
    this.start = start;
    this.length = length(dataset);
  }

  /**
   * Opens the pixel data of a data set.
   *
   * @param dataset with Pixel Data in memory or as a reference into its file
   * @throws DicomReadException when they are absent, compressed or of another size than Rows,
   *     Columns and Number of Frames ask for
   */
  static SegPixels open(Attributes dataset) throws DicomReadException, IOException {
    Layout layout = layout(dataset);
    Object value = dataset.getValue(Tag.PixelData);
    if (value instanceof BulkData bulk) {
      FileChannel channel = FileChannel.open(bulk.getFile().toPath(), StandardOpenOption.READ);
      return new SegPixels(dataset, layout, new byte[0], Optional.of(channel), bulk.offset());
    }
    return new SegPixels(dataset, layout, (byte[]) value, Optional.empty(), 0);
  }

  /** Number of Frames; 1 where it is missing. */
  static int frames(Attributes dataset) {
    return dataset.getInt(Tag.NumberOfFrames, 1);
  }

  /** Bytes of Pixel Data, −1 when there are none or they are compressed. */
  static long length(Attributes dataset) {
    Object value = dataset.getValue(Tag.PixelData);
    if (value instanceof BulkData bulk) {
      return bulk.length();
    }
    return value instanceof byte[] bytes ? bytes.length : -1;
  }

  private static Layout layout(Attributes dataset) throws DicomReadException {
    if (dataset.getValue(Tag.PixelData) instanceof Fragments) {
      throw new DicomReadException(
          "Cannot read the segmentation: its pixel data are compressed, which is not supported for"
              + " segmentations yet. Convert it to Explicit VR Little Endian.");
    }
    int rows = dataset.getInt(Tag.Rows, 0);
    int columns = dataset.getInt(Tag.Columns, 0);
    int frames = frames(dataset);
    if (rows < 1 || columns < 1 || frames < 1 || (long) rows * columns > Integer.MAX_VALUE - 64) {
      throw new DicomReadException(
          "Cannot read the segmentation: it declares "
              + frames
              + " frames of "
              + columns
              + "x"
              + rows
              + " pixels.");
    }
    long found = length(dataset);
    long perFrame = frames * PackedBits.length(1, rows, columns);
    long packed = PackedBits.length(frames, rows, columns);
    if (dataset.getInt(Tag.BitsAllocated, 1) == 8) {
      checkLength((long) frames * rows * columns, found);
      return Layout.BYTES;
    }
    if (packed != perFrame
        && (found == perFrame || found == perFrame + perFrame % 2)
        && found > packed + packed % 2) {
      return Layout.PACKED_PER_FRAME;
    }
    checkLength(packed, found);
    return Layout.PACKED;
  }

  private static void checkLength(long expected, long found) throws DicomReadException {
    if (found < expected) {
      throw new DicomReadException(
          "Cannot read the segmentation: its pixel data have "
              + Math.max(0, found)
              + " bytes, its size asks for "
              + expected
              + ". The file is incomplete; fetch it again.");
    }
  }

  Layout layout() {
    return layout;
  }

  int frames() {
    return frames;
  }

  /** A frame, from 0. */
  SliceMask frame(int index) throws IOException {
    int pixels = rows * columns;
    if (layout == Layout.BYTES) {
      byte[] bytes = read((long) index * pixels, pixels);
      return SliceMask.of(columns, rows, (c, r) -> bytes[r * columns + c] != 0);
    }
    long firstBit =
        layout == Layout.PACKED
            ? (long) index * pixels
            : index * PackedBits.length(1, rows, columns) * 8;
    long firstByte = firstBit / 8;
    int bytes = (int) ((firstBit + pixels + 7) / 8 - firstByte);
    return PackedBits.unpack(read(firstByte, bytes), (int) (firstBit % 8), rows, columns);
  }

  /** What stands after the last pixel: spare bits and padding; all zero in a clean file. */
  boolean paddingIsZero() throws IOException {
    long usedBits = (long) frames * rows * columns;
    byte[] tail = read(usedBits / 8, (int) Math.min(length - usedBits / 8, 16));
    if (tail.length > 0) {
      tail[0] = (byte) (tail[0] >> (usedBits % 8));
    }
    return ByteBuffer.wrap(tail).equals(ByteBuffer.allocate(tail.length));
  }

  private byte[] read(long position, int count) throws IOException {
    if (file.isEmpty()) {
      return Arrays.copyOfRange(inMemory, (int) position, (int) position + count);
    }
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (file.get().read(buffer, start + position + buffer.position()) < 0) {
        throw new EOFException("the file ends within its pixel data");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
