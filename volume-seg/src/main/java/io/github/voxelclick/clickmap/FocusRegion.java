package io.github.voxelclick.clickmap;

import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.SliceMask;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Where a refiner looks: round what the last click changed. FocalClick's reference counts rows and
 * columns now with and now without the last one; so does this, or the boxes would differ.
 */
final class FocusRegion {
  private final ClickMapProfile.Focus focus;
  private final SliceGrid grid;

  FocusRegion(ClickMapProfile.Focus focus, SliceGrid grid) {
    this.focus = focus;
    this.grid = grid;
  }

  /** A box of real numbers: first and last row, first and last column. */
  private record Box(double top, double bottom, double left, double right) {
    double height() {
      return bottom - top;
    }

    double width() {
      return right - left;
    }
  }

  /**
   * The part to refine.
   *
   * @param seen the part that the first graph looked at
   * @param answer its probabilities, [rows × columns] of the slice
   * @param previous those before, likewise
   * @param last the newest click
   * @return empty when nothing of it lies in what was seen
   */
  Optional<ZoomRegion> around(ZoomRegion seen, float[] answer, float[] previous, PointPrompt last) {
    double least = 1 / (1 + Math.exp(-focus.logit()));
    SliceMask now = above(answer, least);
    SliceMask before = above(previous, focus.previousThreshold());
    Box mask = box(now);
    Box box = before.isEmpty() ? mask : changed(now, before, mask, last);
    return enlarged(box, seen);
  }

  private SliceMask above(float[] probabilities, double threshold) {
    return SliceMask.of(
        grid.columns(), grid.rows(), (c, r) -> probabilities[r * grid.columns() + c] > threshold);
  }

  /** The box of the change at the click, or its surroundings where that is small. */
  private Box changed(SliceMask now, SliceMask before, Box mask, PointPrompt last) {
    boolean[] differs = new boolean[grid.pixels()];
    for (int n = 0; n < differs.length; n++) {
      int column = n % grid.columns();
      int row = n / grid.columns();
      differs[n] = now.get(column, row) != before.get(column, row);
    }
    int row = Math.max(0, Math.min(grid.rows() - 1, (int) last.at().row()));
    int column = Math.max(0, Math.min(grid.columns() - 1, (int) last.at().column()));
    boolean[] part = connected(differs, row * grid.columns() + column);
    Box change =
        box(SliceMask.of(grid.columns(), grid.rows(), (c, r) -> part[r * grid.columns() + c]));
    if (change.height() < mask.height() / focus.smallBelow()
        || change.width() < mask.width() / focus.smallBelow()) {
      double reach = focus.reach() * Math.max(mask.height(), mask.width());
      return new Box(row - reach, row + reach, column - reach, column + reach);
    }
    return change;
  }

  /**
   * What hangs together with a pixel, over corners too; of a pixel outside, all that is outside.
   */
  private boolean[] connected(boolean[] inside, int start) {
    boolean[] part = new boolean[inside.length];
    if (!inside[start]) {
      for (int n = 0; n < part.length; n++) {
        part[n] = !inside[n];
      }
      return part;
    }
    Deque<Integer> open = new ArrayDeque<>();
    part[start] = true;
    open.push(start);
    while (!open.isEmpty()) {
      int at = open.pop();
      int row = at / grid.columns();
      int column = at % grid.columns();
      for (int r = Math.max(0, row - 1); r <= Math.min(grid.rows() - 1, row + 1); r++) {
        for (int c = Math.max(0, column - 1); c <= Math.min(grid.columns() - 1, column + 1); c++) {
          int next = r * grid.columns() + c;
          if (inside[next] && !part[next]) {
            part[next] = true;
            open.push(next);
          }
        }
      }
    }
    return part;
  }

  private Box box(SliceMask mask) {
    if (mask.count() < focus.leastPixels() || mask.isEmpty()) {
      return new Box(0, grid.rows(), 0, grid.columns());
    }
    SliceMask.Bounds b = mask.bounds().orElseThrow();
    return new Box(b.minRow(), b.maxRow(), b.minColumn(), b.maxColumn());
  }

  private Optional<ZoomRegion> enlarged(Box box, ZoomRegion seen) {
    int[] rows = enlarged(box.top(), box.bottom(), grid.rows());
    int[] columns = enlarged(box.left(), box.right(), grid.columns());
    ZoomRegion part =
        new ZoomRegion(
            Math.max(rows[0], seen.firstRow()),
            Math.min(rows[1], seen.lastRow() + 1) - 1,
            Math.max(columns[0], seen.firstColumn()),
            Math.min(columns[1], seen.lastColumn() + 1) - 1);
    return part.rows() > 0 && part.columns() > 0 ? Optional.of(part) : Optional.empty();
  }

  /** First place, and the one after the last. */
  private int[] enlarged(double first, double last, int count) {
    double centre = 0.5 * (first + last);
    double length = focus.expansion() * (last - first + 1);
    return new int[] {
      Math.max(0, (int) (centre - length * 0.5)), Math.min(count, (int) (centre + length * 0.5))
    };
  }
}
