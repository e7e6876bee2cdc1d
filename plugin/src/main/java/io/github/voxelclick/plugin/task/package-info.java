/**
 * Work off the user interface's thread, and the jobs that ImageJ's commands and the command line
 * have in common. The only package that starts threads.
 */
@NullMarked
package io.github.voxelclick.plugin.task;

import org.jspecify.annotations.NullMarked;
