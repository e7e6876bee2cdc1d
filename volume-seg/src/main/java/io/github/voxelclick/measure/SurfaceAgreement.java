package io.github.voxelclick.measure;

import io.github.voxelclick.surface.CellLayer;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.Arrays;
import java.util.List;

/**
 * How far apart the surfaces of two masks are, none of them empty. Symmetric: exchanging the masks
 * changes nothing.
 *
 * <p>A surface consists of elements: the cells of eight neighbouring voxel centres of which some
 * are in the mask and some are not. An element lies at the centre of its cell and weighs as much as
 * the marching-cubes surface in it, mm². Its distance is that to the nearest element of the other
 * surface. These are the definitions of DeepMind's {@code surface-distance} (Nikolov et al., J.
 * Med. Internet Res. 23, 2021).
 *
 * @param surfaceDice the part of both surfaces' area that is within the tolerance of the other, 0
 *     to 1
 * @param hausdorff95Mm the larger of both directions' 95th percentiles: the least distance within
 *     which at least 95 % of a surface's area lies
 * @param hausdorffMm the largest of all distances
 * @param meanMm the mean distance over the elements of both surfaces together, by area
 */
public record SurfaceAgreement(
    double surfaceDice, double hausdorff95Mm, double hausdorffMm, double meanMm) {
  private static final double NEARLY_ALL = 0.95;

  /** Distances are rounded to float; so much beyond the tolerance is within it, relative. */
  private static final double ROUNDING = 1e-6;

  /**
   * Compares two masks.
   *
   * @param geometry whose slices are neighbours in space
   * @param toleranceMm how far surfaces may be apart and still agree, 0 or more
   * @throws GeometryException when the box round both does not fit into memory
   */
  static SurfaceAgreement of(
      Mask a, Mask b, VolumeGeometry geometry, double toleranceMm, Progress progress)
      throws GeometryException {
    List<CellLayer> layers = CellLayer.of(geometry);
    SurfaceElements elementsA = SurfaceElements.of(a, geometry, layers, progress);
    SurfaceElements elementsB = SurfaceElements.of(b, geometry, layers, progress);
    Directed fromA =
        Directed.of(
            elementsA,
            SurfaceDistances.mm(elementsA, elementsB, geometry, layers, progress),
            toleranceMm);
    Directed fromB =
        Directed.of(
            elementsB,
            SurfaceDistances.mm(elementsB, elementsA, geometry, layers, progress),
            toleranceMm);
    double area = fromA.area + fromB.area;
    return new SurfaceAgreement(
        (fromA.within + fromB.within) / area,
        Math.max(fromA.nearlyAll, fromB.nearlyAll),
        Math.max(fromA.most, fromB.most),
        (fromA.sum + fromB.sum) / area);
  }

  /**
   * One direction.
   *
   * @param area of all elements, mm²
   * @param within of those within the tolerance, mm²
   * @param sum of area times distance, mm³
   * @param nearlyAll 95th percentile, mm
   * @param most largest distance, mm
   */
  private record Directed(double area, double within, double sum, double nearlyAll, double most) {
    static Directed of(SurfaceElements elements, double[] distances, double toleranceMm) {
      double limit = toleranceMm * (1 + ROUNDING) + ROUNDING;
      double area = 0;
      double within = 0;
      double sum = 0;
      for (int n = 0; n < distances.length; n++) {
        area += elements.areaMm2(n);
        within += distances[n] <= limit ? elements.areaMm2(n) : 0;
        sum += distances[n] * elements.areaMm2(n);
      }
      long[] order = order(distances);
      double seen = 0;
      int at = -1;
      while (at < order.length - 1 && (at < 0 || seen < NEARLY_ALL * area)) {
        at++;
        seen += elements.areaMm2((int) order[at]);
      }
      return new Directed(
          area, within, sum, distances[(int) order[at]], distances[(int) order[order.length - 1]]);
    }

    /** The elements by ascending distance, as the lower halves of the numbers. */
    private static long[] order(double[] distances) {
      long[] keys = new long[distances.length];
      Arrays.setAll(keys, n -> (long) Float.floatToIntBits((float) distances[n]) << 32 | n);
      Arrays.sort(keys);
      return keys;
    }
  }
}
