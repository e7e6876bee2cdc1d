package io.github.voxelclick.clickmap;

import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.SliceMask;
import java.util.List;

/**
 * The part of a slice that a model looks at. The rules are those of RITM's reference (Sofiiuk et
 * al., 2021, {@code ZoomIn}), from which published figures come.
 *
 * @param firstRow in slice pixels
 * @param lastRow included
 * @param firstColumn in slice pixels
 * @param lastColumn included
 */
record ZoomRegion(int firstRow, int lastRow, int firstColumn, int lastColumn) {
  static ZoomRegion whole(SliceGrid grid) {
    return new ZoomRegion(0, grid.rows() - 1, 0, grid.columns() - 1);
  }

  int rows() {
    return lastRow - firstRow + 1;
  }

  int columns() {
    return lastColumn - firstColumn + 1;
  }

  /** The box round a mask and the positive clicks, enlarged; inside the slice. */
  static ZoomRegion around(SliceMask mask, List<PointPrompt> clicks, ClickMapProfile.Zoom zoom) {
    SliceMask.Bounds b = mask.bounds().orElseThrow();
    int firstRow = b.minRow();
    int lastRow = b.maxRow();
    int firstColumn = b.minColumn();
    int lastColumn = b.maxColumn();
    for (PointPrompt click : clicks) {
      if (click.positive()) {
        int row = (int) click.at().row();
        int column = (int) click.at().column();
        firstRow = Math.min(firstRow, row);
        lastRow = Math.max(lastRow, row);
        firstColumn = Math.min(firstColumn, column);
        lastColumn = Math.max(lastColumn, column);
      }
    }
    int[] rows = enlarged(firstRow, lastRow, mask.rows(), zoom);
    int[] columns = enlarged(firstColumn, lastColumn, mask.columns(), zoom);
    return new ZoomRegion(rows[0], rows[1], columns[0], columns[1]);
  }

  private static int[] enlarged(int first, int last, int count, ClickMapProfile.Zoom zoom) {
    double centre = 0.5 * (first + last);
    double length = Math.max(zoom.expansion() * (last - first + 1), zoom.leastSide());
    int low = (int) Math.rint(centre - 0.5 * length);
    int high = (int) Math.rint(centre + 0.5 * length);
    return new int[] {Math.max(0, low), Math.min(count - 1, high)};
  }

  /** Whether all positive clicks lie in it; its last row and column do not count. */
  boolean holds(List<PointPrompt> clicks) {
    for (PointPrompt click : clicks) {
      double row = click.at().row();
      double column = click.at().column();
      if (click.positive()
          && (row < firstRow || row >= lastRow || column < firstColumn || column >= lastColumn)) {
        return false;
      }
    }
    return true;
  }

  /** The product of the overlaps of rows and of columns, each as intersection over union. */
  double overlap(ZoomRegion other) {
    return overlap(firstRow, lastRow, other.firstRow, other.lastRow)
        * overlap(firstColumn, lastColumn, other.firstColumn, other.lastColumn);
  }

  private static double overlap(int a, int b, int c, int d) {
    double shared = Math.max(0, Math.min(b, d) - Math.max(a, c) + 1);
    double union = Math.max(b, d) - Math.min(a, c) + 1;
    return shared / union;
  }
}
