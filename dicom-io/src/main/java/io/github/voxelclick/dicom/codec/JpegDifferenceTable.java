package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;

/**
 * Reads the differences of lossless JPEG (ITU-T T.81 H.1.2.2): a Huffman code for the number of
 * bits, then the bits. Most of them are found by one look-up of both together.
 */
final class JpegDifferenceTable {
  /** Low bits of a result: how many bits the difference took. */
  static final int LENGTH_BITS = 8;

  static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

  /** Covers nearly all differences of CT images and stays in the processor's first cache. */
  private static final int QUICK_BITS = 12;

  /** The category of the difference 32768, which no bits follow. */
  private static final int MAX_CATEGORY = 16;

  private final JpegHuffmanTable huffman;

  /** By the next bits: a result, or 0 where they do not suffice. */
  private final int[] quick = new int[1 << QUICK_BITS];

  JpegDifferenceTable(JpegHuffmanTable huffman) {
    this.huffman = huffman;
    for (int bits = 0; bits < quick.length; bits++) {
      int found = huffman.find((long) bits << (Long.SIZE - QUICK_BITS));
      int category = found & 0xFF;
      if (found != 0 && category <= MAX_CATEGORY) {
        int result = difference(found, (long) bits << (Long.SIZE - QUICK_BITS));
        quick[bits] = (result & LENGTH_MASK) <= QUICK_BITS ? result : 0;
      }
    }
  }

  /**
   * Reads a difference.
   *
   * @param ahead the bits that follow, from the most significant one; at least 32
   * @return the difference, shifted by {@link #LENGTH_BITS}, and the number of bits it took
   * @throws DicomReadException if the bits are no difference
   */
  int next(long ahead) throws DicomReadException {
    int result = quick[(int) (ahead >>> (Long.SIZE - QUICK_BITS))];
    return result != 0 ? result : longer(ahead);
  }

  private int longer(long ahead) throws DicomReadException {
    int found = huffman.next(ahead);
    if ((found & 0xFF) > MAX_CATEGORY) {
      throw JpegCodestream.damaged("its data hold a difference of more than 16 bits");
    }
    return difference(found, ahead);
  }

  private static int difference(int found, long ahead) {
    int length = found >> 8;
    int category = found & 0xFF;
    if (category == MAX_CATEGORY) {
      return (1 << (MAX_CATEGORY - 1) << LENGTH_BITS) | length;
    }
    int bits = (int) (ahead << length >>> 1 >>> (63 - category));
    return (JpegHuffmanTable.extend(bits, category) << LENGTH_BITS) | (length + category);
  }
}
