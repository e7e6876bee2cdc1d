package io.github.voxelclick.edit;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import java.util.List;

/** A round brush on one slice. */
public final class DiscBrush {
  private DiscBrush() {}

  /**
   * The pixels of a slice whose centres lie within the radius of a line drawn on it: the brush is a
   * disc in mm, so an ellipse in pixels that are not square. On slices of the axes i and j, rows
   * are slices of the stack at their real places, and the brush does not reach across rows between
   * which others are missing, nor to other rows where slices are not neighbours in space. What lies
   * beyond the slice is cut off. A brush smaller than the pixels may paint nothing. Time grows with
   * the pixels near the line; the result takes one bit per pixel of the slice.
   *
   * @param geometry of the grid
   * @param plane the slice
   * @param path in continuous pixels; a single point is a dab, none paints nothing
   * @param radiusMm above 0; a centre exactly at this distance is in
   * @throws IllegalArgumentException when the grid has no such slice, or for a radius or a path of
   *     no finite numbers
   */
  public static SliceMask stroke(
      VolumeGeometry geometry, SlicePlane plane, List<PlanePoint> path, double radiusMm) {
    GridSize size = geometry.size();
    if (!plane.within(size)) {
      throw new IllegalArgumentException(plane + " lies outside " + size);
    }
    List<VoxelPoint> points = path.stream().map(plane::toVoxel).toList();
    SliceBits bits = new SliceBits(plane.axis().columns(size), plane.axis().rows(size));
    Sweep sweep = new Sweep(geometry, radiusMm);
    VoxelBox all = VoxelBox.of(size);
    int at = plane.index();
    switch (plane.axis()) {
      case I ->
          sweep.along(
              points,
              new VoxelBox(at, at, 0, all.lastJ(), 0, all.lastK()),
              (i, j, k) -> bits.set(j, k));
      case J ->
          sweep.along(
              points,
              new VoxelBox(0, all.lastI(), at, at, 0, all.lastK()),
              (i, j, k) -> bits.set(i, k));
      case K ->
          sweep.along(
              points,
              new VoxelBox(0, all.lastI(), 0, all.lastJ(), at, at),
              (i, j, k) -> bits.set(i, j));
    }
    return bits.toMask();
  }
}
