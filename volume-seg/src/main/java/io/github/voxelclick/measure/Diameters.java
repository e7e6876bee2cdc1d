package io.github.voxelclick.measure;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.util.Optional;

/**
 * The longest diameter of a mask on its slices of constant k, and the longest one across it on the
 * same slice, as RECIST measures lesions.
 *
 * <p>Both end on the outline that runs half way between centres of set pixels and of others, as in
 * other programs that draw such lines into masks: a row of n pixels is n pixels long. Where the
 * outline is not convex they may leave the mask. All pixels of a slice count as one structure.
 *
 * @param k the slice; of equal ones the first
 * @param longest between the two points of the outline that are farthest apart
 * @param across the longest line between two points of the outline that is exactly perpendicular to
 *     it, in mm
 */
public record Diameters(int k, Diameter longest, Diameter across) {
  /** Lengths that differ by less are equal, mm. */
  private static final double EQUAL_MM = 1e-9;

  /**
   * The diameters of a mask; empty when it has no voxel.
   *
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  static Optional<Diameters> of(Mask mask, VolumeGeometry geometry, Progress progress) {
    PlaneMetric metric = PlaneMetric.of(geometry);
    Outline.Piece best = null;
    Outline outline = null;
    int slice = -1;
    double longest = 0;
    for (int k : mask.occupiedSlices()) {
      progress.checkCancelled();
      Outline here = Outline.of(mask.slice(SlicePlane.k(k)));
      for (Outline.Piece pair : here.antipodalPairs()) {
        double mm = metric.mm(pair);
        if (mm > longest + EQUAL_MM) {
          longest = mm;
          best = pair;
          outline = here;
          slice = k;
        }
      }
    }
    if (best == null || outline == null) {
      return Optional.empty();
    }
    double[][] across = across(outline, best, metric);
    return Optional.of(
        new Diameters(
            slice,
            Diameter.of(voxel(best.a(), slice), voxel(best.b(), slice), geometry),
            Diameter.of(metric.voxel(across[0], slice), metric.voxel(across[1], slice), geometry)));
  }

  private static VoxelPoint voxel(Outline.Point p, int k) {
    return new VoxelPoint(p.x() / 2.0, p.y() / 2.0, k);
  }

  /**
   * The two ends, in mm of the plane. The width of an outline of straight pieces is greatest on a
   * line through a corner, so only those lines are tried.
   */
  private static double[][] across(Outline outline, Outline.Piece longest, PlaneMetric metric) {
    double[] a = metric.point(longest.a());
    double[] b = metric.point(longest.b());
    double length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    double[] along = {(b[0] - a[0]) / length, (b[1] - a[1]) / length};
    double[][] pieces = new double[outline.pieces().size()][];
    for (int n = 0; n < pieces.length; n++) {
      pieces[n] = turned(outline.pieces().get(n), along, metric);
    }
    double[] widest = {0, 0, -1};
    for (double[] piece : pieces) {
      double[] width = width(pieces, piece[0]);
      if (width[1] - width[0] > widest[2] + EQUAL_MM) {
        widest = new double[] {piece[0], width[0], width[1] - width[0]};
      }
    }
    return new double[][] {
      back(widest[0], widest[1], along), back(widest[0], widest[1] + widest[2], along)
    };
  }

  /** Both ends of a piece: along and across the longest diameter, mm. */
  private static double[] turned(Outline.Piece piece, double[] along, PlaneMetric metric) {
    double[] a = metric.point(piece.a());
    double[] b = metric.point(piece.b());
    return new double[] {
      a[0] * along[0] + a[1] * along[1],
      a[1] * along[0] - a[0] * along[1],
      b[0] * along[0] + b[1] * along[1],
      b[1] * along[0] - b[0] * along[1]
    };
  }

  private static double[] back(double s, double t, double[] along) {
    return new double[] {s * along[0] - t * along[1], s * along[1] + t * along[0]};
  }

  /** The first and the last crossing of all pieces with the line at a place along the diameter. */
  private static double[] width(double[][] pieces, double s) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] p : pieces) {
      if (Math.min(p[0], p[2]) > s + EQUAL_MM || Math.max(p[0], p[2]) < s - EQUAL_MM) {
        continue;
      }
      if (Math.abs(p[2] - p[0]) <= EQUAL_MM) {
        least = Math.min(least, Math.min(p[1], p[3]));
        most = Math.max(most, Math.max(p[1], p[3]));
      } else {
        double part = Math.min(1, Math.max(0, (s - p[0]) / (p[2] - p[0])));
        double t = p[1] + part * (p[3] - p[1]);
        least = Math.min(least, t);
        most = Math.max(most, t);
      }
    }
    return new double[] {least, most};
  }

  /**
   * Pixels to mm on a slice, also where columns and rows are not perpendicular: x runs along i.
   *
   * @param iMm mm per column, along x
   * @param jAlongMm mm per row, along x
   * @param jMm mm per row, across x
   */
  private record PlaneMetric(double iMm, double jAlongMm, double jMm) {
    static PlaneMetric of(VolumeGeometry geometry) {
      WorldPoint i = geometry.indexToLps().step(0);
      WorldPoint j = geometry.indexToLps().step(1);
      return new PlaneMetric(i.length(), i.dot(j) / i.length(), i.cross(j).length() / i.length());
    }

    double[] point(Outline.Point p) {
      return new double[] {(p.x() * iMm + p.y() * jAlongMm) / 2, p.y() * jMm / 2};
    }

    double mm(Outline.Piece piece) {
      double[] a = point(piece.a());
      double[] b = point(piece.b());
      return Math.hypot(b[0] - a[0], b[1] - a[1]);
    }

    VoxelPoint voxel(double[] mm, int k) {
      double j = mm[1] / jMm;
      return new VoxelPoint((mm[0] - j * jAlongMm) / iMm, j, k);
    }
  }
}
