package io.github.voxelclick.dicom.codec;

import java.util.Arrays;

/** Short ways to describe pixels in tests. */
final class Descriptions {
  private Descriptions() {}

  /** Grey images, all bits in the low end. */
  static PixelDescription grey(int columns, int rows, int allocated, int stored, boolean signed) {
    return new PixelDescription(
        rows, columns, 1, allocated, stored, stored - 1, signed, false, "MONOCHROME2");
  }

  /** RGB images of 8 bits. */
  static PixelDescription colour(int columns, int rows, boolean planar) {
    return new PixelDescription(rows, columns, 3, 8, 8, 7, false, planar, "RGB");
  }

  /** All samples of a frame. */
  static int[] samples(RawFrame frame) {
    int[] samples = new int[frame.size()];
    Arrays.setAll(samples, i -> (int) frame.sample(i));
    return samples;
  }
}
