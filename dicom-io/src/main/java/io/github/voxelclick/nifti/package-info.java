/**
 * NIfTI reading and writing. NIfTI's world is RAS, ours is LPS: the only conversion between the two
 * in this project is {@code NiftiOrientation}.
 */
@NullMarked
package io.github.voxelclick.nifti;

import org.jspecify.annotations.NullMarked;
