package io.github.voxelclick.dicom.seg;

/**
 * How the pixels of a file are stored.
 *
 * @param type of the segmentation
 * @param bits per pixel: 1 for BINARY, 8 for FRACTIONAL, 8 or 16 for LABELMAP
 * @param maximum step that stands for a whole voxel; 1 unless FRACTIONAL
 * @param background value of a label map where there is no segment
 */
record PixelForm(SegType type, int bits, int maximum, int background) {
  static PixelForm binary() {
    return new PixelForm(SegType.BINARY, 1, 1, 0);
  }

  static PixelForm fractional(int maximum) {
    return new PixelForm(SegType.FRACTIONAL, 8, maximum, 0);
  }

  /**
   * @param highest largest number of a segment
   */
  static PixelForm labels(int highest) {
    return new PixelForm(SegType.LABELMAP, highest <= 0xFF ? 8 : 16, 1, 0);
  }

  /** Bytes of the pixel data, without padding to an even length. */
  long length(long frames, int rows, int columns) {
    return bits == 1
        ? PackedBits.length(frames, rows, columns)
        : Math.multiplyExact(Math.multiplyExact(frames, (long) rows * columns), bits / 8L);
  }
}
