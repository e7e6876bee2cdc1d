package io.github.voxelclick.model;

import io.github.voxelclick.volume.SliceMask;
import java.util.Arrays;
import java.util.Optional;

/**
 * For each pixel of a slice the probability that it belongs to the structure. Immutable. Kept in
 * steps of 1/65534, which put a half where it was, and only over the rectangle where it is not
 * zero, because a session keeps one for every prompt ever given.
 */
public final class ProbabilityMap {
  private static final float STEPS = 65534;
  private static final int HALF = 32767;

  /** What rounds to one step. NaN is not above it. */
  private static final float LEAST = 0.5f / STEPS;

  private final int columns;
  private final int rows;
  private final int firstColumn;
  private final int firstRow;
  private final int width;
  private final short[] steps;

  private ProbabilityMap(
      int columns, int rows, int firstColumn, int firstRow, int width, short[] steps) {
    this.columns = columns;
    this.rows = rows;
    this.firstColumn = firstColumn;
    this.firstRow = firstRow;
    this.width = width;
    this.steps = steps;
  }

  /**
   * The map of these probabilities.
   *
   * @param columns pixels per row
   * @param rows rows
   * @param values [rows × columns], row by row, 0 to 1; what is not a number counts as 0
   */
  public static ProbabilityMap of(int columns, int rows, float[] values) {
    if (values.length != Math.multiplyExact(columns, rows)) {
      throw new IllegalArgumentException(values.length + " values for " + columns + "x" + rows);
    }
    int minColumn = columns;
    int maxColumn = -1;
    int minRow = rows;
    int maxRow = -1;
    for (int row = 0, n = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++, n++) {
        if (values[n] >= LEAST) {
          minColumn = Math.min(minColumn, column);
          maxColumn = Math.max(maxColumn, column);
          minRow = Math.min(minRow, row);
          maxRow = row;
        }
      }
    }
    if (maxColumn < 0) {
      return new ProbabilityMap(columns, rows, 0, 0, 0, new short[0]);
    }
    int width = maxColumn - minColumn + 1;
    short[] steps = new short[width * (maxRow - minRow + 1)];
    for (int row = minRow, n = 0; row <= maxRow; row++) {
      for (int column = minColumn; column <= maxColumn; column++, n++) {
        steps[n] = (short) toStep(values[row * columns + column]);
      }
    }
    return new ProbabilityMap(columns, rows, minColumn, minRow, width, steps);
  }

  /** Certainty: 1 inside the mask, 0 outside. */
  public static ProbabilityMap of(SliceMask mask) {
    int columns = mask.columns();
    int rows = mask.rows();
    Optional<SliceMask.Bounds> bounds = mask.bounds();
    if (bounds.isEmpty()) {
      return new ProbabilityMap(columns, rows, 0, 0, 0, new short[0]);
    }
    SliceMask.Bounds b = bounds.get();
    int width = b.maxColumn() - b.minColumn() + 1;
    short[] steps = new short[width * (b.maxRow() - b.minRow() + 1)];
    mask.forEachSet(
        n -> {
          int row = n / columns;
          int column = n - row * columns;
          steps[(row - b.minRow()) * width + column - b.minColumn()] = (short) toStep(1);
        });
    return new ProbabilityMap(columns, rows, b.minColumn(), b.minRow(), width, steps);
  }

  private static int toStep(float value) {
    if (!(value >= LEAST)) {
      return 0; // NaN, too
    }
    int step = (int) (Math.min(value, 1) * STEPS + 0.5f);
    // Nothing crosses the usual threshold by rounding.
    return value > 0.5f ? Math.max(step, HALF + 1) : Math.min(step, HALF);
  }

  /** Pixels per row. */
  public int columns() {
    return columns;
  }

  /** Rows. */
  public int rows() {
    return rows;
  }

  /** The probabilities, [rows × columns], row by row, 0 to 1; a copy. */
  public float[] values() {
    float[] values = new float[columns * rows];
    for (int n = 0, row = firstRow; n < steps.length; row++) {
      int at = row * columns + firstColumn;
      for (int column = 0; column < width; column++, n++) {
        values[at + column] = probability(n);
      }
    }
    return values;
  }

  /** The same with 0 at some pixels. */
  ProbabilityMap without(SliceMask excluded) {
    float[] values = values();
    excluded.forEachSet(n -> values[n] = 0);
    return of(columns, rows, values);
  }

  /** The pixels whose probability is above a threshold. */
  public SliceMask above(double threshold) {
    int lastColumn = firstColumn + width - 1;
    int lastRow = firstRow + (width == 0 ? 0 : steps.length / width) - 1;
    return SliceMask.of(
        columns,
        rows,
        (c, r) ->
            c >= firstColumn
                && c <= lastColumn
                && r >= firstRow
                && r <= lastRow
                && probability((r - firstRow) * width + c - firstColumn) > threshold);
  }

  /**
   * How sharply the structure stands out: the mean of |2p−1| over all pixels above a probability.
   *
   * @return 0 to 1, 0 when there is no such pixel
   */
  double sharpness(double above) {
    double sum = 0;
    int count = 0;
    for (int n = 0; n < steps.length; n++) {
      double p = probability(n);
      if (p > above) {
        sum += Math.abs(2 * p - 1);
        count++;
      }
    }
    return count == 0 ? 0 : Math.min(1, sum / count);
  }

  private float probability(int n) {
    return (steps[n] & 0xffff) / STEPS;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProbabilityMap p
        && columns == p.columns
        && rows == p.rows
        && firstColumn == p.firstColumn
        && firstRow == p.firstRow
        && width == p.width
        && Arrays.equals(steps, p.steps);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * columns + rows) + Arrays.hashCode(steps);
  }

  @Override
  public String toString() {
    return columns + "x" + rows + " probabilities";
  }
}
