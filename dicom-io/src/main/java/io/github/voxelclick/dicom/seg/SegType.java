package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.UID;

/** How a segmentation stores its segments: Segmentation Type (0062,0001). */
public enum SegType {
  /** A frame per segment and slice, one bit per pixel. What every viewer reads. */
  BINARY(UID.SegmentationStorage),
  /** A frame per segment and slice, a fraction of 8 bits per pixel. */
  FRACTIONAL(UID.SegmentationStorage),
  /** A frame per slice, the number of the segment in each pixel; segments cannot overlap. */
  LABELMAP(UID.LabelMapSegmentationStorage);

  private final String sopClassUid;

  SegType(String sopClassUid) {
    this.sopClassUid = sopClassUid;
  }

  String sopClassUid() {
    return sopClassUid;
  }
}
