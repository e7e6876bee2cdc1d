package io.github.voxelclick.plugin.save;

import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sessions on an anisotropic, oblique grid. */
final class Subjects {
  static final GridSize SIZE = new GridSize(9, 7, 8);

  private Subjects() {}

  static VolumeGeometry geometry(boolean frame) {
    try {
      return VolumeGeometry.regular(
          SIZE,
          Affine.ofRowMajor(0.7, -0.1, 0.3, 11, 0.1, 1.1, -0.2, -23, 0.05, 0.1, 2.5, 40),
          frame ? Optional.of("1.2.3") : Optional.empty());
    } catch (GeometryException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A segment on some slices.
   *
   * @param first column of its pixels, to the right of which all are set
   * @param confirmed how many of its slices a person has confirmed; the others were carried
   */
  static SegmentState segment(int number, String label, int first, int slices, int confirmed) {
    SortedMap<SlicePlane, SliceState> states = new TreeMap<>();
    Mask mask = Mask.empty(SIZE);
    for (int k = 0; k < slices; k++) {
      SlicePlane plane = SlicePlane.k(k);
      mask = mask.withSlice(plane, SliceMask.of(SIZE.i(), SIZE.j(), (i, j) -> i >= first && j > 1));
      states.put(
          plane,
          new SliceState(
              plane,
              List.of(),
              0,
              0,
              Optional.empty(),
              Optional.of(SliceOrigin.CARRIED),
              0.8,
              k < confirmed));
    }
    Segment segment =
        new Segment(
            number,
            label,
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            Segment.Rgb.ofNumber(number),
            Segment.Algorithm.MANUAL,
            "",
            "");
    return new SegmentState(number, segment, false, mask, Optional.empty(), states);
  }

  static SessionState state(SegmentState... segments) {
    return new SessionState(1, List.of(segments));
  }

  /** A liver of which 2 of 5 slices are open, a cyst in it, and a spleen without a voxel. */
  static SaveSubject liver(boolean dicom) {
    return SaveSubject.of(
        state(
            segment(1, "Liver", 3, 5, 3),
            segment(2, "Cyst", 6, 2, 2),
            segment(3, "Spleen", 2, 0, 0)),
        geometry(true),
        dicom);
  }

  /** A memory that can be looked at. */
  static final class Remembered implements SaveMemory {
    final Map<String, String> kept = new HashMap<>();

    @Override
    public Optional<String> get(String key) {
      return Optional.ofNullable(kept.get(key));
    }

    @Override
    public void put(String key, String value) {
      kept.put(key, value);
    }
  }
}
