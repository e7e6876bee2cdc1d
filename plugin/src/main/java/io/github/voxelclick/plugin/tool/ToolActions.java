package io.github.voxelclick.plugin.tool;

import io.github.voxelclick.plugin.view.Draft;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Optional;

/** What comes of using a tool. Called on the event thread. */
public interface ToolActions {
  /** A prompt was given. */
  void prompt(Prompt prompt);

  /**
   * A brush was drawn over a slice.
   *
   * @param path continuous pixels of the slice, at least one point
   * @param radiusMm above 0
   * @param ball whether it reaches into the neighbouring slices
   * @param paint whether it paints, or erases
   */
  void stroke(
      SlicePlane plane, List<PlanePoint> path, double radiusMm, boolean ball, boolean paint);

  /**
   * A polygon was closed.
   *
   * @param corners continuous pixels of the slice, at least three
   * @param paint whether its inside becomes part of the segment, or no longer is
   */
  void polygon(SlicePlane plane, List<PlanePoint> corners, boolean paint);

  /**
   * A pixel was pointed at with the fill tool.
   *
   * @param pixel whole numbers
   */
  void fill(SlicePlane plane, PlanePoint pixel);

  /** What is to be shown of an unfinished drawing, or that nothing is. */
  void draft(Optional<Draft> draft);
}
