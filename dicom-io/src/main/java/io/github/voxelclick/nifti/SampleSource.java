package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.SegWriteException;

/**
 * Gives the samples of a volume slice by slice, as they stand in a file. Slices may be asked for
 * twice.
 */
interface SampleSource {
  /**
   * The bytes of one slice, to be read only.
   *
   * @param k slice, from zero
   * @throws SegWriteException when the slice cannot be expressed
   */
  byte[] slice(int k) throws SegWriteException;
}
