package io.github.voxelclick.surface;

import io.github.voxelclick.volume.WorldPoint;
import java.util.Arrays;

/** Vertices while they are found. */
final class VertexList {
  private float[] coordinates;
  private int count;

  /**
   * @param expected about how many there will be
   */
  VertexList(int expected) {
    coordinates = new float[3 * expected];
  }

  /** Adds one, mm LPS; returns its number, from 0. */
  int add(WorldPoint p) {
    int at = 3 * count;
    if (at == coordinates.length) {
      coordinates = Arrays.copyOf(coordinates, 3 * (count + count / 2 + 1));
    }
    coordinates[at] = (float) p.x();
    coordinates[at + 1] = (float) p.y();
    coordinates[at + 2] = (float) p.z();
    return count++;
  }

  float[] toArray() {
    return Arrays.copyOf(coordinates, 3 * count);
  }
}
