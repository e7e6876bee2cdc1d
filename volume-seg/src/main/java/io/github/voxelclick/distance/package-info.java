/** Exact distances in millimetres on grids whose axes have spacings of their own. */
@NullMarked
package io.github.voxelclick.distance;

import org.jspecify.annotations.NullMarked;
