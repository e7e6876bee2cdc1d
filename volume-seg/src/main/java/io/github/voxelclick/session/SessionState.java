package io.github.voxelclick.session;

import java.util.List;

/**
 * The whole session at one moment. Immutable, so any thread may keep and read it.
 *
 * @param revision grows with every change, undo and redo included
 * @param segments in the order in which they were added; never empty
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
    for (SegmentState s : segments) {
      if (s.segment().number() == number) {
        return s;
      }
    }
    throw new IllegalArgumentException("no segment " + number);
  }
}
