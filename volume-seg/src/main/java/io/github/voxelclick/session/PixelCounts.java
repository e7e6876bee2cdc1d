package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Arrays;

/**
 * How many voxels a mask has on each slice of an axis. One look at the mask counts all slices; to
 * cut them out one after the other looks at the whole mask for each. Stateless.
 */
final class PixelCounts {
  private PixelCounts() {}

  /** Voxels by the index of the slice. */
  static int[] of(Mask mask, SliceAxis axis) {
    int[] counts = new int[axis.slices(mask.size())];
    Columns columns = new Columns(axis == SliceAxis.I ? counts : new int[mask.size().i()]);
    for (int k : mask.occupiedSlices()) {
      SliceMask slice = mask.slice(SlicePlane.k(k));
      switch (axis) {
        case K -> counts[k] = slice.count();
        case J -> addRows(counts, slice);
        case I -> columns.add(slice);
      }
    }
    columns.flush();
    return counts;
  }

  private static void addRows(int[] counts, SliceMask slice) {
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < slice.columns(); column += Long.SIZE) {
        counts[row] += Long.bitCount(pixels(slice, row, column));
      }
    }
  }

  /** Up to 64 pixels of a row from a column on; the words of a slice run on from row to row. */
  private static long pixels(SliceMask slice, int row, int column) {
    int first = row * slice.columns() + column;
    int word = first >> 6;
    int shift = first & 63;
    long bits = slice.word(word) >>> shift;
    if (shift > 0 && word + 1 < slice.wordCount()) {
      bits |= slice.word(word + 1) << (Long.SIZE - shift);
    }
    int length = slice.columns() - column;
    return length < Long.SIZE ? bits & ((1L << length) - 1) : bits;
  }

  /**
   * Counts 64 columns at a time: plane p holds bit p of the count of each column, and a row is
   * added to all of them by carrying.
   */
  private static final class Columns {
    private static final int PLANES = 8;

    private final int[] counts;
    private final long[][] planes;
    private int rows;

    Columns(int[] counts) {
      this.counts = counts;
      this.planes = new long[(counts.length + Long.SIZE - 1) / Long.SIZE][PLANES];
    }

    void add(SliceMask slice) {
      for (int row = 0; row < slice.rows(); row++) {
        for (int n = 0; n < planes.length; n++) {
          add(planes[n], pixels(slice, row, n * Long.SIZE));
        }
        rows++;
        if (rows == (1 << PLANES) - 1) {
          flush();
        }
      }
    }

    private static void add(long[] planes, long bits) {
      long carry = bits;
      for (int p = 0; carry != 0; p++) {
        long next = planes[p] & carry;
        planes[p] ^= carry;
        carry = next;
      }
    }

    void flush() {
      for (int column = 0; column < counts.length; column++) {
        for (int p = 0; p < PLANES; p++) {
          counts[column] += (int) ((planes[column >> 6][p] >>> column) & 1) << p;
        }
      }
      for (long[] p : planes) {
        Arrays.fill(p, 0);
      }
      rows = 0;
    }
  }
}
