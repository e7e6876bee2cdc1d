package io.github.voxelclick.volume;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/**
 * One bit per pixel of a slice, row by row. Immutable. Only the rows from the first to the last set
 * pixel are kept, so that memory grows with what is segmented and not with the slice.
 */
public final class SliceMask {
  private static final long[] NONE = new long[0];

  private final int columns;
  private final int rows;

  /** How many words before {@link #bits} are zero; 0 of an empty slice. */
  private final int first;

  /** From the first word that is not zero to the last, so equal slices have equal words. */
  private final long[] bits;

  private SliceMask(int columns, int rows, int first, long[] bits) {
    this.columns = columns;
    this.rows = rows;
    this.first = first;
    this.bits = bits;
  }

  /** The slice of words that nobody else holds. */
  private static SliceMask trimmed(int columns, int rows, int first, long[] words) {
    int from = 0;
    int to = words.length;
    while (to > 0 && words[to - 1] == 0) {
      to--;
    }
    while (from < to && words[from] == 0) {
      from++;
    }
    if (from == to) {
      return new SliceMask(columns, rows, 0, NONE);
    }
    boolean whole = from == 0 && to == words.length;
    long[] kept = whole ? words : Arrays.copyOfRange(words, from, to);
    return new SliceMask(columns, rows, first + from, kept);
  }

  /** A slice without any pixel set. */
  public static SliceMask empty(int columns, int rows) {
    Math.multiplyExact(columns, rows);
    return new SliceMask(columns, rows, 0, NONE);
  }

  /** Which pixels belong to a mask. */
  @FunctionalInterface
  public interface PixelTest {
    /** Whether the pixel is set. */
    boolean test(int column, int row);
  }

