package io.github.voxelclick.measure;

import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;

/**
 * What the values of a volume are measured in, as far as the volume tells.
 *
 * @param name such as HU or Bq/ml; empty where the volume does not tell
 * @param remark why there is no unit, or why PET values do not become SUV; else empty
 */
public record IntensityUnit(String name, String remark) {
  /** The unit of a volume. */
  static IntensityUnit of(Volume volume) {
    if (volume.data() instanceof VoxelData.Rgb8) {
      return new IntensityUnit("luminance", "");
    }
    if (volume.pet().isPresent()) {
      return new IntensityUnit(volume.pet().get().name(), volume.pet().get().reason());
    }
    return switch (volume.modality()) {
      case "CT" -> new IntensityUnit("HU", "");
      case "PT" ->
          new IntensityUnit(
              "",
              "The image does not say in what unit its PET values are, nor the weight, dose and"
                  + " times that SUV needs.");
      case "" -> new IntensityUnit("", "The image does not say what its values are.");
      default -> new IntensityUnit("", "Values of this modality have no unit of their own.");
    };
  }
}
