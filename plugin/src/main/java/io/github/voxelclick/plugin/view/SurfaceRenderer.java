package io.github.voxelclick.plugin.view;

import io.github.voxelclick.surface.Mesh;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.WorldPoint;
import java.util.Arrays;

/**
 * Draws closed meshes and lines into an image: parallel projection, the nearest wins, light comes
 * from the viewer. Buffers are kept between images; for one thread.
 */
final class SurfaceRenderer {
  /** How bright a face is that is seen from its side; 1 is one that faces the viewer. */
  private static final double SIDE_LIGHT = 0.25;

  /** By how many pixels a line is drawn nearer than it is, so that it shows on a face. */
  private static final double LINE_LIFT = 1;

  private int width;
  private int height;
  private int[] pixels = {};
  private float[] depths = {};
  private float[] projected = {};

  // mm LPS → pixels right and down, and pixels towards the viewer
  private final double[] toX = new double[4];
  private final double[] toY = new double[4];
  private final double[] toDepth = new double[4];

  /**
   * A mesh ready to be drawn: shades need a normal for each vertex.
   *
   * @param vertices mm LPS
   * @param normals unit vectors, outwards
   */
  @SuppressWarnings("ArrayRecordComponent") // buffers side by side, never compared
  record Solid(float[] vertices, float[] normals, int[] triangles, Rgb colour) {
    static Solid of(Mesh mesh, Rgb colour) {
      float[] v = mesh.vertices();
      int[] t = mesh.triangles();
      float[] normals = new float[v.length];
      for (int n = 0; n < t.length; n += 3) {
        int a = 3 * t[n];
        int b = 3 * t[n + 1];
        int c = 3 * t[n + 2];
        float ux = v[b] - v[a];
        float uy = v[b + 1] - v[a + 1];
        float uz = v[b + 2] - v[a + 2];
        float wx = v[c] - v[a];
        float wy = v[c + 1] - v[a + 1];
        float wz = v[c + 2] - v[a + 2];
        float x = uy * wz - uz * wy;
        float y = uz * wx - ux * wz;
        float z = ux * wy - uy * wx;
        for (int at : new int[] {a, b, c}) {
          normals[at] += x;
          normals[at + 1] += y;
          normals[at + 2] += z;
        }
      }
      for (int n = 0; n < normals.length; n += 3) {
        double length =
            Math.sqrt(
                (double) normals[n] * normals[n]
                    + (double) normals[n + 1] * normals[n + 1]
                    + (double) normals[n + 2] * normals[n + 2]);
        for (int axis = 0; axis < 3 && length > 0; axis++) {
          normals[n + axis] /= (float) length;
        }
      }
      return new Solid(v, normals, t, colour);
    }
  }

  /**
   * Begins an image.
   *
   * @param middle what comes to its middle, mm LPS
   * @param pixelsPerMm scale
   * @param background RGB
   */
  void begin(
      int columns,
      int rows,
      TurnTable from,
      WorldPoint middle,
      double pixelsPerMm,
      int background) {
    width = columns;
    height = rows;
    if (pixels.length != columns * rows) {
      pixels = new int[columns * rows];
      depths = new float[columns * rows];
    }
    Arrays.fill(pixels, background);
    Arrays.fill(depths, Float.NEGATIVE_INFINITY);
    set(toX, from.right(), middle, pixelsPerMm, columns / 2.0);
    set(toY, from.up(), middle, -pixelsPerMm, rows / 2.0);
    set(toDepth, from.towardsViewer(), middle, pixelsPerMm, 0);
  }

  private static void set(
      double[] map, WorldPoint direction, WorldPoint middle, double scale, double at) {
    map[0] = direction.x() * scale;
    map[1] = direction.y() * scale;
    map[2] = direction.z() * scale;
    map[3] = at - direction.dot(middle) * scale;
  }

  private static double apply(double[] map, double x, double y, double z) {
    return map[0] * x + map[1] * y + map[2] * z + map[3];
  }

  /** The image: RGB by rows; overwritten by the next. */
  int[] pixels() {
    return pixels;
  }

  /** Draws a solid. */
  void draw(Solid solid) {
    float[] v = solid.vertices;
    float[] normals = solid.normals;
    if (projected.length < v.length / 3 * 4) {
      projected = new float[v.length / 3 * 4];
    }
    double scale =
        Math.sqrt(toDepth[0] * toDepth[0] + toDepth[1] * toDepth[1] + toDepth[2] * toDepth[2]);
    for (int n = 0, to = 0; n < v.length; n += 3, to += 4) {
      projected[to] = (float) apply(toX, v[n], v[n + 1], v[n + 2]);
      projected[to + 1] = (float) apply(toY, v[n], v[n + 1], v[n + 2]);
      projected[to + 2] = (float) apply(toDepth, v[n], v[n + 1], v[n + 2]);
      double facing =
          (toDepth[0] * normals[n] + toDepth[1] * normals[n + 1] + toDepth[2] * normals[n + 2])
              / scale;
      projected[to + 3] = (float) (SIDE_LIGHT + (1 - SIDE_LIGHT) * Math.max(0, facing));
    }
    int[] t = solid.triangles;
    for (int n = 0; n < t.length; n += 3) {
      draw(4 * t[n], 4 * t[n + 1], 4 * t[n + 2], solid.colour);
    }
  }

