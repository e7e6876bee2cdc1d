package io.github.voxelclick.prompt;

import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Objects;

/**
 * A line drawn over pixels of the structure, or of what is not.
 *
 * @param plane the slice
 * @param points corners of the polyline in slice pixels, at least one
 * @param positive whether the line runs over the structure
 */
public record ScribblePrompt(SlicePlane plane, List<PlanePoint> points, boolean positive)
    implements Prompt {
  /** Checks that there is a point. */
  public ScribblePrompt {
    Objects.requireNonNull(plane, "plane");
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a scribble without any point");
    }
  }

  @Override
  public String kind() {
    return "scribble";
  }

  @Override
  public List<PlanePoint> extent() {
    return points;
  }
}
