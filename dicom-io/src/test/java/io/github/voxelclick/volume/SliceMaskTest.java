package io.github.voxelclick.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Slices keep only the words from the first set pixel to the last; nobody may notice. */
class SliceMaskTest {
  private static final int COLUMNS = 37;
  private static final int ROWS = 11;

  /** A few pixels in a band of rows, or none, as plain booleans. */
  private static boolean[] band(Random random) {
    boolean[] set = new boolean[COLUMNS * ROWS];
    int first = random.nextInt(set.length);
    int last = first + random.nextInt(set.length - first);
    for (int n = first; n < last; n++) {
      set[n] = random.nextInt(3) == 0;
    }
    return set;
  }

  private static SliceMask mask(boolean[] set) {
    return SliceMask.of(COLUMNS, ROWS, (c, r) -> set[r * COLUMNS + c]);
  }

  private static boolean[] pixels(SliceMask mask) {
    boolean[] set = new boolean[COLUMNS * ROWS];
    mask.forEachSet(n -> set[n] = true);
    for (int n = 0; n < set.length; n++) {
      assertEquals(set[n], mask.get(n % COLUMNS, n / COLUMNS));
      assertEquals(set[n], ((mask.word(n >> 6) >>> n) & 1) != 0);
    }
    return set;
  }

  @Test
  void every_operation_equals_that_on_single_pixels() {
    Random random = new Random(6);
    for (int trial = 0; trial < 500; trial++) {
      boolean[] a = band(random);
      boolean[] b = band(random);
      boolean[] and = new boolean[a.length];
      boolean[] or = new boolean[a.length];
      boolean[] andNot = new boolean[a.length];
      boolean[] xor = new boolean[a.length];
      int count = 0;
      for (int n = 0; n < a.length; n++) {
        and[n] = a[n] && b[n];
        or[n] = a[n] || b[n];
        andNot[n] = a[n] && !b[n];
        xor[n] = a[n] != b[n];
        count += a[n] ? 1 : 0;
      }
      SliceMask x = mask(a);
      SliceMask y = mask(b);
      assertArrayEquals(a, pixels(x));
      assertArrayEquals(and, pixels(x.and(y)));
      assertArrayEquals(or, pixels(x.or(y)));
      assertArrayEquals(andNot, pixels(x.andNot(y)));
      assertArrayEquals(xor, pixels(x.xor(y)));
      assertEquals(count, x.count());
      assertEquals(count == 0, x.isEmpty());
      assertEquals(mask(xor), x.xor(y), "equal however they came about");
      assertEquals(mask(xor).hashCode(), x.xor(y).hashCode());
      assertEquals(x, SliceMask.ofWords(COLUMNS, ROWS, x.toWords()));
      assertEquals(x, x.xor(y).xor(y));
    }
  }

  @Test
  void some_words_make_the_slice_that_all_words_make() {
    Random random = new Random(21);
    for (int trial = 0; trial < 300; trial++) {
      SliceMask x = mask(band(random));
      long[] words = x.toWords();
      int first = random.nextInt(words.length + 1);
      while (first > 0 && Arrays.stream(words, 0, first).anyMatch(w -> w != 0)) {
        first--;
      }
      long[] some = Arrays.copyOfRange(words, first, words.length);
      assertEquals(x, SliceMask.ofWords(COLUMNS, ROWS, first, some));
    }
    int last = COLUMNS * ROWS / 64;
    long[][] wrong = {{1L << (COLUMNS * ROWS % 64)}, {1, 0}};
    for (long[] words : wrong) {
      assertThrows(
          IllegalArgumentException.class, () -> SliceMask.ofWords(COLUMNS, ROWS, last, words));
    }
    assertThrows(
        IllegalArgumentException.class, () -> SliceMask.ofWords(COLUMNS, ROWS, -1, new long[] {1}));
    assertTrue(SliceMask.ofWords(COLUMNS, ROWS, last + 1, new long[0]).isEmpty());
  }

  @Test
  void lines_are_replaced_wherever_the_set_pixels_are() {
    Random random = new Random(9);
    for (int trial = 0; trial < 300; trial++) {
      boolean[] a = band(random);
      boolean[] line = band(random);
      int column = random.nextInt(COLUMNS);
      int row = random.nextInt(ROWS);
      SliceMask x = mask(a);
      assertArrayEquals(a, pixels(x));
      boolean[] byColumn = a.clone();
      for (int r = 0; r < ROWS; r++) {
        byColumn[r * COLUMNS + column] = line[r];
      }
      boolean[] byRow = a.clone();
      System.arraycopy(line, 0, byRow, row * COLUMNS, COLUMNS);
      assertEquals(mask(byColumn), x.withColumn(column, r -> line[r]));
      assertEquals(mask(byRow), x.withRow(row, c -> line[c]));
    }
  }

  @Test
  void slices_of_the_same_bits_in_other_places_differ() {
    SliceMask early = SliceMask.of(64, 4, (c, r) -> r == 1 && c == 3);
    SliceMask late = SliceMask.of(64, 4, (c, r) -> r == 2 && c == 3);
    assertNotEquals(early, late);
    assertTrue(early.and(late).isEmpty());
    assertEquals(SliceMask.empty(64, 4), early.and(late));
  }

  @Test
  void the_whole_slice_has_as_many_words_as_before_and_no_more() {
    SliceMask dot = SliceMask.of(64, 4, (c, r) -> r == 2 && c == 3);
    assertEquals(4, dot.wordCount());
    assertEquals(4, dot.toWords().length);
    assertEquals(0, dot.word(3));
    assertThrows(IndexOutOfBoundsException.class, () -> dot.word(4));
    assertThrows(IndexOutOfBoundsException.class, () -> dot.word(-1));
  }

  @Test
  void differing_slices_of_masks_are_found_in_both_directions() {
    GridSize size = new GridSize(COLUMNS, ROWS, 6);
    SliceMask dot = SliceMask.of(COLUMNS, ROWS, (c, r) -> r == 2 && c == 3);
    SliceMask other = SliceMask.of(COLUMNS, ROWS, (c, r) -> r == 4 && c == 3);
    Mask a = Mask.empty(size).withSlice(SlicePlane.k(1), dot).withSlice(SlicePlane.k(2), dot);
    Mask b =
        a.withSlices(
            Map.of(2, other, 1, SliceMask.empty(COLUMNS, ROWS), 5, dot, 3, dot.andNot(dot)));
    List<Integer> differing = new ArrayList<>(a.differingSlices(b));
    assertEquals(List.of(1, 2, 5), differing);
    assertEquals(differing, new ArrayList<>(b.differingSlices(a)));
    assertTrue(a.differingSlices(a).isEmpty());
    assertThrows(IllegalArgumentException.class, () -> a.withSlices(Map.of(6, dot)));
    assertThrows(
        IllegalArgumentException.class, () -> a.withSlices(Map.of(0, SliceMask.empty(3, 3))));
  }
}
