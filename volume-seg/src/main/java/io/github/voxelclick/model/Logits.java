package io.github.voxelclick.model;

/** What networks give before it is a probability. */
public final class Logits {
  private Logits() {}

  /**
   * Logits as probabilities, by the logistic function.
   *
   * @param logits NaN stays NaN
   * @return 0 to 1, as many
   */
  public static float[] probabilities(float[] logits) {
    float[] values = new float[logits.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = (float) (1 / (1 + Math.exp(-logits[n])));
    }
    return values;
  }
}
