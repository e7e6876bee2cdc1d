package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Uncompressed integers, little-endian, of a frame that starts at a byte (PS3.5 §8). */
final class NativeDecoder implements FrameDecoder {
  @Override
  public RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException {
    checkSupported(description);
    if (encoded.length < description.bytesPerFrame()) {
      throw new DicomReadException(
          "Cannot decode a frame: it has "
              + encoded.length
              + " bytes, but its size needs "
              + description.bytesPerFrame()
              + ". The file is truncated or damaged.");
    }
    byte[] cells = encoded;
    if (description.isSubsampled()) {
      cells = shareChrominance(encoded, description);
    } else if (description.samplesPerPixel() == 3 && description.planar()) {
      cells = interleave(encoded, description);
    }
    return switch (description.bitsAllocated()) {
      case 1 -> bits(cells, description);
      case 8 -> bytes(cells, description);
      case 16 -> shorts(cells, description);
      default -> ints(cells, description);
    };
  }

  /** Refuses what no rule tells how to read. */
  static void checkSupported(PixelDescription description) throws DicomReadException {
    if (description.bitsAllocated() == 64) {
      throw new DicomReadException("Cannot decode the pixels: integers of 64 bits are not read.");
    }
    if (description.isSubsampled() && description.columns() % 2 != 0) {
      throw new DicomReadException(
          "Cannot decode the pixels: "
              + description.photometricInterpretation()
              + " with an odd number of columns, "
              + description.columns()
              + ", though two pixels share their chrominance.");
    }
  }

  /** From one plane per colour to colours side by side. */
  private static byte[] interleave(byte[] planes, PixelDescription description) {
    int cell = description.bitsAllocated() / 8;
    int pixels = description.rows() * description.columns();
    byte[] cells = new byte[3 * pixels * cell];
    for (int sample = 0; sample < 3 * pixels; sample++) {
      int from = (sample % 3 * pixels + sample / 3) * cell;
      for (int b = 0; b < cell; b++) {
        cells[sample * cell + b] = planes[from + b];
      }
    }
    return cells;
  }

  /** From Y₁ Y₂ C<sub>B</sub> C<sub>R</sub> for two pixels to three samples for each. */
  private static byte[] shareChrominance(byte[] pairs, PixelDescription description) {
    int cell = description.bitsAllocated() / 8;
    int pixels = description.rows() * description.columns();
    byte[] cells = new byte[3 * pixels * cell];
    for (int sample = 0; sample < 3 * pixels; sample++) {
      int pixel = sample / 3;
      int channel = sample % 3;
      int from = (pixel / 2 * 4 + (channel == 0 ? pixel % 2 : channel + 1)) * cell;
      for (int b = 0; b < cell; b++) {
        cells[sample * cell + b] = pairs[from + b];
      }
    }
    return cells;
  }

  /** The first sample is the least significant bit. */
  private static RawFrame bits(byte[] cells, PixelDescription description) {
    byte[] samples = new byte[description.samplesPerFrame()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (cells[i >> 3] >> (i & 7) & 1);
    }
    return new RawFrame.Bytes(samples, false);
  }

  private static RawFrame bytes(byte[] cells, PixelDescription description) {
    byte[] samples = new byte[description.samplesPerFrame()];
    System.arraycopy(cells, 0, samples, 0, samples.length);
    if (description.bitsStored() < 8) {
      int unused = 24 + 7 - description.highBit();
      int drop = 32 - description.bitsStored();
      boolean signed = description.signed();
      for (int i = 0; i < samples.length; i++) {
        int bits = samples[i] << unused;
        samples[i] = (byte) (signed ? bits >> drop : bits >>> drop);
      }
    }
    return new RawFrame.Bytes(samples, description.signed());
  }

  private static RawFrame shorts(byte[] cells, PixelDescription description) {
    short[] samples = new short[description.samplesPerFrame()];
    ByteBuffer.wrap(cells).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    if (description.bitsStored() < 16) {
      int unused = 16 + 15 - description.highBit();
      int drop = 32 - description.bitsStored();
      boolean signed = description.signed();
      for (int i = 0; i < samples.length; i++) {
        int bits = samples[i] << unused;
        samples[i] = (short) (signed ? bits >> drop : bits >>> drop);
      }
    }
    return new RawFrame.Shorts(samples, description.signed());
  }

  private static RawFrame ints(byte[] cells, PixelDescription description) {
    int[] samples = new int[description.samplesPerFrame()];
    ByteBuffer.wrap(cells).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(samples);
    int unused = 31 - description.highBit();
    int drop = 32 - description.bitsStored();
    boolean signed = description.signed();
    for (int i = 0; i < samples.length; i++) {
      int bits = samples[i] << unused;
      samples[i] = signed ? bits >> drop : bits >>> drop;
    }
    return new RawFrame.Ints(samples, description.signed());
  }
}
