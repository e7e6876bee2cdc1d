package io.github.voxelclick.volume;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What the modality values of a PET volume are measured in, and how they become standardised uptake
 * values by body weight (SUVbw, g/ml). It changes no value. Immutable.
 *
 * @param name unit of the modality values, such as {@code Bq/ml} or {@code SUVbw}; empty where the
 *     source does not say
 * @param suvFactor SUVbw of a voxel = factor · its modality value; above 0 and finite; 1 where the
 *     values are SUVbw already; empty where SUV cannot be calculated
 * @param reason why there is no factor, one sentence without data of the patient; empty beside a
 *     factor
 */
public record PetUnit(String name, OptionalDouble suvFactor, String reason) {
  /** Unit of values that are SUV by body weight. */
  public static final String SUV_BW = "SUVbw";

  /** Checks that there is either a factor or a reason. */
  public PetUnit {
    Objects.requireNonNull(name, "name");
    if (suvFactor.isPresent() != reason.isEmpty()) {
      throw new IllegalArgumentException("expected either a factor or a reason why there is none");
    }
    double factor = suvFactor.orElse(1);
    if (!(factor > 0) || !Double.isFinite(factor)) {
      throw new IllegalArgumentException("SUV factor " + factor);
    }
  }

  /**
   * Values of which SUV can be calculated.
   *
   * @param name their unit
   * @param suvFactor SUVbw per unit, above 0
   */
  public static PetUnit of(String name, double suvFactor) {
    return new PetUnit(name, OptionalDouble.of(suvFactor), "");
  }

  /**
   * Values of which SUV cannot be calculated.
   *
   * @param name their unit; may be empty
   * @param reason why, in one sentence
   */
  public static PetUnit withoutSuv(String name, String reason) {
    return new PetUnit(name, OptionalDouble.empty(), reason);
  }
}
