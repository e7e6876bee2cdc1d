package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;

/** What tells the frames of a SEG apart (PS3.3 C.7.6.17). */
enum FrameDimension {
  /** Number of the segment. */
  SEGMENT(Tag.ReferencedSegmentNumber, Tag.SegmentIdentificationSequence, "Segment"),
  /** Place in the patient. */
  POSITION(Tag.ImagePositionPatient, Tag.PlanePositionSequence, "Position"),
  /** Number of the slice, where slices have no place or share one. */
  STACK(Tag.InStackPositionNumber, Tag.FrameContentSequence, "Slice");

  private final int pointer;
  private final int group;
  private final String label;

  FrameDimension(int pointer, int group, String label) {
    this.pointer = pointer;
    this.group = group;
    this.label = label;
  }

  /** The dimensions of a segmentation, in their order. */
  static List<FrameDimension> of(SegType type, VolumeGeometry geometry, SourceSeries source) {
    return of(
        type,
        geometry.relation() == SliceRelation.SPATIAL
            && source.images().stream().allMatch(SourceImage::hasPlane));
  }

  /**
   * @param placed whether slices are told apart by their place
   */
  static List<FrameDimension> of(SegType type, boolean placed) {
    List<FrameDimension> dimensions = new ArrayList<>();
    if (type != SegType.LABELMAP) {
      dimensions.add(SEGMENT);
    }
    dimensions.add(placed ? POSITION : STACK);
    return dimensions;
  }

  Attributes item(String organizationUid) {
    Attributes item = new Attributes(4);
    item.setString(Tag.DimensionOrganizationUID, VR.UI, organizationUid);
    item.setInt(Tag.DimensionIndexPointer, VR.AT, pointer);
    item.setInt(Tag.FunctionalGroupPointer, VR.AT, group);
    item.setString(Tag.DimensionDescriptionLabel, VR.LO, label);
    return item;
  }

  boolean isDescribedBy(Attributes item, String organizationUid) {
    return item.getInt(Tag.DimensionIndexPointer, 0) == pointer
        && item.getInt(Tag.FunctionalGroupPointer, 0) == group
        && organizationUid.equals(item.getString(Tag.DimensionOrganizationUID));
  }
}
