/**
 * Sizes, intensities and diameters of a mask, and how far two masks agree, in millimetres of the
 * patient. Knows no user interface and starts no threads; what every number means stands in {@code
 * docs/measurements.md}.
 */
@NullMarked
package io.github.voxelclick.measure;

import org.jspecify.annotations.NullMarked;
