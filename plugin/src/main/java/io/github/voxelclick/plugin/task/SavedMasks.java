package io.github.voxelclick.plugin.task;

import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which masks of a session lie in files, as they were when they were saved. Thread-safe. */
public final class SavedMasks {
  private final Map<Integer, Mask> saved = new HashMap<>();

  /**
   * Segments were saved.
   *
   * @param state from before the saving began: what changed since is not taken for saved
   * @param numbers of the segments
   */
  public synchronized void add(SessionState state, Collection<Integer> numbers) {
    for (int number : numbers) {
      state.find(number).ifPresent(s -> saved.put(number, s.mask()));
    }
  }

  /** Numbers of the segments of which a mask, or a prompt not yet answered, lies in no file. */
  public synchronized List<Integer> missing(SessionState now) {
    return now.segments().stream()
        .filter(s -> (!s.mask().isEmpty() && !isSaved(s)) || isWaiting(s))
        .map(SegmentState::number)
        .toList();
  }

  private boolean isSaved(SegmentState segment) {
    return segment.mask().equals(saved.get(segment.number()));
  }

  private static boolean isWaiting(SegmentState segment) {
    return segment.slices().values().stream().anyMatch(SliceState::isPending);
  }
}
