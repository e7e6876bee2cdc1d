package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DecimalString;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.Codes;
import io.github.voxelclick.dicom.derived.DerivedObject;
import io.github.voxelclick.dicom.derived.Texts;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.List;

/**
 * Writes dimensions and functional groups (PS3.3 C.7.6.17, C.7.6.16): the plane of every frame, the
 * image it derives from and its segment.
 */
final class FunctionalGroups {
  private final SourceSeries source;
  private final VolumeGeometry geometry;
  private final FramePlan plan;
  private final List<FrameDimension> dimensions;

  FunctionalGroups(SourceSeries source, VolumeGeometry geometry, FramePlan plan) {
    this.source = source;
    this.geometry = geometry;
    this.plan = plan;
    this.dimensions = FrameDimension.of(plan.form().type(), geometry, source);
  }

  /** Adds dimensions, shared and per-frame groups. */
  void addTo(Attributes dataset, String dimensionOrganizationUid) {
    addDimensions(dataset, dimensionOrganizationUid);
    addShared(dataset);
    Sequence perFrame =
        dataset.newSequence(Tag.PerFrameFunctionalGroupsSequence, plan.frames().size());
    for (SegOriginal.FrameKey frame : plan.frames()) {
      perFrame.add(perFrame(frame));
    }
  }

  private void addDimensions(Attributes dataset, String organizationUid) {
    Attributes organization = new Attributes(1);
    organization.setString(Tag.DimensionOrganizationUID, VR.UI, organizationUid);
    dataset.newSequence(Tag.DimensionOrganizationSequence, 1).add(organization);
    Sequence items = dataset.newSequence(Tag.DimensionIndexSequence, 2);
    for (FrameDimension dimension : dimensions) {
      items.add(dimension.item(organizationUid));
    }
  }

  private void addShared(Attributes dataset) {
    Attributes shared = new Attributes(2);
    dataset.newSequence(Tag.SharedFunctionalGroupsSequence, 1).add(shared);
    SourceImage first = source.images().get(0);
    if (!first.hasPlane()) {
      return;
    }
    Attributes measures = new Attributes(3);
    measures.setString(Tag.PixelSpacing, VR.DS, Texts.decimals(first.pixelSpacing()));
    String gap = DecimalString.format(SliceGaps.of(geometry).medianMm());
    measures.setString(Tag.SliceThickness, VR.DS, gap);
    measures.setString(Tag.SpacingBetweenSlices, VR.DS, gap);
    shared.newSequence(Tag.PixelMeasuresSequence, 1).add(measures);
    Attributes orientation = new Attributes(1);
    orientation.setString(
        Tag.ImageOrientationPatient, VR.DS, Texts.decimals(first.imageOrientation()));
    shared.newSequence(Tag.PlaneOrientationSequence, 1).add(orientation);
  }

  private Attributes perFrame(SegOriginal.FrameKey frame) {
    SourceImage image = source.images().get(frame.k());
    Attributes groups = new Attributes(4);
    groups.newSequence(Tag.DerivationImageSequence, 1).add(derivation(image));
    groups.newSequence(Tag.FrameContentSequence, 1).add(content(frame));
    if (image.hasPlane()) {
      Attributes position = new Attributes(1);
      position.setString(Tag.ImagePositionPatient, VR.DS, Texts.decimals(image.imagePosition()));
      groups.newSequence(Tag.PlanePositionSequence, 1).add(position);
    }
    if (plan.form().type() != SegType.LABELMAP) {
      Attributes segment = new Attributes(1);
      segment.setInt(Tag.ReferencedSegmentNumber, VR.US, frame.number());
      groups.newSequence(Tag.SegmentIdentificationSequence, 1).add(segment);
    }
    return groups;
  }

  private Attributes content(SegOriginal.FrameKey frame) {
    Attributes content = new Attributes(3);
    content.setInt(
        Tag.DimensionIndexValues,
        VR.UL,
        dimensions.stream()
            .mapToInt(
                d -> d == FrameDimension.SEGMENT ? frame.number() : plan.ranks().get(frame.k()))
            .toArray());
    if (dimensions.contains(FrameDimension.STACK)) {
      content.setString(Tag.StackID, VR.SH, "1");
      // As a value of a dimension it has to be the index itself (PS3.3 C.7.6.17.2).
      content.setInt(Tag.InStackPositionNumber, VR.UL, plan.ranks().get(frame.k()));
    }
    return content;
  }

  private static Attributes derivation(SourceImage image) {
    Attributes reference = DerivedObject.frameReference(image);
    Codes.set(reference, Tag.PurposeOfReferenceCodeSequence, Codes.SOURCE_IMAGE);
    reference.setString(Tag.SpatialLocationsPreserved, VR.CS, "YES");
    Attributes item = new Attributes(2);
    Codes.set(item, Tag.DerivationCodeSequence, Codes.DERIVED_BY_SEGMENTATION);
    item.newSequence(Tag.SourceImageSequence, 1).add(reference);
    return item;
  }
}
