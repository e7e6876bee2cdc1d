/**
 * Many studies without a window: what is to be done with each, doing it so that it can be broken
 * off and taken up at any moment, and what came of it.
 */
@NullMarked
package io.github.voxelclick.plugin.batch;

import org.jspecify.annotations.NullMarked;
