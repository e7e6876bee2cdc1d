package io.github.voxelclick.dicom.codec;

/** Brings decoded samples into their final form. */
final class Samples {
  private Samples() {}

  /**
   * Cuts each sample to the bits that count and extends its sign.
   *
   * @param samples raw values in the order of {@link RawFrame}
   * @param shift bits below the least significant one that counts
   */
  static RawFrame toFrame(int[] samples, int shift, PixelDescription description) {
    int unused = 32 - description.bitsStored();
    boolean signed = description.signed();
    if (description.bitsAllocated() == 32) {
      int[] ints = new int[samples.length];
      for (int i = 0; i < ints.length; i++) {
        int bits = samples[i] >> shift << unused;
        ints[i] = signed ? bits >> unused : bits >>> unused;
      }
      return new RawFrame.Ints(ints, signed);
    }
    if (description.bitsAllocated() <= 8) {
      byte[] bytes = new byte[samples.length];
      for (int i = 0; i < bytes.length; i++) {
        int bits = samples[i] >> shift << unused;
        bytes[i] = (byte) (signed ? bits >> unused : bits >>> unused);
      }
      return new RawFrame.Bytes(bytes, signed);
    }
    short[] shorts = new short[samples.length];
    for (int i = 0; i < shorts.length; i++) {
      int bits = samples[i] >> shift << unused;
      shorts[i] = (short) (signed ? bits >> unused : bits >>> unused);
    }
    return new RawFrame.Shorts(shorts, signed);
  }

  /** Bits below the ones that count where whole allocated cells are stored. */
  static int shiftOf(PixelDescription description) {
    return description.highBit() + 1 - description.bitsStored();
  }
}
