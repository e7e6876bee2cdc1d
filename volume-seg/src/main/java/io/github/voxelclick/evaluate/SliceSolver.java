package io.github.voxelclick.evaluate;

import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;

/** Something that answers prompts on a slice: a model, or a baseline beside it. */
public interface SliceSolver {
  /** Begins with a slice without any prompt. */
  Dialogue begin(Volume volume, SlicePlane plane);

  /** The prompts and answers on one slice. Not thread-safe. */
  @FunctionalInterface
  interface Dialogue {
    /**
     * Answers one more prompt.
     *
     * @param prompt on the slice that the dialogue began with
     * @return the mask after this prompt
     * @throws ModelException when a model cannot run
     */
    SliceMask answer(Prompt prompt) throws ModelException;
  }
}
