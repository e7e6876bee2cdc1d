package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Float and Double Float Pixel Data, little-endian (PS3.3 §C.7.6.24): always uncompressed. */
final class FloatDecoder implements FrameDecoder {
  /** Refuses what such pixel data cannot be. */
  static void checkSupported(PixelDescription description, int bits) throws DicomReadException {
    if (description.bitsAllocated() != bits || description.samplesPerPixel() != 1) {
      throw new DicomReadException(
          "Cannot read the pixels: floating-point pixel data of "
              + description.samplesPerPixel()
              + " samples per pixel with "
              + description.bitsAllocated()
              + " bits allocated, expected 1 with "
              + bits
              + ".");
    }
  }

  @Override
  public RawFrame decode(byte[] encoded, PixelDescription description) throws DicomReadException {
    ByteBuffer cells = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    if (description.bitsAllocated() == 32) {
      float[] samples = new float[description.samplesPerFrame()];
      cells.asFloatBuffer().get(samples);
      return new RawFrame.Floats(samples);
    }
    double[] samples = new double[description.samplesPerFrame()];
    cells.asDoubleBuffer().get(samples);
    return new RawFrame.Doubles(samples);
  }
}
