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
    float[] levels = resized(grey, frame);
    int columns = how.resize() == SamProfile.Resize.NONE ? frame.columns() : side;
    int rows = how.resize() == SamProfile.Resize.NONE ? frame.rows() : side;
    boolean nchw = how.layout() == SamProfile.Layout.NCHW;
    int step = nchw ? 1 : CHANNELS;
    float[] out = new float[CHANNELS * columns * rows];
    float[] scaled = levels;
    for (int channel = 0; channel < CHANNELS; channel++) {
      if (channel == 0 || how.scaling() == SamProfile.Scaling.MEAN_STD) {
        scaled = scaled(levels, channel);
      }
      int first = nchw ? channel * columns * rows : channel;
      for (int r = 0; r < frame.modelRows(); r++) {
        int from = r * frame.modelColumns();
        int to = first + r * columns * step;
        for (int c = 0; c < frame.modelColumns(); c++) {
          out[to + c * step] = scaled[from + c];
        }
      }
    }
    return out;
  }

  /** Grey levels on the model's pixels: whole ones, but where the authors resize numbers. */
  private float[] resized(byte[] grey, SamFrame frame) {
    Interpolation interpolation = how.interpolation();
    int columns = frame.columns();
    int rows = frame.rows();
    boolean fits = columns == frame.modelColumns() && rows == frame.modelRows();
    boolean numbers =
        interpolation == Interpolation.TORCH_BILINEAR
            || interpolation == Interpolation.TORCH_BILINEAR_ANTIALIAS;
    if (numbers) {
      return Resize.floats(
          levels(grey), columns, rows, frame.modelColumns(), frame.modelRows(), interpolation);
    }
    return levels(
        fits && interpolation != Interpolation.SKIMAGE_CUBIC
            ? grey
            : Resize.bytes(
                grey, columns, rows, frame.modelColumns(), frame.modelRows(), interpolation));
  }

  private static float[] levels(byte[] grey) {
    float[] levels = new float[grey.length];
    for (int n = 0; n < levels.length; n++) {
      levels[n] = grey[n] & 0xff;
    }
    return levels;
  }

  /** Grey levels as a channel has them; in double precision where the authors' means are. */
  private float[] scaled(float[] levels, int channel) {
    return switch (how.scaling()) {
      case MEAN_STD -> standardised(levels, how.mean().get(channel), how.std().get(channel));
      case MIN_MAX -> stretched(levels);
      case UNIT -> divided(levels);
      case NONE -> levels;
    };
  }

  private static float[] standardised(float[] levels, double mean, double std) {
    float[] scaled = new float[levels.length];
    for (int n = 0; n < scaled.length; n++) {
      scaled[n] = (float) ((levels[n] - mean) / std);
    }
    return scaled;
  }

  private static float[] stretched(float[] levels) {
    float least = GREY_LEVELS;
    float most = 0;
    for (float level : levels) {
      least = Math.min(least, level);
      most = Math.max(most, level);
    }
    float range = Math.max(most - least, LEAST_RANGE);
    float[] scaled = new float[levels.length];
    for (int n = 0; n < scaled.length; n++) {
      scaled[n] = (levels[n] - least) / range;
    }
    return scaled;
  }

  private static float[] divided(float[] levels) {
    float[] scaled = new float[levels.length];
    for (int n = 0; n < scaled.length; n++) {
      scaled[n] = levels[n] / GREY_LEVELS;
    }
    return scaled;
  }
}
