package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.Optional;

/**
 * What strip and review pane show of the segment that is worked on. It remembers what it found
 * until the segment changes: scrolling asks for it at each slice, and on slices of i or j it costs
 * a look at the whole mask. One for each window; used on the event thread only.
 */
public final class SelectedSegment {
  private final VolumeGeometry geometry;
  private Optional<SegmentState> segment = Optional.empty();
  private Optional<ReviewStatus.Left> left = Optional.empty();
  private Optional<SliceStates> states = Optional.empty();

  /** That of a case on this grid. */
  public SelectedSegment(VolumeGeometry geometry) {
    this.geometry = geometry;
  }

  /** A state of a segment never changes, so the same one has the same figures. */
  private void follow(SegmentState next) {
    if (segment.filter(known -> isSame(known, next)).isEmpty()) {
      segment = Optional.of(next);
      left = Optional.empty();
      states = Optional.empty();
    }
  }

  private static boolean isSame(Object a, Object b) {
    return a == b;
  }

  /** All slices of an axis, for the strip. */
  public SliceStates states(SegmentState selected, SliceAxis axis) {
    follow(selected);
    SliceStates known =
        states
            .filter(s -> s.axis() == axis)
            .orElseGet(() -> SliceStates.of(selected, geometry, axis));
    states = Optional.of(known);
    return known;
  }

  /**
   * What is left to check.
   *
   * @param current the slice that is looked at
   */
  public ReviewStatus review(SegmentState selected, SlicePlane current) {
    follow(selected);
    ReviewStatus.Left known = left.orElseGet(() -> ReviewStatus.Left.of(selected));
    left = Optional.of(known);
    return ReviewStatus.of(selected, known, current);
  }
}
