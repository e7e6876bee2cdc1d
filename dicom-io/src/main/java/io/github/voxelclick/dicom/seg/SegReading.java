package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import java.util.List;
import java.util.Map;

/**
 * A SEG laid onto a source volume.
 *
 * @param segmentation on the grid of the source, with the segment numbers of the file
 * @param fractions by segment number, what a FRACTIONAL file says of each voxel; the masks are what
 *     reaches the threshold. Segments of which all voxels are nothing or whole do not stand here
 * @param original what is needed to save the file again after an edit
 * @param warnings what was tolerated or lost; {@code resampled} when the file's grid is another
 */
public record SegReading(
    Segmentation segmentation,
    Map<Integer, SegmentFractions> fractions,
    SegOriginal original,
    List<ReadWarning> warnings) {
  /** Copies the collections. */
  public SegReading {
    fractions = Map.copyOf(fractions);
    warnings = List.copyOf(warnings);
  }
}
