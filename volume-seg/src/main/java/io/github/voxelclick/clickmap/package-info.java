/**
 * Models that see clicks as maps beside the image and run as a whole for every click: RITM,
 * SimpleClick and their kin. One adapter, driven by profiles.
 */
@NullMarked
package io.github.voxelclick.clickmap;

import org.jspecify.annotations.NullMarked;
