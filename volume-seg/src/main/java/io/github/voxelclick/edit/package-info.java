/**
 * What tools do to masks: painting, filling, growing, smoothing, picking components, interpolating.
 * Pure functions from immutable masks to immutable masks; equal input gives equal output on every
 * machine. They work in the box of what is segmented, never on the whole grid unless that is what
 * is segmented, and conclude nothing across slices between which others are missing.
 *
 * <p>Distances are mm between voxel centres, along axes that count as perpendicular, slices at
 * their real places ({@link io.github.voxelclick.distance.AxisPlaces}). Where slices are not
 * neighbours in space, each is measured by itself.
 */
@NullMarked
package io.github.voxelclick.edit;

import org.jspecify.annotations.NullMarked;
