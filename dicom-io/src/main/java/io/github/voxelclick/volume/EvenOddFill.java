package io.github.voxelclick.volume;

/**
 * Fills polygons on one slice by the pixel-centre rule: a pixel is set when its centre lies inside
 * an odd number of polygons, each polygon itself being even-odd. Holes, islands in holes and
 * keyholes come out of that by themselves.
 *
 * <p>A centre exactly on an edge belongs to the side of growing column and, on an edge along a row,
 * growing row: a rectangle with corners on the centres (2, 3) and (5, 7) sets columns 2 to 4 of
 * rows 3 to 6. Polygons that share an edge thus share no pixel and leave none out. Coordinates are
 * fixed-point numbers and every decision is made in integers, so the result is the same everywhere.
 * Not thread-safe.
 */
public final class EvenOddFill {
  /** Binary places of a coordinate: a millionth of a pixel. */
  public static final int FRACTION_BITS = 20;

  /** Largest coordinate, in pixels, either side of the origin. */
  public static final int MAX_PIXELS = 1 << 20;

  private static final int WORD = 64;

  private final int columns;
  private final int rows;

  /** Words of one row; rows begin with a word of their own. */
  private final int stride;

  /** A set bit turns inside to outside, or back, from its pixel on. */
  private final long[] toggles;

  private int firstRow;
  private int lastRow;

  /** No pixel of a slice of this size is set yet. */
  public EvenOddFill(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.stride = (columns + WORD - 1) / WORD;
    this.toggles = new long[Math.multiplyExact(stride, rows)];
    this.firstRow = rows;
    this.lastRow = -1;
  }

  /** A coordinate in pixels as the nearest fixed-point number. */
  public static long fixed(double pixels) {
    return Math.round(pixels * (1L << FRACTION_BITS));
  }

  /** How many rows the edges of a polygon cross: the work of adding it. */
  public long crossings(long[] y) {
    long crossed = 0;
    for (int n = 0, before = y.length - 1; n < y.length; before = n++) {
      crossed += Math.abs(rowFrom(y[n]) - rowFrom(y[before]));
    }
    return crossed;
  }

  /**
   * Adds a polygon; it is closed by itself.
   *
   * @param x fixed-point columns of its corners, at most {@link #MAX_PIXELS} pixels from 0
   * @param y fixed-point rows
   */
  public void add(long[] x, long[] y) {
    for (int n = 0, before = x.length - 1; n < x.length; before = n++) {
      if (y[before] < y[n]) {
        addEdge(x[before], y[before], x[n], y[n]);
      } else {
        addEdge(x[n], y[n], x[before], y[before]);
      }
    }
  }

  /** An edge downwards: a row through its upper end crosses it, one through its lower does not. */
  private void addEdge(long x1, long y1, long x2, long y2) {
    int from = rowFrom(y1);
    int to = rowFrom(y2);
    double slope = (double) (x2 - x1) / (y2 - y1);
    for (int row = from; row < to; row++) {
      long down = ((long) row << FRACTION_BITS) - y1;
      double estimate = (x1 + slope * down) / (1L << FRACTION_BITS);
      int column = (int) Math.ceil(Math.min(Math.max(estimate, 0), columns));
      // The estimate may be a rounding error off; the comparison is exact.
      while (column > 0 && reaches(column - 1, x1, down, x2 - x1, y2 - y1)) {
        column--;
      }
      while (column < columns && !reaches(column, x1, down, x2 - x1, y2 - y1)) {
        column++;
      }
      if (column < columns) {
        toggles[row * stride + column / WORD] ^= 1L << column;
      }
    }
    if (from < to) {
      firstRow = Math.min(firstRow, from);
      lastRow = Math.max(lastRow, to - 1);
    }
  }

  /** The first row at or below a height, 0 to the number of rows. */
  private int rowFrom(long y) {
    long row = -(-y >> FRACTION_BITS);
    return (int) Math.min(Math.max(row, 0), rows);
  }

  /** Whether a column lies on the edge or right of it, {@code down} below the edge's upper end. */
  private static boolean reaches(int column, long x1, long down, long width, long height) {
    long across = ((long) column << FRACTION_BITS) - x1;
    return compareProducts(across, height, down, width) >= 0;
  }

  /** Compares a·b with c·d in 128 bits. */
  private static int compareProducts(long a, long b, long c, long d) {
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
  }

  /** The pixels set so far. */
  public SliceMask toMask() {
    long[] words = new long[(Math.multiplyExact(columns, rows) + WORD - 1) / WORD];
    for (int row = firstRow; row <= lastRow; row++) {
      long inside = 0;
      for (int w = 0; w < stride; w++) {
        long run = prefix(toggles[row * stride + w]) ^ inside;
        inside = run >> (WORD - 1); // all ones when the next word begins inside
        int used = Math.min(WORD, columns - w * WORD);
        put(words, row * columns + w * WORD, used < WORD ? run & ((1L << used) - 1) : run);
      }
    }
    return SliceMask.ofWords(columns, rows, words);
  }

  /** Bit n of the result is the exclusive or of bits 0 to n. */
  private static long prefix(long bits) {
    long all = bits;
    for (int shift = 1; shift < WORD; shift *= 2) {
      all ^= all << shift;
    }
    return all;
  }

  private static void put(long[] words, int at, long bits) {
    if (bits == 0) {
      return;
    }
    int shift = at % WORD;
    words[at / WORD] |= bits << shift;
    if (shift > 0 && bits >>> (WORD - shift) != 0) {
      words[at / WORD + 1] |= bits >>> (WORD - shift);
    }
  }
}
