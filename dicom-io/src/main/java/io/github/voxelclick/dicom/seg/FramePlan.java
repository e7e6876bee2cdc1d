package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which frames a SEG gets and in which order: by segment number, then along the normal of the
 * slices. Segments without a voxel are left out and the others numbered from 1 without gaps, as
 * PS3.3 C.8.20.2 asks for.
 *
 * @param segments what is written; the segment at n gets the number n + 1
 * @param frames all frames in order
 * @param ranks slice k → its place, from 1, among the slices that have a frame
 */
record FramePlan(
    List<Segmentation.Entry> segments, List<Frame> frames, Map<Integer, Integer> ranks) {

  /**
   * One frame.
   *
   * @param number of the segment in the file
   * @param k slice of the source
   * @param mask its pixels
   */
  record Frame(int number, int k, SliceMask mask) {}

  static FramePlan of(Segmentation segmentation, boolean includeEmptyFrames) {
    List<Segmentation.Entry> segments = new ArrayList<>(segmentation.entries());
    segments.removeIf(entry -> entry.mask().isEmpty());
    segments.sort(Comparator.comparingInt(entry -> entry.segment().number()));
    NavigableSet<Integer> used = new TreeSet<>(alongNormal(segmentation.geometry()));
    for (Segmentation.Entry entry : segments) {
      used.addAll(entry.mask().occupiedSlices());
    }
    if (includeEmptyFrames) {
      IntStream.range(0, segmentation.geometry().size().k()).forEach(used::add);
    }
    Map<Integer, Integer> ranks = new HashMap<>();
    for (int k : used) {
      ranks.put(k, ranks.size() + 1);
    }
    List<Frame> frames = new ArrayList<>();
    for (int n = 0; n < segments.size(); n++) {
      Mask mask = segments.get(n).mask();
      SortedSet<Integer> occupied = mask.occupiedSlices();
      for (int k : used) {
        if (includeEmptyFrames || occupied.contains(k)) {
          frames.add(new Frame(n + 1, k, mask.slice(SlicePlane.k(k))));
        }
      }
    }
    return new FramePlan(segments, frames, ranks);
  }

  private static Comparator<Integer> alongNormal(VolumeGeometry geometry) {
    WorldPoint normal = geometry.normal();
    return Comparator.comparingDouble(k -> geometry.slicePosition(k).dot(normal));
  }
}
