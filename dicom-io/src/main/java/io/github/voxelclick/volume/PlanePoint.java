package io.github.voxelclick.volume;

/**
 * A point on a slice, as continuous pixel index; whole numbers are pixel centres. Which slice, a
 * {@link SlicePlane} beside it says.
 *
 * @param column along the slice's columns
 * @param row along the slice's rows
 */
public record PlanePoint(double column, double row) {}
