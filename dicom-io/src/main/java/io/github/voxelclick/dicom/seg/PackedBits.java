package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.SliceMask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One-bit pixel data without compression (PS3.5 8.1.1 and annex D): pixel (f, r, c) is bit f·R·C +
 * r·C + c of one stream, the lowest bit of a byte first. Frames begin inside a byte wherever R·C is
 * no multiple of 8.
 */
final class PackedBits {
  private PackedBits() {}

  /** Bytes of the stream, without padding to an even length. */
  static long length(long frames, int rows, int columns) {
    return Math.addExact(Math.multiplyExact(frames, (long) rows * columns), 7) / 8;
  }

  /** Appends frames to a stream of bits, a word at a time. Not thread-safe. */
  static final class Packer {
    private final OutputStream out;

    /** Bits that do not fill a byte yet, at most 7. */
    private int pending;

    private int pendingBits;
    private long bytes;

    Packer(OutputStream out) {
      this.out = out;
    }

    /** Appends all pixels of a frame. */
    void add(SliceMask frame) throws IOException {
      int bits = frame.columns() * frame.rows();
      int whole = (int) (((long) pendingBits + bits) / 8);
      ByteBuffer little =
          ByteBuffer.allocate((frame.wordCount() + 1) * 8).order(ByteOrder.LITTLE_ENDIAN);
      long carry = pending;
      for (int w = 0; w < frame.wordCount(); w++) {
        long word = frame.word(w);
        little.putLong(word << pendingBits | carry);
        carry = pendingBits == 0 ? 0 : word >>> (64 - pendingBits);
      }
      little.putLong(carry);
      out.write(little.array(), 0, whole);
      bytes += whole;
      pending = little.get(whole) & 0xFF;
      pendingBits = (pendingBits + bits) % 8;
    }

    /** Appends the last bits and, to make the length even, a zero byte. */
    void finish() throws IOException {
      if (pendingBits > 0) {
        out.write(pending);
        bytes++;
        pending = 0;
        pendingBits = 0;
      }
      if (bytes % 2 != 0) {
        out.write(0);
        bytes++;
      }
    }
  }

  /**
   * The frame whose pixels begin at bit {@code firstBit} (0 to 7) of the first byte.
   *
   * @param bytes at least ⌈(firstBit + rows · columns) / 8⌉ bytes
   */
  static SliceMask unpack(byte[] bytes, int firstBit, int rows, int columns) {
    int bits = rows * columns;
    int last = bits / 64;
    long lastBits = (1L << (bits & 63)) - 1;
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return SliceMask.ofWords(
        columns,
        rows,
        w -> {
          long word = wordAt(little, w * 8);
          if (firstBit > 0) {
            word = word >>> firstBit | wordAt(little, w * 8 + 8) << (64 - firstBit);
          }
          return w == last ? word & lastBits : word;
        });
  }

  /** Eight bytes from an offset on as one number; bytes beyond the end count as zero. */
  private static long wordAt(ByteBuffer little, int offset) {
    if (offset + 8 <= little.limit()) {
      return little.getLong(offset);
    }
    long word = 0;
    for (int n = 0; offset + n < little.limit(); n++) {
      word |= (little.get(offset + n) & 0xFFL) << (8 * n);
    }
    return word;
  }
}
