/** Carrying masks from slices where they are known to their neighbours, along any axis. */
@NullMarked
package io.github.voxelclick.propagate;

import org.jspecify.annotations.NullMarked;
