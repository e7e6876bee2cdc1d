package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One segment on the parallel planes of a segmentation, to be sampled on another grid. Where it has
 * no plane, there is nothing: missing planes are not interpolated. Not thread-safe.
 */
final class SegVolume {
  /** Voxels that are so much longer than those of the other grid are coarser. */
  private static final double COARSER = 1.01;

  /** Planes up to so many steps apart are neighbours. */
  private static final double NEIGHBOURS = 1.5;

  /**
   * Sampling points are moved by this share of a voxel, so that what lies right between two pixels
   * always goes the same way and segments keep their size.
   */
  private static final double NUDGE = 1e-4;

  /** How much of a pixel belongs to the segment: 0 to 1. */
  @FunctionalInterface
  private interface Pixels {
    double at(int column, int row);
  }

  /**
   * A plane with the segment's pixels.
   *
   * @param height mm along the normal
   * @param column of the world's origin, continued, counted against the columns
   * @param row likewise
   * @param plane where it lies
   * @param pixels what is on it
   * @param bounds what of it is not empty
   */
  private record Layer(
      double height,
      double column,
      double row,
      FramePlane plane,
      Pixels pixels,
      SliceMask.Bounds bounds) {}

  /** Takes the result. */
  @FunctionalInterface
  interface SliceSink {
    /**
     * A slice of the volume that is not empty.
     *
     * @param shares how much of each voxel belongs to the segment, 0 to 1, row by row
     */
    void accept(int k, float[] shares) throws GeometryException;
  }

  private final FramePlane plane;
  private final WorldPoint normal;

  /** Products with a place in the world grow by one from column to column, and from row to row. */
  private final WorldPoint columnAxis;

  private final WorldPoint rowAxis;
  private final int columns;
  private final int rows;
  private final double stepMm;
  private final List<Layer> layers = new ArrayList<>();

  /**
   * An empty segment.
   *
   * @param plane any of its planes
   * @param stepMm from plane to plane
   */
  SegVolume(FramePlane plane, int columns, int rows, double stepMm) {
    this.plane = plane;
    this.normal = plane.normal().times(1 / plane.normal().length());
    this.columnAxis = plane.rowStep().cross(normal).times(1 / plane.normal().length());
    this.rowAxis = normal.cross(plane.columnStep()).times(1 / plane.normal().length());
    this.columns = columns;
    this.rows = rows;
    this.stepMm = stepMm;
  }

  /** Adds a plane with bits. */
  void add(FramePlane at, SliceMask bits) {
    add(at, bits, (column, row) -> bits.get(column, row) ? 1 : 0);
  }

  /** Adds a plane with steps, one unsigned byte per pixel, {@code maximum} being a whole one. */
  void add(FramePlane at, byte[] steps, int maximum) {
    add(
        at,
        SliceMask.ofBytes(columns, rows, steps, 1),
        (column, row) -> Math.min(1, (steps[row * columns + column] & 0xFF) / (double) maximum));
  }

  private void add(FramePlane at, SliceMask occupied, Pixels pixels) {
    occupied
        .bounds()
        .ifPresent(
            bounds ->
                layers.add(
                    new Layer(
                        at.origin().dot(normal),
                        at.origin().dot(columnAxis),
                        at.origin().dot(rowAxis),
                        at,
                        pixels,
                        bounds)));
  }

  /** Whether its voxels are longer than those of a volume in some direction. */
  boolean isCoarserThan(VolumeGeometry target) {
    for (WorldPoint mine : List.of(plane.columnStep(), plane.rowStep(), normal.times(stepMm))) {
      double most = 0;
      double along = 0;
      for (int axis = 0; axis < 3; axis++) {
        WorldPoint other = target.indexToLps().step(axis);
        double cosine = Math.abs(mine.dot(other)) / (mine.length() * other.length());
        if (cosine > most) {
          most = cosine;
          along = other.length();
        }
      }
      if (mine.length() > COARSER * along) {
        return true;
      }
    }
    return false;
  }

  /**
   * Samples the segment at the voxel centres of a volume.
   *
   * @param linear whether to interpolate between pixels and planes; else the nearest pixel counts
   */
  void sample(VolumeGeometry target, boolean linear, SliceSink sink) throws GeometryException {
    if (layers.isEmpty()) {
      return;
    }
    layers.sort(Comparator.comparingDouble(Layer::height));
    GridSize size = target.size();
    int[] low = new int[3];
    int[] high = new int[3];
    findBox(target, low, high);
    WorldPoint step = target.indexToLps().step(0);
    double du = step.dot(columnAxis);
    double dv = step.dot(rowAxis);
    double dh = step.dot(normal);
    for (int k = low[2]; k <= high[2]; k++) {
      float[] shares = new float[size.voxelsPerSlice()];
      boolean any = false;
      for (int j = low[1]; j <= high[1]; j++) {
        WorldPoint p = target.slicePosition(k).plus(target.indexToLps().step(1).times(j));
        double u = p.dot(columnAxis) + NUDGE;
        double v = p.dot(rowAxis) + NUDGE;
        double h = p.dot(normal) + NUDGE * stepMm;
        for (int i = low[0]; i <= high[0]; i++) {
          double share =
              linear
                  ? linear(u + i * du, v + i * dv, h + i * dh)
                  : nearest(u + i * du, v + i * dv, h + i * dh);
          shares[j * size.i() + i] = (float) share;
          any |= share > 0;
        }
      }
      if (any) {
        sink.accept(k, shares);
      }
    }
  }

