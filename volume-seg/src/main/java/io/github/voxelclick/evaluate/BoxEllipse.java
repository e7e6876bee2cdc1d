package io.github.voxelclick.evaluate;

import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;

/**
 * The baseline for boxes: the ellipse that touches the box's four sides, whatever the image shows.
 * The sides are the outer edges of the box's outermost pixels. Answers boxes only.
 */
public final class BoxEllipse implements SliceSolver {
  @Override
  public Dialogue begin(Volume volume, SlicePlane plane) {
    int columns = plane.axis().columns(volume.size());
    int rows = plane.axis().rows(volume.size());
    return prompt -> ellipse(prompt, columns, rows);
  }

  private static SliceMask ellipse(Prompt prompt, int columns, int rows) {
    if (!(prompt instanceof BoxPrompt box)) {
      throw new IllegalArgumentException("an ellipse is drawn in boxes only, not for " + prompt);
    }
    double halfWidth = (box.max().column() - box.min().column() + 1) / 2;
    double halfHeight = (box.max().row() - box.min().row() + 1) / 2;
    double column = (box.min().column() + box.max().column()) / 2;
    double row = (box.min().row() + box.max().row()) / 2;
    return SliceMask.of(
        columns,
        rows,
        (c, r) -> {
          double x = (c - column) / halfWidth;
          double y = (r - row) / halfHeight;
          return x * x + y * y <= 1;
        });
  }
}
