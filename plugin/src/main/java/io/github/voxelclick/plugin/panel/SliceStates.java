package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What is known of all slices of an axis, for one segment. Immutable.
 *
 * @param axis along which the slices are counted
 * @param slices all of them, by index
 */
public record SliceStates(SliceAxis axis, List<One> slices) {
  /**
   * From this confidence on, a slice that nobody looked at counts as probably right: of its pixels
   * and the true ones, taken together, a tenth is expected to differ (confidence is an expected
   * Dice, see {@link io.github.voxelclick.session.ReviewQueue}).
   */
  public static final double CERTAIN = 0.9;

  /**
   * A slice.
   *
   * @param look how it is drawn
   * @param origin how the mask came about last, where that is known
   * @param confidence 0 to 1; 1 unless it is carried
   * @param gapAfter whether slices are missing between this one and the next
   */
  public record One(
      SliceLook look, Optional<SliceOrigin> origin, double confidence, boolean gapAfter) {
    /** Which of two slices is to be seen where there is place for one: the more doubtful. */
    boolean isWorseThan(One other) {
      int order = look.compareTo(other.look);
      return order > 0 || (order == 0 && confidence < other.confidence);
    }
  }

  /** Copies the list. */
  public SliceStates {
    slices = List.copyOf(slices);
  }

  /** The same of no segment: nothing, but for slices that are missing. */
  public static SliceStates none(VolumeGeometry geometry, SliceAxis axis) {
    List<One> all = new ArrayList<>();
    for (int n = 0; n < axis.slices(geometry.size()); n++) {
      all.add(new One(SliceLook.NOTHING, Optional.empty(), 1, isGapAfter(geometry, axis, n)));
    }
    return new SliceStates(axis, all);
  }

  /** What is known of a segment. */
  public static SliceStates of(SegmentState segment, VolumeGeometry geometry, SliceAxis axis) {
    BitSet occupied = OccupiedSlices.of(segment.mask(), axis);
    List<One> all = new ArrayList<>();
    for (int n = 0; n < axis.slices(geometry.size()); n++) {
      Optional<SliceState> slice = segment.slice(new SlicePlane(axis, n));
      SliceLook look = look(slice, occupied, n);
      boolean carried = look == SliceLook.CARRIED || look == SliceLook.UNCERTAIN;
      all.add(
          new One(
              look,
              slice.flatMap(SliceState::origin),
              carried ? slice.map(SliceState::confidence).orElse(1.0) : 1,
              isGapAfter(geometry, axis, n)));
    }
    return new SliceStates(axis, all);
  }

  private static boolean isGapAfter(VolumeGeometry geometry, SliceAxis axis, int n) {
    return axis == SliceAxis.K
        && geometry.relation() != SliceRelation.UNRELATED // no slice is missing, none belongs here
        && n < geometry.size().k() - 1
        && geometry.gapAfter(n);
  }

  private static SliceLook look(Optional<SliceState> slice, BitSet occupied, int n) {
    if (slice.filter(SliceState::confirmed).isPresent()) {
      return SliceLook.CONFIRMED;
    }
    if (slice.filter(SliceState::isTouched).isPresent()) {
      return SliceLook.PERSON;
    }
    if (!occupied.get(n)) {
      return isBetween(occupied, n) ? SliceLook.GAP : SliceLook.NOTHING;
    }
    if (slice.isEmpty()) {
      return SliceLook.OTHER;
    }
    return slice.get().confidence() >= CERTAIN ? SliceLook.CARRIED : SliceLook.UNCERTAIN;
  }

  private static boolean isBetween(BitSet occupied, int n) {
    return occupied.previousSetBit(n) >= 0 && occupied.nextSetBit(n) >= 0;
  }

  /** How many slices there are. */
  public int count() {
    return slices.size();
  }

  /**
   * The most doubtful of a run of slices that share a column; a place in it or behind it where
   * slices are missing counts as a gap.
   *
   * @param first index of the first
   * @param last index of the last, included, not below the first
   */
  public One worst(int first, int last) {
    One worst = slices.get(first);
    boolean missing = false;
    for (int n = first; n <= last; n++) {
      One one = slices.get(n);
      worst = one.isWorseThan(worst) ? one : worst;
      missing |= one.gapAfter();
    }
    return missing && last > first ? new One(SliceLook.GAP, Optional.empty(), 1, true) : worst;
  }
}
