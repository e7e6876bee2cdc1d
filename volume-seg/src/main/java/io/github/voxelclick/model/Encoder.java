package io.github.voxelclick.model;

import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;

/** Looks at a slice once, so that many prompts can be answered quickly. Thread-safe. */
public interface Encoder {
  /**
   * Looks at a slice.
   *
   * @param image the slice's modality values and the window in which to see them
   * @param progress asked before each long step whether the result is still wanted
   * @return plain memory; equal for equal input
   * @throws ModelException when the model cannot run or is closed
   * @throws java.util.concurrent.CancellationException when the result is no longer wanted
   */
  Embedding encode(SliceImage image, Progress progress) throws ModelException;
}
