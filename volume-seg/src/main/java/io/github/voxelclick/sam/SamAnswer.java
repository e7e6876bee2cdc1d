package io.github.voxelclick.sam;

import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.onnx.FloatTensor;
import io.github.voxelclick.volume.ModelException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The mask that is taken of those that a decoder gives.
 *
 * @param logits row by row
 * @param columns places per row of them
 * @param score the quality that the model expects, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
record SamAnswer(float[] logits, int columns, Optional<Double> score) {
  /** Masks of a decoder with one mask for sure prompts and three for one that is ambiguous. */
  private static final int ALL_TOKENS = 4;

  /**
   * Chooses.
   *
   * @param masks [.., masks, rows, columns]
   * @param scores one per mask
   * @param ambiguous whether all that is known is a single click
   * @throws ModelException when numbers are missing or not finite
   */
  static SamAnswer choose(
      SamProfile.MaskOutput how,
      ModelProfile profile,
      FloatTensor masks,
      Optional<FloatTensor> scores,
      boolean ambiguous)
      throws ModelException {
    if (masks.shape().length < 3) {
      throw broken(profile, "\"" + how.output() + "\" is " + masks, "[.., masks, rows, columns]");
    }
    int columns = masks.fromLast(0);
    int pixels = columns * masks.fromLast(1);
    int count = masks.values().length / Math.max(1, pixels);
    if (count < 1 || (scores.isPresent() && scores.get().values().length != count)) {
      throw broken(profile, masks + " and " + scores, "one score for each of the masks");
    }
    float[] quality = scores.map(FloatTensor::values).orElseGet(() -> new float[count]);
    int chosen =
        switch (how.choose()) {
          case FIRST -> 0;
          case BEST -> best(quality, Math.min(how.first(), count - 1));
          case SAM -> sam(quality, ambiguous);
          case SAM2 -> {
            boolean firm = quality.length != ALL_TOKENS || isStable(how, masks.values(), pixels);
            yield sam(quality, ambiguous || !firm);
          }
        };
    float[] logits = Arrays.copyOfRange(masks.values(), chosen * pixels, (chosen + 1) * pixels);
    for (float l : logits) {
      if (Float.isNaN(l)) {
        throw broken(profile, "NaN in \"" + how.output() + "\"", "numbers");
      }
    }
    Optional<Double> score =
        scores.map(
            s -> Math.max(0.0, Math.min(1.0, Float.isNaN(quality[chosen]) ? 0 : quality[chosen])));
    return new SamAnswer(logits, columns, score);
  }

  /** Mask 0 answers sure prompts, 1 to 3 an ambiguous one. */
  private static int sam(float[] quality, boolean ambiguous) {
    if (quality.length == ALL_TOKENS) {
      return ambiguous ? best(quality, 1) : 0;
    }
    return best(quality, 0);
  }

  private static int best(float[] quality, int from) {
    int best = from;
    for (int n = from + 1; n < quality.length; n++) {
      if (quality[n] > quality[best]) {
        best = n;
      }
    }
    return best;
  }

  /** Whether mask 0 hardly changes when its threshold is moved a little (SAM 2). */
  private static boolean isStable(SamProfile.MaskOutput how, float[] masks, int pixels) {
    long sure = 0;
    long possible = 0;
    for (int n = 0; n < pixels; n++) {
      sure += masks[n] > how.stabilityDelta() ? 1 : 0;
      possible += masks[n] > -how.stabilityDelta() ? 1 : 0;
    }
    return possible == 0 || (double) sure / possible >= how.stabilityThreshold();
  }

  /** The logits, cut off at plus and minus a limit. */
  float[] limited(double limit) {
    float[] out = logits.clone();
    for (int n = 0; n < out.length; n++) {
      out[n] = (float) Math.max(-limit, Math.min(limit, out[n]));
    }
    return out;
  }

  void requireSize(int wantedColumns, int wantedRows) throws ModelException {
    if (columns != wantedColumns || logits.length != wantedColumns * wantedRows) {
      throw new ModelException(
          "The model gave a mask of "
              + columns
              + "x"
              + logits.length / columns
              + " pixels, expected "
              + wantedColumns
              + "x"
              + wantedRows
              + ". Choose the profile made for this model.");
    }
  }

  private static ModelException broken(ModelProfile profile, String found, String expected) {
    return new ModelException(
        "The model "
            + profile.id()
            + " gave no usable mask: "
            + found
            + ", expected "
            + expected
            + ". Choose the profile made for this model.");
  }
}
