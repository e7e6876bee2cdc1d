/**
 * Volumes, masks and where they lie, without any file format. Imports nothing else of ours.
 *
 * <p>Spaces: {@link io.github.voxelclick.volume.VoxelIndex} and {@link
 * io.github.voxelclick.volume.VoxelPoint} on a grid, {@link io.github.voxelclick.volume.PlanePoint}
 * on one {@link io.github.voxelclick.volume.SlicePlane}, {@link
 * io.github.voxelclick.volume.WorldPoint} in mm LPS.
 */
@NullMarked
package io.github.voxelclick.volume;

import org.jspecify.annotations.NullMarked;
