package io.github.voxelclick.dicom.rtstruct;

import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;

/**
 * The slices of a volume as planes for contours to lie on. Places in the patient become a height
 * along the normal of the slices and a column and row on one of them; on a sheared stack every
 * slice has its own origin. Immutable.
 */
final class SliceStack {
  private final VolumeGeometry geometry;
  private final WorldPoint normal;

  /** Scalar products with these give column and row. */
  private final WorldPoint toColumn;

  private final WorldPoint toRow;
  private final WorldPoint[] origins;

  /** Of the slices, mm along the normal; rising or falling. */
  private final double[] heights;

  SliceStack(VolumeGeometry geometry) {
    this.geometry = geometry;
    this.normal = geometry.normal();
    WorldPoint stepI = geometry.indexToLps().step(0);
    WorldPoint stepJ = geometry.indexToLps().step(1);
    WorldPoint acrossJ = stepJ.cross(normal);
    WorldPoint acrossI = stepI.cross(normal);
    this.toColumn = acrossJ.times(1 / acrossJ.dot(stepI));
    this.toRow = acrossI.times(1 / acrossI.dot(stepJ));
    int slices = geometry.size().k();
    this.origins = new WorldPoint[slices];
    this.heights = new double[slices];
    for (int k = 0; k < slices; k++) {
      origins[k] = geometry.slicePosition(k);
      heights[k] = origins[k].dot(normal);
    }
  }

  /** Mm along the normal. */
  double height(double x, double y, double z) {
    return normal.x() * x + normal.y() * y + normal.z() * z;
  }

  /** Mm along the normal of slice k. */
  double height(int k) {
    return heights[k];
  }

  /** The slice nearest to a height; of two the one with the smaller index. */
  int nearest(double height) {
    int nearest = 0;
    for (int k = 1; k < heights.length; k++) {
      if (Math.abs(heights[k] - height) < Math.abs(heights[nearest] - height)) {
        nearest = k;
      }
    }
    return nearest;
  }

  /** Mm to the nearer neighbour of slice k; of an only slice its thickness. */
  double spacing(int k) {
    if (heights.length == 1) {
      return Math.abs(geometry.indexToLps().step(2).dot(normal));
    }
    double below = k > 0 ? Math.abs(heights[k] - heights[k - 1]) : Double.POSITIVE_INFINITY;
    double above =
        k < heights.length - 1 ? Math.abs(heights[k + 1] - heights[k]) : Double.POSITIVE_INFINITY;
    return Math.min(below, above);
  }

  /** The column of a place, seen along the normal on slice k; whole numbers are pixel centres. */
  double column(int k, double x, double y, double z) {
    WorldPoint o = origins[k];
    return toColumn.x() * (x - o.x()) + toColumn.y() * (y - o.y()) + toColumn.z() * (z - o.z());
  }

  /** The row of a place, as {@link #column}. */
  double row(int k, double x, double y, double z) {
    WorldPoint o = origins[k];
    return toRow.x() * (x - o.x()) + toRow.y() * (y - o.y()) + toRow.z() * (z - o.z());
  }
}
