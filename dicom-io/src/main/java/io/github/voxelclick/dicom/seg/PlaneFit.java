package io.github.voxelclick.dicom.seg;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.Locale;

/**
 * Where the pixels of a plane lie on the grid of a source volume: on slice k, column and row of the
 * plane being steps along i or j, forwards or backwards, from a whole voxel on.
 *
 * @param k slice of the source
 * @param i0 column of the source under pixel (0, 0) of the plane; may lie outside
 * @param j0 row of the source under that pixel; may lie outside
 * @param columnStepI −1, 0 or 1: how i changes from one column of the plane to the next
 * @param columnStepJ −1, 0 or 1: how j changes from one column of the plane to the next
 * @param rowStepI as {@code columnStepI}, from one row to the next
 * @param rowStepJ as {@code columnStepJ}, from one row to the next
 */
record PlaneFit(int k, int i0, int j0, int columnStepI, int columnStepJ, int rowStepI, int rowStepJ)
    implements FramePlace {
  /** How far directions may differ: the sine of 0.1°. */
  private static final double MAX_SINE = 0.0017453;

  private static final double MAX_SPACING_ERROR = 1e-3;

  /** In-plane, in voxels. */
  private static final double MAX_OFFSET = 0.1;

  /** In-plane, in voxels; a plane of 65535 pixels further away cannot touch the volume. */
  private static final double MAX_SHIFT = 1 << 17;

  /** Across the planes, as a share of the distance of the slices. */
  private static final double MAX_HEIGHT_ERROR = 0.1;

  /** Finds where a plane lies. */
  static FramePlace of(VolumeGeometry volume, FramePlane plane) {
    WorldPoint stepI = volume.indexToLps().step(0);
    WorldPoint stepJ = volume.indexToLps().step(1);
    int columnI = steps(plane.columnStep(), stepI);
    int columnJ = steps(plane.columnStep(), stepJ);
    int rowI = steps(plane.rowStep(), stepI);
    int rowJ = steps(plane.rowStep(), stepJ);
    if (Math.abs(columnI) + Math.abs(columnJ) != 1
        || Math.abs(rowI) + Math.abs(rowJ) != 1
        || Math.abs(columnI) != Math.abs(rowJ)) {
      return new FramePlace.OffGrid(
          "its pixels are "
              + size(plane.columnStep(), plane.rowStep())
              + " mm, those of the volume "
              + size(stepI, stepJ)
              + " mm, or their sides are not parallel");
    }
    int k = nearestSlice(volume, plane.origin());
    WorldPoint offset = plane.origin().minus(volume.slicePosition(k));
    WorldPoint normal = volume.normal();
    double height = offset.dot(normal);
    if (!(Math.abs(height) <= MAX_HEIGHT_ERROR * gapAt(volume, k))) {
      return offSlice(volume, k, height);
    }
    double i = stepJ.cross(normal).dot(offset) / stepJ.cross(normal).dot(stepI);
    double j = stepI.cross(normal).dot(offset) / stepI.cross(normal).dot(stepJ);
    if (!(isNearWhole(i) && isNearWhole(j))) {
      return new FramePlace.OffGrid(
          String.format(Locale.ROOT, "it is shifted by %.3f and %.3f pixels on slice %d", i, j, k));
    }
    return new PlaneFit(k, (int) Math.rint(i), (int) Math.rint(j), columnI, columnJ, rowI, rowJ);
  }

  /** A plane of the grid's directions that coincides with no slice. */
  private static FramePlace offSlice(VolumeGeometry volume, int k, double height) {
    int slices = volume.size().k();
    double up = slices > 1 ? heightOf(volume, 1) - heightOf(volume, 0) : 1;
    // The neighbour on the plane's side of slice k, were there one.
    int beyond = height * up > 0 ? k + 1 : k - 1;
    boolean outside =
        (beyond < 0 || beyond == slices)
            ? Math.abs(height) > gapAt(volume, k) / 2
            : volume.gapAfter(Math.min(k, beyond));
    return outside
        ? new FramePlace.Outside()
        : new FramePlace.OffGrid(
            String.format(
                Locale.ROOT, "it lies %.3f mm from the nearest slice (%d)", Math.abs(height), k));
  }

  private static double heightOf(VolumeGeometry volume, int k) {
    return volume.slicePosition(k).dot(volume.normal());
  }

  /** The pixels of slice k as they are. */
  static PlaneFit identity(int k) {
    return new PlaneFit(k, 0, 0, 1, 0, 0, 1);
  }

  private static boolean isNearWhole(double pixels) {
    return Math.abs(pixels - Math.rint(pixels)) <= MAX_OFFSET && Math.abs(pixels) <= MAX_SHIFT;
  }

  private static String size(WorldPoint a, WorldPoint b) {
    return String.format(Locale.ROOT, "%.4f x %.4f", a.length(), b.length());
  }

  /** 1 or −1 when one vector equals the other or its opposite, within tolerance, else 0. */
  private static int steps(WorldPoint step, WorldPoint axis) {
    double sine = step.cross(axis).length() / (step.length() * axis.length());
    boolean sameLength =
        Math.abs(step.length() - axis.length()) <= MAX_SPACING_ERROR * axis.length();
    return sine <= MAX_SINE && sameLength ? (int) Math.signum(step.dot(axis)) : 0;
  }

  private static int nearestSlice(VolumeGeometry volume, WorldPoint origin) {
    WorldPoint normal = volume.normal();
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < volume.size().k(); k++) {
      double distance = Math.abs(origin.minus(volume.slicePosition(k)).dot(normal));
      if (distance < least) {
        least = distance;
        nearest = k;
      }
    }
    return nearest;
  }

  /** Mm to the nearer neighbour of slice k. */
  private static double gapAt(VolumeGeometry volume, int k) {
    WorldPoint normal = volume.normal();
    if (volume.size().k() == 1) {
      return Math.abs(volume.indexToLps().step(2).dot(normal));
    }
    double gap = Double.POSITIVE_INFINITY;
    for (int other : new int[] {k - 1, k + 1}) {
      if (other >= 0 && other < volume.size().k()) {
        WorldPoint between = volume.slicePosition(other).minus(volume.slicePosition(k));
        gap = Math.min(gap, Math.abs(between.dot(normal)));
      }
    }
    return gap;
  }

  /** Whether a plane of that many pixels is slice k as it is, without any reordering. */
  boolean isWholeSlice(int columns, int rows, GridSize size) {
    return equals(identity(k)) && columns == size.i() && rows == size.j();
  }

  /**
   * The plane's pixels in the source's order.
   *
   * @param plane pixels as stored
   * @param size of the source
   * @return the slice of the source; pixels outside of it are lost, compare {@link SliceMask#count}
   */
  SliceMask toSource(SliceMask plane, GridSize size) {
    if (isWholeSlice(plane.columns(), plane.rows(), size)) {
      return plane;
    }
    return SliceMask.of(
        size.i(),
        size.j(),
        (i, j) -> {
          int column = column(i, j);
          int row = row(i, j);
          return column >= 0
              && column < plane.columns()
              && row >= 0
              && row < plane.rows()
              && plane.get(column, row);
        });
  }

  /**
   * As {@link #toSource(SliceMask, GridSize)}, for bytes.
   *
   * @param plane one byte per pixel, row by row
   * @param columns of the plane
   */
  byte[] toSource(byte[] plane, int columns, GridSize size) {
    int rows = plane.length / columns;
    if (isWholeSlice(columns, rows, size)) {
      return plane;
    }
    byte[] slice = new byte[size.voxelsPerSlice()];
    for (int j = 0, n = 0; j < size.j(); j++) {
      for (int i = 0; i < size.i(); i++, n++) {
        int column = column(i, j);
        int row = row(i, j);
        if (column >= 0 && column < columns && row >= 0 && row < rows) {
          slice[n] = plane[row * columns + column];
        }
      }
    }
    return slice;
  }

  // The steps form an orthogonal matrix, so its inverse is its transpose.

  private int column(int i, int j) {
    return (i - i0) * columnStepI + (j - j0) * columnStepJ;
  }

  private int row(int i, int j) {
    return (i - i0) * rowStepI + (j - j0) * rowStepJ;
  }

  /** The slice of the source. */
  SlicePlane slicePlane() {
    return SlicePlane.k(k);
  }
}
