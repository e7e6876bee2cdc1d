package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Long random sequences of actions, compared with {@link PlainSession} after every one. More seeds:
 * {@code -Dsession.seeds=1000}.
 */
class SessionPropertyTest {
  private static final int ACTIONS = 1000;

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long n = 1; n <= Long.getLong("session.seeds", 12); n++) {
      seeds.add(n);
    }
    return seeds;
  }

  static ModelProfile profile() {
    try (SegmentationModel model = MiniatureModels.open("similarity")) {
      return model.profile();
    } catch (ModelException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_sequence_of_actions_does_what_the_plain_session_does(long seed)
      throws VolumeException {
    RandomActions actions = new RandomActions(seed, profile());
    for (int n = 0; n < ACTIONS; n++) {
      String what = actions.next();
      assertEquals(actions.expected(), actions.found(), () -> "seed " + seed + ": " + what);
    }
    assertTrue(actions.kinds() >= 15, "only " + actions.kinds() + " kinds of actions happened");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void undoing_everything_and_repeating_it_passes_through_the_same_states(long seed)
      throws VolumeException {
    RandomActions actions = new RandomActions(seed, profile());
    for (int n = 0; n < ACTIONS / 4; n++) {
      actions.next();
    }
    SegmentationSession session = actions.session();
    while (session.redo()) {}
    List<List<SegmentState>> states = new ArrayList<>();
    states.add(session.state().segments());
    while (session.undo()) {
      states.add(session.state().segments());
    }
    for (int n = states.size() - 2; n >= 0; n--) {
      assertTrue(session.redo());
      assertEquals(states.get(n), session.state().segments());
    }
    assertFalse(session.redo());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_is_written_and_read_again_is_the_same_session(long seed) throws Exception {
    RandomActions actions = new RandomActions(seed, profile());
    List<byte[]> entries = new ArrayList<>();
    actions
        .session()
        .timeline()
        .logTo((action, delta) -> entries.add(EntryWriter.bytes(action, delta)));
    for (int n = 0; n < ACTIONS / 4; n++) {
      actions.next();
    }
    SegmentationSession again = actions.fresh();
    for (byte[] entry : entries) {
      again.timeline().enter(EntryReader.read(entry, again.state(), again.volume().size()));
    }
    assertEquals(actions.session().state(), again.state());
    assertEquals(actions.session().history(), again.history());
    while (actions.session().undo()) {
      assertTrue(again.undo());
      assertEquals(actions.session().state().segments(), again.state().segments());
    }
    assertFalse(again.undo());
  }

  /** Prompts on slices of one axis: those that wait are answered as if they had not. */
  @ParameterizedTest
  @MethodSource("seeds")
  void answers_that_come_late_change_nothing_undo_included(long seed) throws VolumeException {
    Random random = new Random(seed);
    RandomActions actions = new RandomActions(seed, profile());
    SegmentationSession timely = actions.fresh();
    SegmentationSession slow = actions.fresh();
    for (int n = 0; n < 120; n++) {
      if (random.nextInt(5) == 0) {
        slow.answerPending(Progress.none());
        assertEquals(timely.undo(), slow.undo());
      } else {
        ask(timely, slow, actions.prompt(random, SliceAxis.K), random);
      }
    }
    slow.answerPending(Progress.none());
    assertEquals(withoutIds(timely.state()), withoutIds(slow.state()), "seed " + seed);
    while (timely.undo()) {
      assertTrue(slow.undo());
      assertEquals(withoutIds(timely.state()), withoutIds(slow.state()), "seed " + seed);
    }
    assertFalse(slow.undo());
  }

  /** Where slices cross, an answer may become a step of its own, but the masks are the same. */
  @ParameterizedTest
  @MethodSource("seeds")
  void answers_that_come_late_on_crossing_slices_make_the_same_masks(long seed)
      throws VolumeException {
    Random random = new Random(seed);
    RandomActions actions = new RandomActions(seed, profile());
    SegmentationSession timely = actions.fresh();
    SegmentationSession slow = actions.fresh();
    for (int n = 0; n < 120; n++) {
      ask(timely, slow, actions.prompt(random), random);
    }
    slow.answerPending(Progress.none());
    assertEquals(withoutIds(timely.state()), withoutIds(slow.state()), "seed " + seed);
    List<List<SegmentState>> states = new ArrayList<>();
    states.add(slow.state().segments());
    while (slow.undo()) {
      states.add(slow.state().segments());
    }
    assertTrue(slow.state().segment(1).slices().isEmpty());
    assertTrue(slow.state().segment(1).mask().isEmpty());
    while (slow.redo()) {}
    slow.answerPending(Progress.none());
    assertEquals(states.get(0).get(0).mask(), slow.state().segment(1).mask());
  }

  private static void ask(
      SegmentationSession timely, SegmentationSession slow, RandomActions.Asked asked, Random r)
      throws VolumeException {
    timely.addPrompt(1, asked.prompt(), asked.overlap());
    timely.answerPending(Progress.none());
    slow.addPrompt(1, asked.prompt(), asked.overlap());
    if (r.nextInt(3) == 0) {
      slow.answerPending(Progress.none());
    }
  }

  /** Ids count answers as well, so they depend on when these came. */
  private static String withoutIds(SessionState state) {
    return PlainDescription.of(state, RandomActions.SIZE).replaceAll("id=[0-9]+", "");
  }

  @Test
  void several_threads_at_a_time_leave_entries_that_lead_to_the_same_state() throws Exception {
    RandomActions actions = new RandomActions(1, profile());
    SegmentationSession session = actions.session();
    List<byte[]> entries = new ArrayList<>();
    session.timeline().logTo((action, delta) -> entries.add(EntryWriter.bytes(action, delta)));
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      Random random = new Random(thread);
      threads.add(CompletableFuture.runAsync(() -> hammer(session, actions, random)));
    }
    for (CompletableFuture<Void> thread : threads) {
      thread.get(60, TimeUnit.SECONDS);
    }
    SegmentationSession again = actions.fresh();
    for (byte[] entry : entries) {
      again.timeline().enter(EntryReader.read(entry, again.state(), again.volume().size()));
    }
    assertEquals(session.state(), again.state());
    assertEquals(session.history(), again.history());
  }

  private static void hammer(SegmentationSession session, RandomActions actions, Random random) {
    try {
      for (int n = 0; n < 400; n++) {
        switch (random.nextInt(6)) {
          case 0, 1 -> session.undo();
          case 2 -> session.redo();
          case 3 -> {
            RandomActions.Asked asked = actions.prompt(random);
            session.addPrompt(1, asked.prompt(), asked.overlap());
          }
          case 4 -> session.answerPending(Progress.none());
          default -> {
            SlicePlane plane = SlicePlane.k(random.nextInt(5));
            SliceMask stamp = actions.stamp(plane, random);
            session.tools().draw(ActionKind.BRUSH, 1, plane, stamp, true, Overlap.ALLOWED);
          }
        }
      }
    } catch (VolumeException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothing_changes_a_locked_segment() throws VolumeException {
    for (long seed = 100; seed < 110; seed++) {
      RandomActions actions = new RandomActions(seed, profile());
      for (int n = 0; n < 60; n++) {
        actions.next();
      }
      SegmentationSession session = actions.session();
      TreeMap<Integer, Object> locked = new TreeMap<>();
      for (SegmentState s : session.state().segments()) {
        if (!s.locked()) {
          session.tools().setLocked(s.number(), true);
        }
        locked.put(s.number(), session.state().segment(s.number()).mask());
      }
      for (int number : new TreeSet<>(locked.keySet())) {
        for (RandomActions.Attempt attempt : actions.attempts(number)) {
          SessionException e = assertThrows(SessionException.class, attempt::run);
          assertTrue(e.getMessage().contains("is locked"), e.getMessage());
        }
      }
      session.state().segments().forEach(s -> assertEquals(locked.get(s.number()), s.mask()));
    }
  }

  @Test
  void a_prompt_that_was_drawn_over_stays_listed_but_cannot_be_changed() throws VolumeException {
    RandomActions actions = new RandomActions(3, profile());
    SegmentationSession session = actions.fresh();
    RandomActions.Asked asked = actions.prompt(new Random(1));
    session.addPrompt(1, asked.prompt(), Overlap.ALLOWED);
    session.answerPending(Progress.none());
    SliceState slice = session.state().segment(1).slices().values().iterator().next();
    long id = slice.prompts().get(0).id();
    session
        .tools()
        .draw(
            ActionKind.BRUSH,
            1,
            slice.plane(),
            actions.stamp(slice.plane(), new Random(2)),
            true,
            Overlap.ALLOWED);
    assertThrows(SessionException.class, () -> session.removePrompt(1, id));
    assertThrows(SessionException.class, () -> session.movePrompt(1, id, asked.prompt()));
    assertThrows(IllegalArgumentException.class, () -> session.removePrompt(1, 999));
    assertEquals(1, session.state().segment(1).prompts().size());
    session.undo();
    session.removePrompt(1, id);
    assertTrue(session.state().segment(1).mask().isEmpty());
    assertTrue(session.state().segment(1).slices().isEmpty());
  }
}
