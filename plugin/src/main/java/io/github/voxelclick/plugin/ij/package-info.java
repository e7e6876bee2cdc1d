/**
 * The only translation between ImageJ's types and ours. ImageJ counts slices from one and puts
 * whole numbers at the corners of pixels; both end here.
 */
@NullMarked
package io.github.voxelclick.plugin.ij;

import org.jspecify.annotations.NullMarked;
