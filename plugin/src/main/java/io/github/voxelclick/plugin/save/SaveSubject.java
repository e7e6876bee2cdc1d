package io.github.voxelclick.plugin.save;

import io.github.voxelclick.plugin.task.UnconfirmedSlices;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;

/** What there is to save at one moment. Immutable. */
public final class SaveSubject {
  private final VolumeGeometry geometry;
  private final boolean dicom;
  private final List<Candidate> segments;
  private final List<Pair> overlaps;

  private SaveSubject(
      VolumeGeometry geometry, boolean dicom, List<Candidate> segments, List<Pair> overlaps) {
    this.geometry = geometry;
    this.dicom = dicom;
    this.segments = List.copyOf(segments);
    this.overlaps = List.copyOf(overlaps);
  }

  /**
   * One segment.
   *
   * @param number in the session
   * @param label what it is called
   * @param colour what it is drawn in
   * @param voxels how many it has; one without any cannot be saved
   * @param millilitres its volume; absent where slices are no neighbours in space
   * @param unconfirmed how much of it nobody looked after
   */
  record Candidate(
      int number,
      String label,
      Segment.Rgb colour,
      long voxels,
      OptionalDouble millilitres,
      UnconfirmedSlices unconfirmed) {
    boolean isEmpty() {
      return voxels == 0;
    }

    private Candidate unmeasured() {
      return new Candidate(number, label, colour, voxels, OptionalDouble.empty(), unconfirmed);
    }
  }

  /**
   * Two segments that share a voxel.
   *
   * @param first number of the one
   * @param second number of the other
   */
  record Pair(int first, int second) {}

  /**
   * Looks at all segments. Goes over all masks, so it takes a moment for large ones; better not on
   * the event thread.
   *
   * @param state the session
   * @param geometry of its volume
   * @param dicom whether the volume comes from DICOM images, which an object can refer to
   */
  public static SaveSubject of(SessionState state, VolumeGeometry geometry, boolean dicom) {
    boolean solid = geometry.relation() == SliceRelation.SPATIAL;
    List<Candidate> segments = new ArrayList<>();
    List<Pair> overlaps = new ArrayList<>();
    List<SegmentState> before = new ArrayList<>();
    for (SegmentState s : state.segments()) {
      segments.add(
          new Candidate(
              s.number(),
              s.segment().label(),
              s.segment().colour(),
              s.mask().count(),
              solid ? OptionalDouble.of(s.mask().millilitres(geometry)) : OptionalDouble.empty(),
              UnconfirmedSlices.of(s)));
      for (SegmentState other : before) {
        if (overlap(s.mask(), other.mask())) {
          overlaps.add(new Pair(other.number(), s.number()));
        }
      }
      before.add(s);
    }
    return new SaveSubject(geometry, dicom, segments, overlaps);
  }

  /** The same, where it is not known how large voxels are: without volumes. */
  public SaveSubject unmeasured() {
    List<Candidate> unmeasured = segments.stream().map(Candidate::unmeasured).toList();
    return new SaveSubject(geometry, dicom, unmeasured, overlaps);
  }

  private static boolean overlap(Mask a, Mask b) {
    SortedSet<Integer> shared = a.occupiedSlices();
    shared.retainAll(b.occupiedSlices());
    for (int k : shared) {
      SlicePlane plane = SlicePlane.k(k);
      if (!a.slice(plane).and(b.slice(plane)).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  List<Candidate> segments() {
    return segments;
  }

  /** The first two of some segments that share a voxel, if any do. */
  Optional<Pair> overlap(Collection<Integer> numbers) {
    return overlaps.stream()
        .filter(p -> numbers.contains(p.first()) && numbers.contains(p.second()))
        .findFirst();
  }

  String label(int number) {
    return segments.stream().filter(s -> s.number() == number).findFirst().orElseThrow().label();
  }

  boolean isDicom() {
    return dicom;
  }

  /** Whether slices lie in space at one distance from each other, or not in space at all. */
  boolean isEven() {
    return geometry.relation() != SliceRelation.SPATIAL || geometry.isRegular();
  }

  boolean hasFrameOfReference() {
    return geometry.frameOfReferenceUid().isPresent();
  }
}
