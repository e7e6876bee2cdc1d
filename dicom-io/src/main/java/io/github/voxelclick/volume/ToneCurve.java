package io.github.voxelclick.volume;

import java.util.Arrays;

/**
 * How brightness grows within a window: from 0 (black) at its low end to 1 (white) at its high end,
 * not always steadily. Given at equally spaced places and straight between them. Immutable.
 */
public final class ToneCurve {
  /** Brightness grows steadily. */
  public static final ToneCurve LINEAR = new ToneCurve(new double[] {0, 1});

  private final double[] levels;

  private ToneCurve(double[] levels) {
    this.levels = levels;
  }

  /**
   * A curve through given points.
   *
   * @param levels at least two, each 0..1: the first of the low end, the last of the high end
   */
  public static ToneCurve through(double... levels) {
    if (levels.length < 2 || Arrays.stream(levels).anyMatch(level -> !(level >= 0 && level <= 1))) {
      throw new IllegalArgumentException("a tone curve of " + levels.length + " levels");
    }
    return new ToneCurve(levels.clone());
  }

  /**
   * The brightness at a place.
   *
   * @param place 0 for the low end of the window to 1 for the high end, as {@link Window#normalise}
   *     gives it
   * @return 0..1
   */
  public double brightness(double place) {
    double at = Math.min(1, Math.max(0, place)) * (levels.length - 1);
    int below = (int) Math.min(at, levels.length - 2);
    return levels[below] + (at - below) * (levels[below + 1] - levels[below]);
  }
}
