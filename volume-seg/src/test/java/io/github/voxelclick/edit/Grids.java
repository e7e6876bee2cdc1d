package io.github.voxelclick.edit;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Small anisotropic grids, random masks on them, and the plainest way to ask about voxels. */
final class Grids {
  static final GridSize SIZE = new GridSize(7, 5, 4);

  /** Mm from the first slice of {@link #uneven}; none is missing. */
  static final double[] PLACES = {0, 2.5, 4.1, 7.2};

  private Grids() {}

  /** Spacing 0.7, 1.1, 2.5 mm, oblique in the patient. */
  static VolumeGeometry even(GridSize size) {
    try {
      return VolumeGeometry.regular(
          size,
          Affine.ofColumns(
              new WorldPoint(0.42, 0.56, 0),
              new WorldPoint(-0.88, 0.66, 0),
              new WorldPoint(0, 0, 2.5),
              new WorldPoint(3, -9, 17)),
          Optional.empty());
    } catch (GeometryException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Spacing 0.7 and 1.1 mm, slices at {@link #PLACES} downwards. */
  static VolumeGeometry uneven() {
    List<WorldPoint> places = new ArrayList<>();
    for (double place : PLACES) {
      places.add(new WorldPoint(3, -9, 17 - place));
    }
    try {
      return VolumeGeometry.ofSlices(
          SIZE,
          new WorldPoint(0.42, 0.56, 0),
          new WorldPoint(-0.88, 0.66, 0),
          places,
          Optional.empty());
    } catch (GeometryException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Which voxels to set. */
  @FunctionalInterface
  interface VoxelTest {
    boolean test(int i, int j, int k);
  }

  static Mask mask(GridSize size, VoxelTest test) {
    Map<Integer, SliceMask> slices = new HashMap<>();
    for (int k = 0; k < size.k(); k++) {
      int slice = k;
      slices.put(k, SliceMask.of(size.i(), size.j(), (i, j) -> test.test(i, j, slice)));
    }
    return Mask.of(size, slices);
  }

  static Mask random(Random random, double density) {
    return mask(SIZE, (i, j, k) -> random.nextDouble() < density);
  }

  static boolean[] bits(Mask mask) {
    List<VoxelIndex> all = voxels(mask.size());
    boolean[] bits = new boolean[all.size()];
    for (int n = 0; n < bits.length; n++) {
      bits[n] = mask.get(all.get(n));
    }
    return bits;
  }

  /** All voxels, i fastest, then j, then k. */
  static List<VoxelIndex> voxels(GridSize size) {
    List<VoxelIndex> all = new ArrayList<>();
    for (int k = 0; k < size.k(); k++) {
      for (int j = 0; j < size.j(); j++) {
        for (int i = 0; i < size.i(); i++) {
          all.add(new VoxelIndex(i, j, k));
        }
      }
    }
    return all;
  }

  static Mask of(GridSize size, boolean[] bits) {
    return mask(size, (i, j, k) -> bits[(k * size.j() + j) * size.i() + i]);
  }

  /** Squared mm between two voxels of the uneven grid. */
  static double squaredMm(VoxelIndex a, VoxelIndex b) {
    double x = 0.7 * (a.i() - b.i());
    double y = 1.1 * (a.j() - b.j());
    double z = PLACES[a.k()] - PLACES[b.k()];
    return x * x + y * y + z * z;
  }

  /** Grows by asking every voxel about every other; slabs is a letter per slice. */
  static Mask grown(Mask mask, double mm, String slabs) {
    return mask(
        mask.size(),
        (i, j, k) ->
            voxels(mask.size()).stream()
                .anyMatch(
                    v ->
                        mask.get(v)
                            && slabs.charAt(v.k()) == slabs.charAt(k)
                            && squaredMm(v, new VoxelIndex(i, j, k)) <= mm * mm + 1e-6));
  }

  static Mask not(Mask mask) {
    return mask(mask.size(), (i, j, k) -> !mask.get(new VoxelIndex(i, j, k)));
  }
}
