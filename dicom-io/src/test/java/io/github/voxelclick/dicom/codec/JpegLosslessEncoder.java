package io.github.voxelclick.dicom.codec;

import java.io.ByteArrayOutputStream;

/**
 * The simplest encoder of JPEG lossless (ITU-T T.81 annex H): one grey component, a Huffman table
 * in which every difference category 0 to 16 has a code of 5 bits.
 */
final class JpegLosslessEncoder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int predictor;
  private int bits;
  private int bitCount;

  private JpegLosslessEncoder(int predictor) {
    this.predictor = predictor;
  }

  static byte[] encode(int[] samples, int columns, int precision, int predictor) {
    return new JpegLosslessEncoder(predictor).run(samples, columns, precision);
  }

  private byte[] run(int[] samples, int columns, int precision) {
    int rows = samples.length / columns;
    marker(0xD8);
    marker(0xC3);
    u16(11);
    out.write(precision);
    u16(rows);
    u16(columns);
    out.writeBytes(new byte[] {1, 1, 0x11, 0});
    marker(0xC4);
    u16(2 + 17 + 17);
    out.write(0);
    for (int length = 1; length <= 16; length++) {
      out.write(length == 5 ? 17 : 0);
    }
    for (int category = 0; category <= 16; category++) {
      out.write(category);
    }
    marker(0xDA);
    u16(8);
    out.writeBytes(new byte[] {1, 1, 0, (byte) predictor, 0, 0});
    for (int i = 0; i < samples.length; i++) {
      difference(samples[i] - prediction(samples, i, columns, precision));
    }
    while (bitCount > 0) {
      bit(1);
    }
    marker(0xD9);
    return out.toByteArray();
  }

  private int prediction(int[] samples, int i, int columns, int precision) {
    int x = i % columns;
    if (i == 0) {
      return 1 << (precision - 1);
    }
    if (i < columns) {
      return samples[i - 1];
    }
    int above = samples[i - columns];
    if (x == 0) {
      return above;
    }
    int left = samples[i - 1];
    int corner = samples[i - columns - 1];
    return switch (predictor) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> corner;
      case 4 -> left + above - corner;
      case 5 -> left + ((above - corner) >> 1);
      case 6 -> above + ((left - corner) >> 1);
      default -> (left + above) >> 1;
    };
  }

  /** A difference modulo 2¹⁶, as its category and the bits that tell it within (H.1.2.2). */
  private void difference(int value) {
    int difference = (short) value;
    if (difference == Short.MIN_VALUE) {
      code(16);
      return;
    }
    int category = 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
    code(category);
    int extra = difference < 0 ? difference - 1 : difference;
    for (int i = category - 1; i >= 0; i--) {
      bit(extra >> i & 1);
    }
  }

  private void code(int category) {
    for (int i = 4; i >= 0; i--) {
      bit(category >> i & 1);
    }
  }

  private void bit(int value) {
    bits = bits << 1 | value;
    if (++bitCount == 8) {
      out.write(bits);
      if ((bits & 0xFF) == 0xFF) {
        out.write(0);
      }
      bits = 0;
      bitCount = 0;
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
