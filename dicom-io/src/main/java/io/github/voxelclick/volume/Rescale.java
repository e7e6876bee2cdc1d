package io.github.voxelclick.volume;

/**
 * Stored sample to modality value: value = slope · stored + intercept (PS3.3 C.11.1).
 *
 * @param slope finite, not zero
 * @param intercept finite, in the unit of the modality value
 */
public record Rescale(double slope, double intercept) {
  /** Stored samples are the values. */
  public static final Rescale IDENTITY = new Rescale(1, 0);

  /** Checks the numbers. */
  public Rescale {
    if (!Double.isFinite(slope) || slope == 0 || !Double.isFinite(intercept)) {
      throw new IllegalArgumentException("rescale slope " + slope + ", intercept " + intercept);
    }
  }

  /** The modality value of a stored sample. */
  public double apply(double stored) {
    return slope * stored + intercept;
  }
}
