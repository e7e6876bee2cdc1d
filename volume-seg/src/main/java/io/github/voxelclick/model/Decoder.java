package io.github.voxelclick.model;

import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.util.List;
import java.util.Optional;

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

  /**
   * Answers the newest of the prompts given on a slice. A mask is taken as it is, all else goes to
   * the model.
   *
   * @param embedding the slice
   * @param prompts oldest first, at least one
   * @param previous the answer to all but the newest, or what was carried here before the first
   * @param progress as for {@link #decode}
   * @throws ModelException when the model cannot run or is closed
   * @throws java.util.concurrent.CancellationException when the result is no longer wanted
   */
  default SlicePrediction answer(
      Embedding embedding,
      List<Prompt> prompts,
      Optional<SlicePrediction> previous,
      Progress progress)
      throws ModelException {
    return prompts.get(prompts.size() - 1) instanceof MaskPrompt given
        ? SlicePrediction.certain(given.mask())
        : decode(SliceQuery.ofPrompts(embedding, prompts, previous), progress);
  }
}
