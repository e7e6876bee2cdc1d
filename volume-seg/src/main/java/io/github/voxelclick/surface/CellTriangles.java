package io.github.voxelclick.surface;

import java.util.ArrayList;
import java.util.List;

/**
 * The polygons of every kind of cell as triangles between its twelve edges. A polygon is never cut
 * along a line that lies in a face of the cell: the neighbour could cut its own polygon there too,
 * and four triangles would meet at one edge.
 */
final class CellTriangles {
  /** Bits of an edge's number that tell which of the four edges of its direction it is. */
  private static final int EDGES_OF_AXIS = 4;

  private static final int[][] EDGES = edges();

  private CellTriangles() {}

  /**
   * The triangles of a cell, three edges each, in the order of {@link CellPolygons}.
   *
   * @return edge numbers 4 axis + b + 2 c, where b and c tell whether the edge lies at the upper
   *     end along the two axes that follow its own cyclically; not to be changed
   */
  static int[] edges(int code) {
    return EDGES[code];
  }

  private static int[][] edges() {
    int[][] all = new int[CellPolygons.CODES][];
    for (int code = 0; code < all.length; code++) {
      List<double[]> corners = new ArrayList<>();
      for (List<double[]> polygon : CellPolygons.of(code)) {
        corners.addAll(triangles(polygon));
      }
      all[code] = corners.stream().mapToInt(CellTriangles::edge).toArray();
    }
    return all;
  }

  private static int edge(double[] vertex) {
    int axis = 0;
    while (vertex[axis] != 0.5) {
      axis++;
    }
    return EDGES_OF_AXIS * axis + (int) vertex[(axis + 1) % 3] + 2 * (int) vertex[(axis + 2) % 3];
  }

  /** The fewest lines in faces (none), then the shortest lines, as a polygon of unit cells. */
  private static List<double[]> triangles(List<double[]> polygon) {
    Cut best = Cut.of(polygon);
    if (best.inFaces > 0) {
      throw new IllegalStateException("a polygon cannot be cut inside its cell");
    }
    return best.corners;
  }

  /**
   * A polygon cut into triangles.
   *
   * @param corners three for each triangle
   * @param inFaces how many cuts lie in a face of the cell
   * @param length of all cuts
   */
  private record Cut(List<double[]> corners, int inFaces, double length) {
    /** The best of all cuts: every triangle that the first and the last vertex can belong to. */
    static Cut of(List<double[]> polygon) {
      int last = polygon.size() - 1;
      if (last < 2) {
        return new Cut(List.of(), 0, 0);
      }
      Cut best = new Cut(List.of(), Integer.MAX_VALUE, 0);
      for (int n = 1; n < last; n++) {
        Cut below = of(polygon.subList(0, n + 1));
        Cut above = of(polygon.subList(n, last + 1));
        List<double[]> corners = new ArrayList<>(below.corners);
        corners.addAll(List.of(polygon.get(0), polygon.get(n), polygon.get(last)));
        corners.addAll(above.corners);
        int inFaces = below.inFaces + above.inFaces;
        double length = below.length + above.length;
        if (n > 1) {
          inFaces += shareFace(polygon.get(0), polygon.get(n)) ? 1 : 0;
          length += distance(polygon.get(0), polygon.get(n));
        }
        if (n < last - 1) {
          inFaces += shareFace(polygon.get(n), polygon.get(last)) ? 1 : 0;
          length += distance(polygon.get(n), polygon.get(last));
        }
        if (inFaces < best.inFaces || (inFaces == best.inFaces && length < best.length - 1e-9)) {
          best = new Cut(corners, inFaces, length);
        }
      }
      return best;
    }

    private static boolean shareFace(double[] a, double[] b) {
      for (int axis = 0; axis < 3; axis++) {
        if (a[axis] == b[axis] && a[axis] != 0.5) {
          return true;
        }
      }
      return false;
    }

    private static double distance(double[] a, double[] b) {
      return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
    }
  }
}
