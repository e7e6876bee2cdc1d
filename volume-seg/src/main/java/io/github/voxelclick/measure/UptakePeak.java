package io.github.voxelclick.measure;

import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;

/**
 * The sphere of 1 cm³ round a voxel of a mask that has the highest mean.
 *
 * @param mean of the voxels whose centres lie in the sphere, whether in the mask or not, each by
 *     the volume that it stands for
 * @param centre the voxel in its middle, of the mask
 * @param centreLps the same place, mm
 * @param voxels how many were averaged; those beyond the edge of the image, padding and values that
 *     are no finite number are not among them
 */
public record UptakePeak(double mean, VoxelIndex centre, WorldPoint centreLps, long voxels) {
  /** The same in another unit. */
  UptakePeak times(double factor) {
    return new UptakePeak(mean * factor, centre, centreLps, voxels);
  }
}
