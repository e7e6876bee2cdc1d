/**
 * What a person says about a structure: clicks, boxes, scribbles and masks, each on one {@link
 * io.github.voxelclick.volume.SlicePlane}.
 */
@NullMarked
package io.github.voxelclick.prompt;

import org.jspecify.annotations.NullMarked;
