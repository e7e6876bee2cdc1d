package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Volume;
import java.util.List;

/**
 * A volume made of DICOM images, with the images it came from.
 *
 * @param volume samples and place; slice k is {@code source.images().get(k)}
 * @param source what a DICOM SEG has to refer to
 * @param warnings what was tolerated, in the order it was met
 */
public record DicomVolume(Volume volume, SourceSeries source, List<ReadWarning> warnings) {
  /** Checks that every slice has its image. */
  public DicomVolume {
    warnings = List.copyOf(warnings);
    if (source.images().size() != volume.size().k()) {
      throw new IllegalArgumentException(
          source.images().size() + " images for " + volume.size().k() + " slices");
    }
  }
}
