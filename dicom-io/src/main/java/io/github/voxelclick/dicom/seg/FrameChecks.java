package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.derived.Texts;
import io.github.voxelclick.dicom.seg.SegFinding.Rule;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.WorldPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The part of {@link DicomSegChecker} that looks at functional groups, dimensions and pixels. */
final class FrameChecks {
  private static final int DIMENSIONS = 2;

  private final Attributes seg;
  private final SourceSeries source;
  private final SegFindings findings;
  private final Map<String, SourceImage> imageOf = new HashMap<>();
  private final List<Attributes> frames = new ArrayList<>();

  FrameChecks(Attributes seg, SourceSeries source, SegFindings findings) {
    this.seg = seg;
    this.source = source;
    this.findings = findings;
    for (SourceImage image : source.images()) {
      imageOf.put(image.sopInstanceUid(), image);
    }
  }

  void checkAll(boolean emptyFramesAllowed) throws IOException {
    Sequence perFrame = seg.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    int declared = seg.getInt(Tag.NumberOfFrames, 0);
    if (perFrame == null || perFrame.isEmpty() || perFrame.size() != declared) {
      findings.add(
          Rule.FRAME_COUNT,
          (perFrame == null ? 0 : perFrame.size()) + " items for " + declared + " frames");
      return;
    }
    frames.addAll(perFrame);
    checkShared();
    for (int f = 0; f < frames.size(); f++) {
      checkDerivation(f);
      checkSegment(f);
    }
    checkEverySegmentHasFrames();
    checkDimensions();
    checkPixels(emptyFramesAllowed);
  }

  private void checkShared() {
    Attributes shared = seg.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    Attributes measures =
        shared == null ? null : shared.getNestedDataset(Tag.PixelMeasuresSequence);
    SourceImage first = source.images().get(0);
    if (measures == null
        || !Arrays.equals(
            measures.getStrings(Tag.PixelSpacing), Texts.decimals(first.pixelSpacing()))
        || !(measures.getDouble(Tag.SliceThickness, 0) > 0)
        || !(measures.getDouble(Tag.SpacingBetweenSlices, 0) > 0)) {
      findings.add(
          Rule.PIXEL_MEASURES, "Pixel Measures are missing, incomplete or not those of the source");
    }
    Attributes plane =
        shared == null ? null : shared.getNestedDataset(Tag.PlaneOrientationSequence);
    if (plane == null
        || !Arrays.equals(
            plane.getStrings(Tag.ImageOrientationPatient),
            Texts.decimals(first.imageOrientation()))) {
      findings.add(
          Rule.PLANE_ORIENTATION, "Plane Orientation is missing or not that of the source");
    }
  }

  private void checkDerivation(int f) {
    String frame = "frame " + (f + 1);
    Attributes derivation = frames.get(f).getNestedDataset(Tag.DerivationImageSequence);
    Attributes reference =
        derivation == null ? null : derivation.getNestedDataset(Tag.SourceImageSequence);
    if (reference == null) {
      findings.add(Rule.FRAME_DERIVATION, frame + " does not say which image it derives from");
    } else {
      findings.expectCode(derivation, Tag.DerivationCodeSequence, frame);
      findings.expectCode(reference, Tag.PurposeOfReferenceCodeSequence, frame);
    }
    String[] position = positionOf(f);
    if (position.length != 3) {
      findings.add(Rule.FRAME_POSITION, frame + " has no position");
    }
    if (reference == null) {
      return;
    }
    String uid = reference.getString(Tag.ReferencedSOPInstanceUID, "");
    SourceImage image = imageOf.get(uid);
    if (image == null
        || !image.sopClassUid().equals(reference.getString(Tag.ReferencedSOPClassUID))) {
      findings.add(
          Rule.REFERENCED_IMAGE, frame + " derives from " + uid + ", which is not in the source");
    } else if (position.length == 3
        && !Arrays.equals(position, Texts.decimals(image.imagePosition()))) {
      findings.add(
          Rule.FRAME_POSITION, frame + " does not lie where the image lies that it derives from");
    }
  }

  private String[] positionOf(int f) {
    Attributes plane = frames.get(f).getNestedDataset(Tag.PlanePositionSequence);
    String[] texts = plane == null ? null : plane.getStrings(Tag.ImagePositionPatient);
    return texts == null ? new String[0] : texts;
  }

  private int segmentOf(int f) {
    Attributes item = frames.get(f).getNestedDataset(Tag.SegmentIdentificationSequence);
    return item == null ? 0 : item.getInt(Tag.ReferencedSegmentNumber, 0);
  }

  private int segmentCount() {
    Sequence segments = seg.getSequence(Tag.SegmentSequence);
    return segments == null ? 0 : segments.size();
  }

  private void checkSegment(int f) {
    int number = segmentOf(f);
    if (number < 1 || number > segmentCount()) {
      findings.add(
          Rule.FRAME_SEGMENT,
          "frame " + (f + 1) + " belongs to segment " + number + ", which is not described");
    }
  }

