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
   * person worked on; where there is none, as far as masks have been carried, or were asked to be.
   *
   * @param history what was done, the latest last
   */
  static SliceSpan around(SegmentState segment, SlicePlane corrected, List<Action> history) {
    Optional<Action> asked = lastPropagation(segment.number(), corrected, history);
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
    int first = asked.map(a -> a.number("first").orElse(Integer.MAX_VALUE)).orElse(low);
    int last = asked.map(a -> a.number("last").orElse(Integer.MIN_VALUE)).orElse(high);
    return new SliceSpan(
        below.isPresent() ? below.get() + 1 : Math.min(low, first),
        above.isPresent() ? above.get() - 1 : Math.max(high, last));
  }

  private static Optional<Action> lastPropagation(
      int segment, SlicePlane corrected, List<Action> history) {
    for (int n = history.size() - 1; n >= 0; n--) {
      Action a = history.get(n);
      boolean carried = a.kind() == ActionKind.PROPAGATE || a.kind() == ActionKind.INTERPOLATE;
      if (carried
          && a.segment() == segment
          && corrected.axis().name().equals(a.details().get("axis"))) {
        return Optional.of(a);
      }
    }
    return Optional.empty();
  }
}
