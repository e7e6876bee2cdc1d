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
import io.github.voxelclick.volume.Segmentation;
import java.util.List;
import java.util.function.Supplier;

/** Writes Segment Sequence (PS3.3 C.8.20.4). */
final class SegmentItems {
  private final Producer producer;
  private final Supplier<String> uids;

  /**
   * @param uids gives new tracking UIDs to the segments that have none
   */
  SegmentItems(Producer producer, Supplier<String> uids) {
    this.producer = producer;
    this.uids = uids;
  }

  /**
   * Adds the sequence.
   *
   * @param segments the segment at n gets the number n + 1
   */
  void addTo(Attributes dataset, List<Segmentation.Entry> segments) {
    Sequence items = dataset.newSequence(Tag.SegmentSequence, segments.size());
    for (int n = 0; n < segments.size(); n++) {
      items.add(item(segments.get(n).segment(), n + 1));
    }
  }

  private Attributes item(Segment segment, int number) {
    Tracking tracking =
        segment
            .details()
            .tracking()
            .orElseGet(() -> new Tracking(segment.label() + " " + number, uids.get()));
    Attributes item = new Attributes(16);
    item.setInt(Tag.SegmentNumber, VR.US, number);
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
    Attributes algorithm = new Attributes(5);
    Codes.set(algorithm, Tag.AlgorithmFamilyCodeSequence, Codes.ARTIFICIAL_INTELLIGENCE);
    algorithm.setString(Tag.AlgorithmName, VR.LO, name);
    algorithm.setString(Tag.AlgorithmVersion, VR.LO, Texts.longString(version));
    algorithm.setString(Tag.AlgorithmSource, VR.LO, Producer.MANUFACTURER);
    if (!producer.modelFile().isEmpty()) {
      algorithm.setString(Tag.AlgorithmParameters, VR.LT, "model " + producer.modelText());
    }
    item.newSequence(Tag.SegmentationAlgorithmIdentificationSequence, 1).add(algorithm);
  }
}
