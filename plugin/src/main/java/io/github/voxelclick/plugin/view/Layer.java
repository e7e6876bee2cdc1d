package io.github.voxelclick.plugin.view;

import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import java.util.List;
import java.util.Objects;

/**
 * One segment as it is drawn. Immutable.
 *
 * @param number of the segment
 * @param mask on the volume's grid
 * @param colour of the mask
 * @param prompts drawn as markers on their slices; only those of the segment that is worked on
 */
public record Layer(int number, Mask mask, Segment.Rgb colour, List<? extends Prompt> prompts) {
  /** Copies the list. */
  public Layer {
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(colour, "colour");
    prompts = List.copyOf(prompts);
  }
}
