/** Model files that people bring: which known profile may fit them. */
@NullMarked
package io.github.voxelclick.models;

import org.jspecify.annotations.NullMarked;
