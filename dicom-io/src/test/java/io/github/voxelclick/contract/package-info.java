/** Which tests hold which rows of the DICOM contract, as their tags say. */
@NullMarked
package io.github.voxelclick.contract;

import org.jspecify.annotations.NullMarked;
