package io.github.voxelclick.edit;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import java.util.List;

/** A round brush in space. */
public final class BallBrush {
  private BallBrush() {}

  /**
   * The voxels whose centres lie within the radius of a line in space, straight in mm between its
   * points. The brush does not reach across slices between which others are missing: a leg of the
   * line across a gap paints at its ends alone. Where slices are not neighbours in space, it paints
   * a disc on the nearest slice of each point. What lies beyond the grid is cut off. A brush
   * smaller than the voxels may paint nothing. Time grows with the voxels near the line, memory
   * with the slices that it touches.
   *
   * @param geometry of the grid; uneven slices lie at their real places
   * @param path in continuous voxels; a single point is a dab, none paints nothing
   * @param radiusMm above 0; a centre exactly at this distance is in
   * @throws IllegalArgumentException for a radius or a path of no finite numbers
   */
  public static Mask stroke(VolumeGeometry geometry, List<VoxelPoint> path, double radiusMm) {
    MaskBits bits = new MaskBits(geometry.size());
    new Sweep(geometry, radiusMm)
        .along(path, VoxelBox.of(geometry.size()), (i, j, k) -> bits.slice(k).set(i, j));
    return bits.toMask();
  }
}
