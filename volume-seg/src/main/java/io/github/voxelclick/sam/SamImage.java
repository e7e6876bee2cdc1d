package io.github.voxelclick.sam;

import io.github.voxelclick.resample.Interpolation;
import io.github.voxelclick.resample.Resize;

/** A slice as an encoder's input: grey levels in the slice's window, resized and scaled. */
final class SamImage {
  private static final int CHANNELS = 3;
  private static final int GREY_LEVELS = 255;

  /** Keeps a slice of a single grey level from being divided by zero, as the authors do. */
  private static final float LEAST_RANGE = 1e-8f;

  private final SamProfile.Image how;

  SamImage(SamProfile.Image how) {
    this.how = how;
  }

  /**
   * The encoder's input.
   *
   * @param grey [rows × columns] of the slice
   * @param side columns and rows of a padded or stretched input
   * @return as the layout says, three equal channels
   */
  float[] input(byte[] grey, SamFrame frame, int side) {
    boolean fits = frame.columns() == frame.modelColumns() && frame.rows() == frame.modelRows();
    byte[] resized =
        fits && how.interpolation() != Interpolation.SKIMAGE_CUBIC
            ? grey
            : Resize.bytes(
                grey,
                frame.columns(),
                frame.rows(),
                frame.modelColumns(),
                frame.modelRows(),
                how.interpolation());
    int columns = how.resize() == SamProfile.Resize.NONE ? frame.columns() : side;
    int rows = how.resize() == SamProfile.Resize.NONE ? frame.rows() : side;
    float[] out = new float[CHANNELS * columns * rows];
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] levels = levels(resized, channel);
      for (int r = 0; r < frame.modelRows(); r++) {
        for (int c = 0; c < frame.modelColumns(); c++) {
          float value = levels[resized[r * frame.modelColumns() + c] & 0xff];
          int pixel = r * columns + c;
          out[
                  how.layout() == SamProfile.Layout.NCHW
                      ? channel * columns * rows + pixel
                      : pixel * CHANNELS + channel] =
              value;
        }
      }
    }
    return out;
  }

  /** What each of the 256 grey levels becomes in a channel. */
  private float[] levels(byte[] grey, int channel) {
    float[] levels = new float[GREY_LEVELS + 1];
    int least = GREY_LEVELS;
    int most = 0;
    for (byte b : grey) {
      least = Math.min(least, b & 0xff);
      most = Math.max(most, b & 0xff);
    }
    for (int level = 0; level <= GREY_LEVELS; level++) {
      levels[level] =
          switch (how.scaling()) {
            case MEAN_STD -> (float) ((level - how.mean().get(channel)) / how.std().get(channel));
            case MIN_MAX -> (level - least) / Math.max(most - least, LEAST_RANGE);
            case UNIT -> level / (float) GREY_LEVELS;
            case NONE -> level;
          };
    }
    return levels;
  }
}
