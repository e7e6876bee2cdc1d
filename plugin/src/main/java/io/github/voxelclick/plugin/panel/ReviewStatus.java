package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.session.ReviewQueue;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is left to check of the segment that is worked on. Immutable.
 *
 * @param left how many slices are left to check
 * @param next the one to check first, other than the current one; empty when there is none
 * @param current the slice that is looked at
 * @param confirmed whether a person found the current one right
 * @param confirmable whether it can be confirmed, or that taken back: the segment is not locked and
 *     no prompt waits on the slice
 */
public record ReviewStatus(
    int left,
    Optional<ReviewQueue.Item> next,
    SlicePlane current,
    boolean confirmed,
    boolean confirmable) {
  /** Checks that nothing is missing. */
  public ReviewStatus {
    Objects.requireNonNull(next, "next");
    Objects.requireNonNull(current, "current");
    if (left < 0) {
      throw new IllegalArgumentException(left + " slices left");
    }
  }

  /**
   * What is left to check. On slices of i or j this looks at the whole mask: {@link
   * SelectedSegment} remembers what it found.
   *
   * @param current the slice that is looked at
   */
  public static ReviewStatus of(SegmentState segment, SlicePlane current) {
    return of(segment, ReviewQueue.of(segment), current);
  }

  /**
   * What is left to check.
   *
   * @param queue that of the segment
   * @param current the slice that is looked at
   */
  static ReviewStatus of(SegmentState segment, List<ReviewQueue.Item> queue, SlicePlane current) {
    Optional<SliceState> slice = segment.slice(current);
    return new ReviewStatus(
        queue.size(),
        queue.stream().filter(item -> !item.plane().equals(current)).findFirst(),
        current,
        slice.filter(SliceState::confirmed).isPresent(),
        !segment.locked() && slice.filter(SliceState::isPending).isEmpty());
  }
}
