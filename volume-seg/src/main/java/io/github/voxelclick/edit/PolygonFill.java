package io.github.voxelclick.edit;

import io.github.voxelclick.volume.EvenOddFill;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import java.util.List;

/** Fills drawn outlines, by the same rule as contours of an RT Structure Set. */
public final class PolygonFill {
  private PolygonFill() {}

  /**
   * The pixels whose centres lie inside a polygon by the even-odd rule: where the outline crosses
   * itself, what it runs round twice is outside. A centre exactly on an edge belongs to the side of
   * growing column and, on an edge along a row, growing row, as {@link EvenOddFill} says; so
   * polygons that share an edge share no pixel and leave none out. Decided in whole numbers, at a
   * resolution of a millionth of a pixel. What lies beyond the slice is cut off. Time grows with
   * the rows that the edges cross, memory with the slice.
   *
   * @param columns of the slice
   * @param rows of the slice
   * @param corners in continuous pixels, the last joined to the first; less than three fill nothing
   * @throws IllegalArgumentException when a corner is no number or more than {@value
   *     EvenOddFill#MAX_PIXELS} pixels from pixel 0, 0
   */
  public static SliceMask evenOdd(int columns, int rows, List<PlanePoint> corners) {
    long[] x = new long[corners.size()];
    long[] y = new long[corners.size()];
    for (int n = 0; n < x.length; n++) {
      PlanePoint corner = corners.get(n);
      if (!(Math.abs(corner.column()) <= EvenOddFill.MAX_PIXELS
          && Math.abs(corner.row()) <= EvenOddFill.MAX_PIXELS)) {
        throw new IllegalArgumentException(corner + " is too far from the slice");
      }
      x[n] = EvenOddFill.fixed(corner.column());
      y[n] = EvenOddFill.fixed(corner.row());
    }
    EvenOddFill fill = new EvenOddFill(columns, rows);
    fill.add(x, y);
    return fill.toMask();
  }
}
