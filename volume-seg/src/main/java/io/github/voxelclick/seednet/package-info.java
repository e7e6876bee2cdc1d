/**
 * The embedded model: what it is fed, where it looks, and how its answers come back to the slice.
 * The training code in {@code volume-seg/training} does the same in Python; golden files made there
 * keep both equal.
 */
@NullMarked
package io.github.voxelclick.seednet;

import org.jspecify.annotations.NullMarked;
