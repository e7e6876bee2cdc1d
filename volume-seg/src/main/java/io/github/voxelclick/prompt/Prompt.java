package io.github.voxelclick.prompt;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;

/** One thing that a person said about a structure on one slice. Immutable. */
public sealed interface Prompt permits PointPrompt, BoxPrompt, ScribblePrompt, MaskPrompt {
  /** The slice that the prompt was given on. */
  SlicePlane plane();

  /** What it is: {@code click}, {@code box}, {@code scribble} or {@code mask}. */
  String kind();

  /** Whether the prompt marks pixels of the structure, or (false) pixels that are not of it. */
  boolean positive();

  /**
   * The outermost points of the prompt in slice pixels; together they span the smallest rectangle
   * that holds it. Empty for a mask without any pixel.
   */
  List<PlanePoint> extent();

  /**
   * Checks the prompt against a grid.
   *
   * @throws PromptException when slice or pixels lie outside, or a mask has another size
   */
  default void requireWithin(GridSize size) throws PromptException {
    int slices = plane().axis().slices(size);
    if (!plane().within(size)) {
      throw new PromptException(
          "The prompt lies outside the volume: its slice along "
              + plane().axis()
              + " is "
              + plane().index()
              + ", expected 0 to "
              + (slices - 1)
              + ". Give zero-based voxel indices of the volume as loaded.");
    }
    for (PlanePoint p : extent()) {
      requireWithin("column", p.column(), plane().axis().columns(size));
      requireWithin("row", p.row(), plane().axis().rows(size));
    }
  }

  private static void requireWithin(String what, double found, int count) throws PromptException {
    // A pixel's cell reaches half a pixel to each side of its centre.
    if (!(found >= -0.5 && found < count - 0.5)) {
      throw new PromptException(
          "The prompt lies outside its slice: "
              + what
              + " "
              + PromptParser.shortNumber(found)
              + ", expected 0 to "
              + (count - 1)
              + ". Give zero-based voxel indices of the volume as loaded.");
    }
  }
}
