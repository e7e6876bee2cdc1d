package io.github.voxelclick.measure;

import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Arrays;
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
  /** The four corners of a face, in circular order along the face's own two axes. */
  private static final int[][] ROUND = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};

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
    for (int code = 0; code < 256; code++) {
      List<double[]> some = new ArrayList<>();
      for (List<double[]> loop : loops(Integer.bitCount(code) > 4 ? 255 - code : code)) {
        some.addAll(largestFan(loop));
      }
      all.add(List.copyOf(some));
    }
    return List.copyOf(all);
  }

  /** The closed polygons between set corners and others; vertices in cell coordinates, 0 to 1. */
  private static List<List<double[]>> loops(int code) {
    List<double[][]> pieces = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      for (int side = 0; side < 2; side++) {
        addPieces(code, axis, side, pieces);
      }
    }
    List<List<double[]>> loops = new ArrayList<>();
    while (!pieces.isEmpty()) {
      double[][] first = pieces.remove(0);
      List<double[]> loop = new ArrayList<>(List.of(first[0]));
      double[] end = first[1];
      while (!Arrays.equals(end, first[0])) {
        loop.add(end);
        end = otherEnd(pieces, end);
      }
      loops.add(loop);
    }
    return loops;
  }

  private static double[] otherEnd(List<double[][]> pieces, double[] end) {
    for (int n = 0; n < pieces.size(); n++) {
      double[][] piece = pieces.get(n);
      for (int side = 0; side < 2; side++) {
        if (Arrays.equals(piece[side], end)) {
          pieces.remove(n);
          return piece[1 - side];
        }
      }
    }
    throw new IllegalStateException("a polygon does not close");
  }

  /** Adds the lines on one face that cut its set corners off. */
  private static void addPieces(int code, int axis, int side, List<double[][]> pieces) {
    int[][] corners = new int[4][];
    boolean[] set = new boolean[4];
    int count = 0;
    for (int n = 0; n < 4; n++) {
      int[] c = new int[3];
      c[axis] = side;
      c[(axis + 1) % 3] = ROUND[n][0];
      c[(axis + 2) % 3] = ROUND[n][1];
      corners[n] = c;
      set[n] = (code >> (c[0] + 2 * c[1] + 4 * c[2]) & 1) != 0;
      count += set[n] ? 1 : 0;
    }
    for (int n = 0; n < 4; n++) {
      int next = (n + 1) % 4;
      int before = (n + 3) % 4;
      if (count == 2 && set[n] && set[next]) { // a line across
        pieces.add(
            new double[][] {
              middle(corners[before], corners[n]), middle(corners[next], corners[(n + 2) % 4])
            });
      } else if (count == 3 ? !set[n] : set[n] && !set[next] && !set[before]) { // round a corner
        pieces.add(
            new double[][] {
              middle(corners[before], corners[n]), middle(corners[n], corners[next])
            });
      }
    }
  }

  private static double[] middle(int[] a, int[] b) {
    return new double[] {(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0, (a[2] + b[2]) / 2.0};
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
