/**
 * DICOM Segmentation objects (PS3.3 A.51): written so that nothing but a correct file ever appears,
 * checked beyond what validators see, and read back onto a source volume.
 */
@NullMarked
package io.github.voxelclick.dicom.seg;

import org.jspecify.annotations.NullMarked;
