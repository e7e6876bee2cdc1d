package io.github.voxelclick.measure;

import io.github.voxelclick.surface.CellPolygons;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The area of the marching-cubes surface inside one cell, for each of the 256 ways in which its
 * corners can be set. Vertices lie half way between corners that are in and corners that are out.
 *
 * <p>Where corners touch along an edge only, the fewer are cut off one by one, so that a mask and
 * its inverse have the same surface. A polygon that is not flat becomes the fan of triangles that
 * is largest in the unit cube. These rules give the areas of the table that DeepMind's {@code
 * surface-distance} weights surface elements with (Nikolov et al., J. Med. Internet Res. 23, 2021).
 */
final class MeshCells {
  /** By code: triangles' area vectors in voxels, each (i, j, k). */
  private static final List<List<double[]>> TRIANGLES = triangles();

  private MeshCells() {}

  /**
   * Areas in a cell with these edges.
   *
   * @param i mm per column
   * @param j mm per row
   * @param k mm from the lower to the upper corners
   * @return mm² by code
   */
  static double[] areasMm2(WorldPoint i, WorldPoint j, WorldPoint k) {
    WorldPoint acrossI = j.cross(k);
    WorldPoint acrossJ = k.cross(i);
    WorldPoint acrossK = i.cross(j);
    double[] areas = new double[TRIANGLES.size()];
    for (int code = 0; code < areas.length; code++) {
      for (double[] t : TRIANGLES.get(code)) {
        areas[code] +=
            acrossI.times(t[0]).plus(acrossJ.times(t[1])).plus(acrossK.times(t[2])).length();
      }
    }
    return areas;
  }

  private static List<List<double[]>> triangles() {
    List<List<double[]>> all = new ArrayList<>();
    for (int code = 0; code < CellPolygons.CODES; code++) {
      List<double[]> some = new ArrayList<>();
      for (List<double[]> loop : CellPolygons.of(Integer.bitCount(code) > 4 ? 255 - code : code)) {
        some.addAll(largestFan(loop));
      }
      all.add(List.copyOf(some));
    }
    return List.copyOf(all);
  }

  private static List<double[]> largestFan(List<double[]> loop) {
    List<double[]> best = List.of();
    double most = 0;
    for (int start = 0; start < loop.size(); start++) {
      List<double[]> fan = new ArrayList<>();
      double area = 0;
      for (int n = 1; n < loop.size() - 1; n++) {
        double[] t =
            areaVector(
                loop.get(start),
                loop.get((start + n) % loop.size()),
                loop.get((start + n + 1) % loop.size()));
        fan.add(t);
        area += Math.sqrt(t[0] * t[0] + t[1] * t[1] + t[2] * t[2]);
      }
      if (area > most + 1e-9) {
        most = area;
        best = fan;
      }
    }
    return best;
  }

  private static double[] areaVector(double[] a, double[] b, double[] c) {
    double[] u = {b[0] - a[0], b[1] - a[1], b[2] - a[2]};
    double[] v = {c[0] - a[0], c[1] - a[1], c[2] - a[2]};
    return new double[] {
      (u[1] * v[2] - u[2] * v[1]) / 2,
      (u[2] * v[0] - u[0] * v[2]) / 2,
      (u[0] * v[1] - u[1] * v[0]) / 2
    };
  }
}
