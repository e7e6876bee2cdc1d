package io.github.voxelclick.session;

import static io.github.voxelclick.session.EllipsoidSession.click;
import static io.github.voxelclick.session.EllipsoidSession.current;
import static io.github.voxelclick.session.EllipsoidSession.prompt;
import static io.github.voxelclick.session.EllipsoidSession.segment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Prompts and their answers, undo and redo, and segments. */
class SegmentationSessionTest {
  @AutoClose private SegmentationModel model;
  private SegmentationSession session;

  @BeforeEach
  void open() throws ModelException {
    model = MiniatureModels.open("similarity");
    session = EllipsoidSession.of(model);
  }

  @Nested
  class Prompts {
    @Test
    void are_answered_one_by_one_and_every_action_is_told_with_the_states_around_it()
        throws VolumeException {
      List<ActionKind> told = new ArrayList<>();
      SessionState[] last = {session.state()};
      ActionListener listener =
          (action, before, after) -> {
            assertSame(last[0], before);
            assertSame(session.state(), after);
            told.add(action.kind());
            last[0] = after;
          };
      session.addActionListener(listener);
      session.addPrompt(1, click(6, 19, 21, true));
      session.addPrompt(1, click(7, 19, 21, true));
      assertTrue(session.answerNext(Progress.none()));
      assertTrue(current(session).slice(SlicePlane.k(7)).orElseThrow().isPending());
      assertTrue(session.answerNext(Progress.none()));
      assertFalse(session.answerNext(Progress.none()));
      session.undo();
      session.redo();
      session.removeActionListener(listener);
      session.undo();
      assertEquals(
          List.of(
              ActionKind.ADD_PROMPT,
              ActionKind.ADD_PROMPT,
              ActionKind.ANSWER,
              ActionKind.ANSWER,
              ActionKind.UNDO,
              ActionKind.REDO),
          told);
    }

    @Test
    void wait_for_their_answer_and_then_show_in_the_mask() throws VolumeException {
      session.addPrompt(1, click(6, 19, 21, true));
      assertTrue(current(session).slice(SlicePlane.k(6)).orElseThrow().isPending());
      assertTrue(current(session).mask().isEmpty());
      session.answerPending(Progress.none());
      SliceState slice = current(session).slice(SlicePlane.k(6)).orElseThrow();
      assertFalse(slice.isPending());
      assertTrue(slice.isTouched());
      assertEquals(Optional.of(SliceOrigin.PROMPTED), slice.origin());
      assertTrue(
          current(session)
                  .mask()
                  .slice(SlicePlane.k(6))
                  .dice(TestVolumes.truth().slice(SlicePlane.k(6)))
              > 0.9);
    }

    @Test
    void give_the_same_mask_however_fast_they_come() throws VolumeException {
      List<Prompt> prompts =
          List.of(
              click(6, 19, 21, true),
              click(6, 25, 22, false),
              click(7, 20, 21, true),
              click(6, 14, 20, true));
      for (Prompt p : prompts) {
        prompt(session, p);
      }
      SegmentationSession fast = EllipsoidSession.of(model);
      for (Prompt p : prompts) {
        fast.addPrompt(1, p);
      }
      fast.answerPending(Progress.none());
      assertEquals(current(session).mask(), fast.state().segment(1).mask());
      assertEquals(current(session).prompts(), fast.state().segment(1).prompts());
      assertEquals(session.history().size(), fast.history().size());
    }

    @Test
    void outside_the_volume_change_nothing() {
      SessionState before = session.state();
      assertThrows(PromptException.class, () -> session.addPrompt(1, click(13, 0, 0, true)));
      assertThrows(PromptException.class, () -> session.addPrompt(1, click(3, 47, 0, true)));
      assertThrows(SessionException.class, () -> session.addPrompt(2, click(3, 4, 0, true)));
      assertSame(before, session.state());
      assertFalse(session.canUndo());
    }

    @Test
    void on_any_axis_land_in_the_voxels_of_their_slice() throws VolumeException {
      SlicePlane coronal = new SlicePlane(SliceAxis.J, 21);
      prompt(session, new PointPrompt(coronal, new PlanePoint(19, 6), true));
      assertTrue(
          current(session).mask().slice(coronal).dice(TestVolumes.truth().slice(coronal)) > 0.9);
      assertEquals(current(session).mask().slice(coronal).count(), current(session).mask().count());
    }

    @Test
    void of_a_mask_are_kept_exactly() throws VolumeException {
      SliceMask drawn = SliceMask.of(47, 38, (c, r) -> c < 5 && r > 30);
      prompt(session, new MaskPrompt(SlicePlane.k(2), drawn));
      assertEquals(drawn, current(session).mask().slice(SlicePlane.k(2)));
    }

