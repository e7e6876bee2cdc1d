/** What scripts use; see {@link io.github.voxelclick.plugin.VoxelClick}. */
@NullMarked
package io.github.voxelclick.plugin;

import org.jspecify.annotations.NullMarked;
