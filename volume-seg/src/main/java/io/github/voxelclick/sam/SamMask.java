package io.github.voxelclick.sam;

import io.github.voxelclick.model.Logits;
import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.resample.LinearTaps;
import io.github.voxelclick.volume.SliceMask;

/** Masks at the decoder's resolution on the slice's pixels and back. */
final class SamMask {
  private static final double HALF = 0.5;

  private final SamProfile.MaskOutput how;
  private final SamFrame frame;
  private final int side;

  /**
   * @param side columns and rows of the encoder's input
   */
  SamMask(SamProfile.MaskOutput how, SamFrame frame, int side) {
    this.how = how;
    this.frame = frame;
    this.side = side;
  }

  /**
   * A decoder's logits on the slice.
   *
   * @param logits row by row
   * @param columns places per row of it
   */
  ProbabilityMap onSlice(float[] logits, int columns) {
    boolean probabilities = how.resample() == SamProfile.Resampled.PROBABILITIES;
    float[] values = probabilities ? Logits.probabilities(logits) : logits;
    if (how.frame() != SamProfile.Frame.SLICE) {
      int rows = logits.length / columns;
      values =
          LinearTaps.apply(
              values,
              columns,
              taps(columns, frame.modelColumns(), frame.columns()),
              taps(rows, frame.modelRows(), frame.rows()));
    }
    return ProbabilityMap.of(
        frame.columns(), frame.rows(), probabilities ? values : Logits.probabilities(values));
  }

  private LinearTaps taps(int from, int covered, int slice) {
    int via = how.via().orElse(how.frame() == SamProfile.Frame.PADDED ? side : from);
    // Of a padded input only the part that the slice covers is looked at.
    int part = how.frame() == SamProfile.Frame.PADDED ? covered : via;
    LinearTaps toSlice = LinearTaps.bilinear(part, slice);
    return via == from ? toSlice : toSlice.after(LinearTaps.bilinear(from, via));
  }

  /**
   * A mask on the slice as logits for the decoder: one value inside, minus that outside.
   *
   * @return [side × side] of the mask input
   */
  float[] asLogits(SliceMask mask, SamProfile.Previous previous) {
    int target = previous.side();
    boolean padded = how.frame() == SamProfile.Frame.PADDED;
    double across = padded ? (double) target * frame.modelColumns() / side : target;
    double down = padded ? (double) target * frame.modelRows() / side : target;
    float[] logits = new float[target * target];
    float inside = (float) previous.maskLogit();
    for (int row = 0; row < target; row++) {
      int r = (int) Math.floor((row + HALF) * frame.rows() / down);
      for (int column = 0; column < target; column++) {
        int c = (int) Math.floor((column + HALF) * frame.columns() / across);
        boolean within = c < frame.columns() && r < frame.rows() && mask.get(c, r);
        logits[row * target + column] = within ? inside : -inside;
      }
    }
    return logits;
  }
}
