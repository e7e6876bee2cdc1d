package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.task.UnconfirmedSlices;
import io.github.voxelclick.session.ReviewQueue;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is left to check of the segment that is worked on, seen from one slice. Immutable.
 *
 * @param left how much of the segment nobody has checked
 * @param next the slice to check first, other than the current one; empty when there is none
 * @param doubt how doubtful the next one is; empty where that is not known, as of slices from a
 *     file
 * @param current the slice that is looked at
 * @param confirmed whether a person found the current one right
 * @param confirmable whether it can be confirmed, or that taken back: the segment is not locked and
 *     no prompt waits on the slice
 */
public record ReviewStatus(
    Left left,
    Optional<SlicePlane> next,
    Optional<ReviewQueue.Item> doubt,
    SlicePlane current,
    boolean confirmed,
    boolean confirmable) {
  /**
   * How much of a segment nobody has checked. Immutable.
   *
   * @param queue what a model or interpolation made, the most doubtful first
   * @param unseen slices of which nothing is known, such as those from a file, in their order
   * @param unconfirmed how many slices of constant k with voxels nobody looked after
   * @param slices how many slices of constant k have voxels
   */
  public record Left(
      List<ReviewQueue.Item> queue, List<SlicePlane> unseen, int unconfirmed, int slices) {
    /** Copies the lists. */
    public Left {
      queue = List.copyOf(queue);
      unseen = List.copyOf(unseen);
    }

    /** Looks at the whole mask where there are slices of i or j. */
    static Left of(SegmentState segment) {
      UnconfirmedSlices counts = UnconfirmedSlices.of(segment);
      return new Left(
          ReviewQueue.of(segment),
          UnconfirmedSlices.unseen(segment),
          counts.count(),
          counts.slices());
    }

    /** How many slices are left to check. */
    public int count() {
      return queue.size() + unseen.size();
    }

    /** Those behind a slice come first: who looks through a mask goes on that way. */
    private Optional<SlicePlane> unseenAfter(SlicePlane current) {
      int from = current.axis() == SliceAxis.K ? current.index() : -1;
      return Stream.concat(
              unseen.stream().filter(plane -> plane.index() > from),
              unseen.stream().filter(plane -> plane.index() < from))
          .findFirst();
    }
  }

  /** Checks that nothing is missing. */
  public ReviewStatus {
    Objects.requireNonNull(left, "left");
    Objects.requireNonNull(next, "next");
    Objects.requireNonNull(doubt, "doubt");
    Objects.requireNonNull(current, "current");
  }

  /**
   * What is left to check. On slices of i or j this looks at the whole mask: {@link
   * SelectedSegment} remembers what it found.
   *
   * @param current the slice that is looked at
   */
  public static ReviewStatus of(SegmentState segment, SlicePlane current) {
    return of(segment, Left.of(segment), current);
  }

  /**
   * What is left to check: first what is doubtful, then what is not known.
   *
   * @param left that of the segment
   * @param current the slice that is looked at
   */
  static ReviewStatus of(SegmentState segment, Left left, SlicePlane current) {
    Optional<SliceState> slice = segment.slice(current);
    Optional<ReviewQueue.Item> doubt =
        left.queue().stream().filter(item -> !item.plane().equals(current)).findFirst();
    return new ReviewStatus(
        left,
        doubt.map(ReviewQueue.Item::plane).or(() -> left.unseenAfter(current)),
        doubt,
        current,
        slice.filter(SliceState::confirmed).isPresent(),
        !segment.locked() && slice.filter(SliceState::isPending).isEmpty());
  }
}
