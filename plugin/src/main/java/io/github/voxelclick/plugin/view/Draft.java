package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.SlicePlane;
import java.awt.Color;
import java.awt.Shape;
import java.util.Objects;

/**
 * What a tool is drawing and has not finished: a box, a line, the way of a brush. Lasts as long as
 * a drag. Not to be changed once it is made.
 *
 * @param plane the slice that it is drawn on
 * @param outline in columns and rows of the slice, whole numbers are pixel centres
 * @param colour of the line
 */
public record Draft(SlicePlane plane, Shape outline, Color colour) {
  /** Checks that nothing is missing. */
  public Draft {
    Objects.requireNonNull(plane, "plane");
    Objects.requireNonNull(outline, "outline");
    Objects.requireNonNull(colour, "colour");
  }
}
