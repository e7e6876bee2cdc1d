/** The command line: the main job without ImageJ. */
@NullMarked
package io.github.voxelclick.plugin.cli;

import org.jspecify.annotations.NullMarked;
