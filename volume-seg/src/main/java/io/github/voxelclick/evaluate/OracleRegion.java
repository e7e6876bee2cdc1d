package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.Optional;

/**
 * The part of a slice to which marker-based baselines are confined: 2.2 times the true box, about
 * its centre. Pixels of the part's rim count as background, except along sides where the slice
 * itself ends, for there the structure may go on; where all four sides end with the slice, all
 * count. Holds one slice's clicks as markers. Not thread-safe.
 */
final class OracleRegion {
  private static final double TIMES_BOX = 2.2;

  /** Marks of pixels. */
  static final byte UNKNOWN = 0;

  static final byte INSIDE = 1;
  static final byte OUTSIDE = 2;

  private final int sliceColumns;
  private final int sliceRows;
  private final int firstColumn;
  private final int firstRow;
  private final int columns;
  private final int rows;
  private final byte[] marks;

  /**
   * The region of a structure on one slice.
   *
   * @param truth not empty
   */
  OracleRegion(SliceMask truth) {
    sliceColumns = truth.columns();
    sliceRows = truth.rows();
    SliceMask.Bounds box = truth.bounds().orElseThrow();
    int acrossMargin = margin(box.maxColumn() - box.minColumn() + 1);
    int downMargin = margin(box.maxRow() - box.minRow() + 1);
    firstColumn = Math.max(0, box.minColumn() - acrossMargin);
    firstRow = Math.max(0, box.minRow() - downMargin);
    columns = Math.min(sliceColumns, box.maxColumn() + acrossMargin + 1) - firstColumn;
    rows = Math.min(sliceRows, box.maxRow() + downMargin + 1) - firstRow;
    marks = new byte[columns * rows];
    markRim(truth);
  }

  /** Pixels on each side of the box, at least 2. */
  private static int margin(int side) {
    return (int) Math.max(2, Math.round(side * (TIMES_BOX - 1) / 2));
  }

  private void markRim(SliceMask truth) {
    boolean left = firstColumn > 0;
    boolean right = firstColumn + columns < sliceColumns;
    boolean top = firstRow > 0;
    boolean bottom = firstRow + rows < sliceRows;
    boolean all = !left && !right && !top && !bottom;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        boolean rim =
            (column == 0 && (left || all))
                || (column == columns - 1 && (right || all))
                || (row == 0 && (top || all))
                || (row == rows - 1 && (bottom || all));
        if (rim && !truth.get(firstColumn + column, firstRow + row)) {
          marks[row * columns + column] = OUTSIDE;
        }
      }
    }
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /** One mark for each pixel of the region, row by row; not to be changed. */
  byte[] marks() {
    return marks;
  }

  /**
   * Marks the pixel of a click; a click outside the region is background anyhow.
   *
   * @throws IllegalArgumentException for any other prompt
   */
  void mark(Prompt prompt) {
    if (!(prompt instanceof PointPrompt click)) {
      throw new IllegalArgumentException("markers are clicks only, not " + prompt);
    }
    int column = (int) Math.round(click.at().column()) - firstColumn;
    int row = (int) Math.round(click.at().row()) - firstRow;
    if (column >= 0 && column < columns && row >= 0 && row < rows) {
      marks[row * columns + column] = click.positive() ? INSIDE : OUTSIDE;
    }
  }

  /**
   * The region's part of a slice in a model's window.
   *
   * @param windows of the volume
   * @param first which chooses the window
   * @return 0 to 1, row by row; values that are not numbers are 0
   */
  float[] image(Volume volume, SlicePlane plane, IntensityWindows windows, Prompt first) {
    Window window = windows.choose(Optional.of(first).filter(Prompt::positive));
    float[] slice = volume.slice(plane);
    float[] part = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float value = slice[(firstRow + row) * sliceColumns + firstColumn + column];
        part[row * columns + column] = Float.isNaN(value) ? 0 : window.normalise(value);
      }
    }
    return part;
  }

  /** Which pixels of the region belong to a mask, by their place in it. */
  @FunctionalInterface
  interface PixelTest {
    /** Whether the pixel, row · columns + column, is set. */
    boolean test(int pixel);
  }

  /** A mask of the whole slice, empty outside the region. */
  SliceMask mask(PixelTest test) {
    return SliceMask.of(
        sliceColumns,
        sliceRows,
        (c, r) -> {
          int column = c - firstColumn;
          int row = r - firstRow;
          return column >= 0
              && column < columns
              && row >= 0
              && row < rows
              && test.test(row * columns + column);
        });
  }
}
