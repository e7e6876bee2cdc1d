package io.github.voxelclick.edit;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Slices of constant k that hang together.
 *
 * @param first the first of them
 * @param last the last, included
 */
record Slab(int first, int last) {
  /** The slabs between which slices are missing; of unrelated slices each is its own. */
  static List<Slab> connected(VolumeGeometry geometry) {
    return split(geometry.size().k(), geometry::gapAfter);
  }

  /**
   * The slabs in which distances across slices mean something: as {@link #connected}, and each
   * slice is its own where slices are not neighbours in space.
   */
  static List<Slab> measurable(VolumeGeometry geometry) {
    return geometry.relation() == SliceRelation.SPATIAL
        ? connected(geometry)
        : split(geometry.size().k(), k -> true);
  }

  private static List<Slab> split(int slices, IntPredicate endsAfter) {
    List<Slab> slabs = new ArrayList<>();
    int first = 0;
    for (int k = 0; k < slices; k++) {
      if (k == slices - 1 || endsAfter.test(k)) {
        slabs.add(new Slab(first, k));
        first = k + 1;
      }
    }
    return slabs;
  }

  /**
   * Checks that a mask lies on a grid.
   *
   * @throws IllegalArgumentException when their sizes differ
   */
  static void checkSameGrid(Mask mask, VolumeGeometry geometry) {
    if (!mask.size().equals(geometry.size())) {
      throw new IllegalArgumentException(mask.size() + " and " + geometry.size() + " differ");
    }
  }

  boolean isSingle() {
    return first == last;
  }
}
