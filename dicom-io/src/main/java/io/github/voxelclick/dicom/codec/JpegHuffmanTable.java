package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.util.Arrays;

/** A Huffman table (ITU-T T.81 annex C) as one array, looked up with the bits that follow. */
final class JpegHuffmanTable {
  static final int MAX_LENGTH = 16;

  private final int longest;

  /** By the next {@code longest} bits: length of the code, then its symbol; 0 is no code. */
  private final short[] codes;

  private JpegHuffmanTable(int longest) {
    this.longest = longest;
    this.codes = new short[1 << longest];
  }

  /**
   * Builds a table.
   *
   * @param bytes holds the numbers of codes of each length from 1 to 16, then the symbols
   * @param from offset of the numbers
   */
  static JpegHuffmanTable of(byte[] bytes, int from) throws DicomReadException {
    int longest = MAX_LENGTH;
    while (longest > 0 && bytes[from + longest - 1] == 0) {
      longest--;
    }
    JpegHuffmanTable table = new JpegHuffmanTable(longest);
    int code = 0;
    int symbol = from + MAX_LENGTH;
    for (int length = 1; length <= longest; length++) {
      int spread = 1 << (longest - length);
      for (int i = bytes[from + length - 1] & 0xFF; i > 0; i--) {
        if ((code + 1) * spread > table.codes.length) {
          throw JpegCodestream.damaged("a Huffman table has too many codes");
        }
        short entry = (short) (length << 8 | (bytes[symbol++] & 0xFF));
        Arrays.fill(table.codes, code * spread, (code + 1) * spread, entry);
        code++;
      }
      code <<= 1;
    }
    return table;
  }

  /**
   * Finds the code that comes next.
   *
   * @param ahead the bits that follow, from the most significant one
   * @return length of the code shifted by 8, and its symbol
   */
  int next(long ahead) throws DicomReadException {
    int entry = find(ahead);
    if (entry == 0) {
      throw JpegCodestream.damaged("its data hold a code that no Huffman table has");
    }
    return entry;
  }

  /** As {@link #next}, but 0 if there is no such code. */
  int find(long ahead) {
    // Two shifts, as a table without any code takes no bit.
    return codes[(int) (ahead >>> 1 >>> (63 - longest))];
  }

  /** The number that {@code size} bits mean (F.2.2.1): the lower half of the codes is negative. */
  static int extend(int bits, int size) {
    return size > 0 && bits >> (size - 1) == 0 ? bits - (1 << size) + 1 : bits;
  }
}
