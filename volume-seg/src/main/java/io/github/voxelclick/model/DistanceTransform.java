package io.github.voxelclick.model;

import io.github.voxelclick.distance.DistanceField;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import java.util.Optional;

/**
 * The exact Euclidean distance of each pixel of a mask to the nearest pixel outside it. Pixels
 * beyond the slice count as outside. A {@link DistanceField} in pixels, exact to distances of
 * 4,096.
 */
public final class DistanceTransform {
  private DistanceTransform() {}

  /**
   * Squared distances between pixel centres, in pixels.
   *
   * @return [rows × columns], row by row; 0 outside the mask
   */
  public static double[] squared(SliceMask mask) {
    double[] whole = new double[mask.columns() * mask.rows()];
    Optional<SliceMask.Bounds> bounds = mask.bounds();
    if (bounds.isEmpty()) {
      return whole;
    }
    SliceMask.Bounds box = bounds.get();
    // The box with a rim of outside pixels: whatever lies further out is not nearer.
    int columns = box.maxColumn() - box.minColumn() + 3;
    int rows = box.maxRow() - box.minRow() + 3;
    int left = box.minColumn() - 1;
    int top = box.minRow() - 1;
    float[] grid =
        DistanceField.squaredMm(
            DistanceField.evenly(columns, 1),
            DistanceField.evenly(rows, 1),
            DistanceField.evenly(1, 1),
            (i, j, k) -> isRim(i, columns) || isRim(j, rows) || !mask.get(left + i, top + j));
    for (int row = box.minRow(); row <= box.maxRow(); row++) {
      int from = (row - top) * columns;
      for (int i = 1; i < columns - 1; i++) {
        whole[row * mask.columns() + left + i] = grid[from + i];
      }
    }
    return whole;
  }

  private static boolean isRim(int at, int count) {
    return at == 0 || at == count - 1;
  }

  /**
   * The pixel farthest from what lies outside the mask, the first of several; empty for an empty
   * mask.
   */
  public static Optional<PlanePoint> deepest(SliceMask mask) {
    double[] squared = squared(mask);
    int best = -1;
    for (int n = 0; n < squared.length; n++) {
      if (squared[n] > (best < 0 ? 0 : squared[best])) {
        best = n;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    int row = best / mask.columns();
    return Optional.of(new PlanePoint(best - row * mask.columns(), row));
  }
}
