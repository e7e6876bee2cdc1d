package io.github.voxelclick.seednet;

import io.github.voxelclick.model.ModelTransform;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import java.util.List;
import java.util.Optional;

/**
 * A part of a slice that the model looks at: square in millimetres, so that structures keep their
 * shape where pixels are not square.
 *
 * @param centre slice pixels
 * @param width in slice columns
 * @param height in slice rows
 */
record LookWindow(PlanePoint centre, double width, double height) {

  /** How this window maps to a square input of the model. */
  ModelTransform transform(int side) {
    double middle = (side - 1) / 2.0;
    return new ModelTransform(centre, new PlanePoint(middle, middle), width / side, height / side);
  }

  /** Makes windows on slices of one grid. Lengths are in units of the smaller pixel spacing. */
  record Maker(SliceGrid grid, double leastSide, double mostSide) {
    private double unitMm() {
      return Math.min(grid.columnSpacingMm(), grid.rowSpacingMm());
    }

    private double longerSide() {
      return Math.max(
          grid.columns() * (grid.columnSpacingMm() / unitMm()),
          grid.rows() * (grid.rowSpacingMm() / unitMm()));
    }

    private LookWindow window(PlanePoint centre, double side) {
      return new LookWindow(
          centre,
          side * (unitMm() / grid.columnSpacingMm()),
          side * (unitMm() / grid.rowSpacingMm()));
    }

    /** The whole slice. */
    LookWindow whole() {
      PlanePoint middle = new PlanePoint((grid.columns() - 1) / 2.0, (grid.rows() - 1) / 2.0);
      return window(middle, longerSide());
    }

    /** The side of a window that is so large relative to the slice's longer side. */
    double sideOf(double part) {
      return longerSide() * part;
    }

    /** A window round a point, relative to the slice's longer side. */
    LookWindow around(PlanePoint point, double part) {
      return window(point, sideOf(part));
    }

    /**
     * A window round a mask and points.
     *
     * @param mask may be without any pixel when there are points
     * @param points slice pixels
     * @param zoom side of the window relative to what it must hold
     */
    LookWindow around(Optional<SliceMask> mask, List<PlanePoint> points, double zoom) {
      double minColumn = Double.POSITIVE_INFINITY;
      double maxColumn = Double.NEGATIVE_INFINITY;
      double minRow = Double.POSITIVE_INFINITY;
      double maxRow = Double.NEGATIVE_INFINITY;
      for (PlanePoint p : points) {
        minColumn = Math.min(minColumn, p.column());
        maxColumn = Math.max(maxColumn, p.column());
        minRow = Math.min(minRow, p.row());
        maxRow = Math.max(maxRow, p.row());
      }
      Optional<SliceMask.Bounds> bounds = mask.flatMap(SliceMask::bounds);
      if (bounds.isPresent()) {
        minColumn = Math.min(minColumn, bounds.get().minColumn());
        maxColumn = Math.max(maxColumn, bounds.get().maxColumn());
        minRow = Math.min(minRow, bounds.get().minRow());
        maxRow = Math.max(maxRow, bounds.get().maxRow());
      }
      if (!(minColumn <= maxColumn)) {
        throw new IllegalArgumentException("neither mask nor points to look at");
      }
      double wide = (maxColumn - minColumn) * (grid.columnSpacingMm() / unitMm());
      double high = (maxRow - minRow) * (grid.rowSpacingMm() / unitMm());
      double side = Math.max((Math.max(wide, high) + 1) * zoom, leastSide);
      return window(
          new PlanePoint((minColumn + maxColumn) / 2, (minRow + maxRow) / 2),
          Math.min(side, mostSide * longerSide()));
    }
  }
}
