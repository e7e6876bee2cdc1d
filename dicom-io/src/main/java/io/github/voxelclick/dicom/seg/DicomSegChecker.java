package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.DicomValueException;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.derived.SourceFacts;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.dicom.seg.SegFinding.Rule;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks a SEG of any type against the series that it was made on: what makes viewers place or name
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

  private DicomSegChecker() {}

  /**
   * Checks a file.
   *
   * @param file headers, and where the pixel data stand
   * @param source the series that it was made on
   * @param emptyFramesAllowed whether frames without a voxel were asked for
   * @param kept numbers of segments whose descriptions and frames come unchanged from an earlier
   *     file and are not judged; empty for a new one
   * @return what is wrong, empty for a good one
   * @throws IOException if the pixel data cannot be read
   */
  public static List<SegFinding> check(
      DicomFile file, SourceSeries source, boolean emptyFramesAllowed, Set<Integer> kept)
      throws IOException {
    Attributes seg = file.dataset();
    SegFindings findings = new SegFindings();
    try {
      SegType type = type(seg, findings);
      checkObject(seg, type, findings);
      checkIdentifiers(seg, source, findings);
      checkSource(seg, source, findings);
      checkContent(seg, findings);
      new SegmentChecks(type, kept, findings).check(seg);
      checkReferences(seg, source, findings);
      if (new FrameChecks(seg, type, source, findings).areComplete()) {
        new PixelChecks(file, type, kept, findings).check(emptyFramesAllowed);
      }
    } catch (DicomValueException e) {
      findings.add(Rule.UNREADABLE, e.getMessage());
    }
    return findings.toList();
  }

  private static SegType type(Attributes seg, SegFindings findings) {
    String said = seg.getString(Tag.SegmentationType, "");
    for (SegType type : SegType.values()) {
      if (type.name().equals(said)) {
        return type;
      }
    }
    findings.add(Rule.OBJECT_TYPE, "Segmentation Type is \"" + said + "\"");
    return SegType.BINARY;
  }

  private static void checkObject(Attributes seg, SegType type, SegFindings findings) {
    findings.expect(Rule.OBJECT_TYPE, "SOP Class", type.sopClassUid(), seg, Tag.SOPClassUID);
    findings.expect(Rule.OBJECT_TYPE, "Modality", "SEG", seg, Tag.Modality);
    findings.expect(Rule.OBJECT_TYPE, "Character Set", "ISO_IR 192", seg, Tag.SpecificCharacterSet);
    int bits = bits(seg, type);
    findings.expect(
        Rule.OBJECT_TYPE, "Bits Allocated", String.valueOf(bits), seg, Tag.BitsAllocated);
    findings.expect(Rule.OBJECT_TYPE, "Bits Stored", String.valueOf(bits), seg, Tag.BitsStored);
    findings.expect(Rule.OBJECT_TYPE, "High Bit", String.valueOf(bits - 1), seg, Tag.HighBit);
    findings.expect(Rule.OBJECT_TYPE, "Samples per Pixel", "1", seg, Tag.SamplesPerPixel);
    findings.expect(Rule.OBJECT_TYPE, "Pixel Representation", "0", seg, Tag.PixelRepresentation);
    findings.expect(
        Rule.OBJECT_TYPE, "Photometric", "MONOCHROME2", seg, Tag.PhotometricInterpretation);
    int maximum = seg.getInt(Tag.MaximumFractionalValue, 0);
    boolean fractional = type == SegType.FRACTIONAL;
    if (fractional != (maximum > 0) || fractional != seg.contains(Tag.SegmentationFractionalType)) {
      findings.add(Rule.OBJECT_TYPE, "fractional type and maximum do not go with the type " + type);
    }
    if (type != SegType.LABELMAP && seg.contains(Tag.PixelPaddingValue)) {
      findings.add(Rule.OBJECT_TYPE, "Pixel Padding Value in a segmentation of type " + type);
    }
  }

  private static int bits(Attributes seg, SegType type) {
    return switch (type) {
      case BINARY -> 1;
      case FRACTIONAL -> 8;
      case LABELMAP -> seg.getInt(Tag.BitsAllocated, 0) == 16 ? 16 : 8;
    };
  }

  private static void checkIdentifiers(Attributes seg, SourceSeries source, SegFindings findings) {
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
      String[] texts = seg.getStrings(tag);
      boolean same =
          sameTexts(texts, first.getStrings(tag))
              || sameTexts(texts, SourceFacts.texts(first, tag));
      if (!seg.contains(tag) || !same) {
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
