package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the lines of the {@link SegmentsTable} from the state of a session. What is costly to know
 * of a mask is remembered until the segment has another mask. One for each case; used on the event
 * thread only.
 */
public final class SegmentRows {
  private final VolumeGeometry geometry;
  private final boolean measured;
  private Map<Integer, Figures> known = Map.of();

  /**
   * What is known of a mask.
   *
   * @param slices on which it has voxels, by index
   */
  record Figures(
      Mask mask, SliceAxis axis, long voxels, OptionalDouble millilitres, BitSet slices) {}

  /**
   * Those of a case on this grid.
   *
   * @param measured whether it is known how large voxels are
   */
  public SegmentRows(VolumeGeometry geometry, boolean measured) {
    this.geometry = geometry;
    this.measured = measured && geometry.relation() == SliceRelation.SPATIAL;
  }

  /**
   * The lines in the order of the segments, with slices counted along k.
   *
   * @param visible whether the segment with a number is drawn
   */
  public List<SegmentRow> of(SessionState state, IntPredicate visible) {
    return of(state, visible, number -> SliceAxis.K);
  }

  /**
   * The lines in the order of the segments.
   *
   * @param visible whether the segment with a number is drawn
   * @param axis along which the slices of the segment with a number are counted
   */
  public List<SegmentRow> of(
      SessionState state, IntPredicate visible, IntFunction<SliceAxis> axis) {
    Map<Integer, Figures> next = new HashMap<>();
    List<SegmentRow> rows = new ArrayList<>();
    for (SegmentState s : state.segments()) {
      Figures figures = figures(s, axis.apply(s.number()));
      next.put(s.number(), figures);
      rows.add(row(s, figures, visible.test(s.number())));
    }
    known = next;
    return List.copyOf(rows);
  }

  /** What is known of a segment's mask, counted anew only for another mask or axis. */
  Figures figures(SegmentState segment, SliceAxis axis) {
    Figures before = known.get(segment.number());
    if (before != null && isSame(before.mask(), segment.mask()) && before.axis() == axis) {
      return before;
    }
    Mask mask = segment.mask();
    OptionalDouble millilitres =
        measured ? OptionalDouble.of(mask.millilitres(geometry)) : OptionalDouble.empty();
    return new Figures(mask, axis, mask.count(), millilitres, OccupiedSlices.of(mask, axis));
  }

  /** To compare two masks costs as much as to count one. */
  private static boolean isSame(Object a, Object b) {
    return a == b;
  }

  private static SegmentRow row(SegmentState s, Figures figures, boolean visible) {
    long confirmed =
        s.slices().values().stream()
            .filter(slice -> slice.confirmed() && slice.plane().axis() == figures.axis())
            .filter(slice -> figures.slices().get(slice.plane().index()))
            .count();
    return new SegmentRow(
        s.number(),
        s.segment().label(),
        type(s.segment()),
        s.segment().type().scheme() + ":" + s.segment().type().value(),
        s.segment().colour(),
        s.locked(),
        visible,
        figures.voxels(),
        figures.millilitres(),
        Math.toIntExact(confirmed),
        figures.slices().cardinality());
  }

  /** Such as "Left Kidney" or "Cyst, Left Kidney". */
  private static String type(Segment segment) {
    String type = words(segment.details().typeModifiers(), segment.type());
    Optional<String> region =
        segment.details().region().map(where -> words(where.modifiers(), where.code()));
    return Stream.concat(Stream.of(type), region.stream()).collect(Collectors.joining(", "));
  }

  private static String words(List<CodedConcept> modifiers, CodedConcept concept) {
    return Stream.concat(modifiers.stream(), Stream.of(concept))
        .map(CodedConcept::meaning)
        .collect(Collectors.joining(" "));
  }
}
