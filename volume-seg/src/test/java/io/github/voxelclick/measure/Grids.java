package io.github.voxelclick.measure;

import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.fixtures.phantom.Shape;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Grids of every kind, round the point (0, 0, 0), and masks on them. */
enum Grids {
  /** Unequal spacings, axes along the patient's. */
  AXIAL,
  /** Unequal spacings, turned about three axes. */
  OBLIQUE,
  /** As oblique, with k running the other way, as NIfTI may have it. */
  LEFT_HANDED,
  /** A tilted gantry: slices are parallel and the stack leans by 25 degrees. */
  TILTED,
  /** Distances between slices from 1.5 to 2.5 mm, turned about three axes. */
  UNEVEN,
  /** Columns and rows that are not perpendicular. */
  SHEARED_IN_PLANE;

  private static final double[] TURN = {20, -35, 50};

  /** A grid of about so many mm in all directions from (0, 0, 0). */
  VolumeGeometry reaching(double mm, double iMm, double jMm, double kMm) {
    try {
      return geometry(size(mm, iMm), size(mm, jMm) + 1, size(mm, kMm), iMm, jMm, kMm);
    } catch (GeometryException e) {
      throw new AssertionError(e);
    }
  }

  private static int size(double mm, double spacing) {
    return 2 * (int) Math.ceil(mm / spacing) + 1;
  }

  private VolumeGeometry geometry(int ni, int nj, int nk, double iMm, double jMm, double kMm)
      throws GeometryException {
    boolean axial = this == AXIAL || this == TILTED;
    WorldPoint i = axis(0, axial).times(iMm);
    WorldPoint j = axis(1, axial).times(jMm);
    WorldPoint k = axis(2, axial).times(this == LEFT_HANDED ? -kMm : kMm);
    if (this == TILTED) {
      k = k.plus(axis(1, true).times(kMm * Math.tan(Math.toRadians(25))));
    } else if (this == SHEARED_IN_PLANE) {
      j = j.plus(i.times(0.3 * jMm / iMm));
    }
    GridSize size = new GridSize(ni, nj, nk);
    WorldPoint origin =
        i.times(-(ni - 1) / 2.0).plus(j.times(-(nj - 1) / 2.0)).plus(k.times(-(nk - 1) / 2.0));
    if (this != UNEVEN) {
      return VolumeGeometry.regular(size, Affine.ofColumns(i, j, k, origin), Optional.empty());
    }
    List<WorldPoint> places = new ArrayList<>();
    double at = 0;
    for (int n = 0; n < nk; n++) {
      places.add(origin.plus(k.times(at)));
      at += 0.75 + 0.5 * (n * 7 % 5) / 4;
    }
    return VolumeGeometry.ofSlices(size, i, j, places, Optional.empty());
  }

  private static WorldPoint axis(int axis, boolean axial) {
    double[] d = axial ? new double[3] : PhantomGrid.rotatedAxis(axis, TURN);
    if (axial) {
      d[axis] = 1;
    }
    return new WorldPoint(d[0], d[1], d[2]);
  }

  /** The voxels whose centres lie inside a shape. */
  static Mask mask(VolumeGeometry geometry, Shape shape) {
    Mask mask = Mask.empty(geometry.size());
    for (int n = 0; n < geometry.size().k(); n++) {
      int k = n;
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(
                  geometry.size().i(),
                  geometry.size().j(),
                  (i, j) -> {
                    WorldPoint p = geometry.toWorld(new VoxelIndex(i, j, k).centre());
                    return shape.level(p.x(), p.y(), p.z()) <= 0;
                  }));
    }
    return mask;
  }

  /** Blobs of a few voxels with holes and single voxels, some at the edge of the grid. */
  static Mask blobs(GridSize size, long seed) {
    Random random = new Random(seed);
    double[][] centres = new double[4][];
    for (int n = 0; n < centres.length; n++) {
      centres[n] =
          new double[] {
            random.nextDouble() * size.i(),
            random.nextDouble() * size.j(),
            random.nextDouble() * size.k(),
            1 + 2.5 * random.nextDouble()
          };
    }
    Mask mask = Mask.empty(size);
    for (int n = 0; n < size.k(); n++) {
      int k = n;
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(
                  size.i(),
                  size.j(),
                  (i, j) -> {
                    boolean in = false;
                    for (double[] c : centres) {
                      in |= Math.hypot(Math.hypot(i - c[0], j - c[1]), k - c[2]) < c[3];
                    }
                    return in && random.nextInt(8) > 0;
                  }));
    }
    return mask;
  }
}
