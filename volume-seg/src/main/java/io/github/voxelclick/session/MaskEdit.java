package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.VolumeException;

/** Makes another mask of a segment, such as a smoother one. */
@FunctionalInterface
public interface MaskEdit {
  /**
   * The mask that is wanted. May run long, and again when the segment was changed meanwhile.
   *
   * @param mask of the segment at this moment
   * @param progress asked between steps
   * @throws VolumeException when it cannot be made; nothing changes then
   */
  Mask apply(Mask mask, Progress progress) throws VolumeException;
}
