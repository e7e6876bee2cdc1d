/**
 * Opens anything that holds volumes, DICOM or NIfTI, a file or a folder. The command line and the
 * plugin see files only through {@link io.github.voxelclick.open.VolumeCatalog}.
 */
@NullMarked
package io.github.voxelclick.open;

import org.jspecify.annotations.NullMarked;