  /** The voxels of a volume, first and last, among which all of the segment lies. */
  private void findBox(VolumeGeometry target, int[] low, int[] high) {
    double[] least = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    double[] most = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    for (Layer layer : layers) {
      SliceMask.Bounds b = layer.bounds();
      for (int corner = 0; corner < 8; corner++) {
        WorldPoint p =
            layer
                .plane()
                .at(
                    (corner & 1) == 0 ? b.minColumn() - 1 : b.maxColumn() + 1,
                    (corner & 2) == 0 ? b.minRow() - 1 : b.maxRow() + 1)
                .plus(normal.times((corner & 4) == 0 ? -stepMm : stepMm));
        VoxelPoint at = target.toVoxel(p);
        double[] index = {at.i(), at.j(), at.k()};
        for (int axis = 0; axis < 3; axis++) {
          least[axis] = Math.min(least[axis], index[axis]);
          most[axis] = Math.max(most[axis], index[axis]);
        }
      }
    }
    int[] size = {target.size().i(), target.size().j(), target.size().k()};
    for (int axis = 0; axis < 3; axis++) {
      low[axis] = (int) Math.max(0, Math.floor(least[axis]));
      high[axis] = (int) Math.min(size[axis] - 1.0, Math.ceil(most[axis]));
    }
  }

  /** How many of the segment's voxels have their centre outside of a volume. */
  long countOutside(VolumeGeometry target) {
    GridSize size = target.size();
    long outside = 0;
    for (Layer layer : layers) {
      SliceMask.Bounds b = layer.bounds();
      for (int row = b.minRow(); row <= b.maxRow(); row++) {
        for (int column = b.minColumn(); column <= b.maxColumn(); column++) {
          if (layer.pixels().at(column, row) > 0) {
            VoxelPoint p = target.toVoxel(layer.plane().at(column, row));
            boolean inside =
                isWithin(p.i(), size.i()) && isWithin(p.j(), size.j()) && isWithin(p.k(), size.k());
            outside += inside ? 0 : 1;
          }
        }
      }
    }
    return outside;
  }

  private static boolean isWithin(double index, int count) {
    return index >= -0.5 && index <= count - 0.5;
  }

  private double nearest(double u, double v, double height) {
    int above = firstAbove(height);
    Layer layer = null;
    double least = stepMm / 2;
    for (int n = Math.max(0, above - 1); n <= Math.min(above, layers.size() - 1); n++) {
      double distance = Math.abs(layers.get(n).height() - height);
      if (distance <= least) {
        least = distance;
        layer = layers.get(n);
      }
    }
    return layer == null
        ? 0
        : pixel(
            layer,
            (int) Math.floor(u - layer.column() + 0.5),
            (int) Math.floor(v - layer.row() + 0.5));
  }

  private double linear(double u, double v, double height) {
    int above = firstAbove(height);
    if (above > 0 && above < layers.size()) {
      Layer a = layers.get(above - 1);
      Layer b = layers.get(above);
      double gap = b.height() - a.height();
      if (gap <= NEIGHBOURS * stepMm) {
        double t = (height - a.height()) / gap;
        return (1 - t) * bilinear(a, u, v) + t * bilinear(b, u, v);
      }
    }
    double share = 0;
    for (int n = Math.max(0, above - 1); n <= Math.min(above, layers.size() - 1); n++) {
      double weight = 1 - Math.abs(layers.get(n).height() - height) / stepMm;
      share += weight > 0 ? weight * bilinear(layers.get(n), u, v) : 0;
    }
    return share;
  }

  private double bilinear(Layer layer, double u, double v) {
    double column = u - layer.column();
    double row = v - layer.row();
    int c = (int) Math.floor(column);
    int r = (int) Math.floor(row);
    double x = column - c;
    double y = row - r;
    return (1 - y) * ((1 - x) * pixel(layer, c, r) + x * pixel(layer, c + 1, r))
        + y * ((1 - x) * pixel(layer, c, r + 1) + x * pixel(layer, c + 1, r + 1));
  }

  private double pixel(Layer layer, int column, int row) {
    return column >= 0 && column < columns && row >= 0 && row < rows
        ? layer.pixels().at(column, row)
        : 0;
  }

  /** Index of the first layer above a height; their number when there is none. */
  private int firstAbove(double height) {
    int low = 0;
    int high = layers.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (layers.get(middle).height() > height) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
