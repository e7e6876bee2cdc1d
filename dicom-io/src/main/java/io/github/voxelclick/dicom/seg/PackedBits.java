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

  /** Appends frames to a stream of bits. Not thread-safe. */
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
      long[] words = frame.toWords();
      int bits = frame.columns() * frame.rows();
      byte[] whole = new byte[(pendingBits + bits) / 8];
      int free = 8 - pendingBits;
      int taken = 0;
      for (int n = 0; n < whole.length; n++) {
        int wanted = n == 0 ? free : 8;
        int next = bitsAt(words, taken, wanted);
        whole[n] = (byte) (n == 0 ? pending | next << pendingBits : next);
        taken += wanted;
      }
      if (whole.length == 0) {
        pending |= bitsAt(words, 0, bits) << pendingBits;
        pendingBits += bits;
      } else {
        pendingBits = bits - taken;
        pending = bitsAt(words, taken, pendingBits);
      }
      out.write(whole);
      bytes += whole.length;
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

  /** Up to 8 bits of a frame from bit {@code from} on, in the lowest bits of the result. */
  private static int bitsAt(long[] words, int from, int count) {
    if (count == 0) {
      return 0;
    }
    int word = from >> 6;
    int shift = from & 63;
    long bits = words[word] >>> shift;
    if (shift + count > 64) {
      bits |= words[word + 1] << (64 - shift);
    }
    return (int) bits & ((1 << count) - 1);
  }

  /**
   * The frame whose pixels begin at bit {@code firstBit} (0 to 7) of the first byte.
   *
   * @param bytes at least ⌈(firstBit + rows · columns) / 8⌉ bytes
   */
  static SliceMask unpack(byte[] bytes, int firstBit, int rows, int columns) {
    int bits = rows * columns;
    long[] words = new long[(bits + 63) / 64];
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int w = 0; w < words.length; w++) {
      long word = wordAt(little, w * 8);
      if (firstBit > 0) {
        word = word >>> firstBit | wordAt(little, w * 8 + 8) << (64 - firstBit);
      }
      words[w] = word;
    }
    int used = bits & 63;
    if (used != 0) {
      words[words.length - 1] &= (1L << used) - 1;
    }
    return SliceMask.ofWords(columns, rows, words);
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
