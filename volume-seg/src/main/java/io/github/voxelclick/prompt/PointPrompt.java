package io.github.voxelclick.prompt;

import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Objects;

/**
 * A click.
 *
 * @param plane the slice
 * @param at where, in slice pixels
 * @param positive whether the structure is there, or is not
 */
public record PointPrompt(SlicePlane plane, PlanePoint at, boolean positive) implements Prompt {
  /** Checks that nothing is missing. */
  public PointPrompt {
    Objects.requireNonNull(plane, "plane");
    Objects.requireNonNull(at, "at");
  }

  @Override
  public String kind() {
    return "click";
  }

  @Override
  public List<PlanePoint> extent() {
    return List.of(at);
  }
}
