package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Volume;
import java.util.List;
import java.util.Objects;

/**
 * A volume read from a NIfTI file.
 *
 * @param volume samples and place (mm LPS)
 * @param header what a mask of this image has to repeat
 * @param warnings what was tolerated, those of the header first
 */
public record NiftiVolume(Volume volume, NiftiHeader header, List<ReadWarning> warnings) {
  /** Copies the list. */
  public NiftiVolume {
    Objects.requireNonNull(volume, "volume");
    Objects.requireNonNull(header, "header");
    warnings = List.copyOf(warnings);
  }
}
