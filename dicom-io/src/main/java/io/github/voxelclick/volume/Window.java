package io.github.voxelclick.volume;

/**
 * A range of modality values that is shown from black to white (PS3.3 C.11.2, linear).
 *
 * @param low value shown black
 * @param high value shown white, above {@code low}
 */
public record Window(double low, double high) {
  /** Checks that the range is not empty. */
  public Window {
    if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException("window " + low + ".." + high + " is empty");
    }
  }

  /** The window with this centre (level) and width, as LINEAR_EXACT of PS3.3 §C.11.2.1.3 has it. */
  public static Window ofCentreWidth(double centre, double width) {
    return new Window(centre - width / 2, centre + width / 2);
  }

  /** The value's place in the window, clamped to 0..1. */
  public float normalise(double value) {
    return (float) Math.min(1, Math.max(0, (value - low) / (high - low)));
  }
}
