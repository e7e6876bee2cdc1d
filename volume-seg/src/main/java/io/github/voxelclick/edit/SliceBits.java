package io.github.voxelclick.edit;

import io.github.voxelclick.volume.SliceMask;

/** A slice that is being drawn, one bit per pixel. Not thread-safe. */
final class SliceBits {
  private static final int WORD = 64;

  private final int columns;
  private final int rows;
  private final long[] words;

  SliceBits(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.words = new long[(Math.multiplyExact(columns, rows) + WORD - 1) / WORD];
  }

  void set(int column, int row) {
    int n = row * columns + column;
    words[n / WORD] |= 1L << n;
  }

  /**
   * Sets a run of pixels.
   *
   * @param end column behind the last, above {@code start}
   */
  void setRun(int row, int start, int end) {
    int from = row * columns + start;
    int last = row * columns + end - 1;
    long head = -1L << from;
    long tail = -1L >>> (WORD - 1 - last % WORD);
    if (from / WORD == last / WORD) {
      words[from / WORD] |= head & tail;
      return;
    }
    words[from / WORD] |= head;
    for (int w = from / WORD + 1; w < last / WORD; w++) {
      words[w] = -1L;
    }
    words[last / WORD] |= tail;
  }

  SliceMask toMask() {
    return SliceMask.ofWords(columns, rows, words);
  }
}
