/**
 * Reads and writes DICOM Part 10 files: strict in writing, tolerant in reading, and each tolerance
 * leaves a {@link io.github.voxelclick.volume.ReadWarning}.
 */
@NullMarked
package io.github.voxelclick.dicom.io;

import org.jspecify.annotations.NullMarked;
