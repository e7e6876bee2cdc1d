package io.github.voxelclick.prompt;

import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Objects;

/**
 * A rectangle that holds the structure. Its corners are pixel centres and belong to it.
 *
 * @param plane the slice
 * @param min the corner with the smaller column and row, in slice pixels
 * @param max the corner with the larger column and row, in slice pixels
 */
public record BoxPrompt(SlicePlane plane, PlanePoint min, PlanePoint max) implements Prompt {
  /** Takes any two opposite corners and orders them. */
  public BoxPrompt {
    Objects.requireNonNull(plane, "plane");
    PlanePoint low =
        new PlanePoint(Math.min(min.column(), max.column()), Math.min(min.row(), max.row()));
    PlanePoint high =
        new PlanePoint(Math.max(min.column(), max.column()), Math.max(min.row(), max.row()));
    min = low;
    max = high;
  }

  /** True: a box says where the structure is. */
  @Override
  public boolean positive() {
    return true;
  }

  @Override
  public String kind() {
    return "box";
  }

  @Override
  public List<PlanePoint> extent() {
    return List.of(min, max);
  }

  /**
   * Whether a place lies in the ellipse that touches the box's sides, which are the outer edges of
   * its outermost pixels.
   *
   * @param column slice pixels, as the corners
   * @param row likewise
   */
  public boolean inEllipse(double column, double row) {
    double across = 2 * column - min.column() - max.column();
    double down = 2 * row - min.row() - max.row();
    double x = across / (max.column() - min.column() + 1);
    double y = down / (max.row() - min.row() + 1);
    return x * x + y * y <= 1;
  }
}
