package io.github.voxelclick.edit;

import io.github.voxelclick.volume.SliceMask;
import java.util.Arrays;

/**
 * Runs of like pixels along the rows of slices, and which of them hang together. Numbered in the
 * order of slices, rows and columns; a group is named by its first run. Memory and time grow with
 * the number of runs. Not thread-safe.
 */
final class Runs {
  private static final int WORD = 64;

  /** 0 when runs hang together by shared sides alone, 1 when corners do as well. */
  private final int reach;

  private final boolean set;
  private final SliceMask.Bounds window;
  private int count;
  private int[] starts = new int[WORD];
  private int[] ends = new int[WORD];
  private int[] rows = new int[WORD];
  private int[] slices = new int[WORD];
  private int[] parents = new int[WORD];

  /** Of the slice added last: the first run of each row, and behind them the run after the last. */
  private int[] firstOfRow = new int[0];

  /**
   * @param window columns and rows to look at
   * @param set whether runs are of pixels that are set, or of those that are not
   * @param corners whether pixels that share but a corner hang together
   */
  Runs(SliceMask.Bounds window, boolean set, boolean corners) {
    this.window = window;
    this.set = set;
    this.reach = corners ? 1 : 0;
  }

  /** The runs of one slice. */
  static Runs of(SliceMask slice, SliceMask.Bounds window, boolean set, boolean corners) {
    Runs runs = new Runs(window, set, corners);
    runs.add(0, slice, false);
    return runs;
  }

  /**
   * Adds a slice.
   *
   * @param k its name
   * @param attached whether it hangs together with the slice added before
   */
  void add(int k, SliceMask slice, boolean attached) {
    int height = window.maxRow() - window.minRow() + 1;
    int[] before = firstOfRow;
    int[] first = new int[height + 1];
    for (int r = 0; r < height; r++) {
      first[r] = count;
      addRow(k, slice, window.minRow() + r);
      if (r > 0) {
        join(first[r - 1], first[r], first[r], count);
      }
    }
    first[height] = count;
    firstOfRow = first;
    for (int r = 0; attached && r < height; r++) {
      for (int b = Math.max(0, r - reach); b <= Math.min(height - 1, r + reach); b++) {
        join(before[b], before[b + 1], first[r], first[r + 1]);
      }
    }
  }

  private void addRow(int k, SliceMask slice, int row) {
    int origin = row * slice.columns();
    int limit = origin + window.maxColumn() + 1;
    int at = next(slice, origin + window.minColumn(), limit, set);
    while (at < limit) {
      int end = next(slice, at, limit, !set);
      append(k, row, at - origin, end - origin);
      at = end < limit ? next(slice, end, limit, set) : limit;
    }
  }

  /** The next pixel of a kind, from {@code from} on, or the limit. */
  private static int next(SliceMask slice, int from, int limit, boolean set) {
    int w = from / WORD;
    long flip = set ? 0 : -1;
    long word = (slice.word(w) ^ flip) & (-1L << from);
    while (word == 0) {
      w++;
      if (w * WORD >= limit) {
        return limit;
      }
      word = slice.word(w) ^ flip;
    }
    return Math.min(limit, w * WORD + Long.numberOfTrailingZeros(word));
  }

  private void append(int k, int row, int start, int end) {
    if (count == starts.length) {
      int larger = Math.addExact(count, count / 2 + WORD);
      starts = Arrays.copyOf(starts, larger);
      ends = Arrays.copyOf(ends, larger);
      rows = Arrays.copyOf(rows, larger);
      slices = Arrays.copyOf(slices, larger);
      parents = Arrays.copyOf(parents, larger);
    }
    starts[count] = start;
    ends[count] = end;
    rows[count] = row;
    slices[count] = k;
    parents[count] = count;
    count++;
  }

  /** Joins the runs of one row, from a to before {@code endA}, with those of another. */
  private void join(int firstA, int endA, int firstB, int endB) {
    int a = firstA;
    int b = firstB;
    while (a < endA && b < endB) {
      if (starts[a] < ends[b] + reach && starts[b] < ends[a] + reach) {
        unite(a, b);
      }
      if (ends[a] < ends[b]) {
        a++;
      } else {
        b++;
      }
    }
  }

  private void unite(int a, int b) {
    int rootA = root(a);
    int rootB = root(b);
    parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }

  int count() {
    return count;
  }

  /** The first run of the group that a run belongs to. */
  int root(int run) {
    int at = run;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  int start(int run) {
    return starts[run];
  }

  /** The column behind the last. */
  int end(int run) {
    return ends[run];
  }

  int row(int run) {
    return rows[run];
  }

  int slice(int run) {
    return slices[run];
  }

  /** Whether a run reaches one of the four sides of the window. */
  boolean touchesWindow(int run) {
    return starts[run] == window.minColumn()
        || ends[run] == window.maxColumn() + 1
        || rows[run] == window.minRow()
        || rows[run] == window.maxRow();
  }

  /** The run of the slice added last that holds a pixel, or -1. */
  int at(int column, int row) {
    if (row < window.minRow() || row > window.maxRow()) {
      return -1;
    }
    int r = row - window.minRow();
    for (int run = firstOfRow[r]; run < firstOfRow[r + 1]; run++) {
      if (starts[run] <= column && column < ends[run]) {
        return run;
      }
    }
    return -1;
  }
}
