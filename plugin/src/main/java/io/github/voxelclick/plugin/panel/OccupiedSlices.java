package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.BitSet;

/** On which slices of an axis a mask has voxels. Stateless. */
final class OccupiedSlices {
  private OccupiedSlices() {}

  /**
   * Those slices, by index. Slices of constant k are known to the mask; those of the other axes
   * come from its shadow along k, so that each stored word is looked at once.
   */
  static BitSet of(Mask mask, SliceAxis axis) {
    BitSet occupied = new BitSet();
    if (axis == SliceAxis.K) {
      mask.occupiedSlices().forEach(occupied::set);
      return occupied;
    }
    int columns = mask.size().i();
    SliceMask shadow = shadow(mask);
    shadow.forEachSet(n -> occupied.set(axis == SliceAxis.I ? n % columns : n / columns));
    return occupied;
  }

  private static SliceMask shadow(Mask mask) {
    GridSize size = mask.size();
    long[] words = new long[(size.voxelsPerSlice() + 63) / 64];
    for (int k : mask.occupiedSlices()) {
      SliceMask slice = mask.slice(SlicePlane.k(k));
      for (int n = 0; n < words.length; n++) {
        words[n] |= slice.word(n);
      }
    }
    return SliceMask.ofWords(size.i(), size.j(), words);
  }
}
