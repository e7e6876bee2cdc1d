package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import java.util.List;

/**
 * An RT Structure Set laid onto a volume.
 *
 * @param segmentation the regions that could be rasterised, in the order of the file; a region
 *     without contours has an empty mask
 * @param skipped the others; a region is never there in part
 * @param warnings what was tolerated or lost
 */
public record RtStructReading(
    Segmentation segmentation, List<SkippedRoi> skipped, List<ReadWarning> warnings) {
  /** Copies the lists. */
  public RtStructReading {
    skipped = List.copyOf(skipped);
    warnings = List.copyOf(warnings);
  }
}
