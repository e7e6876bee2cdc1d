package io.github.voxelclick.session;

import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Optional;

/**
 * A run of slices of one axis.
 *
 * @param first index of the first
 * @param last index of the last, included
 */
record SliceSpan(int first, int last) {
  /**
   * The slices in which a corrected slice has a say: up to the next ones on either side that a
   * person worked on; where there is none, as far as any propagation went.
   *
   * @param history what was done, the latest last
   */
  static SliceSpan around(SegmentState segment, SlicePlane corrected, List<Action> history) {
    int low = corrected.index();
    int high = corrected.index();
    Optional<Integer> below = Optional.empty();
    Optional<Integer> above = Optional.empty();
    for (SliceState slice : segment.slices().values()) {
      int index = slice.plane().index();
      if (slice.plane().axis() != corrected.axis() || index == corrected.index()) {
        continue;
      }
      low = Math.min(low, index);
      high = Math.max(high, index);
      if (slice.isTouched() && index < corrected.index()) {
        below = Optional.of(index); // ascending, so the nearest stays
      } else if (slice.isTouched() && above.isEmpty()) {
        above = Optional.of(index);
      }
    }
    for (Action a : propagations(segment.number(), corrected, history)) {
      low = Math.min(low, a.number("first").orElse(low));
      high = Math.max(high, a.number("last").orElse(high));
    }
    return new SliceSpan(
        below.isPresent() ? below.get() + 1 : low, above.isPresent() ? above.get() - 1 : high);
  }

  /** All that still count: the last may have gone round an inner slice alone. */
  private static List<Action> propagations(
      int segment, SlicePlane corrected, List<Action> history) {
    return history.stream()
        .filter(a -> a.kind() == ActionKind.PROPAGATE || a.kind() == ActionKind.INTERPOLATE)
        .filter(
            a -> a.segment() == segment && corrected.axis().name().equals(a.details().get("axis")))
        .toList();
  }
}
