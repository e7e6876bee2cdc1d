package io.github.voxelclick.measure;

import io.github.voxelclick.volume.WorldPoint;

/**
 * What one cell adds to the area of a surface by Crofton's formula: the area is twice the mean,
 * over all directions, of how often parallel lines cross the surface, per area across the lines.
 * The lines run through voxel centres in the 13 directions to neighbours; each direction stands for
 * the part of the sphere that is nearest to it (Legland, Kiêu and Devaux, Image Anal. Stereol. 26,
 * 2007), here of the cell's real edges, so that uneven and tilted slices get weights of their own.
 */
final class CroftonCells {
  private static final int CORNERS = 8;

  /** Points spread over the sphere to find each direction's part. */
  private static final int SPHERE = 20_000;

  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  private CroftonCells() {}

  /**
   * Areas in a cell with these edges.
   *
   * @param i mm per column
   * @param j mm per row
   * @param k mm from the lower to the upper corners
   * @return mm² by code
   */
  static double[] areasMm2(WorldPoint i, WorldPoint j, WorldPoint k) {
    WorldPoint[] lines = new WorldPoint[27];
    for (int a = 0; a < CORNERS; a++) {
      for (int b = a + 1; b < CORNERS; b++) {
        lines[direction(a, b)] =
            i.times(delta(a, b, 0)).plus(j.times(delta(a, b, 1))).plus(k.times(delta(a, b, 2)));
      }
    }
    double[] parts = parts(lines);
    double volume = Math.abs(i.cross(j).dot(k));
    double[] areas = new double[256];
    for (int a = 0; a < CORNERS; a++) {
      for (int b = a + 1; b < CORNERS; b++) {
        int d = direction(a, b);
        double area = 2 * parts[d] * volume / lines[d].length() * share(a, b);
        for (int code = 0; code < areas.length; code++) {
          areas[code] += (code >> a & 1) == (code >> b & 1) ? 0 : area;
        }
      }
    }
    return areas;
  }

  /** Of the cells that a line between two corners belongs to, the part of one. */
  private static double share(int a, int b) {
    return switch (Integer.bitCount(a ^ b)) {
      case 1 -> 0.25;
      case 2 -> 0.5;
      default -> 1;
    };
  }

  private static int delta(int a, int b, int axis) {
    return (b >> axis & 1) - (a >> axis & 1);
  }

  /** A number for the direction between corners, the same for both ways along it. */
  private static int direction(int a, int b) {
    int d = delta(a, b, 0) + 3 * delta(a, b, 1) + 9 * delta(a, b, 2);
    return Math.abs(d);
  }

  /** The part of the sphere that is nearest to each direction; together 1. */
  private static double[] parts(WorldPoint[] lines) {
    double[] parts = new double[lines.length];
    WorldPoint[] units = new WorldPoint[lines.length];
    for (int d = 1; d <= 13; d++) {
      units[d] = lines[d].times(1 / lines[d].length());
    }
    for (int n = 0; n < SPHERE; n++) {
      double z = 1 - (2 * n + 1.0) / SPHERE;
      double r = Math.sqrt(1 - z * z);
      double angle = n * GOLDEN_ANGLE;
      WorldPoint p = new WorldPoint(r * Math.cos(angle), r * Math.sin(angle), z);
      int nearest = 1;
      for (int d = 2; d <= 13; d++) {
        if (Math.abs(units[d].dot(p)) > Math.abs(units[nearest].dot(p))) {
          nearest = d;
        }
      }
      parts[nearest] += 1.0 / SPHERE;
    }
    return parts;
  }
}
