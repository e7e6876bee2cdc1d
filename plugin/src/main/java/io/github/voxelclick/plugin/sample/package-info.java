/** A series to try things with: the only user of the fixtures outside the tests. */
@NullMarked
package io.github.voxelclick.plugin.sample;

import org.jspecify.annotations.NullMarked;
