package io.github.voxelclick.session;

import static io.github.voxelclick.session.EllipsoidSession.click;
import static io.github.voxelclick.session.EllipsoidSession.current;
import static io.github.voxelclick.session.EllipsoidSession.prompt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.PropagationTask;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When a session asks its model, and which of its answers it keeps. */
class SessionModelTest {
  @AutoClose private SegmentationModel model;
  private SegmentationSession session;

  @BeforeEach
  void open() throws ModelException {
    model = MiniatureModels.open("similarity");
    session = EllipsoidSession.of(model);
  }

  @Nested
  class While_the_model_works {
    @Test
    void an_answer_that_an_edit_has_overtaken_is_dropped() throws Exception {
      GatedModel gate = new GatedModel(model);
      session = EllipsoidSession.of(gate);
      session.addPrompt(1, click(6, 19, 21, true));
      CompletableFuture<Void> work = answerInBackground();
      gate.entered.await(30, TimeUnit.SECONDS);
      session.undo();
      gate.open.countDown();
      work.get(30, TimeUnit.SECONDS);
      assertTrue(current(session).mask().isEmpty() && current(session).slices().isEmpty());
      assertTrue(session.redo());
      session.answerPending(Progress.none());
      assertFalse(current(session).mask().isEmpty());
    }

    @Test
    void edits_of_other_slices_go_on_and_drop_nothing() throws Exception {
      GatedModel gate = new GatedModel(model);
      session = EllipsoidSession.of(gate);
      session.addPrompt(1, click(6, 19, 21, true));
      CompletableFuture<Void> work = answerInBackground();
      gate.entered.await(30, TimeUnit.SECONDS);
      session.addPrompt(1, click(7, 19, 21, true));
      gate.open.countDown();
      work.get(30, TimeUnit.SECONDS);
      assertEquals(2, current(session).mask().occupiedSlices().size());
      assertEquals(2, gate.decodes, "nothing was computed twice");
    }

    @Test
    void a_propagation_that_an_edit_has_overtaken_is_dropped() throws Exception {
      prompt(session, click(6, 19, 21, true));
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
      session = EllipsoidSession.of(model, overtaken, SessionOptions.defaults());
      prompt(session, click(6, 19, 21, true));
      assertEquals(
          Optional.empty(),
          session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none()));
      assertEquals(1, current(session).mask().occupiedSlices().size());
      assertEquals(2, current(session).slices().size());
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
      GatedModel gate = new GatedModel(model);
      gate.open.countDown();
      session = EllipsoidSession.of(gate);
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
      GatedModel gate = new GatedModel(model);
      gate.open.countDown();
      session = EllipsoidSession.of(gate);
      assertEquals(5, session.prefetch(1, SlicePlane.k(6), 2, Progress.none()));
      assertEquals(5, gate.encodes);
      assertEquals(3, session.prefetch(1, SlicePlane.k(0), 2, Progress.none()));
      assertEquals(8, gate.encodes, "slices below the first are not there");
      prompt(session, click(6, 19, 21, true));
      session.propagations().propagate(1, SliceAxis.K, 4, 8, Progress.none());
      assertEquals(8, gate.encodes, "all were there");
    }

    @Test
    void looking_ahead_ends_when_the_memory_is_full_or_when_it_is_cancelled() throws Exception {
      long slice = 4L * 47 * 38;
      SessionOptions tight = new SessionOptions(Optional.empty(), 3 * slice + 1);
      session = EllipsoidSession.of(model, ModelCatalog.propagatorFor(model), tight);
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
      session = EllipsoidSession.of(model, ModelCatalog.propagatorFor(model), options);
      assertEquals(new Window(1, 2), session.window(current(session)));
    }
  }
}
