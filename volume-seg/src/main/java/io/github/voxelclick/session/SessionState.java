package io.github.voxelclick.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The whole session at one moment. Immutable, so any thread may keep and read it.
 *
 * @param revision grows with every change, undo and redo included
 * @param segments in the order in which they were added
 */
public record SessionState(long revision, List<SegmentState> segments) {
  /** Takes the list as it is at this moment. */
  public SessionState {
    segments = List.copyOf(segments);
  }

  /**
   * The segment with this number.
   *
   * @throws IllegalArgumentException when there is none
   */
  public SegmentState segment(int number) {
    return find(number).orElseThrow(() -> new IllegalArgumentException("no segment " + number));
  }

  /**
   * The segment with this number, for what someone wants done to it who saw it a moment ago.
   *
   * @throws SessionException when there is none, as after it was removed
   */
  public SegmentState present(int number) throws SessionException {
    Optional<SegmentState> found = find(number);
    if (found.isEmpty()) {
      throw new SessionException(
          "Segment "
              + number
              + " is not there any more, so nothing was done to it. Choose another segment, or undo"
              + " its removal first.");
    }
    return found.get();
  }

  /** The segment with this number, if there is one. */
  public Optional<SegmentState> find(int number) {
    for (SegmentState s : segments) {
      if (s.number() == number) {
        return Optional.of(s);
      }
    }
    return Optional.empty();
  }

  /** The same revision, with segments added or replaced by their number. */
  SessionState with(Iterable<SegmentState> changed) {
    List<SegmentState> next = new ArrayList<>(segments);
    for (SegmentState s : changed) {
      next.removeIf(old -> old.number() == s.number());
      next.add(s);
    }
    next.sort(Comparator.comparingLong(SegmentState::rank));
    return new SessionState(revision, next);
  }

  /** The same revision, with one segment added or replaced. */
  SessionState with(SegmentState changed) {
    return with(List.of(changed));
  }

  /** The same revision without a segment. */
  SessionState without(int number) {
    return new SessionState(revision, segments.stream().filter(s -> s.number() != number).toList());
  }

  /** The same as the revision after another. */
  SessionState after(SessionState other) {
    return new SessionState(other.revision + 1, segments);
  }
}
