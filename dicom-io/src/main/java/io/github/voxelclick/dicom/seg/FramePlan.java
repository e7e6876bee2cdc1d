package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which frames a SEG gets and in which order: by segment number, then along the normal of the
 * slices.
 *
 * @param form how pixels are stored
 * @param segments what is described, by ascending number in the file
 * @param frames all frames in order
 * @param ranks slice k → its place, from 1, among the slices that have a frame
 */
record FramePlan(
    PixelForm form,
    List<PlannedSegment> segments,
    List<SegOriginal.FrameKey> frames,
    Map<Integer, Integer> ranks) {

  /**
   * A plan for segments that have their numbers already.
   *
   * @param slices slices on which a segment gets a frame, by its number; in a label map those of
   *     all segments together count
   */
  static FramePlan of(
      PixelForm form,
      List<PlannedSegment> segments,
      VolumeGeometry geometry,
      Map<Integer, ? extends Set<Integer>> slices) {
    NavigableSet<Integer> used = new TreeSet<>(order(geometry));
    slices.values().forEach(used::addAll);
    Map<Integer, Integer> ranks = new HashMap<>();
    for (int k : used) {
      ranks.put(k, ranks.size() + 1);
    }
    List<SegOriginal.FrameKey> frames = new ArrayList<>();
    if (form.type() == SegType.LABELMAP) {
      used.forEach(k -> frames.add(new SegOriginal.FrameKey(0, k)));
    } else {
      for (PlannedSegment segment : segments) {
        Set<Integer> own = slices.get(segment.number());
        for (int k : used) {
          if (own != null && own.contains(k)) {
            frames.add(new SegOriginal.FrameKey(segment.number(), k));
          }
        }
      }
    }
    return new FramePlan(form, List.copyOf(segments), List.copyOf(frames), ranks);
  }

  /** Slices along their normal; those that do not follow each other in space, as they are. */
  private static Comparator<Integer> order(VolumeGeometry geometry) {
    if (geometry.relation() != SliceRelation.SPATIAL) {
      return Comparator.naturalOrder();
    }
    WorldPoint normal = geometry.normal();
    return Comparator.comparingDouble(k -> geometry.slicePosition(k).dot(normal));
  }

  /** Whether some voxel belongs to several segments. */
  boolean overlaps(VolumeGeometry geometry) {
    return new Segmentation(
            geometry,
            segments.stream().map(s -> new Segmentation.Entry(s.segment(), s.mask())).toList())
        .overlaps();
  }

  /** Whether some pixel of some frame belongs to no segment; only of segments without overlap. */
  boolean showsBackground(GridSize size) {
    Set<Integer> slices = new HashSet<>();
    frames.forEach(frame -> slices.add(frame.k()));
    for (int k : slices) {
      long covered =
          segments.stream().mapToLong(s -> s.mask().slice(SlicePlane.k(k)).count()).sum();
      if (covered < size.voxelsPerSlice()) {
        return true;
      }
    }
    return false;
  }
}
