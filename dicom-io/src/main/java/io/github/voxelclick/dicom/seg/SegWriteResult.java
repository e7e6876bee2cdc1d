package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SegmentDetails.Tracking;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A SEG that stands at its target, checked and read back.
 *
 * @param file where it lies
 * @param sopInstanceUid (0008,0018)
 * @param seriesInstanceUid (0020,000E)
 * @param frames how many frames it has
 * @param writtenNumbers number of a segment in the given segmentation → its number in the file;
 *     segments without a voxel are not written and do not stand here
 * @param tracking number in the file → identity of the segment, to be given to it before the next
 *     save ({@link Segment#withDetails})
 * @param warnings what the person who saves should know, such as a stack that some readers distort
 */
public record SegWriteResult(
    Path file,
    String sopInstanceUid,
    String seriesInstanceUid,
    int frames,
    Map<Integer, Integer> writtenNumbers,
    Map<Integer, Tracking> tracking,
    List<ReadWarning> warnings) {
  /** Copies the collections. */
  public SegWriteResult {
    writtenNumbers = Map.copyOf(writtenNumbers);
    tracking = Map.copyOf(tracking);
    warnings = List.copyOf(warnings);
  }

  SegWriteResult withWarnings(List<ReadWarning> others) {
    return new SegWriteResult(
        file, sopInstanceUid, seriesInstanceUid, frames, writtenNumbers, tracking, others);
  }
}