  /** Draws a triangle that faces the viewer; depth and shade run evenly over it. */
  private void draw(int a, int b, int c, Rgb colour) {
    float[] p = projected;
    float bx = p[b] - p[a];
    float by = p[b + 1] - p[a + 1];
    float cx = p[c] - p[a];
    float cy = p[c + 1] - p[a + 1];
    float area = by * cx - bx * cy; // twice; anticlockwise, and rows go down
    if (!(area > 0)) {
      return;
    }
    int top = Math.max(0, ceil(Math.min(p[a + 1], Math.min(p[b + 1], p[c + 1])) - 0.5f));
    int bottom =
        Math.min(height - 1, ceil(Math.max(p[a + 1], Math.max(p[b + 1], p[c + 1])) - 0.5f) - 1);
    int left = Math.max(0, ceil(Math.min(p[a], Math.min(p[b], p[c])) - 0.5f));
    int right = Math.min(width - 1, ceil(Math.max(p[a], Math.max(p[b], p[c])) - 0.5f) - 1);
    if (top > bottom || left > right) {
      return;
    }
    // Shares of corners b and c, which are linear in column and row.
    float perB = 1 / area;
    float bOfX = -cy * perB;
    float bOfY = cx * perB;
    float cOfX = by * perB;
    float cOfY = -bx * perB;
    float depth = p[a + 2];
    float depthB = p[b + 2] - depth;
    float depthC = p[c + 2] - depth;
    float shade = p[a + 3];
    float shadeB = p[b + 3] - shade;
    float shadeC = p[c + 3] - shade;
    for (int y = top; y <= bottom; y++) {
      float dy = y + 0.5f - p[a + 1];
      float dx = left + 0.5f - p[a];
      float ofB = bOfX * dx + bOfY * dy;
      float ofC = cOfX * dx + cOfY * dy;
      for (int x = left, at = y * width + left; x <= right; x++, at++) {
        if (ofB >= 0 && ofC >= 0 && ofB + ofC <= 1) {
          float z = depth + ofB * depthB + ofC * depthC;
          if (z > depths[at]) {
            depths[at] = z;
            pixels[at] = shaded(colour, shade + ofB * shadeB + ofC * shadeC);
          }
        }
        ofB += bOfX;
        ofC += cOfX;
      }
    }
  }

  private static int ceil(float f) {
    int n = (int) f;
    return f > n ? n + 1 : n;
  }

  private static int shaded(Rgb colour, float shade) {
    int s = Math.round(256 * shade);
    int red = (colour.red() * s) >> 8;
    int green = (colour.green() * s) >> 8;
    int blue = (colour.blue() * s) >> 8;
    return (red << 16) | (green << 8) | blue;
  }

  /**
   * Draws a line where nothing is nearer.
   *
   * @param from mm LPS
   * @param to mm LPS
   * @param rgb its colour
   */
  void draw(WorldPoint from, WorldPoint to, int rgb) {
    double x = apply(toX, from.x(), from.y(), from.z());
    double y = apply(toY, from.x(), from.y(), from.z());
    double z = apply(toDepth, from.x(), from.y(), from.z()) + LINE_LIFT;
    double dx = apply(toX, to.x(), to.y(), to.z()) - x;
    double dy = apply(toY, to.x(), to.y(), to.z()) - y;
    double dz = apply(toDepth, to.x(), to.y(), to.z()) + LINE_LIFT - z;
    // The part inside the image: a line zoomed in on would have millions of steps outside.
    double first = 0;
    double last = 1;
    double[][] bounds = {{x, dx, width}, {y, dy, height}};
    for (double[] b : bounds) {
      if (b[1] == 0) {
        if (b[0] < 0 || b[0] > b[2]) {
          return;
        }
      } else {
        double one = -b[0] / b[1];
        double other = (b[2] - b[0]) / b[1];
        first = Math.max(first, Math.min(one, other));
        last = Math.min(last, Math.max(one, other));
      }
    }
    if (first > last) {
      return;
    }
    int steps = 1 + (int) Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) * (last - first));
    for (int n = 0; n <= steps; n++) {
      double share = first + (last - first) * n / steps;
      int column = (int) Math.floor(x + dx * share);
      int row = (int) Math.floor(y + dy * share);
      float depth = (float) (z + dz * share);
      if (column >= 0 && row >= 0 && column < width && row < height) {
        int at = row * width + column;
        if (depth > depths[at]) {
          depths[at] = depth;
          pixels[at] = rgb;
        }
      }
    }
  }
}
