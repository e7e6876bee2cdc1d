/**
 * RT Structure Sets (PS3.3 A.19): contours read onto the grid of a volume, and masks written as
 * contours that give the same masks back.
 */
@NullMarked
package io.github.voxelclick.dicom.rtstruct;

import org.jspecify.annotations.NullMarked;
