package io.github.voxelclick.surface;

import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grids of every kind with unequal spacings, far from the origin, and masks on them. */
enum TestGrids {
  OBLIQUE,
  LEFT_HANDED,
  /** Slices are parallel and the stack leans. */
  TILTED,
  /** Distances between slices from 1.5 to 2.5 mm. */
  UNEVEN;

  static final double I_MM = 0.7;
  static final double J_MM = 1.1;
  static final double K_MM = 2;

  VolumeGeometry of(GridSize size) {
    WorldPoint i = axis(0).times(I_MM);
    WorldPoint j = axis(1).times(J_MM);
    WorldPoint k = axis(2).times(this == LEFT_HANDED ? -K_MM : K_MM);
    if (this == TILTED) {
      k = k.plus(j.times(0.4));
    }
    WorldPoint origin = new WorldPoint(-131, 77, 412);
    if (this != UNEVEN) {
      return regular(size, i, j, k, origin);
    }
    List<WorldPoint> places = new ArrayList<>();
    double at = 0;
    for (int n = 0; n < size.k(); n++) {
      places.add(origin.plus(k.times(at)));
      at += 0.75 + 0.5 * (n * 7 % 5) / 4;
    }
    return ofSlices(size, i, j, places);
  }

  private static WorldPoint axis(int axis) {
    double[] d = PhantomGrid.rotatedAxis(axis, new double[] {20, -35, 50});
    return new WorldPoint(d[0], d[1], d[2]);
  }

  static VolumeGeometry regular(
      GridSize size, WorldPoint i, WorldPoint j, WorldPoint k, WorldPoint origin) {
    try {
      return VolumeGeometry.regular(size, Affine.ofColumns(i, j, k, origin), Optional.empty());
    } catch (GeometryException e) {
      throw new AssertionError(e);
    }
  }

  static VolumeGeometry ofSlices(
      GridSize size, WorldPoint i, WorldPoint j, List<WorldPoint> places) {
    try {
      return VolumeGeometry.ofSlices(size, i, j, places, Optional.empty());
    } catch (GeometryException e) {
      throw new AssertionError(e);
    }
  }

  /** A grid without one of its slices. */
  static VolumeGeometry without(VolumeGeometry whole, int missing) {
    List<WorldPoint> places = new ArrayList<>();
    for (int k = 0; k < whole.size().k(); k++) {
      if (k != missing) {
        places.add(whole.slicePosition(k));
      }
    }
    return ofSlices(
        new GridSize(whole.size().i(), whole.size().j(), places.size()),
        whole.indexToLps().step(0),
        whole.indexToLps().step(1),
        places);
  }

  /** Whether a voxel is set. */
  @FunctionalInterface
  interface VoxelTest {
    boolean isSet(int i, int j, int k);
  }

  static Mask mask(GridSize size, VoxelTest test) {
    Map<Integer, SliceMask> slices = new HashMap<>();
    for (int n = 0; n < size.k(); n++) {
      int k = n;
      slices.put(k, SliceMask.of(size.i(), size.j(), (i, j) -> test.isSet(i, j, k)));
    }
    return Mask.of(size, slices);
  }

  /** The voxels whose centres lie nearer than so many mm to that of a voxel. */
  static Mask ball(VolumeGeometry geometry, VoxelPoint centre, double mm) {
    WorldPoint middle = geometry.toWorld(centre);
    return mask(
        geometry.size(),
        (i, j, k) -> geometry.toWorld(new VoxelPoint(i, j, k)).minus(middle).length() < mm);
  }

  /** A ring in the plane of the slices, and how thick it is. */
  static Mask ring(VolumeGeometry geometry, VoxelPoint centre, double ringMm, double tubeMm) {
    WorldPoint middle = geometry.toWorld(centre);
    WorldPoint normal = geometry.normal();
    return mask(
        geometry.size(),
        (i, j, k) -> {
          WorldPoint d = geometry.toWorld(new VoxelPoint(i, j, k)).minus(middle);
          double height = d.dot(normal);
          double away = Math.sqrt(Math.max(0, d.dot(d) - height * height));
          return Math.hypot(away - ringMm, height) < tubeMm;
        });
  }
}
