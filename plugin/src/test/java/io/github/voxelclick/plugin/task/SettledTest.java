package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.plugin.macro.MacroBench;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SettledTest {
  private static MacroBench bench;

  @BeforeAll
  static void open() throws VolumeException {
    bench = MacroBench.open();
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  private static long waiting(SessionState state) {
    return state.segments().stream()
        .flatMap(s -> s.slices().values().stream())
        .filter(SliceState::isPending)
        .count();
  }

  @Test
  void all_that_waits_is_answered_first() throws VolumeException {
    SegmentationSession session = bench.session();
    session.addPrompt(1, bench.click(3, 10, 9, true));
    session.addPrompt(1, bench.click(4, 12, 10, true));
    SessionState state = Settled.state(session, Progress.none());
    assertEquals(0, waiting(state));
    assertEquals(2, state.segment(1).prompts().size());
    assertSame(state, session.state());
    assertSame(state, Settled.story(session, Progress.none()).state());
  }

  @Test
  void a_click_between_the_answers_and_the_look_is_answered_too() throws VolumeException {
    SegmentationSession session = bench.session();
    AtomicInteger looks = new AtomicInteger();
    SessionState state =
        Settled.look(
            session,
            () -> {
              if (looks.getAndIncrement() == 0) {
                click(session);
              }
              return session.state();
            },
            s -> s,
            Progress.none());
    assertEquals(2, looks.get());
    assertEquals(0, waiting(state));
    assertEquals(1, state.segment(1).prompts().size());
  }

  private static void click(SegmentationSession session) {
    try {
      session.addPrompt(1, bench.click(3, 10, 9, true));
    } catch (VolumeException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void what_waits_in_a_locked_segment_goes_on_waiting() throws VolumeException {
    SegmentationSession session = bench.session();
    session.addPrompt(1, bench.click(3, 10, 9, true));
    session.tools().setLocked(1, true);
    assertEquals(1, waiting(Settled.state(session, Progress.none())));
  }

  @Test
  void cancelling_ends_it() throws VolumeException {
    SegmentationSession session = bench.session();
    session.addPrompt(1, bench.click(3, 10, 9, true));
    Progress cancelled =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThrows(CancellationException.class, () -> Settled.state(session, cancelled));
    assertEquals(1, waiting(session.state()));
  }
}
