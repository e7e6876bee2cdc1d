package io.github.voxelclick.surface;

import io.github.voxelclick.volume.Progress;
import java.util.Arrays;

/**
 * Smooths the steps between voxels away by Taubin's filter (G. Taubin, A signal processing approach
 * to fair surface design, SIGGRAPH 1995): rounds that shrink and rounds that swell in turn, so that
 * steps go and forms stay. What the volume still loses is given back by moving all vertices
 * outwards alike. Connections between vertices do not change. Stateless.
 */
final class MeshSmoothing {
  /** Of both kinds. */
  private static final int ROUNDS = 20;

  /** Shares of the way to the neighbours' mean; 1/0.5 − 1/0.53 is the pass band, 0.11. */
  private static final double SHRINK = 0.5;

  private static final double SWELL = -0.53;

  /** How often the volume is corrected; each leaves a small part of the error before. */
  private static final int CORRECTIONS = 10;

  private MeshSmoothing() {}

  /** A smoothed copy of a closed mesh. */
  static Mesh smooth(Mesh mesh, Progress progress) {
    float[] vertices = mesh.vertices();
    int[] triangles = mesh.triangles();
    float[] sums = new float[vertices.length];
    int[] neighbours = neighbours(triangles, mesh.vertexCount());
    for (int round = 0; round < ROUNDS; round++) {
      progress.checkCancelled();
      move(vertices, triangles, sums, neighbours, SHRINK);
      move(vertices, triangles, sums, neighbours, SWELL);
    }
    double wanted = mesh.volumeMm3();
    for (int n = 0; n < CORRECTIONS; n++) {
      progress.checkCancelled();
      double area = Mesh.areaMm2(vertices, triangles);
      if (area > 0) {
        swell(vertices, triangles, sums, (wanted - Mesh.volumeMm3(vertices, triangles)) / area);
      }
    }
    return Mesh.owning(vertices, triangles);
  }

  /** In a closed mesh every neighbour comes next to a vertex in exactly one triangle. */
  private static int[] neighbours(int[] triangles, int vertexCount) {
    int[] neighbours = new int[vertexCount];
    for (int vertex : triangles) {
      neighbours[vertex]++;
    }
    return neighbours;
  }

  private static void move(
      float[] vertices, int[] triangles, float[] sums, int[] neighbours, double share) {
    Arrays.fill(sums, 0);
    for (int n = 0; n < triangles.length; n += 3) {
      addNext(vertices, sums, triangles[n], triangles[n + 1]);
      addNext(vertices, sums, triangles[n + 1], triangles[n + 2]);
      addNext(vertices, sums, triangles[n + 2], triangles[n]);
    }
    for (int n = 0; n < vertices.length; n++) {
      // Sums are of differences: they stay small far from the origin.
      vertices[n] += (float) (share * sums[n] / neighbours[n / 3]);
    }
  }

  private static void addNext(float[] vertices, float[] sums, int vertex, int next) {
    for (int axis = 0; axis < 3; axis++) {
      sums[3 * vertex + axis] += vertices[3 * next + axis] - vertices[3 * vertex + axis];
    }
  }

  /** Moves all vertices along their normals, mm. */
  private static void swell(float[] vertices, int[] triangles, float[] normals, double mm) {
    addNormals(vertices, triangles, normals);
    for (int n = 0; n < vertices.length; n += 3) {
      double x = normals[n];
      double y = normals[n + 1];
      double z = normals[n + 2];
      double length = Math.sqrt(x * x + y * y + z * z);
      if (length > 0) {
        vertices[n] += (float) (mm * x / length);
        vertices[n + 1] += (float) (mm * y / length);
        vertices[n + 2] += (float) (mm * z / length);
      }
    }
  }

  private static void addNormals(float[] vertices, int[] triangles, float[] normals) {
    Arrays.fill(normals, 0);
    double[] normal = new double[3];
    for (int n = 0; n < triangles.length; n += 3) {
      Mesh.normal(vertices, triangles, n, normal);
      for (int corner = 0; corner < 3; corner++) {
        for (int axis = 0; axis < 3; axis++) {
          normals[3 * triangles[n + corner] + axis] += (float) normal[axis];
        }
      }
    }
  }
}
