package io.github.voxelclick.surface;

import java.util.Arrays;

/**
 * Triangles in the patient's space. Immutable; thread-safe. Meshes of a {@link SurfaceBuilder} are
 * closed: every edge has exactly two triangles, and seen from outside the corners of each go round
 * anticlockwise, so that (b − a) × (c − a) points outwards (in LPS, and in RAS likewise).
 */
public final class Mesh {
  private final float[] vertices;
  private final int[] triangles;

  /**
   * A mesh; both arrays are copied.
   *
   * @param vertices mm LPS, x, y and z of each, finite
   * @param triangles three vertices each, from 0
   * @throws IllegalArgumentException when lengths or numbers do not fit
   */
  public Mesh(float[] vertices, int[] triangles) {
    this(vertices.clone(), triangles.clone(), true);
  }

  private Mesh(float[] vertices, int[] triangles, boolean check) {
    this.vertices = vertices;
    this.triangles = triangles;
    if (check) {
      check();
    }
  }

  /** A mesh that takes over arrays which are known to fit. */
  static Mesh owning(float[] vertices, int[] triangles) {
    return new Mesh(vertices, triangles, false);
  }

  private void check() {
    if (vertices.length % 3 != 0 || triangles.length % 3 != 0) {
      throw new IllegalArgumentException(
          vertices.length + " coordinates and " + triangles.length + " corners");
    }
    for (float coordinate : vertices) {
      if (!Float.isFinite(coordinate)) {
        throw new IllegalArgumentException("a coordinate that is " + coordinate);
      }
    }
    for (int vertex : triangles) {
      if (vertex < 0 || vertex >= vertexCount()) {
        throw new IllegalArgumentException("vertex " + vertex + " of " + vertexCount());
      }
    }
  }

  /** How many vertices. */
  public int vertexCount() {
    return vertices.length / 3;
  }

  /** How many triangles. */
  public int triangleCount() {
    return triangles.length / 3;
  }

  /** A copy of the vertices: mm LPS, x, y and z of each. */
  public float[] vertices() {
    return vertices.clone();
  }

  /** A copy of the triangles: three vertices each. */
  public int[] triangles() {
    return triangles.clone();
  }

  /**
   * A coordinate of a vertex, mm LPS.
   *
   * @param vertex 0 to vertexCount() - 1
   * @param axis 0 is x, 1 y, 2 z
   */
  public float coordinate(int vertex, int axis) {
    return vertices[3 * vertex + axis];
  }

  /**
   * A corner of a triangle.
   *
   * @param triangle 0 to triangleCount() - 1
   * @param n 0 to 2
   * @return which vertex
   */
  public int corner(int triangle, int n) {
    return triangles[3 * triangle + n];
  }

  /** What a closed mesh encloses, mm³, by the divergence theorem; negative when inside out. */
  public double volumeMm3() {
    return volumeMm3(vertices, triangles);
  }

  static double volumeMm3(float[] v, int[] t) {
    if (t.length == 0) {
      return 0;
    }
    // From a vertex of the mesh: far from the origin the terms would be large and cancel.
    double ox = v[0];
    double oy = v[1];
    double oz = v[2];
    double six = 0;
    for (int n = 0; n < t.length; n += 3) {
      int a = 3 * t[n];
      int b = 3 * t[n + 1];
      int c = 3 * t[n + 2];
      double bx = v[b] - ox;
      double by = v[b + 1] - oy;
      double bz = v[b + 2] - oz;
      double cx = v[c] - ox;
      double cy = v[c + 1] - oy;
      double cz = v[c + 2] - oz;
      six +=
          (v[a] - ox) * (by * cz - bz * cy)
              + (v[a + 1] - oy) * (bz * cx - bx * cz)
              + (v[a + 2] - oz) * (bx * cy - by * cx);
    }
    return six / 6;
  }

  /** The area of all triangles, mm². */
  public double areaMm2() {
    return areaMm2(vertices, triangles);
  }

  static double areaMm2(float[] v, int[] t) {
    double twice = 0;
    double[] normal = new double[3];
    for (int n = 0; n < t.length; n += 3) {
      twice += normal(v, t, n, normal);
    }
    return twice / 2;
  }

  /** The cross product of two edges of the triangle at n; returns its length. */
  static double normal(float[] v, int[] t, int n, double[] normal) {
    int a = 3 * t[n];
    int b = 3 * t[n + 1];
    int c = 3 * t[n + 2];
    double ux = (double) v[b] - v[a];
    double uy = (double) v[b + 1] - v[a + 1];
    double uz = (double) v[b + 2] - v[a + 2];
    double wx = (double) v[c] - v[a];
    double wy = (double) v[c + 1] - v[a + 1];
    double wz = (double) v[c + 2] - v[a + 2];
    normal[0] = uy * wz - uz * wy;
    normal[1] = uz * wx - ux * wz;
    normal[2] = ux * wy - uy * wx;
    return Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mesh m
        && Arrays.equals(vertices, m.vertices)
        && Arrays.equals(triangles, m.triangles);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(vertices) + Arrays.hashCode(triangles);
  }

  @Override
  public String toString() {
    return vertexCount() + " vertices, " + triangleCount() + " triangles";
  }
}
