package io.github.voxelclick.session;

import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a segment knows of one slice. Immutable.
 *
 * @param plane the slice
 * @param prompts all prompts given on it, oldest first; none when its mask was carried here
 * @param answered how many of them the mask answers; fewer than given while a model is at work
 * @param answer what the next answer starts from: the model's last answer, or what was carried here
 *     before the first prompt
 * @param mask the pixels of the segment on this slice when it was last answered or reached
 * @param confidence 0 to 1, see {@link SlicePrediction}
 */
public record SliceState(
    SlicePlane plane,
    List<Prompt> prompts,
    int answered,
    Optional<SlicePrediction> answer,
    SliceMask mask,
    double confidence) {
  /** Checks the counts. */
  public SliceState {
    Objects.requireNonNull(plane, "plane");
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(mask, "mask");
    prompts = List.copyOf(prompts);
    if (answered < 0 || answered > prompts.size()) {
      throw new IllegalArgumentException(answered + " answers to " + prompts.size() + " prompts");
    }
  }

  /** Whether a person gave prompts here; propagation starts from such slices and spares them. */
  public boolean isPrompted() {
    return !prompts.isEmpty();
  }

  /** Whether a prompt waits for its answer. */
  public boolean isPending() {
    return answered < prompts.size();
  }

  static SliceState prompted(Prompt prompt, SliceMask mask) {
    return new SliceState(prompt.plane(), List.of(prompt), 0, Optional.empty(), mask, 0);
  }

  static SliceState carried(SlicePlane plane, SlicePrediction carried) {
    return new SliceState(
        plane, List.of(), 0, Optional.of(carried), carried.mask(), carried.confidence());
  }

  SliceState withPrompt(Prompt prompt) {
    List<Prompt> next = new ArrayList<>(prompts);
    next.add(prompt);
    return new SliceState(plane, next, answered, answer, mask, confidence);
  }

  SliceState withAnswer(SlicePrediction prediction, int answers) {
    return new SliceState(
        plane,
        prompts,
        answers,
        Optional.of(prediction),
        prediction.mask(),
        prediction.confidence());
  }
}
