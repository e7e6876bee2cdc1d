package io.github.voxelclick.dicom.codec;

import java.io.ByteArrayOutputStream;

/**
 * The simplest encoder of JPEG lossless (ITU-T T.81 annex H), with a Huffman table in which every
 * difference category 0 to 16 has a code of 5 bits.
 */
final class JpegLosslessEncoder {
  private final int columns;
  private final int precision;
  private final int predictor;
  private int components = 1;
  private boolean apart;
  private int rowsOfInterval;
  private int pointTransform;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int bits;
  private int bitCount;

  JpegLosslessEncoder(int columns, int precision, int predictor) {
    this.columns = columns;
    this.precision = precision;
    this.predictor = predictor;
  }

  /** One grey component, nothing special. */
  static byte[] encode(int[] samples, int columns, int precision, int predictor) {
    return new JpegLosslessEncoder(columns, precision, predictor).encode(samples);
  }

  /** Several components, side by side in the samples. */
  JpegLosslessEncoder components(int count) {
    components = count;
    return this;
  }

  /** Each component in a scan of its own. */
  JpegLosslessEncoder apart() {
    apart = true;
    return this;
  }

  /** Restart markers. */
  JpegLosslessEncoder restart(int everyRows) {
    rowsOfInterval = everyRows;
    return this;
  }

  /** Leaves the lowest bits off. */
  JpegLosslessEncoder pointTransform(int bitsLeftOff) {
    pointTransform = bitsLeftOff;
    return this;
  }

  byte[] encode(int[] samples) {
    int rows = samples.length / columns / components;
    marker(0xD8);
    marker(0xC3);
    u16(8 + 3 * components);
    out.write(precision);
    u16(rows);
    u16(columns);
    out.write(components);
    for (int i = 1; i <= components; i++) {
      out.writeBytes(new byte[] {(byte) i, 0x11, 0});
    }
    huffmanTable();
    marker(0xDD);
    u16(4);
    u16(rowsOfInterval * columns);
    if (apart) {
      for (int i = 0; i < components; i++) {
        scan(samples, i, 1);
      }
    } else {
      scan(samples, 0, components);
    }
    marker(0xD9);
    return out.toByteArray();
  }

  private void huffmanTable() {
    marker(0xC4);
    u16(2 + 17 + 17);
    out.write(0);
    for (int length = 1; length <= 16; length++) {
      out.write(length == 5 ? 17 : 0);
    }
    for (int category = 0; category <= 16; category++) {
      out.write(category);
    }
  }

  private void scan(int[] samples, int first, int count) {
    marker(0xDA);
    u16(6 + 2 * count);
    out.write(count);
    for (int i = first; i < first + count; i++) {
      out.writeBytes(new byte[] {(byte) (i + 1), 0});
    }
    out.writeBytes(new byte[] {(byte) predictor, 0, (byte) pointTransform});
    int rowLength = columns * components;
    for (int i = 0; i < samples.length; i++) {
      int component = i % components;
      int row = i / rowLength;
      boolean startsInterval = rowsOfInterval > 0 && row % rowsOfInterval == 0;
      if (i % rowLength == 0 && row > 0 && startsInterval) {
        flush();
        marker(0xD0 + (row / rowsOfInterval - 1) % 8);
      }
      if (component >= first && component < first + count) {
        boolean firstRow = row == 0 || startsInterval;
        difference(at(samples, i) - prediction(samples, i, firstRow));
      }
    }
    flush();
  }

  private int at(int[] samples, int i) {
    return samples[i] >> pointTransform;
  }

  private int prediction(int[] samples, int i, boolean firstRow) {
    int rowLength = columns * components;
    boolean firstColumn = i % rowLength < components;
    if (firstRow) {
      return firstColumn ? 1 << (precision - pointTransform - 1) : at(samples, i - components);
    }
    int above = at(samples, i - rowLength);
    if (firstColumn) {
      return above;
    }
    int left = at(samples, i - components);
    int corner = at(samples, i - rowLength - components);
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

  private void flush() {
    while (bitCount > 0) {
      bit(1);
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
