package io.github.voxelclick.session;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.BitSet;
import java.util.Collection;

/**
 * The voxels of some slices of any axis, seen slice by slice of constant k.
 *
 * @param whole those slices that are of constant k themselves
 * @param lines where the others cross every slice of constant k
 */
record PlanePixels(BitSet whole, SliceMask lines) {
  static PlanePixels of(Collection<SlicePlane> planes, GridSize size) {
    BitSet whole = new BitSet();
    long[] lines = new long[(size.i() * size.j() + 63) / 64];
    for (SlicePlane plane : planes) {
      if (plane.axis() == SliceAxis.K) {
        whole.set(plane.index());
      } else {
        boolean column = plane.axis() == SliceAxis.I;
        int step = column ? size.i() : 1;
        int count = column ? size.j() : size.i();
        int first = column ? plane.index() : plane.index() * size.i();
        for (int at = 0, n = first; at < count; at++, n += step) {
          lines[n >> 6] |= 1L << n;
        }
      }
    }
    return new PlanePixels(whole, SliceMask.ofWords(size.i(), size.j(), lines));
  }

  /** Those of a slice's pixels that belong to them. */
  SliceMask on(int k, SliceMask pixels) {
    return whole.get(k) ? pixels : pixels.and(lines);
  }
}
