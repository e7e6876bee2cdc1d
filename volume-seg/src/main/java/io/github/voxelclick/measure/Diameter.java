package io.github.voxelclick.measure;

import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;

/**
 * A straight line between two points of an outline.
 *
 * @param from one end, continuous voxel index
 * @param to the other end, continuous voxel index
 * @param fromLps one end, mm LPS
 * @param toLps the other end, mm LPS
 */
public record Diameter(VoxelPoint from, VoxelPoint to, WorldPoint fromLps, WorldPoint toLps) {
  static Diameter of(VoxelPoint from, VoxelPoint to, VolumeGeometry geometry) {
    return new Diameter(from, to, geometry.toWorld(from), geometry.toWorld(to));
  }

  /** Its length. */
  public double mm() {
    return toLps.minus(fromLps).length();
  }
}
