package io.github.voxelclick.surface;

import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells between two slices: each has eight neighbouring voxel centres as its corners. Beyond
 * the first and the last slice, and into a gap where slices are missing, a layer has one slice only
 * and ends at an imagined empty one, as far away as the thickness of that slice, so that a surface
 * encloses what {@link VolumeGeometry#voxelVolumeMm3} counts.
 *
 * @param below slice at the lower corners, or {@link #NONE}
 * @param above slice at the upper corners, or {@link #NONE}
 * @param step mm LPS from the lower to the upper corners
 * @param centre mm LPS half way between pixels (0, 0) of both
 */
public record CellLayer(int below, int above, WorldPoint step, WorldPoint centre) {
  /** In place of a slice: there is none, and nothing is set. */
  public static final int NONE = -1;

  /** Rounding of slice positions, relative. */
  private static final double SLACK = 1e-6;

  /** The layers of a grid whose slices are neighbours in space, by ascending k. */
  public static List<CellLayer> of(VolumeGeometry geometry) {
    int last = geometry.size().k() - 1;
    List<CellLayer> layers = new ArrayList<>();
    layers.add(under(geometry, 0));
    for (int k = 0; k < last; k++) {
      WorldPoint from = geometry.slicePosition(k);
      WorldPoint step = geometry.slicePosition(k + 1).minus(from);
      if (geometry.gapAfter(k) && hasRoom(geometry, k, step)) {
        layers.add(over(geometry, k));
        layers.add(under(geometry, k + 1));
      } else {
        layers.add(new CellLayer(k, k + 1, step, from.plus(step.times(0.5))));
      }
    }
    layers.add(over(geometry, last));
    return layers;
  }

  /** Whether slices k and k + 1, as thick as they are, leave anything between them. */
  private static boolean hasRoom(VolumeGeometry geometry, int k, WorldPoint step) {
    double halves = (thicknessMm(geometry, k) + thicknessMm(geometry, k + 1)) / 2;
    return Math.abs(step.dot(geometry.normal())) > halves * (1 + SLACK);
  }

  private static CellLayer under(VolumeGeometry geometry, int k) {
    WorldPoint step = outward(geometry, k);
    return new CellLayer(NONE, k, step, geometry.slicePosition(k).minus(step.times(0.5)));
  }

  private static CellLayer over(VolumeGeometry geometry, int k) {
    WorldPoint step = outward(geometry, k);
    return new CellLayer(k, NONE, step, geometry.slicePosition(k).plus(step.times(0.5)));
  }

  /** The mean step between slices, as long as slice k is thick. */
  private static WorldPoint outward(VolumeGeometry geometry, int k) {
    WorldPoint mean = geometry.indexToLps().step(2);
    return mean.times(thicknessMm(geometry, k) / Math.abs(mean.dot(geometry.normal())));
  }

  /** How much of the stack's height a slice stands for, mm along the normal. */
  public static double thicknessMm(VolumeGeometry geometry, int k) {
    WorldPoint i = geometry.indexToLps().step(0);
    WorldPoint j = geometry.indexToLps().step(1);
    return geometry.voxelVolumeMm3(k) / i.cross(j).length();
  }
}
