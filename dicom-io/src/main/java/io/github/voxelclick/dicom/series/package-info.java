/**
 * From DICOM files to volumes: which images belong together, in which order, and where they lie.
 * Single-frame CT, MR and PET images make a {@link io.github.voxelclick.volume.Volume}; whatever
 * cannot be trusted is refused with file and reason.
 */
@NullMarked
package io.github.voxelclick.dicom.series;

import org.jspecify.annotations.NullMarked;
