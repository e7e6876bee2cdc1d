package io.github.voxelclick.plugin.task;

import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SessionStory;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A session at a moment at which no prompt waits for its answer, those of locked segments apart:
 * what is saved then is what the same work, done again without haste, leads to. Stateless; blocks
 * while a model runs.
 */
public final class Settled {
  private Settled() {}

  /**
   * The state, once all that waits is answered.
   *
   * @throws VolumeException when a prompt cannot be answered; it goes on waiting
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public static SessionState state(SegmentationSession session, Progress progress)
      throws VolumeException {
    return look(session, session::state, state -> state, progress);
  }

  /** As {@link #state}, with how it came about. */
  public static SessionStory story(SegmentationSession session, Progress progress)
      throws VolumeException {
    return look(session, () -> SessionStory.of(session), SessionStory::state, progress);
  }

  /** A prompt may come between the answers and the look. */
  static <T> T look(
      SegmentationSession session,
      Supplier<T> look,
      Function<T, SessionState> state,
      Progress progress)
      throws VolumeException {
    while (true) {
      session.answerPending(progress);
      T seen = look.get();
      if (!waits(state.apply(seen))) {
        return seen;
      }
      progress.checkCancelled();
    }
  }

  private static boolean waits(SessionState state) {
    return state.segments().stream()
        .filter(s -> !s.locked())
        .flatMap(s -> s.slices().values().stream())
        .anyMatch(SliceState::isPending);
  }
}
