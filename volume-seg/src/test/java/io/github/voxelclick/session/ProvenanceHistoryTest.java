package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.journal.JournalFolder;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.provenance.ModelUse;
import io.github.voxelclick.provenance.ProvenanceCollector;
import io.github.voxelclick.provenance.ProvenanceFile;
import io.github.voxelclick.provenance.SegmentMaking;
import io.github.voxelclick.provenance.SegmentProvenance;
import io.github.voxelclick.provenance.SliceProvenance;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SegmentDetails;
import io.github.voxelclick.volume.SegmentDetails.Tracking;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories of which everyone can say what is to be told of them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProvenanceHistoryTest {
  private static final ModelProfile PROFILE = SessionPropertyTest.profile();
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");

  @TempDir Path temp;
  private final HandClock clock = new HandClock();
  private SegmentationSession session;

  /** Stands still until it is moved. */
  private static final class HandClock extends Clock {
    private Instant now = START;

    void pass(long seconds) {
      now = now.plus(Duration.ofSeconds(seconds));
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void begin() throws VolumeException {
    session = kept();
  }

  private SegmentationSession kept() throws VolumeException {
    return SegmentationSession.kept(
        RandomActions.volume(),
        new PlainModel(PROFILE),
        new MaskCopyPropagator(),
        options(),
        RandomActions.segment(1, "first"));
  }

  private SessionOptions options() {
    return new SessionOptions(Optional.empty(), 1 << 20, clock);
  }

  private static Prompt click(SlicePlane plane, double column, double row) {
    return new PointPrompt(plane, new PlanePoint(column, row), true);
  }

  private void ask(int segment, SlicePlane plane, double column, double row)
      throws VolumeException {
    session.addPrompt(segment, click(plane, column, row));
    session.answerPending(Progress.none());
  }

  private void brush(int segment, SlicePlane plane) throws VolumeException {
    SliceMask stamp =
        SliceMask.of(
            plane.axis().columns(RandomActions.SIZE),
            plane.axis().rows(RandomActions.SIZE),
            (c, r) -> c < 3 && r < 2);
    session.tools().draw(ActionKind.BRUSH, segment, plane, stamp, true, Overlap.ALLOWED);
  }

  private SegmentProvenance told(int segment) {
    ProvenanceFile file = ProvenancePropertyTest.file(session);
    return file.segments().stream().filter(s -> s.number() == segment).findFirst().orElseThrow();
  }

  private static SliceProvenance slice(SegmentProvenance told, SlicePlane plane) {
    return told.slices().stream()
        .filter(s -> s.axis() == plane.axis() && s.index() == plane.index())
        .findFirst()
        .orElseThrow();
  }

  private SegmentMaking making(int segment) {
    return ProvenanceCollector.of(SessionStory.of(session)).making(segment);
  }

  @Test
  void pauses_up_to_a_minute_are_work_and_longer_ones_are_not() throws VolumeException {
    session.tools().addSegment(RandomActions.segment(2, "second"));
    clock.pass(5);
    brush(1, SlicePlane.k(0));
    clock.pass(60);
    session.addPrompt(1, click(SlicePlane.k(2), 5, 3));
    clock.pass(30);
    session.answerPending(Progress.none()); // the model's time is nobody's work
    clock.pass(31);
    brush(1, SlicePlane.k(1)); // 61 s after the prompt
    clock.pass(10);
    brush(2, SlicePlane.k(1)); // another segment
    clock.pass(10);
    session.undo();
    session.undo();
    clock.pass(10);
    brush(1, SlicePlane.k(3));
    SegmentProvenance told = told(1);
    assertEquals(60 + 30, told.seconds());
    assertEquals(Optional.of(START.plusSeconds(5)), told.began());
    assertEquals(Optional.of(START.plusSeconds(156)), told.ended());
    assertEquals(2, told.interactions().edits(), "of three, one was undone");
    assertEquals(1, told.interactions().undone());
    assertEquals(
        10 + 121 + 10 - 5, told(2).ended().orElseThrow().getEpochSecond() - START.getEpochSecond());
  }

  @Test
  void a_slice_that_was_carried_and_then_corrected_tells_what_was_carried() throws VolumeException {
    ask(1, SlicePlane.k(2), 5, 3);
    session.propagations().propagate(1, SliceAxis.K, 0, 4, Progress.none());
    var carried = session.state().segment(1).mask().slice(SlicePlane.k(3));
    ask(1, SlicePlane.k(3), 1, 1);
    var saved = session.state().segment(1).mask().slice(SlicePlane.k(3));
    SegmentProvenance told = told(1);
    SliceProvenance corrected = slice(told, SlicePlane.k(3));
    assertEquals(SliceOrigin.PROMPTED, corrected.origin());
    ModelUse use = corrected.model().orElseThrow();
    assertEquals(ModelUse.By.PROPAGATION, use.by());
    assertEquals(carried.count(), use.voxels());
    assertEquals(carried.xor(saved).count(), use.differing());
    assertTrue(use.differing() > 0);
    ModelUse begun = slice(told, SlicePlane.k(2)).model().orElseThrow();
    assertEquals(ModelUse.By.ANSWER, begun.by());
    assertEquals(0, begun.differing());
    assertEquals(Optional.empty(), begun.at(), "when an answer came is not kept");
  }

  @Test
  void late_answers_on_crossing_slices_are_told_apart() throws VolumeException {
    SlicePlane across = new SlicePlane(SliceAxis.J, 3);
    session.addPrompt(1, click(SlicePlane.k(2), 5, 3));
    session.addPrompt(1, click(across, 5, 2));
    session.answerPending(Progress.none());
    SegmentProvenance told = told(1);
    assertEquals(2, told.interactions().clicksPositive());
    assertEquals(1, slice(told, SlicePlane.k(2)).prompts());
    ModelUse use = slice(told, across).model().orElseThrow();
    assertEquals(ModelUse.By.ANSWER, use.by());
    assertEquals(0, use.differing());
    assertTrue(slice(told, SlicePlane.k(2)).model().isPresent());
    assertEquals(0, told.rejected());
    while (session.undo()) {}
    assertTrue(told(1).slices().isEmpty());
    assertEquals(2, told(1).rejected());
  }

  @Test
  void a_segment_that_was_removed_and_added_again_starts_from_nothing() throws VolumeException {
    session.tools().addSegment(RandomActions.segment(2, "second"));
    brush(2, SlicePlane.k(1));
    ask(2, SlicePlane.k(2), 4, 4);
    session.undo();
    session.tools().removeSegment(2);
    session.tools().addSegment(RandomActions.segment(2, "another"));
    SegmentProvenance told = told(2);
    assertEquals(0, told.interactions().all());
    assertEquals(0, told.rejected());
    assertEquals("another", told.label());
  }

  @Test
  void only_what_was_drawn_by_hand_alone_is_manual() throws VolumeException {
    brush(1, SlicePlane.k(1));
    session.tools().copySlice(1, SlicePlane.k(1), SlicePlane.k(2), Overlap.ALLOWED);
    ask(1, SlicePlane.k(4), 4, 4);
    session.undo();
    assertEquals(Segment.Algorithm.MANUAL, making(1).algorithm());
    assertTrue(making(1).model().isEmpty());
    session.tools().addSegment(RandomActions.segment(2, "second"));
    ask(2, SlicePlane.k(4), 4, 4);
    assertEquals(Segment.Algorithm.MANUAL, making(1).algorithm(), "the other segment is prompted");
    assertEquals(Segment.Algorithm.SEMIAUTOMATIC, making(2).algorithm());
    assertEquals("0".repeat(64), making(2).model().orElseThrow().sha256());
    session.tools().combine(1, 2, SegmentTools.Combination.UNION);
    assertEquals(Segment.Algorithm.SEMIAUTOMATIC, making(1).algorithm());
    assertTrue(making(1).model().isPresent(), "what was united with it came of a model");
  }

  @Test
  void what_was_interpolated_is_calculated_without_a_model() throws VolumeException {
    brush(1, SlicePlane.k(0));
    brush(1, SlicePlane.k(4));
    session
        .propagations()
        .propagate(1, SliceAxis.K, 0, 4, PropagationSettings.interpolation(), Progress.none());
    session.tools().setConfirmed(1, List.of(SlicePlane.k(1)), true);
    SegmentMaking making = making(1);
    assertEquals(Segment.Algorithm.SEMIAUTOMATIC, making.algorithm());
    assertTrue(making.model().isEmpty());
    assertEquals(1, making.confirmedSlices());
    assertEquals(2, making.unconfirmedSlices());
    assertTrue(making.parameters().contains("strokes 2"), making.parameters());
    ModelUse use = slice(told(1), SlicePlane.k(2)).model().orElseThrow();
    assertEquals(ModelUse.By.INTERPOLATION, use.by());
    assertTrue(use.place().isEmpty());
  }

  private RecordedSession open(JournalFolder folder) throws VolumeException {
    return RecordedSession.open(
        folder,
        RandomActions.volume(),
        new PlainModel(PROFILE),
        new MaskCopyPropagator(),
        options(),
        RandomActions.segment(1, "first"));
  }

  private static Optional<Tracking> tracking(SegmentationSession of, int segment) {
    return ProvenanceCollector.of(SessionStory.of(of)).tracking(segment);
  }

  @Test
  void the_identity_of_a_segment_stays_with_it_and_with_no_other() throws VolumeException {
    JournalFolder folder = JournalFolder.prepare(Optional.of(temp), "Linux", Map.of(), temp);
    Tracking first;
    Tracking second;
    try (RecordedSession recorded = open(folder)) {
      session = recorded.session();
      session.tools().addSegment(RandomActions.segment(2, "second"));
      first = tracking(session, 1).orElseThrow();
      second = tracking(session, 2).orElseThrow();
      brush(1, SlicePlane.k(1));
      session.tools().describe(RandomActions.segment(1, "renamed"));
      assertEquals(Optional.of(first), tracking(session, 1));
    }
    assertTrue(first.uid().matches("2\\.25\\.[1-9][0-9]{0,38}"), first.uid());
    assertNotEquals(first.uid(), second.uid());
    clock.pass(3600);
    try (RecordedSession again = open(folder)) {
      assertEquals(Optional.of(first), tracking(again.session(), 1));
      assertEquals(Optional.of(second), tracking(again.session(), 2));
    }
    assertNotEquals(first, tracking(kept(), 1).orElseThrow(), "another session on the same image");
    Segment brought =
        RandomActions.segment(3, "brought")
            .withDetails(SegmentDetails.NONE.withTracking("lesion 7", "2.25.77"));
    session = kept();
    session.tools().addSegment(brought);
    assertEquals(brought.details().tracking(), tracking(session, 3));
  }
}
