package io.github.voxelclick.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionEntries;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.session.SessionReplay;
import io.github.voxelclick.session.SessionStory;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of hand-made histories; the structure lies on slices 2 to 10 of 47 x 38 pixels. */
class ProvenanceCollectorTest {
  private SegmentationModel model;
  private SegmentationSession session;

  @BeforeEach
  void open() throws VolumeException {
    model = MiniatureModels.open("similarity");
    session =
        SegmentationSession.kept(
            TestVolumes.ellipsoid(),
            model,
            ModelCatalog.propagatorFor(model),
            SessionOptions.defaults(),
            described(1));
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static Segment described(int number) {
    return new Segment(
        number,
        "structure " + number,
        CodedConcept.TISSUE,
        CodedConcept.TISSUE,
        Segment.Rgb.ofNumber(number),
        Segment.Algorithm.SEMIAUTOMATIC,
        "test",
        "");
  }

  private void click(int k, int column, boolean positive) throws VolumeException {
    session.addPrompt(1, new PointPrompt(SlicePlane.k(k), new PlanePoint(column, 21), positive));
    session.answerPending(Progress.none());
  }

  private void carry() throws VolumeException {
    session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none());
  }

  private void paint(int segment, int k) throws VolumeException {
    SliceMask stamp = SliceMask.of(47, 38, (c, r) -> c >= 3 && c < 8 && r >= 30 && r < 33);
    session.tools().draw(ActionKind.BRUSH, segment, SlicePlane.k(k), stamp, true, Overlap.ALLOWED);
  }

  private ProvenanceCollector collector() {
    return ProvenanceCollector.of(SessionStory.of(session));
  }

  private ProvenanceFile file() {
    return collector()
        .file(
            new ProvenanceCollector.Saving(
                new ProvenanceFile.Software("VoxelClick", "test"),
                Instant.parse("2026-03-02T10:11:12Z"),
                Optional.empty(),
                new ProvenanceFile.Platform("17", Optional.empty(), Optional.empty())),
            session.state().segments().stream()
                .map(s -> new ProvenanceCollector.Saved(s.number(), s.segment(), s.mask()))
                .toList());
  }

  private SegmentProvenance told(int number) {
    return file().segments().stream().filter(s -> s.number() == number).findFirst().orElseThrow();
  }

  private static SliceProvenance slice(SegmentProvenance segment, int k) {
    return segment.slices().stream()
        .filter(s -> s.axis() == SliceAxis.K && s.index() == k)
        .findFirst()
        .orElseThrow();
  }

  private Mask mask() {
    return session.state().segment(1).mask();
  }

  @Test
  void of_a_carried_slice_that_a_click_corrected_the_carried_mask_is_compared()
      throws VolumeException {
    click(6, 19, true);
    carry();
    SliceMask carried = mask().slice(SlicePlane.k(8));
    click(8, 24, false);
    paint(1, 6);
    SliceMask first = mask().slice(SlicePlane.k(6));

    SegmentProvenance s = told(1);
    Interactions i = s.interactions();
    assertEquals(
        List.of(1, 1, 0, 1, 1, 0),
        List.of(
            i.clicksPositive(),
            i.clicksNegative(),
            i.boxes(),
            i.edits(),
            i.propagations(),
            i.undone()));
    assertEquals(0, s.rejected());
    assertEquals(mask().count(), s.voxels());
    assertEquals(MaskHash.of(mask()), s.maskSha256());

    SliceProvenance corrected = slice(s, 8);
    assertEquals(SliceOrigin.PROMPTED, corrected.origin());
    ModelUse use = corrected.model().orElseThrow();
    assertEquals(ModelUse.By.PROPAGATION, use.by());
    assertEquals(carried.count(), use.voxels());
    assertEquals(carried.xor(mask().slice(SlicePlane.k(8))).count(), use.differing());

    SliceProvenance painted = slice(s, 6);
    assertEquals(SliceOrigin.DRAWN, painted.origin());
    assertEquals(1, painted.edits());
    assertEquals(ModelUse.By.ANSWER, painted.model().orElseThrow().by());
    assertEquals(first.count(), painted.voxels());
    assertEquals(15, painted.model().orElseThrow().differing(), "the stroke lies outside");
    assertEquals(0, slice(s, 7).model().orElseThrow().differing());
  }