  private void checkEverySegmentHasFrames() {
    Set<Integer> used = new HashSet<>();
    for (int f = 0; f < frames.size(); f++) {
      used.add(segmentOf(f));
    }
    for (int number = 1; number <= segmentCount(); number++) {
      if (!used.contains(number)) {
        findings.add(Rule.SEGMENT_WITHOUT_FRAME, "segment " + number + " has no frame");
      }
    }
  }

  private void checkDimensions() {
    Sequence dimensions = seg.getSequence(Tag.DimensionIndexSequence);
    Attributes organization = seg.getNestedDataset(Tag.DimensionOrganizationSequence);
    String uid =
        organization == null ? "" : organization.getString(Tag.DimensionOrganizationUID, "");
    if (!UIDUtils.isValid(uid)
        || dimensions == null
        || dimensions.size() != DIMENSIONS
        || !isDimension(
            dimensions.get(0), Tag.ReferencedSegmentNumber, Tag.SegmentIdentificationSequence, uid)
        || !isDimension(
            dimensions.get(1), Tag.ImagePositionPatient, Tag.PlanePositionSequence, uid)) {
      findings.add(Rule.DIMENSIONS, "the dimensions are not segment number and position");
      return;
    }
    List<Double> heights = heights();
    Map<Double, Integer> ranks = new HashMap<>();
    for (double height : new TreeSet<>(heights)) {
      ranks.put(height, ranks.size() + 1);
    }
    int[] before = {0, 0};
    for (int f = 0; f < frames.size(); f++) {
      Attributes content = frames.get(f).getNestedDataset(Tag.FrameContentSequence);
      int[] found = content == null ? null : content.getInts(Tag.DimensionIndexValues);
      int[] expected = {segmentOf(f), ranks.get(heights.get(f))};
      if (!Arrays.equals(found, expected)) {
        findings.add(
            Rule.DIMENSIONS,
            "frame "
                + (f + 1)
                + " has the dimension values "
                + Arrays.toString(found)
                + ", expected "
                + Arrays.toString(expected));
      } else if (Arrays.compare(before, found) >= 0) {
        findings.add(Rule.DIMENSIONS, "frame " + (f + 1) + " is out of order");
      }
      before = expected;
    }
  }

  private static boolean isDimension(Attributes item, int pointer, int group, String uid) {
    return item.getInt(Tag.DimensionIndexPointer, 0) == pointer
        && item.getInt(Tag.FunctionalGroupPointer, 0) == group
        && uid.equals(item.getString(Tag.DimensionOrganizationUID));
  }

  /** How far each frame lies along the normal; 0 for frames without position. */
  private List<Double> heights() {
    double[] o =
        source.images().get(0).imageOrientation().stream()
            .mapToDouble(Double::parseDouble)
            .toArray();
    WorldPoint normal = new WorldPoint(o[0], o[1], o[2]).cross(new WorldPoint(o[3], o[4], o[5]));
    List<Double> heights = new ArrayList<>();
    for (int f = 0; f < frames.size(); f++) {
      Attributes plane = frames.get(f).getNestedDataset(Tag.PlanePositionSequence);
      double[] p = plane == null ? null : plane.getDoubles(Tag.ImagePositionPatient);
      heights.add(p == null || p.length != 3 ? 0 : new WorldPoint(p[0], p[1], p[2]).dot(normal));
    }
    return heights;
  }

  private void checkPixels(boolean emptyFramesAllowed) throws IOException {
    int rows = seg.getInt(Tag.Rows, 0);
    int columns = seg.getInt(Tag.Columns, 0);
    long needed = PackedBits.length(frames.size(), rows, columns);
    long found = SegPixels.length(seg);
    if (found != needed + needed % 2) {
      findings.add(
          Rule.PIXEL_LENGTH, found + " bytes of pixel data, expected " + (needed + needed % 2));
      return;
    }
    try (SegPixels pixels = SegPixels.open(seg)) {
      if (!pixels.paddingIsZero()) {
        findings.add(Rule.PIXEL_LENGTH, "bits after the last pixel are set");
      }
      checkFrames(pixels, emptyFramesAllowed);
    } catch (DicomReadException e) {
      findings.add(Rule.PIXEL_LENGTH, e.getMessage());
    }
  }

  private void checkFrames(SegPixels pixels, boolean emptyFramesAllowed) throws IOException {
    Map<List<String>, SliceMask> taken = new HashMap<>();
    boolean overlap = false;
    for (int f = 0; f < frames.size(); f++) {
      SliceMask mask = pixels.frame(f);
      if (mask.isEmpty() && !emptyFramesAllowed) {
        findings.add(Rule.EMPTY_FRAME, "frame " + (f + 1) + " has no voxel");
      }
      SliceMask before = taken.get(List.of(positionOf(f)));
      overlap |= before != null && !before.and(mask).isEmpty();
      taken.put(List.of(positionOf(f)), before == null ? mask : before.or(mask));
    }
    findings.expect(
        Rule.SEGMENTS_OVERLAP,
        "Segments Overlap",
        overlap ? "YES" : "NO",
        seg,
        Tag.SegmentsOverlap);
  }
}
