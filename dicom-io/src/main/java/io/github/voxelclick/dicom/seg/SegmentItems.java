package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.derived.Codes;
import io.github.voxelclick.dicom.derived.Producer;
import io.github.voxelclick.dicom.derived.Texts;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segment.Algorithm;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.SegmentDetails.Tracking;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes Segment Sequence (PS3.3 C.8.20.4). */
final class SegmentItems {
  private final Producer producer;
  private final Map<Integer, SegmentAlgorithm> algorithms;
  private final Supplier<String> uids;

  /**
   * @param algorithms how segments were calculated, where that is known, by their numbers in the
   *     segmentation
   * @param uids gives new tracking UIDs to the segments that have none
   */
  SegmentItems(
      Producer producer, Map<Integer, SegmentAlgorithm> algorithms, Supplier<String> uids) {
    this.producer = producer;
    this.algorithms = algorithms;
    this.uids = uids;
  }

  /** Adds the sequence, in the order given. */
  void addTo(Attributes dataset, List<PlannedSegment> segments) {
    Sequence items = dataset.newSequence(Tag.SegmentSequence, segments.size() + 1);
    for (PlannedSegment segment : segments) {
      Attributes item =
          segment
              .item()
              .map(Attributes::new)
              .orElseGet(() -> item(segment.segment(), segment.number()));
      item.setInt(Tag.SegmentNumber, VR.US, segment.number());
      items.add(item);
    }
  }

  /** The item of what is no segment in a label map. */
  static Attributes background(int value) {
    Attributes item = new Attributes(6);
    item.setInt(Tag.SegmentNumber, VR.US, value);
    item.setString(Tag.SegmentLabel, VR.LO, Codes.BACKGROUND.meaning());
    item.setString(Tag.SegmentAlgorithmType, VR.CS, Algorithm.MANUAL.name());
    Codes.set(item, Tag.SegmentedPropertyCategoryCodeSequence, Codes.SPATIAL_CONCEPT);
    Codes.set(item, Tag.SegmentedPropertyTypeCodeSequence, Codes.BACKGROUND);
    item.setInt(Tag.RecommendedDisplayCIELabValue, VR.US, CieLab.encode(new Segment.Rgb(0, 0, 0)));
    return item;
  }

  private Attributes item(Segment segment, int number) {
    Tracking tracking =
        segment
            .details()
            .tracking()
            .orElseGet(() -> new Tracking(segment.label() + " " + number, uids.get()));
    Attributes item = new Attributes(16);
    item.setString(Tag.SegmentLabel, VR.LO, Texts.longString(segment.label()));
    item.setString(Tag.SegmentAlgorithmType, VR.CS, segment.algorithm().name());
    Codes.set(item, Tag.SegmentedPropertyCategoryCodeSequence, segment.category());
    Attributes type = Codes.set(item, Tag.SegmentedPropertyTypeCodeSequence, segment.type());
    addDetails(item, type, segment.details());
    item.setInt(Tag.RecommendedDisplayCIELabValue, VR.US, CieLab.encode(segment.colour()));
    item.setString(Tag.TrackingID, VR.UT, tracking.id());
    item.setString(Tag.TrackingUID, VR.UI, tracking.uid());
    if (segment.algorithm() != Algorithm.MANUAL) {
      addAlgorithm(item, segment);
    }
    return item;
  }

  private static void addDetails(Attributes item, Attributes type, SegmentDetails details) {
    Codes.setAll(type, Tag.SegmentedPropertyTypeModifierCodeSequence, details.typeModifiers());
    if (!details.description().isBlank()) {
      item.setString(Tag.SegmentDescription, VR.ST, details.description());
    }
    details
        .region()
        .ifPresent(
            region ->
                Codes.setAll(
                    Codes.set(item, Tag.AnatomicRegionSequence, region.code()),
                    Tag.AnatomicRegionModifierSequence,
                    region.modifiers()));
  }

  private void addAlgorithm(Attributes item, Segment segment) {
    String name = Texts.longString(segment.algorithmName());
    String version =
        segment.algorithmVersion().isBlank()
            ? producer.softwareVersion()
            : segment.algorithmVersion();
    item.setString(Tag.SegmentAlgorithmName, VR.LO, name);
    SegmentAlgorithm known =
        algorithms.getOrDefault(segment.number(), SegmentAlgorithm.of(producer));
    Attributes algorithm = new Attributes(5);
    Codes.set(algorithm, Tag.AlgorithmFamilyCodeSequence, known.family());
    algorithm.setString(Tag.AlgorithmName, VR.LO, name);
    algorithm.setString(Tag.AlgorithmVersion, VR.LO, Texts.longString(version));
    algorithm.setString(Tag.AlgorithmSource, VR.LO, Producer.MANUFACTURER);
    if (!known.parameters().isBlank()) {
      algorithm.setString(Tag.AlgorithmParameters, VR.LT, Texts.longText(known.parameters()));
    }
    item.newSequence(Tag.SegmentationAlgorithmIdentificationSequence, 1).add(algorithm);
  }
}
