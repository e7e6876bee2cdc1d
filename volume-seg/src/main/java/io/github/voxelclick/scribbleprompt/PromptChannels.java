package io.github.voxelclick.scribbleprompt;

import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.resample.LinearTaps;
import io.github.voxelclick.volume.PlanePoint;
import java.util.Arrays;
import java.util.List;

/**
 * Prompts as the network's channels, as ScribblePrompt's reference ({@code rescale_inputs}, {@code
 * prepare_inputs}) makes them: coordinates are scaled per axis and lose their fraction; a click is
 * one pixel; a box is filled without its last column and row; scribbles are drawn on the slice,
 * resampled and added to the clicks, 1 at most.
 */
final class PromptChannels {
  private final SliceGrid grid;
  private final int side;
  private final double scribbleRadius;
  private final float[] box;
  private final float[] positive;
  private final float[] negative;

  /**
   * @param side columns and rows of the network's input
   * @param scribbleRadius how far a scribble reaches to each side, pixels of the network's input
   */
  PromptChannels(SliceGrid grid, int side, double scribbleRadius, List<Prompt> prompts) {
    this.grid = grid;
    this.side = side;
    this.scribbleRadius = scribbleRadius;
    this.box = new float[side * side];
    this.positive = new float[side * side];
    this.negative = new float[side * side];
    draw(prompts.subList(afterMask(prompts), prompts.size()));
  }

  /** A mask ends what was said before it. */
  private static int afterMask(List<Prompt> prompts) {
    int first = 0;
    for (int n = 0; n < prompts.size(); n++) {
      first = prompts.get(n) instanceof MaskPrompt ? n + 1 : first;
    }
    return first;
  }

  /** Box, positive and negative prompts, each [side × side]. */
  List<float[]> channels() {
    return List.of(box, positive, negative);
  }

  private void draw(List<Prompt> prompts) {
    for (Prompt prompt : prompts) {
      if (prompt instanceof PointPrompt p) {
        int pixel = row(p.at()) * side + column(p.at());
        positive[pixel] = p.positive() ? 1 : 0;
        negative[pixel] = p.positive() ? 0 : 1;
      } else if (prompt instanceof BoxPrompt b) {
        fill(b); // a later box replaces an earlier one
      }
    }
    addScribbles(prompts, true, positive);
    addScribbles(prompts, false, negative);
  }

  private int column(PlanePoint at) {
    return scaled(at.column(), grid.columns());
  }

  private int row(PlanePoint at) {
    return scaled(at.row(), grid.rows());
  }

  private int scaled(double at, int count) {
    return Math.max(0, Math.min(side - 1, (int) ((float) at * ((float) side / count))));
  }

  private void fill(BoxPrompt b) {
    Arrays.fill(box, 0);
    for (int row = row(b.min()); row < row(b.max()); row++) {
      Arrays.fill(box, row * side + column(b.min()), row * side + column(b.max()), 1);
    }
  }

  private void addScribbles(List<Prompt> prompts, boolean sign, float[] channel) {
    float[] drawn = new float[grid.pixels()];
    boolean any = false;
    for (Prompt prompt : prompts) {
      if (prompt instanceof ScribblePrompt s && s.positive() == sign) {
        draw(s.points(), drawn);
        any = true;
      }
    }
    if (any) {
      float[] small =
          LinearTaps.apply(
              drawn,
              grid.columns(),
              LinearTaps.bilinear(grid.columns(), side),
              LinearTaps.bilinear(grid.rows(), side));
      for (int n = 0; n < channel.length; n++) {
        channel[n] = Math.min(1, channel[n] + small[n]);
      }
    }
  }

  /** Pixels whose centre is no farther from the line than a scribble reaches. */
  private void draw(List<PlanePoint> points, float[] drawn) {
    double longest = Math.max(grid.columns(), grid.rows());
    double reach = scribbleRadius * Math.max(1, longest / side);
    PlanePoint from = points.get(0);
    for (PlanePoint to : points) {
      draw(from, to, reach, drawn);
      from = to;
    }
  }

  private void draw(PlanePoint from, PlanePoint to, double reach, float[] drawn) {
    double dx = to.column() - from.column();
    double dy = to.row() - from.row();
    double length = dx * dx + dy * dy;
    int firstRow = (int) Math.max(0, Math.floor(Math.min(from.row(), to.row()) - reach));
    int lastRow =
        (int) Math.min(grid.rows() - 1.0, Math.ceil(Math.max(from.row(), to.row()) + reach));
    int firstColumn = (int) Math.max(0, Math.floor(Math.min(from.column(), to.column()) - reach));
    int lastColumn =
        (int)
            Math.min(grid.columns() - 1.0, Math.ceil(Math.max(from.column(), to.column()) + reach));
    for (int row = firstRow; row <= lastRow; row++) {
      for (int column = firstColumn; column <= lastColumn; column++) {
        double x = column - from.column();
        double y = row - from.row();
        double along = length > 0 ? Math.max(0, Math.min(1, (x * dx + y * dy) / length)) : 0;
        double offX = x - along * dx;
        double offY = y - along * dy;
        if (offX * offX + offY * offY <= reach * reach) {
          drawn[row * grid.columns() + column] = 1;
        }
      }
    }
  }
}
