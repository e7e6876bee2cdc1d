/**
 * Reads and writes DICOM Part 10 files: strict in writing, tolerant in reading, and each tolerance
 * leaves a {@link io.github.voxelclick.volume.ReadWarning}.
 */
package io.github.voxelclick.dicom.io;
