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
    return SliceMask.of(columns, rows, box::inEllipse);
  }
}
