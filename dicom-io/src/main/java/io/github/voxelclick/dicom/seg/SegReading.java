package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segmentation;
import java.util.List;
import java.util.Map;

/**
 * A SEG laid onto a source volume.
 *
 * @param segmentation on the grid of the source, with the segment numbers of the file
 * @param trackingUids by segment number, (0062,0021) where the file has it
 * @param warnings what was tolerated or lost
 */
public record SegReading(
    Segmentation segmentation, Map<Integer, String> trackingUids, List<ReadWarning> warnings) {
  /** Copies the collections. */
  public SegReading {
    trackingUids = Map.copyOf(trackingUids);
    warnings = List.copyOf(warnings);
  }
}
