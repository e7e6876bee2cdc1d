package io.github.voxelclick.plugin.task;

import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How much of a segment no person has looked after: slices of constant k that hold a part of the
 * mask and were neither prompted nor drawn nor confirmed, unless all their pixels lie on columns or
 * rows that were, as slices of another axis.
 *
 * @param number of the segment
 * @param label of the segment
 * @param slices how many hold a part of the mask
 * @param carried how many of them a model carried the mask to and nobody looked after
 * @param interpolated how many of them were interpolated and nobody looked after
 * @param other how many of them came about otherwise, such as from a file or by an edit of the
 *     whole shape, and nobody looked after
 */
public record UnconfirmedSlices(
    int number, String label, int slices, int carried, int interpolated, int other) {
  /** Counts them. */
  public static UnconfirmedSlices of(SegmentState segment) {
    BitSet columns = touched(segment, SliceAxis.I);
    BitSet rows = touched(segment, SliceAxis.J);
    int slices = 0;
    int carried = 0;
    int interpolated = 0;
    int other = 0;
    for (int k : segment.mask().occupiedSlices()) {
      slices++;
      Optional<SliceState> state = segment.slice(SlicePlane.k(k));
      if (state.filter(SliceState::isTouched).isPresent()
          || covered(segment.mask().slice(SlicePlane.k(k)), columns, rows)) {
        continue;
      }
      Optional<SliceOrigin> origin = state.flatMap(SliceState::origin);
      if (origin.filter(o -> o == SliceOrigin.CARRIED).isPresent()) {
        carried++;
      } else if (origin.filter(o -> o == SliceOrigin.INTERPOLATED).isPresent()) {
        interpolated++;
      } else {
        other++;
      }
    }
    return new UnconfirmedSlices(
        segment.number(), segment.segment().label(), slices, carried, interpolated, other);
  }

  /**
   * Slices of constant k that hold a part of the mask of which nothing else is known, such as those
   * from a file: no slice of any axis tells who or what made it. By index.
   */
  public static List<SlicePlane> unseen(SegmentState segment) {
    BitSet columns = slices(segment, SliceAxis.I, slice -> true);
    BitSet rows = slices(segment, SliceAxis.J, slice -> true);
    List<SlicePlane> unseen = new ArrayList<>();
    for (int k : segment.mask().occupiedSlices()) {
      SlicePlane plane = SlicePlane.k(k);
      if (segment.slice(plane).isEmpty() && !covered(segment.mask().slice(plane), columns, rows)) {
        unseen.add(plane);
      }
    }
    return unseen;
  }

  private static BitSet touched(SegmentState segment, SliceAxis axis) {
    return slices(segment, axis, SliceState::isTouched);
  }

  private static BitSet slices(SegmentState segment, SliceAxis axis, Predicate<SliceState> wanted) {
    BitSet indices = new BitSet();
    for (SliceState slice : segment.slices().values()) {
      if (slice.plane().axis() == axis && wanted.test(slice)) {
        indices.set(slice.plane().index());
      }
    }
    return indices;
  }

  private static boolean covered(SliceMask slice, BitSet columns, BitSet rows) {
    if (columns.isEmpty() && rows.isEmpty()) {
      return false;
    }
    boolean[] missing = {false};
    int width = slice.columns();
    slice.forEachSet(n -> missing[0] |= !columns.get(n % width) && !rows.get(n / width));
    return !missing[0];
  }

  /** How many slices nobody looked after. */
  public int count() {
    return carried + interpolated + other;
  }

  /**
   * What to write into a log when segments are saved, code {@code unconfirmed}; nothing of segments
   * that a person has looked after altogether. In English, as all logs.
   *
   * @param numbers of the segments that are saved; others are not looked at
   */
  public static List<ReadWarning> warnings(SessionState state, Collection<Integer> numbers) {
    List<ReadWarning> warnings = new ArrayList<>();
    for (SegmentState segment : state.segments()) {
      UnconfirmedSlices counts = of(segment);
      if (numbers.contains(segment.number()) && counts.count() > 0) {
        warnings.add(new ReadWarning("unconfirmed", counts.sentence()));
      }
    }
    return warnings;
  }

  private String sentence() {
    List<String> parts = new ArrayList<>();
    if (carried > 0) {
      parts.add(carried + " carried there by the model");
    }
    if (interpolated > 0) {
      parts.add(interpolated + " interpolated");
    }
    if (other > 0) {
      parts.add(other + " made otherwise");
    }
    return count()
        + " of "
        + slices
        + " slices of \""
        + label
        + "\" are confirmed by nobody: "
        + String.join(", ", parts)
        + ". Look through them before the mask is relied on.";
  }
}