    @Test
    void keep_waiting_when_the_model_is_closed() throws VolumeException {
      session.addPrompt(1, click(6, 19, 21, true));
      model.close();
      assertThrows(ModelException.class, () -> session.answerPending(Progress.none()));
      assertTrue(current(session).slice(SlicePlane.k(6)).orElseThrow().isPending());
    }

    @Test
    void keep_waiting_when_cancelled() throws VolumeException {
      session.addPrompt(1, click(6, 19, 21, true));
      assertThrows(CancellationException.class, () -> session.answerPending(new CancelledAfter(0)));
      assertTrue(current(session).slice(SlicePlane.k(6)).orElseThrow().isPending());
    }
  }

  @Nested
  class Undo {
    @Test
    void goes_back_and_forth_exactly_prompts_included() throws VolumeException {
      Random random = new Random(5);
      List<List<SegmentState>> history = new ArrayList<>();
      history.add(session.state().segments());
      for (int n = 0; n < 40; n++) {
        if (n % 10 == 9) {
          session.propagations().propagate(1, SliceAxis.K, 2, 10, Progress.none());
        } else {
          int k = 4 + random.nextInt(5);
          prompt(session, click(k, 12 + random.nextInt(14), 16 + random.nextInt(9), n % 4 != 3));
        }
        if (session.history().size() == history.size()) {
          history.add(session.state().segments()); // a propagation may find nothing new
        }
      }
      int steps = history.size() - 1;
      assertTrue(steps > 36);
      for (int n = steps - 1; n >= 0; n--) {
        assertTrue(session.undo());
        assertEquals(history.get(n), session.state().segments());
      }
      assertFalse(session.undo());
      for (int n = 1; n <= steps; n++) {
        assertTrue(session.redo());
        assertEquals(history.get(n), session.state().segments());
      }
      assertFalse(session.redo());
    }

    @Test
    void is_one_step_for_a_prompt_and_its_answer() throws VolumeException {
      prompt(session, click(6, 19, 21, true));
      assertTrue(session.undo());
      assertTrue(current(session).slices().isEmpty() && current(session).mask().isEmpty());
      assertFalse(session.canUndo());
      assertTrue(session.canRedo());
    }

    @Test
    void lists_what_redo_repeats_the_next_first() throws VolumeException {
      assertEquals(List.of(), session.undone());
      for (int k = 4; k < 8; k++) {
        prompt(session, click(k, 20, 20, true));
      }
      List<Action> all = session.history();
      session.undo();
      session.undo();
      session.undo();
      assertEquals(all.subList(0, 1), session.history());
      assertEquals(all.subList(1, 4), session.undone());
      session.redo();
      assertEquals(all.subList(2, 4), session.undone());
      session.addPrompt(1, click(9, 20, 20, true));
      assertEquals(List.of(), session.undone());
      assertEquals(3, session.history().size());
    }

    @Test
    void forgets_what_was_undone_after_another_edit() throws VolumeException {
      prompt(session, click(6, 19, 21, true));
      session.undo();
      session.addPrompt(1, click(5, 19, 21, true));
      assertFalse(session.canRedo());
      assertFalse(session.redo());
    }

    @Test
    void raises_the_revision_like_any_change() throws VolumeException {
      List<Long> revisions = Collections.synchronizedList(new ArrayList<>());
      session.addListener(s -> revisions.add(s.revision()));
      prompt(session, click(6, 19, 21, true));
      session.undo();
      session.redo();
      assertEquals(List.of(1L, 2L, 3L, 4L), revisions);
      assertEquals(4, session.state().revision());
    }
  }

  @Nested
  class Segments {
    @Test
    void are_added_described_and_kept_apart() throws VolumeException {
      session.tools().addSegment(segment(2));
      assertThrows(IllegalArgumentException.class, () -> session.tools().addSegment(segment(2)));
      prompt(session, click(6, 19, 21, true));
      assertTrue(session.state().segment(2).mask().isEmpty());
      Segment renamed =
          new Segment(
              1,
              "liver",
              CodedConcept.TISSUE,
              new CodedConcept("10200004", "SCT", "Liver"),
              new Segment.Rgb(1, 2, 3),
              Segment.Algorithm.SEMIAUTOMATIC,
              "test",
              "");
      session.tools().describe(renamed);
      assertEquals(renamed, current(session).segment());
      assertEquals(2, session.segmentation().entries().size());
      assertEquals(current(session).mask(), session.segmentation().entries().get(0).mask());
      session.undo();
      assertEquals("structure 1", current(session).segment().label());
    }
  }
}
