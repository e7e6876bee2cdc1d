package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SegmentFractions;
import io.github.voxelclick.volume.Segmentation;
import java.util.Optional;

/**
 * A segment as it will stand in a file.
 *
 * @param number in the file
 * @param segment what it is; its own number is that of the given segmentation
 * @param mask every voxel that will not be zero
 * @param fractions what is written instead of the mask; only FRACTIONAL
 * @param item its item of an earlier file, to be repeated as it is; empty for a new description
 */
record PlannedSegment(
    int number,
    Segment segment,
    Mask mask,
    Optional<SegmentFractions> fractions,
    Optional<Attributes> item) {
  static PlannedSegment of(Segmentation.Entry entry) {
    return new PlannedSegment(
        entry.segment().number(),
        entry.segment(),
        entry.mask(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with fractions; the mask becomes all that is not zero. */
  PlannedSegment withFractions(SegmentFractions values) {
    return new PlannedSegment(
        number, segment, values.atLeast(0.5 / values.maximum()), Optional.of(values), item);
  }

  PlannedSegment withNumber(int other) {
    return new PlannedSegment(other, segment, mask, fractions, item);
  }

  PlannedSegment withItem(Attributes earlier) {
    return new PlannedSegment(number, segment, mask, fractions, Optional.of(earlier));
  }
}
