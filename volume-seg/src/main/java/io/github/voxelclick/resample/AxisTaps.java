package io.github.voxelclick.resample;

import java.util.Arrays;

/**
 * Which pixels along one axis, weighed how, make each pixel of the resized axis.
 *
 * @param taps how many pixels each new one weighs
 * @param sources index of each, [positions × taps]; within the axis also where the weight is 0
 * @param weights of each, [positions × taps]; those of a position add up to 1, or to 0 outside
 */
@SuppressWarnings("ArrayRecordComponent") // stays within this package and is never compared
record AxisTaps(int taps, int[] sources, double[] weights) {

  /** OpenCV leaves out parts of pixels that are smaller than this, so that rounding adds none. */
  private static final double LEAST_PART = 1e-3;

  /** How many pixels the resized axis has. */
  int positions() {
    return sources.length / taps;
  }

  /** No weights yet. */
  static AxisTaps empty(int positions, int taps) {
    int length = Resize.arrayLength(taps, positions);
    return new AxisTaps(taps, new int[length], new double[length]);
  }

  /** Which pixels of the axis are needed at all. */
  boolean[] needed(int count) {
    boolean[] needed = new boolean[count];
    for (int n = 0; n < sources.length; n++) {
      needed[sources[n]] |= weights[n] != 0;
    }
    return needed;
  }

  /** The weights as floats. */
  float[] floats() {
    float[] floats = new float[weights.length];
    for (int n = 0; n < floats.length; n++) {
      floats[n] = (float) weights[n];
    }
    return floats;
  }

  /** The weights times 2 to the power of {@code bits}, rounded to whole numbers, halves to even. */
  int[] fixed(int bits) {
    return Arrays.stream(weights).mapToInt(w -> (int) Math.rint(w * (1 << bits))).toArray();
  }

  /** Between the two nearest pixels, by OpenCV's arithmetic, where places are floats. */
  static AxisTaps cvLinear(int count, int positions) {
    AxisTaps axis = empty(positions, 2);
    double step = cvStep(count, positions);
    for (int n = 0; n < positions; n++) {
      float place = (float) ((n + 0.5) * step - 0.5);
      int below = (int) Math.floor(place);
      axis.setPair(n, below, place - below, count);
    }
    return axis;
  }

  /** What OpenCV's area interpolation does where a plane grows: flat, but for pixels' borders. */
  static AxisTaps cvAreaGrown(int count, int positions) {
    AxisTaps axis = empty(positions, 2);
    double step = cvStep(count, positions);
    for (int n = 0; n < positions; n++) {
      int below = (int) Math.floor(n * step);
      float past = (float) ((n + 1) - (below + 1) / step);
      axis.setPair(n, below, past <= 0 ? 0 : past - (float) Math.floor(past), count);
    }
    return axis;
  }

  /** The mean over what becomes a pixel; {@code count} is at least {@code positions}. */
  static AxisTaps cvArea(int count, int positions) {
    double step = cvStep(count, positions);
    AxisTaps axis = empty(positions, (int) Math.ceil(step) + 1);
    for (int n = 0; n < positions; n++) {
      double from = n * step;
      double to = Math.min(from + step, count);
      int first = (int) Math.floor(from);
      for (int t = 0; t < axis.taps && first + t < count; t++) {
        double part = Math.min(to, first + t + 1) - Math.max(from, first + t);
        if (part > LEAST_PART) {
          axis.set(n, t, first + t, part / (to - from));
        }
      }
    }
    return axis;
  }

  /** OpenCV's distance between new pixels: an inverse of an inverse, which may round. */
  static double cvStep(int count, int positions) {
    return 1 / ((double) positions / count);
  }

  /** Between the two nearest pixels, with PyTorch's distance between new ones, which is a float. */
  static AxisTaps torchLinear(int count, int positions) {
    AxisTaps axis = empty(positions, 2);
    float step = (float) count / positions;
    for (int n = 0; n < positions; n++) {
      double place = Math.max(0, step * (n + 0.5) - 0.5);
      axis.setPair(n, (int) place, (float) (place - (int) place), count);
    }
    return axis;
  }

  /** The same with the first and last pixels' centres kept in place. */
  static AxisTaps torchCorners(int count, int positions) {
    AxisTaps axis = empty(positions, 2);
    float step = positions > 1 ? (float) (count - 1) / (positions - 1) : 0;
    for (int n = 0; n < positions; n++) {
      double place = (double) step * n;
      axis.setPair(n, (int) place, (float) (place - (int) place), count);
    }
    return axis;
  }

  /** A triangle around each new pixel's centre, as wide as its neighbours are apart. */
  static AxisTaps pilTriangle(int count, int positions) {
    double step = (double) count / positions;
    double[] centres = new double[positions];
    Arrays.setAll(centres, n -> (n + 0.5) * step);
    return triangle(count, step, centres);
  }

  /** The same, the centres in PyTorch's single precision. */
  static AxisTaps torchTriangle(int count, int positions) {
    float step = (float) count / positions;
    double[] centres = new double[positions];
    Arrays.setAll(centres, n -> step * (n + 0.5f));
    return triangle(count, step, centres);
  }

  /** The triangle is cut off at the ends of the axis, where the weights are scaled up to sum 1. */
  private static AxisTaps triangle(int count, double step, double[] centres) {
    double reach = Math.max(1, step);
    AxisTaps axis = empty(centres.length, (int) Math.ceil(reach) * 2 + 1);
    for (int n = 0; n < centres.length; n++) {
      int first = Math.max(0, (int) (centres[n] - reach + 0.5));
      int end = Math.min(count, (int) (centres[n] + reach + 0.5));
      double sum = 0;
      for (int at = first; at < end; at++) {
        double weight = Math.max(0, 1 - Math.abs((at - centres[n] + 0.5) / reach));
        axis.set(n, at - first, at, weight);
        sum += weight;
      }
      for (int t = 0; t < end - first; t++) {
        axis.weights[n * axis.taps + t] /= sum;
      }
    }
    return axis;
  }

  void set(int position, int tap, int source, double weight) {
    sources[position * taps + tap] = source;
    weights[position * taps + tap] = weight;
  }

  /** Sets two neighbours; beyond an end both are the last pixel. */
  private void setPair(int position, int below, float fraction, int count) {
    set(position, 0, Math.min(Math.max(below, 0), count - 1), 1 - fraction);
    set(position, 1, Math.min(Math.max(below + 1, 0), count - 1), fraction);
  }
}
