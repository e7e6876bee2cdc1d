package io.github.voxelclick.plugin.view;

/**
 * How masks are drawn.
 *
 * @param shown whether masks and prompts are drawn at all
 * @param filled whether the inside is tinted, or only the outermost pixels are drawn
 * @param opacity of the tint, 0 (nothing) to 1 (hides the image)
 */
public record MaskStyle(boolean shown, boolean filled, double opacity) {
  /** A faint tint. */
  public static final MaskStyle DEFAULT = new MaskStyle(true, true, 0.3);

  /** Checks the range. */
  public MaskStyle {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("opacity " + opacity);
    }
  }

  /** The same, shown or hidden. */
  public MaskStyle withShown(boolean next) {
    return new MaskStyle(next, filled, opacity);
  }

  /** The same, filled or as an outline. */
  public MaskStyle withFilled(boolean next) {
    return new MaskStyle(shown, next, opacity);
  }

  /** The same with another opacity. */
  public MaskStyle withOpacity(double next) {
    return new MaskStyle(shown, filled, next);
  }
}
