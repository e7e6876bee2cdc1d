package io.github.voxelclick.surface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The polygons that part the set corners of a cell from the others. Vertices lie half way between
 * corners that are in and corners that are out. Where corners touch along the diagonal of a face
 * only, the set ones are cut off one by one: what happens on a face depends on its own corners
 * alone, so the polygons of neighbouring cells meet edge by edge.
 *
 * <p>Which of them a triangle mesh, and which an area is made of, is up to the caller; the polygons
 * need not be flat. Stateless.
 */
public final class CellPolygons {
  /** How many ways there are for eight corners to be set. */
  public static final int CODES = 256;

  /** The four corners of a face, in circular order along the face's own two axes. */
  private static final int[][] ROUND = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};

  private CellPolygons() {}

  /**
   * The closed polygons of a cell.
   *
   * @param code bit dx + 2 dy + 4 dz tells whether the corner is set
   * @return of each its vertices (i, j, k) in cell coordinates, 0 to 1; clockwise when seen from
   *     where corners are not set, if the axes i, j and k are right-handed
   */
  public static List<List<double[]>> of(int code) {
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
        end = pieceFrom(pieces, end)[1];
      }
      loops.add(loop);
    }
    return loops;
  }

  /** Takes out the piece that begins where the last one ended. */
  private static double[][] pieceFrom(List<double[][]> pieces, double[] start) {
    for (int n = 0; n < pieces.size(); n++) {
      if (Arrays.equals(pieces.get(n)[0], start)) {
        return pieces.remove(n);
      }
    }
    throw new IllegalStateException("a polygon does not close");
  }

  /** Adds the lines on one face that part its set corners from the others. */
  private static void addPieces(int code, int axis, int side, List<double[][]> pieces) {
    int[][] corners = new int[4][];
    boolean[] set = new boolean[4];
    int count = 0;
    for (int n = 0; n < 4; n++) {
      // Seen from outside the cell the corners go round anticlockwise.
      int[] round = ROUND[side == 1 ? n : 3 - n];
      int[] c = new int[3];
      c[axis] = side;
      c[(axis + 1) % 3] = round[0];
      c[(axis + 2) % 3] = round[1];
      corners[n] = c;
      set[n] = (code >> (c[0] + 2 * c[1] + 4 * c[2]) & 1) != 0;
      count += set[n] ? 1 : 0;
    }
    for (int n = 0; n < 4; n++) {
      int next = (n + 1) % 4;
      int before = (n + 3) % 4;
      double[] from = middle(corners[n], corners[next]);
      double[] round = middle(corners[before], corners[n]);
      if (count == 2 && set[n] && set[next]) { // a line across
        pieces.add(new double[][] {middle(corners[next], corners[(n + 2) % 4]), round});
      } else if (count == 3 && !set[n]) { // round the one corner that is out
        pieces.add(new double[][] {round, from});
      } else if (count < 3 && set[n] && !set[next] && !set[before]) { // round a corner
        pieces.add(new double[][] {from, round});
      }
    }
  }

  private static double[] middle(int[] a, int[] b) {
    return new double[] {(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0, (a[2] + b[2]) / 2.0};
  }
}
