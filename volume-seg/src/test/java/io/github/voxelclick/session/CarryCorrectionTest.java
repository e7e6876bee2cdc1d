package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a correction leads to where masks were carried before; the structure lies on 2 to 10. */
class CarryCorrectionTest {
  private SegmentationModel model;
  private SegmentationSession session;

  @BeforeEach
  void open() throws ModelException {
    model = MiniatureModels.open("similarity");
    session = begin();
  }

  @AfterEach
  void close() {
    model.close();
  }

  private SegmentationSession begin() {
    Segment first =
        new Segment(
            1,
            "structure",
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            new Segment.Rgb(255, 0, 0),
            Segment.Algorithm.SEMIAUTOMATIC,
            "test",
            "");
    return new SegmentationSession(
        TestVolumes.ellipsoid(),
        model,
        ModelCatalog.propagatorFor(model),
        SessionOptions.defaults(),
        first);
  }

  private static void click(SegmentationSession session, int k, int column, boolean positive)
      throws VolumeException {
    session.addPrompt(1, new PointPrompt(SlicePlane.k(k), new PlanePoint(column, 21), positive));
  }

  private static void propagate(SegmentationSession session, PropagationSettings settings)
      throws VolumeException {
    session.propagations().propagate(1, SliceAxis.K, 0, 12, settings, Progress.none());
  }

  private boolean correct(int k) throws VolumeException {
    return session.propagations().carryCorrection(1, SlicePlane.k(k), Progress.none()).isPresent();
  }

  private Mask mask() {
    return session.state().segment(1).mask();
  }

  private List<ActionKind> kinds() {
    return session.history().stream().map(Action::kind).toList();
  }

  @Test
  void is_what_propagation_around_the_slice_does() throws VolumeException {
    SegmentationSession byHand = begin();
    for (SegmentationSession s : List.of(session, byHand)) {
      click(s, 6, 19, true);
      propagate(s, PropagationSettings.defaults());
      click(s, 8, 24, false);
    }
    Propagation anew =
        session.propagations().carryCorrection(1, SlicePlane.k(8), Progress.none()).orElseThrow();
    assertTrue(anew.slices().containsKey(7) && !anew.slices().containsKey(5), anew.toString());
    byHand
        .propagations()
        .propagateAround(1, SlicePlane.k(8), PropagationSettings.defaults(), Progress.none());
    assertEquals(byHand.state().segment(1).mask(), mask());
    assertEquals(
        List.of(
            ActionKind.ADD_PROMPT,
            ActionKind.PROPAGATE,
            ActionKind.ADD_PROMPT,
            ActionKind.PROPAGATE),
        kinds());
    assertEquals(
        List.of(false, false, false, true),
        session.history().stream().map(Action::followsFromLast).toList());
    assertTrue(byHand.history().stream().noneMatch(Action::followsFromLast));
  }

  @Test
  void answers_and_no_more_where_nothing_was_carried() throws VolumeException {
    click(session, 6, 19, true);
    assertTrue(!correct(6));
    assertEquals(List.of(6), List.copyOf(mask().occupiedSlices()));
    session.propagations().propagate(1, SliceAxis.K, 5, 7, Progress.none());
    click(session, 9, 19, true);
    assertTrue(!correct(9), "beyond the range");
    session.undo();
    session.undo();
    click(session, 5, 19, true);
    assertTrue(!correct(5), "the propagation was undone");
    assertEquals(List.of(5, 6), List.copyOf(mask().occupiedSlices()));
  }

  @Test
  void is_in_the_way_of_the_last_propagation_there() throws VolumeException {
    click(session, 3, 19, true);
    click(session, 9, 19, true);
    propagate(session, PropagationSettings.defaults());
    propagate(session, PropagationSettings.interpolation().withCrossGaps(true));
    click(session, 6, 24, false);
    assertTrue(correct(6));
    Action last = session.history().get(session.history().size() - 1);
    assertEquals(ActionKind.INTERPOLATE, last.kind());
    assertEquals("true", last.details().get("crossGaps"));
    assertEquals("4", last.details().get("first"));
    assertEquals("8", last.details().get("last"));
  }

  @Test
  void makes_no_step_between_neighbours_that_were_worked_on_or_without_a_mask()
      throws VolumeException {
    click(session, 6, 19, true);
    propagate(session, PropagationSettings.defaults());
    session.tools().setConfirmed(1, List.of(SlicePlane.k(7), SlicePlane.k(9)), true);
    click(session, 8, 24, false);
    assertTrue(!correct(8));
    assertEquals(ActionKind.ADD_PROMPT, kinds().get(kinds().size() - 1));

    session = begin();
    click(session, 6, 19, true);
    propagate(session, PropagationSettings.defaults());
    session.addPrompt(1, new MaskPrompt(SlicePlane.k(6), SliceMask.empty(47, 38)));
    assertTrue(!correct(6));
  }

  @Test
  void cancelled_leaves_what_was_carried_before() throws VolumeException {
    click(session, 6, 19, true);
    propagate(session, PropagationSettings.defaults());
    session.addPrompt(1, new MaskPrompt(SlicePlane.k(8), SliceMask.empty(47, 38)));
    session.answerPending(Progress.none());
    SessionState before = session.state();
    int most = 0;
    for (int calls = 0; calls < 50; calls++) {
      CancelledAfter progress = new CancelledAfter(calls);
      try {
        session.propagations().carryCorrection(1, SlicePlane.k(8), progress);
        assertNotEquals(before.segment(1).mask(), mask());
        break;
      } catch (CancellationException expected) {
        most = calls;
        assertEquals(before, session.state());
      }
    }
    assertTrue(most >= 1, "cancelled at several moments: " + most);
  }

  @Test
  void of_a_locked_segment_is_refused() throws VolumeException {
    click(session, 6, 19, true);
    propagate(session, PropagationSettings.defaults());
    session.tools().confirmAndLock(1, SliceAxis.K);
    assertThrows(SessionException.class, () -> correct(6));
  }
}
