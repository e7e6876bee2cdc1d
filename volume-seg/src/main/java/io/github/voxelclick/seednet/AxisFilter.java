package io.github.voxelclick.seednet;

import java.util.Arrays;

/**
 * How samples along one axis are weighed together at new positions: linear interpolation, where
 * nothing lies outside, after a Gaussian where the new positions are far apart. Blurring and
 * interpolating are both linear, so one set of weights does both, at a fraction of the cost of
 * blurring the whole slice.
 *
 * @param taps how many samples each new position weighs
 * @param sources index of each sample, [positions × taps]
 * @param weights of each sample, [positions × taps]; 0 where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // stays within this package and is never compared
record AxisFilter(int taps, int[] sources, float[] weights) {

  /** How many positions there are. */
  int positions() {
    return sources.length / taps;
  }

  /**
   * Positions at even steps over an axis.
   *
   * @param count samples along the axis
   * @param first place of the first position, in sample indices
   * @param step between positions, above 0
   * @param positions how many
   * @param kernel a Gaussian of odd length and sum 1, of length 1 to leave samples alone
   */
  static AxisFilter evenly(int count, double first, double step, int positions, float[] kernel) {
    double[] places = new double[positions];
    for (int n = 0; n < positions; n++) {
      places[n] = first + n * step;
    }
    return at(count, places, kernel);
  }

  static AxisFilter at(int count, double[] places, float[] kernel) {
    int radius = kernel.length / 2;
    int taps = kernel.length + 1;
    int[] sources = new int[places.length * taps];
    float[] weights = new float[places.length * taps];
    for (int n = 0; n < places.length; n++) {
      int below = (int) Math.floor(places[n]);
      float fraction = (float) (places[n] - below);
      float lower = below >= 0 && below < count ? 1 - fraction : 0;
      float upper = below + 1 >= 0 && below + 1 < count ? fraction : 0;
      for (int t = 0; t < taps; t++) {
        float weight = t < kernel.length ? lower * kernel[t] : 0;
        weight += t > 0 ? upper * kernel[t - 1] : 0;
        if (weight != 0) {
          sources[n * taps + t] = mirrored(below + t - radius, count);
          weights[n * taps + t] = weight;
        }
      }
    }
    return new AxisFilter(taps, sources, weights);
  }

  /** Reflect-101: samples beyond an end are those before it, the end itself not repeated. */
  private static int mirrored(int index, int count) {
    if (count == 1) {
      return 0;
    }
    int period = 2 * (count - 1);
    int at = Math.floorMod(index, period);
    return at < count ? at : period - at;
  }

  /** A sampled Gaussian up to four sigma, of sum 1. */
  static float[] gaussian(double sigma) {
    int radius = (int) Math.floor(4 * sigma + 0.5);
    double[] exact = new double[2 * radius + 1];
    for (int n = -radius; n <= radius; n++) {
      exact[n + radius] = Math.exp(-0.5 * (n / sigma) * (n / sigma));
    }
    double sum = Arrays.stream(exact).sum();
    float[] kernel = new float[exact.length];
    for (int n = 0; n < exact.length; n++) {
      kernel[n] = (float) (exact[n] / sum);
    }
    return kernel;
  }

  /** The kernel that changes nothing. */
  static float[] identity() {
    return new float[] {1};
  }
}
