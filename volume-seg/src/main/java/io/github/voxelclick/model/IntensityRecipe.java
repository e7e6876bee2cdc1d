package io.github.voxelclick.model;

import io.github.voxelclick.volume.Window;
import java.util.Objects;

/**
 * How modality values become the 0..1 that a model sees.
 *
 * @param ctSoft HU window unless one of the next two fits
 * @param ctLung HU window when the prompts lie on values below {@code ctLungBelow}
 * @param ctLungBelow HU
 * @param ctBone HU window when the prompts lie on values above {@code ctBoneAbove}
 * @param ctBoneAbove HU
 * @param lowPercentile per cent; for all other modalities the window reaches from this percentile
 *     of the volume
 * @param highPercentile per cent; to this one
 * @param aboveZero whether those percentiles are of the values above 0 alone, so that the air that
 *     scanners set to 0 does not count
 */
public record IntensityRecipe(
    Window ctSoft,
    Window ctLung,
    double ctLungBelow,
    Window ctBone,
    double ctBoneAbove,
    double lowPercentile,
    double highPercentile,
    boolean aboveZero) {
  /** Checks the order of the limits. */
  public IntensityRecipe {
    Objects.requireNonNull(ctSoft, "ctSoft");
    Objects.requireNonNull(ctLung, "ctLung");
    Objects.requireNonNull(ctBone, "ctBone");
    if (!(ctLungBelow < ctBoneAbove)) {
      throw new IllegalArgumentException("limits " + ctLungBelow + ", " + ctBoneAbove);
    }
    if (!(lowPercentile >= 0 && lowPercentile < highPercentile && highPercentile <= 100)) {
      throw new IllegalArgumentException("percentiles " + lowPercentile + ", " + highPercentile);
    }
  }
}
