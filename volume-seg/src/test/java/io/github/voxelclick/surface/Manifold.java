package io.github.voxelclick.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What holds for every closed mesh, found out edge by edge. */
final class Manifold {
  private Manifold() {}

  /** Every edge has two triangles, one in each direction; returns the Euler characteristic. */
  static int check(Mesh mesh) {
    Map<Long, Integer> directed = new HashMap<>();
    Set<Integer> used = new HashSet<>();
    for (int t = 0; t < mesh.triangleCount(); t++) {
      for (int n = 0; n < 3; n++) {
        int from = mesh.corner(t, n);
        int to = mesh.corner(t, (n + 1) % 3);
        assertTrue(from != to, "a triangle without area");
        used.add(from);
        directed.merge(key(from, to), 1, Integer::sum);
      }
    }
    directed.forEach(
        (edge, count) -> {
          assertEquals(1, count, "triangles on one side of an edge");
          assertTrue(directed.containsKey(edge << 32 | edge >>> 32), "an open edge");
        });
    assertEquals(mesh.vertexCount(), used.size(), "vertices without a triangle");
    return mesh.vertexCount() - directed.size() / 2 + mesh.triangleCount();
  }

  private static long key(int from, int to) {
    return (long) from << 32 | to;
  }
}