  /** The slice with those pixels set for which the test holds. */
  public static SliceMask of(int columns, int rows, PixelTest test) {
    long[] bits = new long[words(columns, rows)];
    for (int row = 0, n = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++, n++) {
        if (test.test(column, row)) {
          bits[n >> 6] |= 1L << n;
        }
      }
    }
    return trimmed(columns, rows, 0, bits);
  }

  /**
   * The slice with these bits set.
   *
   * @param words bit n of the whole, counted from the lowest bit of the first word, is the pixel of
   *     column n mod columns and row n / columns; ⌈columns · rows / 64⌉ words, copied
   * @throws IllegalArgumentException for another number of words or bits beyond the last pixel
   */
  public static SliceMask ofWords(int columns, int rows, long[] words) {
    checkSpare(columns, rows, words);
    return trimmed(columns, rows, 0, words.clone());
  }

  /**
   * As {@link #ofWords(int, int, long[])}, of some of the words; the others are zero.
   *
   * @param first how many words come before these
   * @param words copied
   * @throws IllegalArgumentException when there are not so many words, or for bits beyond the last
   *     pixel
   */
  public static SliceMask ofWords(int columns, int rows, int first, long[] words) {
    int whole = words(columns, rows);
    if (first < 0 || first > whole - words.length) {
      throw new IllegalArgumentException(
          words.length + " words from " + first + " do not fit " + columns + "x" + rows);
    }
    int spare = whole * 64 - columns * rows;
    if (spare > 0
        && words.length > 0
        && first + words.length == whole
        && words[words.length - 1] >>> (64 - spare) != 0) {
      throw new IllegalArgumentException("bits beyond the last pixel of " + columns + "x" + rows);
    }
    return trimmed(columns, rows, first, words.clone());
  }

  /** As {@link #ofWords(int, int, long[])}, of words that are computed one by one. */
  public static SliceMask ofWords(int columns, int rows, IntToLongFunction wordAt) {
    long[] bits = new long[words(columns, rows)];
    for (int w = 0; w < bits.length; w++) {
      bits[w] = wordAt.applyAsLong(w);
    }
    checkSpare(columns, rows, bits);
    return trimmed(columns, rows, 0, bits);
  }

  /**
   * The slice with those pixels set whose value is large enough.
   *
   * @param values one unsigned byte per pixel, row by row
   * @param least smallest value of a pixel that is set
   */
  public static SliceMask ofBytes(int columns, int rows, byte[] values, int least) {
    if (values.length != columns * rows) {
      throw new IllegalArgumentException(
          values.length + " values for a slice of " + columns + "x" + rows);
    }
    return ofWords(
        columns,
        rows,
        w -> {
          int first = w << 6;
          int last = Math.min(first + 64, values.length);
          long word = 0;
          for (int n = first; n < last; n++) {
            word |= ((values[n] & 0xFF) >= least ? 1L : 0L) << n;
          }
          return word;
        });
  }

  private static void checkSpare(int columns, int rows, long[] words) {
    int spare = words(columns, rows) * 64 - columns * rows;
    if (words.length != words(columns, rows)
        || (spare > 0 && words[words.length - 1] >>> (64 - spare) != 0)) {
      throw new IllegalArgumentException(
          words.length + " words do not make a slice of " + columns + "x" + rows);
    }
  }

  /** How many words {@link #word} has: ⌈columns · rows / 64⌉. */
  public int wordCount() {
    return words(columns, rows);
  }

  /** One word of bits, ordered as {@link #ofWords(int, int, long[])} says. */
  public long word(int index) {
    Objects.checkIndex(index, wordCount());
    return kept(index);
  }

  private long kept(int word) {
    int at = word - first;
    return at >= 0 && at < bits.length ? bits[at] : 0;
  }

  /** All pixels as bits, ordered as {@link #ofWords(int, int, long[])} says; a copy. */
  public long[] toWords() {
    long[] words = new long[wordCount()];
    System.arraycopy(bits, 0, words, first, bits.length);
    return words;
  }

  /**
   * One byte per pixel, row by row.
   *
   * @param value of the pixels that are set; the others are 0
   */
  public byte[] toBytes(byte value) {
    byte[] bytes = new byte[columns * rows];
    forEachSet(n -> bytes[n] = value);
    return bytes;
  }

  /** Visits the pixels that are set, ascending, each as row · columns + column. */
  public void forEachSet(IntConsumer visitor) {
    for (int w = 0; w < bits.length; w++) {
      for (long left = bits[w]; left != 0; left &= left - 1) {
        visitor.accept(((first + w) << 6) + Long.numberOfTrailingZeros(left));
      }
    }
  }

  private static int words(int columns, int rows) {
    return (Math.multiplyExact(columns, rows) + 63) / 64;
  }

  /** Pixels per row. */
  public int columns() {
    return columns;
  }

  /** Rows. */
  public int rows() {
    return rows;
  }

  /**
   * Whether a pixel is set.
   *
   * @throws IllegalArgumentException when it lies outside
   */
  public boolean get(int column, int row) {
    if (column < 0 || column >= columns || row < 0 || row >= rows) {
      throw new IllegalArgumentException(
          "pixel " + column + "," + row + " lies outside " + columns + "x" + rows);
    }
    int n = row * columns + column;
    return ((kept(n >> 6) >>> n) & 1) != 0;
  }

  /** How many pixels are set. */
  public int count() {
    int n = 0;
    for (long word : bits) {
      n += Long.bitCount(word);
    }
    return n;
  }

  /** Whether no pixel is set. */
  public boolean isEmpty() {
    return bits.length == 0;
  }

  /** Pixels set in both. */
  public SliceMask and(SliceMask other) {
    checkSameSize(other);
    int from = Math.max(first, other.first);
    int to = Math.min(first + bits.length, other.first + other.bits.length);
    if (from >= to) {
      return new SliceMask(columns, rows, 0, NONE);
    }
    long[] words = new long[to - from];
    for (int w = 0; w < words.length; w++) {
      words[w] = bits[from + w - first] & other.bits[from + w - other.first];
    }
    return trimmed(columns, rows, from, words);
  }

  /** Pixels set in either. */
  public SliceMask or(SliceMask other) {
    checkSameSize(other);
    if (bits.length == 0 || other.bits.length == 0) {
      return bits.length == 0 ? other : this;
    }
    int from = Math.min(first, other.first);
    long[] words = wordsOver(from, other);
    for (int w = 0; w < other.bits.length; w++) {
      words[other.first - from + w] |= other.bits[w];
    }
    return trimmed(columns, rows, from, words);
  }

  /** Pixels of this slice that the other has not. */
  public SliceMask andNot(SliceMask other) {
    checkSameSize(other);
    int from = Math.max(first, other.first);
    int to = Math.min(first + bits.length, other.first + other.bits.length);
    if (from >= to) {
      return this;
    }
    long[] words = bits.clone();
    for (int w = from; w < to; w++) {
      words[w - first] &= ~other.bits[w - other.first];
    }
    return trimmed(columns, rows, first, words);
  }

  /** Pixels set in one of the two alone: those that differ. Shared where one has none. */
  public SliceMask xor(SliceMask other) {
    checkSameSize(other);
    if (bits.length == 0 || other.bits.length == 0) {
      return bits.length == 0 ? other : this;
    }
    int from = Math.min(first, other.first);
    long[] words = wordsOver(from, other);
    for (int w = 0; w < other.bits.length; w++) {
      words[other.first - from + w] ^= other.bits[w];
    }
    return trimmed(columns, rows, from, words);
  }

  /**
   * The words of this slice, with room for those of another.
   *
   * @param from the first word that either has
   */
  private long[] wordsOver(int from, SliceMask other) {
    int to = Math.max(first + bits.length, other.first + other.bits.length);
    long[] words = new long[to - from];
    System.arraycopy(bits, 0, words, first - from, bits.length);
    return words;
  }

  /**
   * The Dice overlap 2|A∩B| / (|A|+|B|) with another slice; 1 when both are empty.
   *
   * @return 0 to 1
   */
  public double dice(SliceMask other) {
    int total = count() + other.count();
    return total == 0 ? 1 : 2.0 * and(other).count() / total;
  }

  /**
   * The Jaccard overlap |A∩B| / |A∪B| (IoU) with another slice; 1 when both are empty.
   *
   * @return 0 to 1
   */
  public double iou(SliceMask other) {
    int union = or(other).count();
    return union == 0 ? 1 : (double) and(other).count() / union;
  }

  /** This slice with one column replaced; itself when nothing changes. */
  SliceMask withColumn(int column, IntPredicate test) {
    return withLine(column, columns, rows, test);
  }

  /** This slice with one row replaced; itself when nothing changes. */
  SliceMask withRow(int row, IntPredicate test) {
    return withLine(row * columns, 1, columns, test);
  }

  private SliceMask withLine(int start, int step, int count, IntPredicate test) {
    long[] next = NONE;
    for (int at = 0, n = start; at < count; at++, n += step) {
      boolean set = ((kept(n >> 6) >>> n) & 1) != 0;
      if (set != test.test(at)) {
        if (next.length == 0) {
          next = toWords();
        }
        next[n >> 6] ^= 1L << n;
      }
    }
    return next.length == 0 ? this : trimmed(columns, rows, 0, next);
  }

  private void checkSameSize(SliceMask other) {
    if (columns != other.columns || rows != other.rows) {
      throw new IllegalArgumentException(
          columns + "x" + rows + " and " + other.columns + "x" + other.rows + " differ");
    }
  }

  /** The smallest rectangle that holds all set pixels, if there is one. */
  public Optional<Bounds> bounds() {
    int minColumn = columns;
    int maxColumn = -1;
    int minRow = rows;
    int maxRow = -1;
    for (int w = 0; w < bits.length; w++) {
      for (long left = bits[w]; left != 0; left &= left - 1) {
        int n = ((first + w) << 6) + Long.numberOfTrailingZeros(left);
        int row = n / columns;
        minColumn = Math.min(minColumn, n - row * columns);
        maxColumn = Math.max(maxColumn, n - row * columns);
        minRow = Math.min(minRow, row);
        maxRow = row;
      }
    }
    return maxColumn < 0
        ? Optional.empty()
        : Optional.of(new Bounds(minColumn, minRow, maxColumn, maxRow));
  }

  /**
   * A rectangle of pixels, all four sides inclusive.
   *
   * @param minColumn first column
   * @param minRow first row
   * @param maxColumn last column
   * @param maxRow last row
   */
  public record Bounds(int minColumn, int minRow, int maxColumn, int maxRow) {}

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof SliceMask s
            && columns == s.columns
            && rows == s.rows
            && first == s.first
            && Arrays.equals(bits, s.bits));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * columns + rows) + Arrays.hashCode(bits);
  }

  @Override
  public String toString() {
    return columns + "x" + rows + " with " + count() + " set";
  }
}
