package io.github.voxelclick.volume;

import java.util.HashSet;
import java.util.List;
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
    for (int a = 0; a < entries.size(); a++) {
      Mask first = entries.get(a).mask();
      for (int b = a + 1; b < entries.size(); b++) {
        Mask second = entries.get(b).mask();
        for (int k : first.occupiedSlices()) {
          SlicePlane plane = SlicePlane.k(k);
          if (!first.slice(plane).and(second.slice(plane)).isEmpty()) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
