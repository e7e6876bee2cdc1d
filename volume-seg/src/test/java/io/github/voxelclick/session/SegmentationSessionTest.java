package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.PropagationTask;
import io.github.voxelclick.propagate.Propagator;
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
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SegmentationSessionTest {
  private SegmentationModel model;
  private SegmentationSession session;

  @BeforeEach
  void open() throws ModelException {
    model = MiniatureModels.open("similarity");
    session = session(model, ModelCatalog.propagatorFor(model), SessionOptions.defaults());
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static SegmentationSession session(
      SegmentationModel model, Propagator propagator, SessionOptions options) {
    return new SegmentationSession(TestVolumes.ellipsoid(), model, propagator, options, segment(1));
  }

  private static Segment segment(int number) {
    return new Segment(
        number,
        "structure " + number,
        CodedConcept.TISSUE,
        CodedConcept.TISSUE,
        new Segment.Rgb(255, 0, 0),
        Segment.Algorithm.SEMIAUTOMATIC,
        "test",
        "");
  }

  private static Prompt click(int k, int column, int row, boolean positive) {
    return new PointPrompt(SlicePlane.k(k), new PlanePoint(column, row), positive);
  }

  private void prompt(Prompt prompt) throws VolumeException {
    session.addPrompt(1, prompt);
    session.answerPending(Progress.none());
  }

  private SegmentState current() {
    return session.state().segment(1);
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
      assertTrue(current().slice(SlicePlane.k(7)).orElseThrow().isPending());
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
      assertTrue(current().slice(SlicePlane.k(6)).orElseThrow().isPending());
      assertTrue(current().mask().isEmpty());
      session.answerPending(Progress.none());
      SliceState slice = current().slice(SlicePlane.k(6)).orElseThrow();
      assertFalse(slice.isPending());
      assertTrue(slice.isTouched());
      assertEquals(Optional.of(SliceOrigin.PROMPTED), slice.origin());
      assertTrue(
          current().mask().slice(SlicePlane.k(6)).dice(TestVolumes.truth().slice(SlicePlane.k(6)))
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
        prompt(p);
      }
      SegmentationSession fast =
          session(model, ModelCatalog.propagatorFor(model), SessionOptions.defaults());
      for (Prompt p : prompts) {
        fast.addPrompt(1, p);
      }
      fast.answerPending(Progress.none());
      assertEquals(current().mask(), fast.state().segment(1).mask());
      assertEquals(current().prompts(), fast.state().segment(1).prompts());
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
      prompt(new PointPrompt(coronal, new PlanePoint(19, 6), true));
      assertTrue(current().mask().slice(coronal).dice(TestVolumes.truth().slice(coronal)) > 0.9);
      assertEquals(current().mask().slice(coronal).count(), current().mask().count());
    }

    @Test
    void of_a_mask_are_kept_exactly() throws VolumeException {
      SliceMask drawn = SliceMask.of(47, 38, (c, r) -> c < 5 && r > 30);
      prompt(new MaskPrompt(SlicePlane.k(2), drawn));
      assertEquals(drawn, current().mask().slice(SlicePlane.k(2)));
    }

    @Test
    void keep_waiting_when_the_model_is_closed() throws VolumeException {
      session.addPrompt(1, click(6, 19, 21, true));
      model.close();
      assertThrows(ModelException.class, () -> session.answerPending(Progress.none()));
      assertTrue(current().slice(SlicePlane.k(6)).orElseThrow().isPending());
    }

    @Test
    void keep_waiting_when_cancelled() throws VolumeException {
      session.addPrompt(1, click(6, 19, 21, true));
      assertThrows(CancellationException.class, () -> session.answerPending(new CancelledAfter(0)));
      assertTrue(current().slice(SlicePlane.k(6)).orElseThrow().isPending());
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
          session.propagate(1, SliceAxis.K, 2, 10, Progress.none());
        } else {
          int k = 4 + random.nextInt(5);
          prompt(click(k, 12 + random.nextInt(14), 16 + random.nextInt(9), n % 4 != 3));
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
      prompt(click(6, 19, 21, true));
      assertTrue(session.undo());
      assertTrue(current().slices().isEmpty() && current().mask().isEmpty());
      assertFalse(session.canUndo());
      assertTrue(session.canRedo());
    }

    @Test
    void lists_what_redo_repeats_the_next_first() throws VolumeException {
      assertEquals(List.of(), session.undone());
      for (int k = 4; k < 8; k++) {
        prompt(click(k, 20, 20, true));
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
      prompt(click(6, 19, 21, true));
      session.undo();
      session.addPrompt(1, click(5, 19, 21, true));
      assertFalse(session.canRedo());
      assertFalse(session.redo());
    }

    @Test
    void raises_the_revision_like_any_change() throws VolumeException {
      List<Long> revisions = Collections.synchronizedList(new ArrayList<>());
      session.addListener(s -> revisions.add(s.revision()));
      prompt(click(6, 19, 21, true));
      session.undo();
      session.redo();
      assertEquals(List.of(1L, 2L, 3L, 4L), revisions);
      assertEquals(4, session.state().revision());
    }
  }

  @Nested
  class Propagating {
    @Test
    void fills_the_structure_from_one_click() throws VolumeException {
      prompt(click(6, 19, 21, true));
      Propagation result = session.propagate(1, SliceAxis.K, 0, 12, Progress.none()).orElseThrow();
      assertTrue(current().mask().dice(TestVolumes.truth()) > 0.9);
      assertFalse(result.slices().isEmpty());
      for (int k : result.slices().keySet()) {
        SliceState slice = current().slice(SlicePlane.k(k)).orElseThrow();
        assertFalse(slice.isTouched());
        assertEquals(Optional.of(SliceOrigin.CARRIED), slice.origin());
        assertEquals(result.slices().get(k).mask(), current().mask().slice(SlicePlane.k(k)));
      }
    }

    @Test
    void answers_what_waits_first() throws VolumeException {
      session.addPrompt(1, click(6, 19, 21, true));
      session.propagate(1, SliceAxis.K, 0, 12, Progress.none());
      assertTrue(current().mask().dice(TestVolumes.truth()) > 0.9);
    }

    @Test
    void never_changes_prompted_slices_of_any_axis() throws VolumeException {
      SlicePlane axial = SlicePlane.k(5);
      SlicePlane sagittal = new SlicePlane(SliceAxis.I, 20);
      SliceMask drawn = SliceMask.of(47, 38, (c, r) -> c < 5 && r > 30);
      SliceMask across = SliceMask.of(38, 13, (c, r) -> c == 2 && r > 3 && r < 9 && r != 5);
      prompt(click(6, 19, 21, true));
      prompt(new MaskPrompt(axial, drawn));
      prompt(new MaskPrompt(sagittal, across));
      session.propagate(1, SliceAxis.K, 0, 12, Progress.none());
      assertEquals(across, current().mask().slice(sagittal));
      for (int j = 0; j < 38; j++) {
        for (int i = 0; i < 47; i++) {
          if (i != 20) {
            assertEquals(drawn.get(i, j), current().mask().slice(axial).get(i, j));
          }
        }
      }
    }

    @Test
    void again_replaces_what_was_carried_before() throws VolumeException {
      prompt(click(6, 19, 21, true));
      session.propagate(1, SliceAxis.K, 0, 12, Progress.none());
      Mask whole = current().mask();
      prompt(new MaskPrompt(SlicePlane.k(8), SliceMask.empty(47, 38)));
      session.propagate(1, SliceAxis.K, 7, 12, Progress.none());
      assertTrue(current().mask().slice(SlicePlane.k(8)).isEmpty());
      assertTrue(current().mask().slice(SlicePlane.k(9)).isEmpty());
      assertEquals(whole.slice(SlicePlane.k(4)), current().mask().slice(SlicePlane.k(4)));
      assertFalse(current().slices().containsKey(SlicePlane.k(9)));
    }

    @Test
    void around_an_outermost_slice_goes_as_far_as_any_propagation_went() throws VolumeException {
      PropagationSettings settings = PropagationSettings.defaults();
      prompt(click(6, 19, 21, true));
      session.propagate(1, SliceAxis.K, 0, 12, Progress.none());
      prompt(new MaskPrompt(SlicePlane.k(8), SliceMask.empty(47, 38)));
      session.propagateAround(1, SlicePlane.k(8), settings, Progress.none());
      assertFalse(current().slices().containsKey(SlicePlane.k(9)));
      session.tools().setConfirmed(1, List.of(SlicePlane.k(4)), true);
      session.propagateAround(1, SlicePlane.k(4), settings, Progress.none());
      prompt(click(8, 20, 20, true));
      session.propagateAround(1, SlicePlane.k(8), settings, Progress.none());
      assertTrue(current().slices().containsKey(SlicePlane.k(9)));
      assertTrue(current().slices().containsKey(SlicePlane.k(7)));
    }

    @Test
    void a_carried_slice_can_be_corrected() throws VolumeException {
      prompt(click(6, 19, 21, true));
      session.propagate(1, SliceAxis.K, 0, 12, Progress.none());
      SliceMask carried = current().mask().slice(SlicePlane.k(7));
      prompt(click(7, 24, 21, false));
      SliceMask corrected = current().mask().slice(SlicePlane.k(7));
      assertNotEquals(carried, corrected);
      assertFalse(corrected.get(24, 21));
      assertTrue(corrected.get(18, 21));
    }

    @Test
    void cancelled_keeps_the_slices_done_so_far() throws VolumeException {
      prompt(click(6, 19, 21, true));
      Propagation part =
          session.propagate(1, SliceAxis.K, 0, 12, new CancelledAfter(2)).orElseThrow();
      assertTrue(part.cancelled());
      assertEquals(3, current().mask().occupiedSlices().size());
      assertTrue(session.undo());
      assertEquals(1, current().mask().occupiedSlices().size());
    }

    @Test
    void cancelled_can_be_repeated_from_the_number_of_its_steps() throws VolumeException {
      for (int updates = 1; updates < 6; updates++) {
        SegmentationSession first =
            session(model, ModelCatalog.propagatorFor(model), SessionOptions.defaults());
        SegmentationSession again =
            session(model, ModelCatalog.propagatorFor(model), SessionOptions.defaults());
        for (SegmentationSession s : List.of(first, again)) {
          s.addPrompt(1, click(6, 19, 21, true));
          s.answerPending(Progress.none());
        }
        first.propagate(1, SliceAxis.K, 0, 12, new CancelledAfter(updates));
        Action done = first.history().get(1);
        int steps = Integer.parseInt(done.details().get(Action.STEPS));
        assertEquals(updates, steps);
        again.propagate(
            1, SliceAxis.K, 0, 12, PropagationSettings.defaults(), steps, Progress.none());
        assertEquals(first.state().segment(1).mask(), again.state().segment(1).mask());
        assertEquals(done.details(), again.history().get(1).details());
      }
    }

    @Test
    void without_a_prompted_mask_or_outside_the_volume_says_so() throws VolumeException {
      PromptException nothing =
          assertThrows(
              PromptException.class,
              () -> session.propagate(1, SliceAxis.K, 0, 12, Progress.none()));
      assertTrue(nothing.getMessage().contains("Nothing to propagate"));
      prompt(click(6, 19, 21, true));
      assertThrows(
          PromptException.class, () -> session.propagate(1, SliceAxis.J, 0, 12, Progress.none()));
      PromptException range =
          assertThrows(
              PromptException.class,
              () -> session.propagate(1, SliceAxis.K, 0, 13, Progress.none()));
      assertTrue(range.getMessage().contains("0..12"), range.getMessage());
    }
  }

  @Nested
  class Segments {
    @Test
    void are_added_described_and_kept_apart() throws VolumeException {
      session.tools().addSegment(segment(2));
      assertThrows(IllegalArgumentException.class, () -> session.tools().addSegment(segment(2)));
      prompt(click(6, 19, 21, true));
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
      assertEquals(renamed, current().segment());
      assertEquals(2, session.segmentation().entries().size());
      assertEquals(current().mask(), session.segmentation().entries().get(0).mask());
      session.undo();
      assertEquals("structure 1", current().segment().label());
    }
  }

  @Nested
  class While_the_model_works {
    @Test
    void an_answer_that_an_edit_has_overtaken_is_dropped() throws Exception {
      Gate gate = new Gate(model);
      session = session(gate, ModelCatalog.propagatorFor(model), SessionOptions.defaults());
      session.addPrompt(1, click(6, 19, 21, true));
      CompletableFuture<Void> work = answerInBackground();
      gate.entered.await(30, TimeUnit.SECONDS);
      session.undo();
      gate.open.countDown();
      work.get(30, TimeUnit.SECONDS);
      assertTrue(current().mask().isEmpty() && current().slices().isEmpty());
      assertTrue(session.redo());
      session.answerPending(Progress.none());
      assertFalse(current().mask().isEmpty());
    }

    @Test
    void edits_of_other_slices_go_on_and_drop_nothing() throws Exception {
      Gate gate = new Gate(model);
      session = session(gate, ModelCatalog.propagatorFor(model), SessionOptions.defaults());
      session.addPrompt(1, click(6, 19, 21, true));
      CompletableFuture<Void> work = answerInBackground();
      gate.entered.await(30, TimeUnit.SECONDS);
      session.addPrompt(1, click(7, 19, 21, true));
      gate.open.countDown();
      work.get(30, TimeUnit.SECONDS);
      assertEquals(2, current().mask().occupiedSlices().size());
      assertEquals(2, gate.decodes, "nothing was computed twice");
    }

    @Test
    void a_propagation_that_an_edit_has_overtaken_is_dropped() throws Exception {
      prompt(click(6, 19, 21, true));
      Propagator overtaken =
          new Propagator() {
            @Override
            public String name() {
              return "overtaken";
            }

            @Override
            public Propagation propagate(PropagationTask task, Progress progress)
                throws ModelException {
              try {
                session.addPrompt(1, click(7, 19, 21, true));
              } catch (PromptException | SessionException e) {
                throw new IllegalStateException(e);
              }
              return ModelCatalog.propagatorFor(model).propagate(task, progress);
            }
          };
      session = session(model, overtaken, SessionOptions.defaults());
      prompt(click(6, 19, 21, true));
      assertEquals(Optional.empty(), session.propagate(1, SliceAxis.K, 0, 12, Progress.none()));
      assertEquals(1, current().mask().occupiedSlices().size());
      assertEquals(2, current().slices().size());
    }

    private CompletableFuture<Void> answerInBackground() {
      return CompletableFuture.runAsync(
          () -> {
            try {
              session.answerPending(Progress.none());
            } catch (VolumeException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  @Nested
  class Embeddings {
    @Test
    void are_made_once_for_a_slice_and_window() throws ModelException {
      Gate gate = new Gate(model);
      gate.open.countDown();
      session = session(gate, ModelCatalog.propagatorFor(model), SessionOptions.defaults());
      Window window = new Window(0, 400);
      Embedding first = session.embedding(SlicePlane.k(3), window, Progress.none());
      assertSame(first, session.embedding(SlicePlane.k(3), window, Progress.none()));
      session.embedding(SlicePlane.k(3), new Window(0, 500), Progress.none());
      session.embedding(SlicePlane.k(4), window, Progress.none());
      assertEquals(3, gate.encodes);
    }

    @Test
    void leave_when_memory_runs_short_the_least_recently_used_first() throws ModelException {
      EmbeddingCache cache = new EmbeddingCache(2 * 4 * 47 * 38);
      List<Embedding> made = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        made.add(
            model.encode(
                SliceImage.of(TestVolumes.ellipsoid(), SlicePlane.k(k), new Window(0, 1)),
                Progress.none()));
      }
      cache.put(made.get(0));
      cache.put(made.get(1));
      assertTrue(cache.get(made.get(0).key()).isPresent());
      cache.put(made.get(2));
      assertTrue(cache.get(made.get(1).key()).isEmpty());
      assertSame(made.get(0), cache.get(made.get(0).key()).orElseThrow());
      assertEquals(2 * 4 * 47 * 38, cache.bytes());
    }

    @Test
    void neighbours_are_looked_at_ahead_and_propagation_looks_at_nothing_twice() throws Exception {
      Gate gate = new Gate(model);
      gate.open.countDown();
      session = session(gate, ModelCatalog.propagatorFor(model), SessionOptions.defaults());
      assertEquals(5, session.prefetch(1, SlicePlane.k(6), 2, Progress.none()));
      assertEquals(5, gate.encodes);
      assertEquals(3, session.prefetch(1, SlicePlane.k(0), 2, Progress.none()));
      assertEquals(8, gate.encodes, "slices below the first are not there");
      prompt(click(6, 19, 21, true));
      session.propagate(1, SliceAxis.K, 4, 8, Progress.none());
      assertEquals(8, gate.encodes, "all were there");
    }

    @Test
    void looking_ahead_ends_when_the_memory_is_full_or_when_it_is_cancelled() throws Exception {
      long slice = 4L * 47 * 38;
      SessionOptions tight = new SessionOptions(Optional.empty(), 3 * slice + 1);
      session = session(model, ModelCatalog.propagatorFor(model), tight);
      assertEquals(3, session.prefetch(1, SlicePlane.k(6), 4, Progress.none()));
      Progress gone =
          new Progress() {
            @Override
            public void update(int done, int total) {}

            @Override
            public boolean isCancelled() {
              return true;
            }
          };
      assertThrows(
          CancellationException.class, () -> session.prefetch(1, SlicePlane.k(6), 4, gone));
    }

    @Test
    void a_window_from_the_options_wins() {
      SessionOptions options = new SessionOptions(Optional.of(new Window(1, 2)), 1 << 20);
      session = session(model, ModelCatalog.propagatorFor(model), options);
      assertEquals(new Window(1, 2), session.window(current()));
    }
  }

  /** A model whose decoder waits until it is let through, and that counts its calls. */
  private static final class Gate implements SegmentationModel {
    private final SegmentationModel model;
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private int encodes;
    private int decodes;

    Gate(SegmentationModel model) {
      this.model = model;
    }

    @Override
    public Embedding encode(SliceImage image, Progress progress) throws ModelException {
      encodes++;
      return model.encode(image, progress);
    }

    @Override
    public SlicePrediction decode(SliceQuery query, Progress progress) throws ModelException {
      entered.countDown();
      try {
        assertTrue(open.await(30, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      decodes++;
      return model.decode(query, progress);
    }

    @Override
    public ModelProfile profile() {
      return model.profile();
    }

    @Override
    public String sha256() {
      return model.sha256();
    }

    @Override
    public String device() {
      return model.device();
    }

    @Override
    public void close() {}
  }
}