  @Test
  void what_the_session_carries_anew_after_a_correction_is_a_propagation() throws VolumeException {
    click(6, 19, true);
    carry();
    click(8, 24, false);
    assertTrue(
        session.propagations().carryCorrection(1, SlicePlane.k(8), Progress.none()).isPresent());
    SegmentProvenance s = told(1);
    assertEquals(2, s.interactions().propagations());
    assertEquals(0, slice(s, 7).model().orElseThrow().differing(), "the mask carried last");
  }

  @Test
  void what_is_undone_counts_as_undone_and_rejected_and_redo_takes_that_back()
      throws VolumeException {
    click(6, 19, true);
    carry();
    session.undo();
    SegmentProvenance s = told(1);
    assertEquals(0, s.interactions().propagations());
    assertEquals(1, s.interactions().undone());
    assertEquals(1, s.rejected());
    assertEquals(1, s.slices().size());
    session.redo();
    s = told(1);
    assertEquals(1, s.interactions().propagations());
    assertEquals(0, s.interactions().undone());
    assertEquals(0, s.rejected());
    session.undo();
    session.undo();
    paint(1, 3);
    s = told(1);
    assertEquals(0, s.interactions().clicksPositive());
    assertEquals(2, s.interactions().undone());
    assertEquals(2, s.rejected(), "one answer and one propagation");
    assertTrue(slice(s, 3).model().isEmpty(), "no model had a say");
  }

  @Test
  void a_segment_drawn_by_hand_is_manual_whatever_another_one_is() throws VolumeException {
    click(6, 19, true);
    session.tools().addSegment(described(2));
    paint(2, 4);
    session.tools().setConfirmed(2, List.of(SlicePlane.k(4)), true);
    SegmentMaking drawn = collector().making(2);
    assertEquals(Segment.Algorithm.MANUAL, drawn.algorithm());
    assertTrue(drawn.model().isEmpty());
    assertEquals(1, drawn.confirmedSlices());
    SegmentMaking clicked = collector().making(1);
    assertEquals(Segment.Algorithm.SEMIAUTOMATIC, clicked.algorithm());
    assertEquals(model.sha256(), clicked.model().orElseThrow().sha256());
    assertTrue(clicked.parameters().contains("clicks 1 positive 0 negative"));
    assertEquals(1, told(1).interactions().clicksPositive());
    assertEquals(0, told(1).interactions().edits());
    assertEquals(1, told(2).interactions().edits());
    assertEquals(15, told(2).voxels());
  }

  @Test
  void a_loaded_segment_is_what_its_file_says_until_it_changes() throws VolumeException {
    Mask mask = Mask.empty(TestVolumes.truth().size()).or(TestVolumes.truth());
    Segment automatic =
        described(2).withAlgorithm(Segment.Algorithm.AUTOMATIC, "other program", "7");
    assertEquals(2, session.tools().load(automatic, mask));
    SegmentMaking loaded = collector().making(2);
    assertEquals(Segment.Algorithm.AUTOMATIC, loaded.algorithm());
    assertEquals(Optional.of(automatic), loaded.loaded());
    assertTrue(loaded.model().isEmpty());
    assertTrue(loaded.parameters().startsWith("begun from a loaded mask; "));
    assertEquals(List.of(), told(2).slices());
    assertEquals(mask.count(), told(2).voxels());
    paint(2, 4);
    assertEquals(Segment.Algorithm.SEMIAUTOMATIC, collector().making(2).algorithm());
    assertEquals(1, told(2).slices().size());
    session.undo();
    assertEquals(Segment.Algorithm.AUTOMATIC, collector().making(2).algorithm());
    Segment manual = described(3).withAlgorithm(Segment.Algorithm.MANUAL, "", "");
    session.tools().load(manual, mask);
    paint(3, 4);
    assertEquals(Segment.Algorithm.MANUAL, collector().making(3).algorithm());
    session.addPrompt(3, new PointPrompt(SlicePlane.k(6), new PlanePoint(19, 21), true));
    session.answerPending(Progress.none());
    assertEquals(Segment.Algorithm.SEMIAUTOMATIC, collector().making(3).algorithm());
    assertTrue(collector().making(1).loaded().isEmpty());
  }

