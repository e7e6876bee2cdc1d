package io.github.voxelclick.measure;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Two masks on one slice that at least one of them has a pixel on.
 *
 * @param k the slice
 * @param pixelsA of the first mask
 * @param pixelsB of the second mask
 * @param pixelsBoth of both
 * @param dice 2·both / (A + B), 0 to 1
 */
public record SliceOverlap(int k, int pixelsA, int pixelsB, int pixelsBoth, double dice) {
  /** All such slices, by ascending k. */
  static List<SliceOverlap> of(Mask a, Mask b) {
    SortedSet<Integer> occupied = a.occupiedSlices();
    occupied.addAll(b.occupiedSlices());
    List<SliceOverlap> slices = new ArrayList<>();
    for (int k : occupied) {
      SliceMask sliceA = a.slice(SlicePlane.k(k));
      SliceMask sliceB = b.slice(SlicePlane.k(k));
      slices.add(
          new SliceOverlap(
              k, sliceA.count(), sliceB.count(), sliceA.and(sliceB).count(), sliceA.dice(sliceB)));
    }
    return slices;
  }
}
