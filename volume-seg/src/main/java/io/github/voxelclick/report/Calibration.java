package io.github.voxelclick.report;

import io.github.voxelclick.evaluate.RankCorrelation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether a model's confidence says how much a person then changes: over the slices that a person
 * confirmed or worked on and that came with a confidence.
 *
 * @param n slices
 * @param segments that they are of; slices of one segment resemble one another
 * @param bins ten, of equal width, from 0 to 1
 * @param spearman rank correlation of confidence and Dice, −1 to 1; empty where all confidences or
 *     all Dice are equal, or for fewer than two slices
 */
public record Calibration(int n, int segments, List<Bin> bins, OptionalDouble spearman) {
  private static final int BINS = 10;

  /**
   * Slices of similar confidence.
   *
   * @param low confidence from which on
   * @param high confidence up to which, excluded but for 1
   * @param n slices
   * @param corrected those with a Dice below 0.95
   * @param meanConfidence 0 to 1; empty for no slice
   * @param meanDice of the mask made and the saved one, 0 to 1; empty for no slice
   */
  public record Bin(
      double low,
      double high,
      int n,
      int corrected,
      OptionalDouble meanConfidence,
      OptionalDouble meanDice) {
    /** Corrected by all, 0 to 1. */
    public OptionalDouble correctedShare() {
      return SliceRates.share(corrected, n);
    }
  }

  /** Takes the list as it is at this moment. */
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Of slices.
   *
   * @param slices of a model; those not seen or without confidence are left out
   * @param segments how many segments those that count are of
   */
  static Calibration of(List<MadeSlice> slices, int segments) {
    List<MadeSlice> counted = slices.stream().filter(Calibration::counts).toList();
    int[] n = new int[BINS];
    int[] corrected = new int[BINS];
    double[] confidence = new double[BINS];
    double[] dice = new double[BINS];
    double[] confidences = new double[counted.size()];
    double[] dices = new double[counted.size()];
    for (int k = 0; k < confidences.length; k++) {
      MadeSlice slice = counted.get(k);
      confidences[k] = slice.confidence().orElseThrow();
      dices[k] = slice.dice();
      int bin = bin(confidences[k]);
      n[bin]++;
      corrected[bin] += slice.isCorrected() ? 1 : 0;
      confidence[bin] += confidences[k];
      dice[bin] += dices[k];
    }
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      bins.add(
          new Bin(
              low(b),
              low(b + 1),
              n[b],
              corrected[b],
              n[b] == 0 ? OptionalDouble.empty() : OptionalDouble.of(confidence[b] / n[b]),
              n[b] == 0 ? OptionalDouble.empty() : OptionalDouble.of(dice[b] / n[b])));
    }
    return new Calibration(
        confidences.length, segments, bins, RankCorrelation.of(confidences, dices));
  }

  static boolean counts(MadeSlice slice) {
    return slice.seen() && slice.isModel() && slice.confidence().isPresent();
  }

  private static double low(int bin) {
    return bin / (double) BINS;
  }

  /** By comparison: 0.3 times 10 may not be 3. */
  private static int bin(double confidence) {
    int bin = BINS - 1;
    while (bin > 0 && confidence < low(bin)) {
      bin--;
    }
    return bin;
  }
}
