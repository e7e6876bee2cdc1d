package io.github.voxelclick.dicom.seg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomInputStream;
import io.github.voxelclick.dicom.seg.SegFinding.Rule;
import io.github.voxelclick.dicom.series.SourceSeries;
import io.github.voxelclick.volume.Progress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Takes a good SEG, breaks one thing, and expects the finding that names it. */
@org.junit.jupiter.api.Tag("D8.2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DicomSegCheckerTest {
  /** Two segments on slices 1, 2, 4 and 2, 5 of an oblique stack: five frames of 55 pixels. */
  private SourceFixture series;

  private Attributes good;

  @BeforeAll
  void writeOne(@TempDir Path folder) throws Exception {
    series = Stacks.OBLIQUE.writeTo(folder.resolve("series"));
    Path file = folder.resolve("seg.dcm");
    SourceFixture.writer()
        .write(
            series.segmentation(series.noise(1, 1, 2, 4), series.noise(2, 2, 5)),
            series.source(),
            SourceFixture.OPTIONS,
            file,
            Progress.none());
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      good = in.readDataset();
    }
  }

  @Test
  void a_good_object_passes() throws Exception {
    assertEquals(List.of(), check(good, false));
  }

  /** One way to break the object. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
  enum Damage {
    OTHER_CLASS(Rule.OBJECT_TYPE, text(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.66.7")),
    FRACTIONAL(Rule.OBJECT_TYPE, text(Tag.SegmentationType, VR.CS, "FRACTIONAL")),
    LATIN_1(Rule.OBJECT_TYPE, text(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100")),
    SERIES_OF_THE_SOURCE(
        Rule.IDENTIFIERS, (seg, s) -> set(seg, Tag.SeriesInstanceUID, s.seriesInstanceUid())),
    LEADING_ZERO_IN_UID(Rule.IDENTIFIERS, text(Tag.SOPInstanceUID, VR.UI, "2.25.012")),
    OTHER_PATIENT(Rule.SOURCE_FACTS, text(Tag.PatientID, VR.LO, "somebody else")),
    OTHER_STUDY(Rule.SOURCE_FACTS, text(Tag.StudyInstanceUID, VR.UI, "1.2.3")),
    NO_STUDY_DATE(Rule.SOURCE_FACTS, without(Tag.StudyDate)),
    OTHER_FRAME_OF_REFERENCE(
        Rule.FRAME_OF_REFERENCE, text(Tag.FrameOfReferenceUID, VR.UI, "1.2.3")),
    NO_FRAME_OF_REFERENCE(Rule.FRAME_OF_REFERENCE, without(Tag.FrameOfReferenceUID)),
    SHORT_PIXEL_DATA(Rule.PIXEL_LENGTH, seg -> seg.setBytes(Tag.PixelData, VR.OB, new byte[34])),
    LONG_PIXEL_DATA(Rule.PIXEL_LENGTH, seg -> seg.setBytes(Tag.PixelData, VR.OB, new byte[38])),
    SPARE_BITS_SET(
        Rule.PIXEL_LENGTH,
        seg -> {
          byte[] bits = bits(seg);
          bits[34] |= (byte) 0x80; // 5 x 55 = 275 pixels end in bit 2 of byte 34
          seg.setBytes(Tag.PixelData, VR.OB, bits);
        }),
    NO_PIXEL_DATA(Rule.PIXEL_LENGTH, without(Tag.PixelData)),
    FRAME_ITEM_MISSING(
        Rule.FRAME_COUNT, seg -> seg.getSequence(Tag.PerFrameFunctionalGroupsSequence).remove(4)),
    SEGMENT_NUMBER_GAP(
        Rule.SEGMENT_NUMBERS, segment(1, item -> item.setInt(Tag.SegmentNumber, VR.US, 3))),
    NO_SEGMENT_LABEL(Rule.SEGMENT_LABEL, segment(0, item -> item.remove(Tag.SegmentLabel))),
    SEGMENT_LABEL_TOO_LONG(
        Rule.SEGMENT_LABEL,
        segment(0, item -> item.setString(Tag.SegmentLabel, VR.LO, "x".repeat(65)))),
    NO_ALGORITHM_TYPE(
        Rule.SEGMENT_ALGORITHM, segment(0, item -> item.remove(Tag.SegmentAlgorithmType))),
    NO_ALGORITHM_NAME(
        Rule.SEGMENT_ALGORITHM, segment(0, item -> item.remove(Tag.SegmentAlgorithmName))),
    NO_ALGORITHM_VERSION(
        Rule.SEGMENT_ALGORITHM,
        segment(
            0,
            item ->
                item.getNestedDataset(Tag.SegmentationAlgorithmIdentificationSequence)
                    .remove(Tag.AlgorithmVersion))),
    TRACKING_ID_ALONE(Rule.TRACKING, segment(0, item -> item.remove(Tag.TrackingUID))),
    TRACKING_UID_ALONE(Rule.TRACKING, segment(0, item -> item.remove(Tag.TrackingID))),
    CATEGORY_WITHOUT_MEANING(
        Rule.CODE,
        segment(
            0,
            item ->
                item.getNestedDataset(Tag.SegmentedPropertyCategoryCodeSequence)
                    .remove(Tag.CodeMeaning))),
    NO_TYPE(Rule.CODE, segment(1, item -> item.remove(Tag.SegmentedPropertyTypeCodeSequence))),
    FAMILY_WITHOUT_SCHEME(
        Rule.CODE,
        segment(
            1,
            item ->
                item.getNestedDataset(Tag.SegmentationAlgorithmIdentificationSequence)
                    .getNestedDataset(Tag.AlgorithmFamilyCodeSequence)
                    .remove(Tag.CodingSchemeDesignator))),
    DERIVATION_WITHOUT_VALUE(
        Rule.CODE,
        frame(
            2,
            item ->
                item.getNestedDataset(Tag.DerivationImageSequence)
                    .getNestedDataset(Tag.DerivationCodeSequence)
                    .remove(Tag.CodeValue))),
    NO_PURPOSE(
        Rule.CODE, frame(2, item -> reference(item).remove(Tag.PurposeOfReferenceCodeSequence))),
    SEGMENT_WITHOUT_FRAME(
        Rule.SEGMENT_WITHOUT_FRAME,
        seg -> {
          Attributes third = new Attributes(segments(seg).get(1));
          third.setInt(Tag.SegmentNumber, VR.US, 3);
          segments(seg).add(third);
        }),
    NO_PIXEL_MEASURES(Rule.PIXEL_MEASURES, shared(item -> item.remove(Tag.PixelMeasuresSequence))),
    SPACING_SWAPPED(
        Rule.PIXEL_MEASURES,
        shared(
            item ->
                item.getNestedDataset(Tag.PixelMeasuresSequence)
                    .setString(Tag.PixelSpacing, VR.DS, "0.7", "1.1"))),
    NO_SLICE_DISTANCE(
        Rule.PIXEL_MEASURES,
        shared(
            item ->
                item.getNestedDataset(Tag.PixelMeasuresSequence).remove(Tag.SpacingBetweenSlices))),
    NO_ORIENTATION(
        Rule.PLANE_ORIENTATION, shared(item -> item.remove(Tag.PlaneOrientationSequence))),
    ORIENTATION_OF_ANOTHER_SERIES(
        Rule.PLANE_ORIENTATION,
        shared(
            item ->
                item.getNestedDataset(Tag.PlaneOrientationSequence)
                    .setString(Tag.ImageOrientationPatient, VR.DS, "1", "0", "0", "0", "1", "0"))),
    NO_DERIVATION(
        Rule.FRAME_DERIVATION, frame(1, item -> item.remove(Tag.DerivationImageSequence))),
    NO_SOURCE_IMAGE(
        Rule.FRAME_DERIVATION,
        frame(
            1,
            item ->
                item.getNestedDataset(Tag.DerivationImageSequence)
                    .remove(Tag.SourceImageSequence))),
    FRAME_OF_UNKNOWN_SEGMENT(
        Rule.FRAME_SEGMENT,
        frame(
            4,
            item ->
                item.getNestedDataset(Tag.SegmentIdentificationSequence)
                    .setInt(Tag.ReferencedSegmentNumber, VR.US, 3))),
    FRAME_WITHOUT_SEGMENT(
        Rule.FRAME_SEGMENT, frame(0, item -> item.remove(Tag.SegmentIdentificationSequence))),
    FRAME_OF_UNKNOWN_IMAGE(
        Rule.REFERENCED_IMAGE,
        frame(0, item -> reference(item).setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2"))),
    FRAME_OF_ANOTHER_CLASS(
        Rule.REFERENCED_IMAGE,
        frame(0, item -> reference(item).setString(Tag.ReferencedSOPClassUID, VR.UI, "1.2"))),
    OTHER_SERIES_REFERENCED(
        Rule.REFERENCED_IMAGE,
        seg ->
            seg.getNestedDataset(Tag.ReferencedSeriesSequence)
                .setString(Tag.SeriesInstanceUID, VR.UI, "1.2")),
    NO_SERIES_REFERENCED(Rule.REFERENCED_IMAGE, without(Tag.ReferencedSeriesSequence)),
    UNKNOWN_IMAGE_REFERENCED(
        Rule.REFERENCED_IMAGE,
        seg ->
            seg.getNestedDataset(Tag.ReferencedSeriesSequence)
                .getSequence(Tag.ReferencedInstanceSequence)
                .get(3)
                .setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2")),
    RANK_FROM_ZERO(
        Rule.DIMENSIONS,
        frame(
            0,
            item ->
                item.getNestedDataset(Tag.FrameContentSequence)
                    .setInt(Tag.DimensionIndexValues, VR.UL, 1, 0))),
    ALL_RANKS_EQUAL(
        Rule.DIMENSIONS,
        seg -> {
          for (Attributes item : seg.getSequence(Tag.PerFrameFunctionalGroupsSequence)) {
            item.getNestedDataset(Tag.FrameContentSequence)
                .setInt(Tag.DimensionIndexValues, VR.UL, 1, 1);
          }
        }),
    NO_DIMENSION_VALUES(Rule.DIMENSIONS, frame(3, item -> item.remove(Tag.FrameContentSequence))),
    ONE_DIMENSION_ONLY(
        Rule.DIMENSIONS, seg -> seg.getSequence(Tag.DimensionIndexSequence).remove(0)),
    EMPTY_FRAME(
        Rule.EMPTY_FRAME,
        seg -> {
          byte[] bits = bits(seg);
          for (int bit = 55; bit < 110; bit++) {
            bits[bit / 8] &= (byte) ~(1 << bit % 8);
          }
          seg.setBytes(Tag.PixelData, VR.OB, bits);
        }),
    OVERLAP_DENIED(Rule.SEGMENTS_OVERLAP, text(Tag.SegmentsOverlap, VR.CS, "NO")),
    NO_OVERLAP_FLAG(Rule.SEGMENTS_OVERLAP, without(Tag.SegmentsOverlap)),
    NO_CONTENT_LABEL(Rule.CONTENT, without(Tag.ContentLabel)),
    LOWER_CASE_CONTENT_LABEL(Rule.CONTENT, text(Tag.ContentLabel, VR.CS, "liver")),
    NO_CONTENT_CREATOR(Rule.CONTENT, without(Tag.ContentCreatorName)),
    NO_DEVICE_SERIAL_NUMBER(Rule.CONTENT, without(Tag.DeviceSerialNumber)),
    COMMA_IN_A_NUMBER(Rule.UNREADABLE, text(Tag.NumberOfFrames, VR.IS, "5,0"));

    private final Rule rule;
    private final Breaker breaker;

    Damage(Rule rule, Consumer<Attributes> breaker) {
      this(rule, (seg, source) -> breaker.accept(seg));
    }

    Damage(Rule rule, Breaker breaker) {
      this.rule = rule;
      this.breaker = breaker;
    }
  }

  /** Changes a data set, knowing its source. */
  private interface Breaker {
    void accept(Attributes seg, SourceSeries source);
  }

  private static Consumer<Attributes> text(int tag, VR vr, String value) {
    return seg -> seg.setString(tag, vr, value);
  }

  private static Consumer<Attributes> without(int tag) {
    return seg -> seg.remove(tag);
  }

  private static void set(Attributes seg, int tag, String uid) {
    seg.setString(tag, VR.UI, uid);
  }

  private static Sequence segments(Attributes seg) {
    return seg.getSequence(Tag.SegmentSequence);
  }

  private static Consumer<Attributes> segment(int index, Consumer<Attributes> change) {
    return seg -> change.accept(segments(seg).get(index));
  }

  private static Consumer<Attributes> frame(int index, Consumer<Attributes> change) {
    return seg -> change.accept(seg.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, index));
  }

  private static Consumer<Attributes> shared(Consumer<Attributes> change) {
    return seg -> change.accept(seg.getNestedDataset(Tag.SharedFunctionalGroupsSequence));
  }

  private static Attributes reference(Attributes frame) {
    return frame
        .getNestedDataset(Tag.DerivationImageSequence)
        .getNestedDataset(Tag.SourceImageSequence);
  }

  private static byte[] bits(Attributes seg) {
    return seg.getSafeBytes(Tag.PixelData).clone();
  }

  private List<SegFinding> check(Attributes seg, boolean emptyFramesAllowed) throws Exception {
    return DicomSegChecker.check(
        SourceFixture.file(seg), series.source(), emptyFramesAllowed, Set.of());
  }

  private Set<Rule> rulesBroken(Attributes seg) throws Exception {
    return check(seg, false).stream()
        .map(SegFinding::rule)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void a_damage_is_named(Damage damage) throws Exception {
    Attributes seg = new Attributes(good);
    damage.breaker.accept(seg, series.source());
    Set<Rule> broken = rulesBroken(seg);
    assertTrue(broken.contains(damage.rule), broken.toString());
  }

  @Test
  void rows_and_columns_exchanged_are_named() throws Exception {
    Attributes seg = new Attributes(good);
    seg.setInt(Tag.Rows, VR.US, 11);
    seg.setInt(Tag.Columns, VR.US, 5);
    assertTrue(rulesBroken(seg).contains(Rule.IMAGE_SIZE));
  }

  @Test
  void frames_that_change_places_are_named_though_each_is_complete() throws Exception {
    Attributes seg = new Attributes(good);
    Attributes first = seg.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, 0);
    Attributes second = seg.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, 1);
    String[] a = position(first).getStrings(Tag.ImagePositionPatient);
    String[] b = position(second).getStrings(Tag.ImagePositionPatient);
    position(first).setString(Tag.ImagePositionPatient, VR.DS, b);
    position(second).setString(Tag.ImagePositionPatient, VR.DS, a);
    assertTrue(rulesBroken(seg).contains(Rule.FRAME_POSITION));
  }

  @Test
  void a_frame_without_position_is_named() throws Exception {
    Attributes seg = new Attributes(good);
    seg.getNestedDataset(Tag.PerFrameFunctionalGroupsSequence, 3).remove(Tag.PlanePositionSequence);
    assertTrue(rulesBroken(seg).contains(Rule.FRAME_POSITION));
  }

  @Test
  void an_empty_frame_passes_when_it_was_asked_for() throws Exception {
    Attributes seg = new Attributes(good);
    Damage.EMPTY_FRAME.breaker.accept(seg, series.source());
    assertTrue(check(seg, true).stream().noneMatch(finding -> finding.rule() == Rule.EMPTY_FRAME));
  }

  private static Attributes position(Attributes frame) {
    return frame.getNestedDataset(Tag.PlanePositionSequence);
  }

  @Test
  void every_rule_has_a_damage() {
    Set<Rule> untested = EnumSet.allOf(Rule.class);
    for (Damage damage : Damage.values()) {
      untested.remove(damage.rule);
    }
    assertEquals(EnumSet.of(Rule.IMAGE_SIZE, Rule.FRAME_POSITION, Rule.LABEL), untested);
  }
}
