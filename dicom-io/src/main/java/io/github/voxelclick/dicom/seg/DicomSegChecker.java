package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.derived.SourceFacts;
import io.github.voxelclick.dicom.seg.SegFinding.Rule;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks a BINARY SEG against the series that it was made on: what makes viewers place or name
 * masks wrongly and what public validators do not look at. It never throws for a bad data set.
 * Thread-safe.
 */
public final class DicomSegChecker {
  private static final int[] FACTS = {
    Tag.PatientName,
    Tag.PatientID,
    Tag.PatientBirthDate,
    Tag.PatientSex,
    Tag.StudyDate,
    Tag.StudyTime,
    Tag.StudyID,
    Tag.AccessionNumber,
    Tag.ReferringPhysicianName
  };
  private static final Set<String> ALGORITHM_TYPES = Set.of("MANUAL", "SEMIAUTOMATIC", "AUTOMATIC");

  private DicomSegChecker() {}

  /**
   * Checks a data set.
   *
   * @param seg the whole data set, pixel data in memory or as a reference into its file
   * @param source the series that it was made on
   * @param emptyFramesAllowed whether frames without a voxel were asked for
   * @return what is wrong, empty for a good one
   * @throws IOException if pixel data that lie in a file cannot be read
   */
  public static List<SegFinding> check(
      Attributes seg, SourceSeries source, boolean emptyFramesAllowed) throws IOException {
    SegFindings findings = new SegFindings();
    try {
      checkObject(seg, source, findings);
      checkSource(seg, source, findings);
      checkContent(seg, findings);
      checkSegments(seg, findings);
      checkReferences(seg, source, findings);
      new FrameChecks(seg, source, findings).checkAll(emptyFramesAllowed);
    } catch (DicomValueException e) {
      findings.add(Rule.UNREADABLE, e.getMessage());
    }
    return findings.toList();
  }

  private static void checkObject(Attributes seg, SourceSeries source, SegFindings findings) {
    findings.expect(Rule.OBJECT_TYPE, "SOP Class", UID.SegmentationStorage, seg, Tag.SOPClassUID);
    findings.expect(Rule.OBJECT_TYPE, "Modality", "SEG", seg, Tag.Modality);
    findings.expect(Rule.OBJECT_TYPE, "Segmentation Type", "BINARY", seg, Tag.SegmentationType);
    findings.expect(Rule.OBJECT_TYPE, "Character Set", "ISO_IR 192", seg, Tag.SpecificCharacterSet);
    findings.expect(Rule.OBJECT_TYPE, "Bits Allocated", "1", seg, Tag.BitsAllocated);
    findings.expect(Rule.OBJECT_TYPE, "Bits Stored", "1", seg, Tag.BitsStored);
    findings.expect(Rule.OBJECT_TYPE, "High Bit", "0", seg, Tag.HighBit);
    findings.expect(Rule.OBJECT_TYPE, "Samples per Pixel", "1", seg, Tag.SamplesPerPixel);
    findings.expect(Rule.OBJECT_TYPE, "Pixel Representation", "0", seg, Tag.PixelRepresentation);
    findings.expect(
        Rule.OBJECT_TYPE, "Photometric", "MONOCHROME2", seg, Tag.PhotometricInterpretation);
    if (!UIDUtils.isValid(seg.getString(Tag.StudyInstanceUID, ""))) {
      findings.add(Rule.IDENTIFIERS, "the Study Instance UID is missing or malformed");
    }
    for (int tag : new int[] {Tag.SOPInstanceUID, Tag.SeriesInstanceUID}) {
      String uid = seg.getString(tag, "");
      if (!UIDUtils.isValid(uid)
          || uid.equals(source.seriesInstanceUid())
          || source.images().stream().anyMatch(image -> image.sopInstanceUid().equals(uid))) {
        findings.add(
            Rule.IDENTIFIERS, Tag.toString(tag) + " is \"" + uid + "\", expected a new UID");
      }
    }
  }

  /** What a SEG must share with its source. */
  private static void checkSource(Attributes seg, SourceSeries source, SegFindings findings) {
    Attributes first = source.firstImage();
    findings.expect(
        Rule.SOURCE_FACTS, "Study UID", source.studyInstanceUid(), seg, Tag.StudyInstanceUID);
    List<Integer> illegal = SourceFacts.illegal(first);
    for (int tag : FACTS) {
      if (seg.contains(tag) && !seg.containsValue(tag) && illegal.contains(tag)) {
        continue; // rightly not repeated
      }
      if (!seg.contains(tag) || !sameTexts(seg.getStrings(tag), first.getStrings(tag))) {
        findings.add(Rule.SOURCE_FACTS, Tag.toString(tag) + " is not that of the source");
      }
    }
    findings.expect(
        Rule.FRAME_OF_REFERENCE,
        "Frame of Reference",
        source.frameOfReferenceUid().orElse(""),
        seg,
        Tag.FrameOfReferenceUID);
    for (int tag : new int[] {Tag.Rows, Tag.Columns}) {
      if (seg.getInt(tag, -1) != first.getInt(tag, -2)) {
        findings.add(
            Rule.IMAGE_SIZE,
            Tag.toString(tag) + " is " + seg.getInt(tag, -1) + ", source " + first.getInt(tag, -2));
      }
    }
  }

