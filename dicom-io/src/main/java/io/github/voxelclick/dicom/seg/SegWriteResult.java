package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.ReadWarning;
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
 * @param trackingUids number in the file → (0062,0021), to be handed in at the next save
 * @param warnings what the person who saves should know, such as a stack that some readers distort
 */
public record SegWriteResult(
    Path file,
    String sopInstanceUid,
    String seriesInstanceUid,
    int frames,
    Map<Integer, Integer> writtenNumbers,
    Map<Integer, String> trackingUids,
    List<ReadWarning> warnings) {
  /** Copies the collections. */
  public SegWriteResult {
    writtenNumbers = Map.copyOf(writtenNumbers);
    trackingUids = Map.copyOf(trackingUids);
    warnings = List.copyOf(warnings);
  }
}
