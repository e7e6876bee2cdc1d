package io.github.voxelclick.model;

import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;

/** Answers prompts about a slice. Thread-safe. */
public interface Decoder {
  /**
   * Answers the prompts given so far.
   *
   * @param query an embedding made by the {@link Encoder} of the same model, and the prompts
   * @param progress asked before each long step whether the result is still wanted
   * @return on the slice's pixels; equal for equal input
   * @throws ModelException when the model cannot run or is closed
   * @throws java.util.concurrent.CancellationException when the result is no longer wanted
   */
  SlicePrediction decode(SliceQuery query, Progress progress) throws ModelException;
}
