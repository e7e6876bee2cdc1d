package io.github.voxelclick.dicom.codec;

import io.github.voxelclick.volume.DicomReadException;

/** Uncompressed samples, little-endian (PS3.5 §8). */
final class NativeDecoder implements FrameDecoder {
  /** Refuses samples that do not stand side by side, each with its own bytes. */
  static void checkSupported(PixelDescription description) throws DicomReadException {
    if (description.photometricInterpretation().endsWith("_422")) {
      throw new DicomReadException(
          "Cannot decode the pixels: uncompressed "
              + description.photometricInterpretation()
              + " colour is not supported.");
    }
  }

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
    return description.samplesPerPixel() == 1
        ? grey(encoded, description)
        : colour(encoded, description);
  }

  /** Without the detour over ints: this is what nearly all series take. */
  private static RawFrame grey(byte[] encoded, PixelDescription description) {
    int unused = description.bitsAllocated() - 1 - description.highBit();
    int drop = description.bitsAllocated() - description.bitsStored();
    boolean signed = description.signed();
    int count = description.samplesPerFrame();
    if (description.bitsAllocated() == 8) {
      byte[] bytes = new byte[count];
      for (int i = 0; i < count; i++) {
        int bits = encoded[i] << (24 + unused);
        bytes[i] = (byte) (signed ? bits >> (24 + drop) : bits >>> (24 + drop));
      }
      return new RawFrame.Bytes(bytes, signed);
    }
    short[] shorts = new short[count];
    for (int i = 0; i < count; i++) {
      int bits = ((encoded[2 * i] & 0xFF) | encoded[2 * i + 1] << 8) << (16 + unused);
      shorts[i] = (short) (signed ? bits >> (16 + drop) : bits >>> (16 + drop));
    }
    return new RawFrame.Shorts(shorts, signed);
  }

  private static RawFrame colour(byte[] encoded, PixelDescription description) {
    int pixels = description.rows() * description.columns();
    int planes = description.samplesPerPixel();
    int[] samples = new int[pixels * planes];
    for (int i = 0; i < samples.length; i++) {
      int from = description.planar() ? i % planes * pixels + i / planes : i;
      samples[i] =
          description.bitsAllocated() == 8
              ? encoded[from] & 0xFF
              : (encoded[2 * from] & 0xFF) | (encoded[2 * from + 1] & 0xFF) << 8;
    }
    return Samples.toFrame(samples, Samples.shiftOf(description), description);
  }
}
