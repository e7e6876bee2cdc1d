package io.github.voxelclick.plugin.ij;

import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import java.util.List;
import java.util.Objects;

/**
 * What is drawn over an image. Immutable, so the painter needs no lock.
 *
 * @param mask on the image's grid
 * @param prompts drawn as markers on their slices
 * @param colour of the mask
 */
public record OverlayContent(Mask mask, List<? extends Prompt> prompts, Segment.Rgb colour) {
  /** Copies the list. */
  public OverlayContent {
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(colour, "colour");
    prompts = List.copyOf(prompts);
  }
}
