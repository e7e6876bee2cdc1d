package io.github.voxelclick.volume;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Segments with their masks on one grid. Segments may overlap. Immutable.
 *
 * @param geometry the grid of all masks
 * @param entries in the order of the source; numbers are unique
 */
public record Segmentation(VolumeGeometry geometry, List<Entry> entries) {
  /**
   * One segment.
   *
   * @param segment what it is
   * @param mask where it is
   */
  public record Entry(Segment segment, Mask mask) {}

  /** Checks that numbers are unique and masks fit the grid. */
  public Segmentation {
    entries = List.copyOf(entries);
    Set<Integer> numbers = new HashSet<>();
    for (Entry e : entries) {
      if (!numbers.add(e.segment().number())) {
        throw new IllegalArgumentException("segment number " + e.segment().number() + " twice");
      }
      if (!e.mask().size().equals(geometry.size())) {
        throw new IllegalArgumentException(e.mask().size() + " does not fit " + geometry.size());
      }
    }
  }

  /** Whether any voxel belongs to more than one segment. */
  public boolean overlaps() {
    Map<Integer, SliceMask> taken = new HashMap<>();
    for (Entry e : entries) {
      for (int k : e.mask().occupiedSlices()) {
        SliceMask slice = e.mask().slice(SlicePlane.k(k));
        SliceMask before = taken.get(k);
        if (before != null && !before.and(slice).isEmpty()) {
          return true;
        }
        taken.put(k, before == null ? slice : before.or(slice));
      }
    }
    return false;
  }
}
