package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import java.util.List;

/**
 * A SEG laid onto a source volume.
 *
 * @param segmentation on the grid of the source, with the segment numbers of the file
 * @param warnings what was tolerated or lost
 */
public record SegReading(Segmentation segmentation, List<ReadWarning> warnings) {
  /** Copies the list. */
  public SegReading {
    warnings = List.copyOf(warnings);
  }
}
