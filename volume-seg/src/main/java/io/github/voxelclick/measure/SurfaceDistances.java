package io.github.voxelclick.measure;

import io.github.voxelclick.distance.DistanceField;
import io.github.voxelclick.surface.CellLayer;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelMemory;
import io.github.voxelclick.volume.WorldPoint;
import java.util.BitSet;
import java.util.List;

/** Distances from the elements of one surface to the nearest element of another. Stateless. */
final class SurfaceDistances {
  /** How far axes may lean for the distance field to be used, as a part of a pixel's width. */
  private static final double LEAN = 0.01;

  private SurfaceDistances() {}

  /**
   * Distances between centres of elements.
   *
   * @param to not empty
   * @return mm, one for each element of {@code from}
   * @throws GeometryException when the box round both surfaces does not fit into memory
   */
  static double[] mm(
      SurfaceElements from,
      SurfaceElements to,
      VolumeGeometry geometry,
      List<CellLayer> layers,
      Progress progress)
      throws GeometryException {
    progress.checkCancelled();
    return isUpright(geometry, layers)
        ? byField(from, to, geometry, layers)
        : new NearestElement(to, geometry, layers).distancesMm(from, progress);
  }

  /** Whether columns, rows and the stack are perpendicular to each other. */
  private static boolean isUpright(VolumeGeometry geometry, List<CellLayer> layers) {
    WorldPoint i = geometry.indexToLps().step(0);
    WorldPoint j = geometry.indexToLps().step(1);
    double most = LEAN * Math.min(i.length(), j.length());
    double rows = Math.abs(i.dot(j)) / i.length() * geometry.size().j();
    WorldPoint first = layers.get(0).centre();
    for (CellLayer layer : layers) {
      WorldPoint step = layer.centre().minus(first);
      WorldPoint lean = step.minus(geometry.normal().times(step.dot(geometry.normal())));
      if (lean.length() > most) {
        return false;
      }
    }
    return rows <= most;
  }

  private static double[] byField(
      SurfaceElements from, SurfaceElements to, VolumeGeometry geometry, List<CellLayer> layers)
      throws GeometryException {
    Box box = new Box(from, to);
    long cells = (long) box.size(0) * box.size(1) * box.size(2);
    if (cells > Integer.MAX_VALUE - 8) {
      throw new GeometryException(
          "The masks cannot be compared: the box round them has "
              + cells
              + " voxels, expected at most "
              + Integer.MAX_VALUE
              + ". Compare parts of them.");
    }
    VoxelMemory.require(cells * Float.BYTES + cells / 8);
    BitSet set = new BitSet((int) cells);
    for (int n = 0; n < to.count(); n++) {
      set.set(box.offset(to, n));
    }
    double[] heights = new double[box.size(2)];
    double towards = Math.signum(layers.get(0).step().dot(geometry.normal()));
    for (int n = 0; n < heights.length; n++) {
      heights[n] = layers.get(box.first[2] + n).centre().dot(geometry.normal()) * towards;
    }
    double[] spacing = geometry.spacingMm();
    float[] field =
        DistanceField.squaredMm(
            DistanceField.evenly(box.size(0), spacing[0]),
            DistanceField.evenly(box.size(1), spacing[1]),
            heights,
            (i, j, k) -> set.get((k * box.size(1) + j) * box.size(0) + i));
    double[] distances = new double[from.count()];
    for (int n = 0; n < distances.length; n++) {
      distances[n] = Math.sqrt(field[box.offset(from, n)]);
    }
    return distances;
  }

  /** The box round two surfaces. */
  private static final class Box {
    private final int[] first = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    private final int[] last = {-1, -1, -1};

    Box(SurfaceElements a, SurfaceElements b) {
      for (SurfaceElements elements : List.of(a, b)) {
        for (int n = 0; n < elements.count(); n++) {
          include(0, elements.i(n));
          include(1, elements.j(n));
          include(2, elements.layer(n));
        }
      }
    }

    private void include(int axis, int place) {
      first[axis] = Math.min(first[axis], place);
      last[axis] = Math.max(last[axis], place);
    }

    int size(int axis) {
      return last[axis] - first[axis] + 1;
    }

    int offset(SurfaceElements elements, int n) {
      return ((elements.layer(n) - first[2]) * size(1) + elements.j(n) - first[1]) * size(0)
          + elements.i(n)
          - first[0];
    }
  }
}