  @Test
  void a_loaded_segment_is_repeated_with_its_voxels() throws VolumeException {
    session.tools().load(described(2), TestVolumes.truth());
    click(6, 19, true);
    ProvenanceFile read = ProvenanceJson.parse("test", ProvenanceJson.bytes(file()));
    SessionReplay.Report report =
        SessionReplay.of(
            SessionEntries.of(read.entries().orElseThrow().packed()),
            TestVolumes.ellipsoid(),
            model,
            ModelCatalog.propagatorFor(model),
            Progress.none());
    assertEquals(0, report.voxels());
    assertEquals(TestVolumes.truth(), report.end().segment(2).mask());
  }

  @Test
  void identities_stay_over_saves_and_differ_between_segments() throws VolumeException {
    session.tools().addSegment(described(2));
    var first = collector().tracking(1).orElseThrow();
    click(6, 19, true);
    assertEquals(first, collector().tracking(1).orElseThrow());
    String uid = first.uid();
    assertTrue(uid.matches("2\\.25\\.[1-9]\\d{0,38}"), uid);
    assertNotEquals(uid, collector().tracking(2).orElseThrow().uid());
  }

  @Test
  void the_entries_in_the_file_repeat_the_work() throws VolumeException {
    click(6, 19, true);
    carry();
    click(8, 24, false);
    ProvenanceFile read = ProvenanceJson.parse("test", ProvenanceJson.bytes(file()));
    SessionReplay.Report report =
        SessionReplay.of(
            SessionEntries.of(read.entries().orElseThrow().packed()),
            TestVolumes.ellipsoid(),
            model,
            ModelCatalog.propagatorFor(model),
            Progress.none());
    assertEquals(2, report.answers());
    assertEquals(1, report.propagations());
    assertEquals(0, report.voxels());
    assertEquals(mask(), report.end().segment(1).mask());
    assertEquals(model.sha256(), read.models().get(0).sha256());
  }

  @Test
  void a_session_recorded_nowhere_tells_no_entries_and_no_model() throws VolumeException {
    session =
        new SegmentationSession(
            TestVolumes.ellipsoid(),
            model,
            ModelCatalog.propagatorFor(model),
            SessionOptions.defaults(),
            described(1));
    click(6, 19, true);
    ProvenanceFile file = file();
    assertTrue(file.entries().isEmpty());
    assertTrue(file.models().isEmpty());
    assertTrue(slice(file.segments().get(0), 6).model().isEmpty());
    assertTrue(collector().tracking(1).isEmpty());
    assertFalse(SessionStory.of(session).withoutEntries().isEmpty());
  }

  /** By numpy: sha256(b"5 7 3\n" + packbits of every slice, bitorder "little"). */
  @Test
  void the_hash_of_a_mask_is_what_others_work_out() {
    GridSize size = new GridSize(5, 7, 3);
    Mask mask =
        Mask.of(
            size,
            Map.of(
                0,
                SliceMask.of(5, 7, (c, r) -> (c * 3 + r) % 4 == 0),
                2,
                SliceMask.of(5, 7, (c, r) -> c == 4 && r == 6)));
    assertEquals(
        "520464f619098af79c1966f99eca0b87e88c396ace3f905695d48302c23116ff", MaskHash.of(mask));
    assertNotEquals(MaskHash.of(Mask.empty(size)), MaskHash.of(mask));
  }
}
