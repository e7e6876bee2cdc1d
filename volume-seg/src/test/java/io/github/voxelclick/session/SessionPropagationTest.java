package io.github.voxelclick.session;

import static io.github.voxelclick.session.EllipsoidSession.click;
import static io.github.voxelclick.session.EllipsoidSession.current;
import static io.github.voxelclick.session.EllipsoidSession.prompt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session carries from slice to slice, and what it spares. */
class SessionPropagationTest {
  @AutoClose private SegmentationModel model;
  private SegmentationSession session;

  @BeforeEach
  void open() throws ModelException {
    model = MiniatureModels.open("similarity");
    session = EllipsoidSession.of(model);
  }

  @Test
  void fills_the_structure_from_one_click() throws VolumeException {
    prompt(session, click(6, 19, 21, true));
    Propagation result =
        session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none()).orElseThrow();
    assertTrue(current(session).mask().dice(TestVolumes.truth()) > 0.9);
    assertFalse(result.slices().isEmpty());
    for (int k : result.slices().keySet()) {
      SliceState slice = current(session).slice(SlicePlane.k(k)).orElseThrow();
      assertFalse(slice.isTouched());
      assertEquals(Optional.of(SliceOrigin.CARRIED), slice.origin());
      assertEquals(result.slices().get(k).mask(), current(session).mask().slice(SlicePlane.k(k)));
    }
  }

  @Test
  void answers_what_waits_first() throws VolumeException {
    session.addPrompt(1, click(6, 19, 21, true));
    session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none());
    assertTrue(current(session).mask().dice(TestVolumes.truth()) > 0.9);
  }

  @Test
  void never_changes_prompted_slices_of_any_axis() throws VolumeException {
    SlicePlane axial = SlicePlane.k(5);
    SlicePlane sagittal = new SlicePlane(SliceAxis.I, 20);
    SliceMask drawn = SliceMask.of(47, 38, (c, r) -> c < 5 && r > 30);
    SliceMask across = SliceMask.of(38, 13, (c, r) -> c == 2 && r > 3 && r < 9 && r != 5);
    prompt(session, click(6, 19, 21, true));
    prompt(session, new MaskPrompt(axial, drawn));
    prompt(session, new MaskPrompt(sagittal, across));
    session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none());
    assertEquals(across, current(session).mask().slice(sagittal));
    for (int j = 0; j < 38; j++) {
      for (int i = 0; i < 47; i++) {
        if (i != 20) {
          assertEquals(drawn.get(i, j), current(session).mask().slice(axial).get(i, j));
        }
      }
    }
  }

  @Test
  void again_replaces_what_was_carried_before() throws VolumeException {
    prompt(session, click(6, 19, 21, true));
    session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none());
    Mask whole = current(session).mask();
    prompt(session, new MaskPrompt(SlicePlane.k(8), SliceMask.empty(47, 38)));
    session.propagations().propagate(1, SliceAxis.K, 7, 12, Progress.none());
    assertTrue(current(session).mask().slice(SlicePlane.k(8)).isEmpty());
    assertTrue(current(session).mask().slice(SlicePlane.k(9)).isEmpty());
    assertEquals(whole.slice(SlicePlane.k(4)), current(session).mask().slice(SlicePlane.k(4)));
    assertFalse(current(session).slices().containsKey(SlicePlane.k(9)));
  }

  @Test
  void around_an_outermost_slice_goes_as_far_as_any_propagation_went() throws VolumeException {
    PropagationSettings settings = PropagationSettings.defaults();
    prompt(session, click(6, 19, 21, true));
    session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none());
    prompt(session, new MaskPrompt(SlicePlane.k(8), SliceMask.empty(47, 38)));
    session.propagations().propagateAround(1, SlicePlane.k(8), settings, Progress.none());
    assertFalse(current(session).slices().containsKey(SlicePlane.k(9)));
    session.tools().setConfirmed(1, List.of(SlicePlane.k(4)), true);
    session.propagations().propagateAround(1, SlicePlane.k(4), settings, Progress.none());
    prompt(session, click(8, 20, 20, true));
    session.propagations().propagateAround(1, SlicePlane.k(8), settings, Progress.none());
    assertTrue(current(session).slices().containsKey(SlicePlane.k(9)));
    assertTrue(current(session).slices().containsKey(SlicePlane.k(7)));
  }

  @Test
  void a_carried_slice_can_be_corrected() throws VolumeException {
    prompt(session, click(6, 19, 21, true));
    session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none());
    SliceMask carried = current(session).mask().slice(SlicePlane.k(7));
    prompt(session, click(7, 24, 21, false));
    SliceMask corrected = current(session).mask().slice(SlicePlane.k(7));
    assertNotEquals(carried, corrected);
    assertFalse(corrected.get(24, 21));
    assertTrue(corrected.get(18, 21));
  }

  @Test
  void cancelled_keeps_the_slices_done_so_far() throws VolumeException {
    prompt(session, click(6, 19, 21, true));
    Propagation part =
        session
            .propagations()
            .propagate(1, SliceAxis.K, 0, 12, new CancelledAfter(2))
            .orElseThrow();
    assertTrue(part.cancelled());
    assertEquals(3, current(session).mask().occupiedSlices().size());
    assertTrue(session.undo());
    assertEquals(1, current(session).mask().occupiedSlices().size());
  }

  @Test
  void cancelled_can_be_repeated_from_the_number_of_its_steps() throws VolumeException {
    for (int updates = 1; updates < 6; updates++) {
      SegmentationSession first = EllipsoidSession.of(model);
      SegmentationSession again = EllipsoidSession.of(model);
      for (SegmentationSession s : List.of(first, again)) {
        s.addPrompt(1, click(6, 19, 21, true));
        s.answerPending(Progress.none());
      }
      first.propagations().propagate(1, SliceAxis.K, 0, 12, new CancelledAfter(updates));
      Action done = first.history().get(1);
      int steps = Integer.parseInt(done.details().get(Action.STEPS));
      assertEquals(updates, steps);
      again
          .propagations()
          .propagate(1, SliceAxis.K, 0, 12, PropagationSettings.defaults(), steps, Progress.none());
      assertEquals(first.state().segment(1).mask(), again.state().segment(1).mask());
      assertEquals(done.details(), again.history().get(1).details());
    }
  }

  @Test
  void without_a_prompted_mask_or_outside_the_volume_says_so() throws VolumeException {
    PromptException nothing =
        assertThrows(
            PromptException.class,
            () -> session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none()));
    assertTrue(nothing.getMessage().contains("Nothing to propagate"));
    prompt(session, click(6, 19, 21, true));
    assertThrows(
        PromptException.class,
        () -> session.propagations().propagate(1, SliceAxis.J, 0, 12, Progress.none()));
    PromptException range =
        assertThrows(
            PromptException.class,
            () -> session.propagations().propagate(1, SliceAxis.K, 0, 13, Progress.none()));
    assertTrue(range.getMessage().contains("0..12"), range.getMessage());
  }
}
