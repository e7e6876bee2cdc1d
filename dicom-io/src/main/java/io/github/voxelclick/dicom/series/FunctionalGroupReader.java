package io.github.voxelclick.dicom.series;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import java.util.Arrays;
import java.util.List;

/**
 * Reads functional groups (PS3.3 C.7.6.16): an attribute is looked for in the groups of the frame,
 * then in the shared ones, then in the data set itself, where older software leaves it. The
 * standard lets a group stand in one place only; here the most particular place counts.
 */
final class FunctionalGroupReader implements FrameAttributes {
  /** Sequences whose item says something that a volume depends on or phases differ by. */
  private static final int[] GROUPS = {
    Tag.UnassignedSharedConvertedAttributesSequence,
    Tag.UnassignedPerFrameConvertedAttributesSequence,
    Tag.FrameContentSequence,
    Tag.PlanePositionSequence,
    Tag.PlaneOrientationSequence,
    Tag.PlanePositionVolumeSequence,
    Tag.PlaneOrientationVolumeSequence,
    Tag.PixelMeasuresSequence,
    Tag.PixelValueTransformationSequence,
    Tag.FrameVOILUTSequence,
    Tag.TemporalPositionSequence,
    Tag.CardiacSynchronizationSequence,
    Tag.MRImageFrameTypeSequence,
    Tag.MREchoSequence,
    Tag.MRDiffusionSequence,
    Tag.CTImageFrameTypeSequence,
    Tag.CTReconstructionSequence,
    Tag.CTXRayDetailsSequence,
    Tag.MultienergyCTProcessingSequence,
    Tag.PETFrameTypeSequence,
    Tag.XRay3DFrameTypeSequence,
  };

  private final Attributes common;
  private final List<Attributes> perFrame;

  FunctionalGroupReader(Attributes dataset) {
    common = new Attributes();
    common.addSelected(
        dataset,
        Arrays.stream(dataset.tags()).filter(FunctionalGroupReader::isOfInterest).toArray());
    Attributes shared = dataset.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    if (shared != null) {
      addGroups(shared, common);
    }
    List<Attributes> groups = dataset.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    perFrame = groups == null ? List.of() : groups;
  }

  /** The frames' own groups are left out, and private elements, which can be very large. */
  private static boolean isOfInterest(int tag) {
    return tag != Tag.SharedFunctionalGroupsSequence
        && tag != Tag.PerFrameFunctionalGroupsSequence
        && tag != Tag.PixelData
        && (tag >>> 16) % 2 == 0;
  }

  @Override
  public Attributes of(int frame) {
    if (frame >= perFrame.size()) {
      return common;
    }
    Attributes attributes = new Attributes(common);
    addGroups(perFrame.get(frame), attributes);
    return attributes;
  }

  private static void addGroups(Attributes groups, Attributes target) {
    for (int group : GROUPS) {
      Attributes item = groups.getNestedDataset(group);
      if (item != null) {
        target.addSelected(item, Arrays.stream(item.tags()).filter(item::containsValue).toArray());
      }
    }
  }
}
