package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.Terminology;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Segments in all states, on an oblique grid of 7 × 5 × 12 voxels that are no cubes. */
final class Cases {
  static final GridSize SIZE = new GridSize(7, 5, 12);

  /** A voxel has 0.8 · 1.1 · 2.5 mm³. */
  static final double VOXEL_MM3 = 2.2;

  private Cases() {}

  /** Turned by some degrees about the axis from foot to head; slices are missing after 8. */
  static VolumeGeometry geometry() {
    return regular(SIZE).withGapsAfter(Set.of(8));
  }

  static VolumeGeometry regular(GridSize size) {
    try {
      return VolumeGeometry.regular(
          size,
          Affine.ofColumns(
              new WorldPoint(0.8 * 0.96, 0.8 * 0.28, 0),
              new WorldPoint(-1.1 * 0.28, 1.1 * 0.96, 0),
              new WorldPoint(0, 0, 2.5),
              new WorldPoint(-40, 12, 7)),
          Optional.of("1.2.3"));
    } catch (GeometryException e) {
      throw new AssertionError(e);
    }
  }

  static Segment segment(int number, String name) {
    Term term = Terminology.standard().ofName(name).orElse(Terminology.standard().unnamed());
    return new Segment(
        number,
        name,
        term.category(),
        term.type(),
        Segment.Rgb.ofNumber(number),
        Segment.Algorithm.SEMIAUTOMATIC,
        "SeedNet v1",
        "abc",
        term.details());
  }

  /** Pixels with column 1 to 2 of row 3: two voxels. */
  static SliceMask two() {
    return SliceMask.of(SIZE.i(), SIZE.j(), (c, r) -> r == 3 && (c == 1 || c == 2));
  }

  static Mask mask(int... slices) {
    Map<Integer, SliceMask> all = new TreeMap<>();
    for (int k : slices) {
      all.put(k, two());
    }
    return Mask.of(SIZE, all);
  }

  static SliceState slice(int k, SliceOrigin origin, double confidence, boolean confirmed) {
    return new SliceState(
        SlicePlane.k(k),
        List.of(),
        0,
        0,
        Optional.empty(),
        Optional.of(origin),
        confidence,
        confirmed);
  }

  static SegmentState state(Segment segment, boolean locked, Mask mask, SliceState... slices) {
    SortedMap<SlicePlane, SliceState> all = new TreeMap<>();
    for (SliceState s : slices) {
      all.put(s.plane(), s);
    }
    return new SegmentState(segment.number(), segment, locked, mask, Optional.empty(), all);
  }

  /**
   * A kidney on slices 2 to 5 and 7 to 9: 2 confirmed, 3 carried with 0.95, 4 drawn, 5 carried with
   * 0.62, 6 none, 7 carried with 0.4, 8 interpolated with 0.9, 9 loaded; 11 confirmed to be empty.
   */
  static SegmentState kidney() {
    return state(
        segment(1, "left kidney"),
        false,
        mask(2, 3, 4, 5, 7, 8, 9),
        slice(2, SliceOrigin.PROMPTED, 0.7, true),
        slice(3, SliceOrigin.CARRIED, 0.95, false),
        slice(4, SliceOrigin.DRAWN, 1, false),
        slice(5, SliceOrigin.CARRIED, 0.62, false),
        slice(7, SliceOrigin.CARRIED, 0.4, false),
        slice(8, SliceOrigin.INTERPOLATED, 0.9, false),
        slice(11, SliceOrigin.DRAWN, 1, true));
  }

  static SegmentState liver() {
    return state(segment(2, "liver"), true, mask(0, 1), slice(0, SliceOrigin.DRAWN, 1, true));
  }

  static SegmentState empty() {
    return state(segment(7, "Tissue 7"), false, Mask.empty(SIZE));
  }

  static SessionState session() {
    return new SessionState(4, List.of(kidney(), liver(), empty()));
  }

  static SliceStates states() {
    return SliceStates.of(kidney(), geometry(), SliceAxis.K);
  }
}