  private static boolean sameTexts(String[] a, String[] b) {
    return Arrays.equals(a == null ? new String[0] : a, b == null ? new String[0] : b);
  }

  private static void checkContent(Attributes seg, SegFindings findings) {
    if (!seg.getString(Tag.ContentLabel, "").matches("[A-Z0-9_ ]{1,16}")) {
      findings.add(Rule.CONTENT, "Content Label is not 1 to 16 of A-Z, 0-9, _ and space");
    }
    for (int tag :
        new int[] {
          Tag.ContentCreatorName, Tag.ContentDescription, Tag.ImageType, Tag.LossyImageCompression
        }) {
      if (!seg.contains(tag)) {
        findings.add(Rule.CONTENT, Tag.toString(tag) + " is missing");
      }
    }
    for (int tag :
        new int[] {
          Tag.ContentDate,
          Tag.ContentTime,
          Tag.InstanceNumber,
          Tag.SeriesNumber,
          Tag.Manufacturer,
          Tag.ManufacturerModelName,
          Tag.DeviceSerialNumber,
          Tag.SoftwareVersions
        }) {
      if (!seg.containsValue(tag)) {
        findings.add(Rule.CONTENT, Tag.toString(tag) + " is missing or empty");
      }
    }
  }

  private static void checkSegments(Attributes seg, SegFindings findings) {
    Sequence segments = seg.getSequence(Tag.SegmentSequence);
    if (segments == null || segments.isEmpty()) {
      findings.add(Rule.SEGMENT_NUMBERS, "no segment is described");
      return;
    }
    for (int n = 0; n < segments.size(); n++) {
      checkSegment(segments.get(n), n + 1, findings);
    }
  }

  private static void checkSegment(Attributes segment, int expected, SegFindings findings) {
    String name = "segment " + expected;
    int number = segment.getInt(Tag.SegmentNumber, 0);
    if (number != expected) {
      findings.add(Rule.SEGMENT_NUMBERS, name + " has the number " + number);
    }
    String label = segment.getString(Tag.SegmentLabel, "");
    if (label.isBlank() || label.codePointCount(0, label.length()) > 64) {
      findings.add(Rule.SEGMENT_LABEL, name + " has a label of " + label.length() + " characters");
    }
    String tracking = segment.getString(Tag.TrackingUID, "");
    if (segment.getString(Tag.TrackingID, "").isBlank() || !UIDUtils.isValid(tracking)) {
      findings.add(Rule.TRACKING, name + " lacks its Tracking ID or a well-formed Tracking UID");
    }
    findings.expectCode(segment, Tag.SegmentedPropertyCategoryCodeSequence, name);
    findings.expectCode(segment, Tag.SegmentedPropertyTypeCodeSequence, name);
    checkAlgorithm(segment, name, findings);
  }

  private static void checkAlgorithm(Attributes segment, String name, SegFindings findings) {
    String type = segment.getString(Tag.SegmentAlgorithmType, "");
    if (!ALGORITHM_TYPES.contains(type)) {
      findings.add(Rule.SEGMENT_ALGORITHM, name + " has the algorithm type \"" + type + "\"");
    }
    if (type.equals("MANUAL")) {
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

  /** Referenced Series Sequence (PS3.3 C.12.2): viewers find the images by it. */
  private static void checkReferences(Attributes seg, SourceSeries source, SegFindings findings) {
    Attributes series = seg.getNestedDataset(Tag.ReferencedSeriesSequence);
    if (series == null
        || !source.seriesInstanceUid().equals(series.getString(Tag.SeriesInstanceUID))) {
      findings.add(Rule.REFERENCED_IMAGE, "Referenced Series is not the source series");
      return;
    }
    Set<String> known =
        source.images().stream().map(SourceImage::sopInstanceUid).collect(Collectors.toSet());
    Sequence instances = series.getSequence(Tag.ReferencedInstanceSequence);
    if (instances == null || instances.isEmpty()) {
      findings.add(Rule.REFERENCED_IMAGE, "Referenced Series names no image");
      return;
    }
    for (Attributes instance : instances) {
      String uid = instance.getString(Tag.ReferencedSOPInstanceUID, "");
      if (!known.contains(uid)) {
        findings.add(Rule.REFERENCED_IMAGE, "referenced image " + uid + " is not in the source");
      }
    }
  }
}
