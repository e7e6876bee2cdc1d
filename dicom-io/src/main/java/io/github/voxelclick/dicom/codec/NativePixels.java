package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.io.PixelDataLocation;
import io.github.voxelclick.volume.DicomReadException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Uncompressed pixel data as one value, in the file or, of a deflated data set, in memory. Reads
 * the bytes of one frame at a time. Immutable and thread-safe.
 */
final class NativePixels {
  private final Path path;
  private final byte[] memory;
  private final long offset;
  private final long length;

  /** Bytes whose order is reversed together; 1 for little-endian data. */
  private final int word;

  private NativePixels(Path path, byte[] memory, long offset, long length, int word) {
    this.path = path;
    this.memory = memory;
    this.offset = offset;
    this.length = length;
    this.word = word;
  }

  /**
   * Finds the value.
   *
   * @return empty if the image has no pixel data
   */
  static Optional<NativePixels> of(DicomFile file, int tag, int bitsAllocated) {
    if (file.pixelData().isPresent()) {
      PixelDataLocation place = file.pixelData().get();
      int word = place.bigEndian() ? bigEndianWord(place.vr(), bitsAllocated) : 1;
      byte[] none = {};
      return Optional.of(new NativePixels(file.path(), none, place.offset(), place.length(), word));
    }
    return file.dataset().getValue(tag) instanceof byte[] bytes
        ? Optional.of(new NativePixels(file.path(), bytes, 0, bytes.length, 1))
        : Optional.empty();
  }

  /** Samples of 8 and 1 bits are swapped in pairs within OW, and not at all within OB. */
  private static int bigEndianWord(VR vr, int bitsAllocated) {
    return Math.max(bitsAllocated / 8, vr == VR.OW ? 2 : 1);
  }

  /** Bytes that are there. */
  long length() {
    return length;
  }

  /** How many whole frames are there. */
  long frames(long bitsPerFrame) {
    return length * 8 / bitsPerFrame;
  }

  /**
   * The bytes of a frame, little-endian, its first bit at the lowest of the first byte.
   *
   * @param frame index from 0
   * @param bitsPerFrame the same for all
   * @throws DicomReadException if the value ends before the frame does
   * @throws IOException if the file cannot be read
   */
  byte[] read(int frame, long bitsPerFrame) throws DicomReadException, IOException {
    if (frame >= frames(bitsPerFrame)) {
      throw new DicomReadException(
          String.format(
              "Cannot read frame %d: it needs %d bytes, and the pixel data hold %d bytes in all;"
                  + " the file is truncated or its size is described wrongly.",
              frame + 1, (bitsPerFrame + 7) / 8, length),
          Tag.PixelData,
          DicomReadException.UNKNOWN_OFFSET);
    }
    long firstBit = frame * bitsPerFrame;
    long from = firstBit / 8;
    long to = (firstBit + bitsPerFrame + 7) / 8;
    byte[] bytes = word == 1 ? stored(from, (int) (to - from)) : reversed(from, to);
    int shift = (int) (firstBit % 8);
    if (shift > 0) {
      shiftDown(bytes, shift);
    }
    return bytes;
  }

  private byte[] stored(long from, int count) throws IOException {
    if (memory.length > 0) {
      return Arrays.copyOfRange(memory, (int) from, (int) from + count);
    }
    byte[] bytes = new byte[count];
    try (RandomAccessFile in = new RandomAccessFile(path.toFile(), "r")) {
      in.seek(offset + from);
      in.readFully(bytes);
    }
    return bytes;
  }

  /** Frames of odd size begin within a word. */
  private byte[] reversed(long from, long to) throws IOException {
    long firstWord = from / word * word;
    long end = Math.min(length, (to + word - 1) / word * word);
    byte[] bytes = stored(firstWord, (int) (end - firstWord));
    for (int at = 0; at + word <= bytes.length; at += word) {
      for (int low = at, high = at + word - 1; low < high; low++, high--) {
        byte b = bytes[low];
        bytes[low] = bytes[high];
        bytes[high] = b;
      }
    }
    return Arrays.copyOfRange(bytes, (int) (from - firstWord), (int) (to - firstWord));
  }

  private static void shiftDown(byte[] bytes, int shift) {
    for (int i = 0; i < bytes.length; i++) {
      int above = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;
      bytes[i] = (byte) ((bytes[i] & 0xFF) >> shift | above << (8 - shift));
    }
  }
}
