package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.derived.Codes;
import io.github.voxelclick.dicom.seg.SegFinding.Rule;
import java.util.Set;

/** The part of {@link DicomSegChecker} that looks at Segment Sequence. */
final class SegmentChecks {
  private static final Set<String> ALGORITHM_TYPES = Set.of("MANUAL", "SEMIAUTOMATIC", "AUTOMATIC");

  private final SegType type;
  private final Set<Integer> kept;
  private final SegFindings findings;

  SegmentChecks(SegType type, Set<Integer> kept, SegFindings findings) {
    this.type = type;
    this.kept = kept;
    this.findings = findings;
  }

  void check(Attributes seg) {
    Sequence segments = seg.getSequence(Tag.SegmentSequence);
    if (segments == null || segments.isEmpty()) {
      findings.add(Rule.SEGMENT_NUMBERS, "no segment is described");
      return;
    }
    int before = type == SegType.LABELMAP ? -1 : 0;
    for (Attributes segment : segments) {
      int number = segment.getInt(Tag.SegmentNumber, -1);
      boolean inOrder = type == SegType.LABELMAP ? number > before : number == before + 1;
      if (!inOrder) {
        findings.add(
            Rule.SEGMENT_NUMBERS, "segment " + number + " stands behind segment " + before);
      }
      before = number;
      if (!kept.contains(number)) {
        checkSegment(segment, "segment " + number, isBackground(seg, number));
      }
    }
  }

  /** Whether a label map's value is its padding value. */
  static boolean isBackground(Attributes seg, int number) {
    return seg.getInt(Tag.PixelPaddingValue, -1) == number;
  }

  private void checkSegment(Attributes segment, String name, boolean background) {
    String label = segment.getString(Tag.SegmentLabel, "");
    if (label.isBlank() || label.codePointCount(0, label.length()) > 64) {
      findings.add(Rule.SEGMENT_LABEL, name + " has a label of " + label.length() + " characters");
    }
    findings.expectCode(segment, Tag.SegmentedPropertyCategoryCodeSequence, name);
    findings.expectCode(segment, Tag.SegmentedPropertyTypeCodeSequence, name);
    checkDetails(segment, name);
    String tracking = segment.getString(Tag.TrackingUID, "");
    if (background) {
      return;
    }
    if (segment.getString(Tag.TrackingID, "").isBlank() || !UIDUtils.isValid(tracking)) {
      findings.add(Rule.TRACKING, name + " lacks its Tracking ID or a well-formed Tracking UID");
    }
    checkAlgorithm(segment, name);
  }

  /** Side and region need not be there, but what is there must be complete. */
  private void checkDetails(Attributes segment, String name) {
    Attributes propertyType = segment.getNestedDataset(Tag.SegmentedPropertyTypeCodeSequence);
    if (propertyType != null) {
      checkAll(propertyType, Tag.SegmentedPropertyTypeModifierCodeSequence, name);
    }
    checkAll(segment, Tag.AnatomicRegionSequence, name);
    Attributes region = segment.getNestedDataset(Tag.AnatomicRegionSequence);
    if (region != null) {
      checkAll(region, Tag.AnatomicRegionModifierSequence, name);
    }
  }

  private void checkAll(Attributes in, int sequenceTag, String name) {
    Sequence items = in.getSequence(sequenceTag);
    if (items != null && Codes.getAll(in, sequenceTag).size() < items.size()) {
      findings.add(Rule.CODE, name + ": " + Tag.toString(sequenceTag) + " is incomplete");
    }
  }

  private void checkAlgorithm(Attributes segment, String name) {
    String algorithmType = segment.getString(Tag.SegmentAlgorithmType, "");
    if (!ALGORITHM_TYPES.contains(algorithmType)) {
      findings.add(
          Rule.SEGMENT_ALGORITHM, name + " has the algorithm type \"" + algorithmType + "\"");
    }
    if (algorithmType.equals("MANUAL")) {
      return;
    }
    Attributes algorithm =
        segment.getNestedDataset(Tag.SegmentationAlgorithmIdentificationSequence);
    String algorithmName = segment.getString(Tag.SegmentAlgorithmName, "");
    if (algorithm == null
        || algorithmName.isBlank()
        || !algorithmName.equals(algorithm.getString(Tag.AlgorithmName))
        || algorithm.getString(Tag.AlgorithmVersion, "").isBlank()) {
      findings.add(
          Rule.SEGMENT_ALGORITHM, name + " lacks the name or the version of its algorithm");
    } else {
      findings.expectCode(algorithm, Tag.AlgorithmFamilyCodeSequence, name);
    }
  }
}
