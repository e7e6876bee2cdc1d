package io.github.voxelclick.dicom.codec;

import java.io.ByteArrayOutputStream;

/**
 * The simplest encoder of sequential 12-bit JPEG (ITU-T T.81 annex F), given the coefficients:
 * every Huffman code has the same length, and every divisor is 1.
 */
final class JpegBlockEncoder {
  private static final int DC_CODE_LENGTH = 5;
  private static final int AC_CODE_LENGTH = 9;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int bits;
  private int bitCount;

  private JpegBlockEncoder() {}

  /**
   * @param blocks 64 coefficients each, in coded order
   * @param restart blocks between restart markers, 0 for none
   */
  static byte[] encode(int[][] blocks, int columns, int rows, int restart) {
    return new JpegBlockEncoder().run(blocks, columns, rows, restart);
  }

  private byte[] run(int[][] blocks, int columns, int rows, int restart) {
    marker(0xD8);
    marker(0xDB);
    u16(2 + 1 + 64);
    out.write(0);
    for (int i = 0; i < 64; i++) {
      out.write(1);
    }
    marker(0xC1);
    u16(11);
    out.write(12);
    u16(rows);
    u16(columns);
    out.writeBytes(new byte[] {1, 1, 0x11, 0});
    huffmanTable(0x00, 16, DC_CODE_LENGTH);
    huffmanTable(0x10, 255, AC_CODE_LENGTH);
    marker(0xDD);
    u16(4);
    u16(restart);
    marker(0xDA);
    u16(8);
    out.writeBytes(new byte[] {1, 1, 0, 0, 63, 0});
    int prediction = 0;
    for (int i = 0; i < blocks.length; i++) {
      if (restart > 0 && i > 0 && i % restart == 0) {
        flush();
        marker(0xD0 + (i / restart - 1) % 8);
        prediction = 0;
      }
      block(blocks[i], prediction);
      prediction = blocks[i][0];
    }
    flush();
    marker(0xD9);
    return out.toByteArray();
  }

  private void block(int[] coefficients, int prediction) {
    int difference = coefficients[0] - prediction;
    int category = category(difference);
    bits(category, DC_CODE_LENGTH);
    value(difference, category);
    int run = 0;
    for (int k = 1; k < 64; k++) {
      if (coefficients[k] == 0) {
        run++;
        continue;
      }
      for (; run > 15; run -= 16) {
        bits(0xF0, AC_CODE_LENGTH);
      }
      int size = category(coefficients[k]);
      bits(run << 4 | size, AC_CODE_LENGTH);
      value(coefficients[k], size);
      run = 0;
    }
    if (run > 0) {
      bits(0, AC_CODE_LENGTH);
    }
  }

  private void huffmanTable(int number, int symbols, int codeLength) {
    marker(0xC4);
    u16(2 + 17 + symbols);
    out.write(number);
    for (int length = 1; length <= 16; length++) {
      out.write(length == codeLength ? symbols : 0);
    }
    for (int symbol = 0; symbol < symbols; symbol++) {
      out.write(symbol);
    }
  }

  private static int category(int value) {
    return 32 - Integer.numberOfLeadingZeros(Math.abs(value));
  }

  private void value(int value, int size) {
    bits(value < 0 ? value - 1 : value, size);
  }

  private void flush() {
    while (bitCount > 0) {
      bits(1, 1);
    }
  }

  private void bits(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bits = bits << 1 | (value >> i & 1);
      if (++bitCount == 8) {
        out.write(bits);
        if ((bits & 0xFF) == 0xFF) {
          out.write(0);
        }
        bits = 0;
        bitCount = 0;
      }
    }
  }

  private void marker(int code) {
    out.write(0xFF);
    out.write(code);
  }

  private void u16(int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
