package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UIDUtils;
import io.github.voxelclick.dicom.derived.Texts;
import io.github.voxelclick.dicom.seg.SegFinding.Rule;
import io.github.voxelclick.dicom.series.SourceImage;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The part of {@link DicomSegChecker} that looks at functional groups and dimensions. */
final class FrameChecks {
  private final Attributes seg;
  private final SegType type;
  private final SourceSeries source;
  private final SegFindings findings;
  private final List<Attributes> frames = new ArrayList<>();

  /** By instance and frame number, which is 0 of single-frame images. */
  private final Map<String, Map<Integer, SourceImage>> imageOf = new HashMap<>();

  FrameChecks(Attributes seg, SegType type, SourceSeries source, SegFindings findings) {
    this.seg = seg;
    this.type = type;
    this.source = source;
    this.findings = findings;
    for (SourceImage image : source.images()) {
      imageOf
          .computeIfAbsent(image.sopInstanceUid(), uid -> new HashMap<>())
          .put(image.frameNumber().orElse(0), image);
    }
  }

  /** Checks all, and whether there are as many items as frames. */
  boolean areComplete() {
    Sequence perFrame = seg.getSequence(Tag.PerFrameFunctionalGroupsSequence);
    int declared = seg.getInt(Tag.NumberOfFrames, 0);
    if (perFrame == null || perFrame.isEmpty() || perFrame.size() != declared) {
      findings.add(
          Rule.FRAME_COUNT,
          (perFrame == null ? 0 : perFrame.size()) + " items for " + declared + " frames");
      return false;
    }
    frames.addAll(perFrame);
    checkShared();
    Set<Integer> described = segmentNumbers();
    for (int f = 0; f < frames.size(); f++) {
      checkDerivation(f);
      checkSegment(f, described);
    }
    checkDimensions();
    return true;
  }

  private void checkShared() {
    Attributes shared = seg.getNestedDataset(Tag.SharedFunctionalGroupsSequence);
    Attributes measures =
        shared == null ? null : shared.getNestedDataset(Tag.PixelMeasuresSequence);
    Attributes plane =
        shared == null ? null : shared.getNestedDataset(Tag.PlaneOrientationSequence);
    SourceImage first = source.images().get(0);
    if (!first.hasPlane()) {
      if (measures != null || plane != null) {
        findings.add(Rule.PIXEL_MEASURES, "there is a plane although the source has none");
      }
      return;
    }
    if (measures == null
        || !Arrays.equals(
            measures.getStrings(Tag.PixelSpacing), Texts.decimals(first.pixelSpacing()))
        || !(measures.getDouble(Tag.SliceThickness, 0) > 0)
        || !(measures.getDouble(Tag.SpacingBetweenSlices, 0) > 0)) {
      findings.add(
          Rule.PIXEL_MEASURES, "Pixel Measures are missing, incomplete or not those of the source");
    }
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
    String[] position = positionOf(f);
    boolean placed = source.images().get(0).hasPlane();
    if (position.length != (placed ? 3 : 0)) {
      findings.add(Rule.FRAME_POSITION, frame + " has a position of " + position.length);
    }
    if (reference == null) {
      findings.add(Rule.FRAME_DERIVATION, frame + " does not say which image it derives from");
      return;
    }
    findings.expectCode(derivation, Tag.DerivationCodeSequence, frame);
    findings.expectCode(reference, Tag.PurposeOfReferenceCodeSequence, frame);
    String uid = reference.getString(Tag.ReferencedSOPInstanceUID, "");
    SourceImage image =
        imageOf.getOrDefault(uid, Map.of()).get(reference.getInt(Tag.ReferencedFrameNumber, 0));
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

  private Set<Integer> segmentNumbers() {
    Sequence segments = seg.getSequence(Tag.SegmentSequence);
    Set<Integer> numbers = new HashSet<>();
    for (int n = 0; segments != null && n < segments.size(); n++) {
      numbers.add(segments.get(n).getInt(Tag.SegmentNumber, 0));
    }
    return numbers;
  }

  private void checkSegment(int f, Set<Integer> described) {
    String frame = "frame " + (f + 1);
    if (type == SegType.LABELMAP) {
      if (frames.get(f).contains(Tag.SegmentIdentificationSequence)) {
        findings.add(Rule.FRAME_SEGMENT, frame + " of a label map names a segment");
      }
    } else if (!described.contains(segmentOf(f))) {
      findings.add(
          Rule.FRAME_SEGMENT,
          frame + " belongs to segment " + segmentOf(f) + ", which is not described");
    }
  }

  private void checkDimensions() {
    Sequence items = seg.getSequence(Tag.DimensionIndexSequence);
    Attributes organization = seg.getNestedDataset(Tag.DimensionOrganizationSequence);
    String uid =
        organization == null ? "" : organization.getString(Tag.DimensionOrganizationUID, "");
    boolean stacked =
        items != null
            && !items.isEmpty()
            && FrameDimension.STACK.isDescribedBy(items.get(items.size() - 1), uid);
    List<FrameDimension> dimensions = FrameDimension.of(type, !stacked);
    boolean asExpected =
        UIDUtils.isValid(uid) && items != null && items.size() == dimensions.size();
    for (int d = 0; asExpected && d < dimensions.size(); d++) {
      asExpected = dimensions.get(d).isDescribedBy(items.get(d), uid);
    }
    if (!asExpected) {
      findings.add(Rule.DIMENSIONS, "the dimensions are not " + dimensions);
      return;
    }
    List<Double> places = stacked ? stackPositions() : heights();
    Map<Double, Integer> ranks = new HashMap<>();
    for (double place : new TreeSet<>(places)) {
      ranks.put(place, ranks.size() + 1);
    }
    int[] before = new int[dimensions.size()];
    for (int f = 0; f < frames.size(); f++) {
      int rank = ranks.get(places.get(f));
      int[] expected = type == SegType.LABELMAP ? new int[] {rank} : new int[] {segmentOf(f), rank};
      checkIndex(f, before, expected);
      before = expected;
    }
  }

  private void checkIndex(int f, int[] before, int[] expected) {
    Attributes content = frames.get(f).getNestedDataset(Tag.FrameContentSequence);
    int[] found = content == null ? null : content.getInts(Tag.DimensionIndexValues);
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
  }

  private List<Double> stackPositions() {
    List<Double> positions = new ArrayList<>();
    for (Attributes frame : frames) {
      Attributes content = frame.getNestedDataset(Tag.FrameContentSequence);
      positions.add(content == null ? 0.0 : content.getInt(Tag.InStackPositionNumber, 0));
    }
    return positions;
  }

  /** How far each frame lies along the normal; 0 for frames without position. */
  private List<Double> heights() {
    SourceImage first = source.images().get(0);
    WorldPoint normal = first.hasPlane() ? FramePlane.of(first).normal() : new WorldPoint(0, 0, 0);
    List<Double> heights = new ArrayList<>();
    for (Attributes frame : frames) {
      Attributes plane = frame.getNestedDataset(Tag.PlanePositionSequence);
      double[] p = plane == null ? null : plane.getDoubles(Tag.ImagePositionPatient);
      heights.add(p == null || p.length != 3 ? 0 : new WorldPoint(p[0], p[1], p[2]).dot(normal));
    }
    return heights;
  }
}
