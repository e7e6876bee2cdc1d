package io.github.voxelclick.dicom.rtstruct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.EvenOddFill;
import io.github.voxelclick.volume.SliceMask;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MaskOutlinesTest {
  private static SliceMask picture(String... rows) {
    return SliceMask.of(rows[0].length(), rows.length, (i, j) -> rows[j].charAt(i) == '#');
  }

  private static SliceMask refilled(SliceMask mask, List<int[]> outlines) {
    EvenOddFill fill = new EvenOddFill(mask.columns(), mask.rows());
    for (int[] outline : outlines) {
      long[] x = new long[outline.length / 2];
      long[] y = new long[outline.length / 2];
      for (int n = 0; n < x.length; n++) {
        x[n] = EvenOddFill.fixed(outline[2 * n] / 2.0);
        y[n] = EvenOddFill.fixed(outline[2 * n + 1] / 2.0);
      }
      fill.add(x, y);
    }
    return fill.toMask();
  }

  @Test
  @Tag("D9.2")
  void a_single_pixel_has_four_corners_between_it_and_its_neighbours() {
    List<int[]> outlines = MaskOutlines.of(picture("....", "..#.", "...."));
    assertEquals(1, outlines.size());
    assertEquals(4, outlines.get(0).length / 2);
    assertArrayEquals(new int[] {4, 1, 5, 2, 4, 3, 3, 2}, outlines.get(0));
  }

  @Test
  @Tag("D9.3")
  void straight_lines_have_no_corners_in_between() {
    List<int[]> outlines = MaskOutlines.of(picture("########", "########", "########"));
    assertEquals(8, outlines.get(0).length / 2);
    List<int[]> diamond =
        MaskOutlines.of(picture("...#...", "..###..", ".#####.", "..###..", "...#..."));
    assertEquals(4, diamond.get(0).length / 2);
  }

  @Test
  @Tag("D9.2")
  void pixels_that_touch_at_a_corner_are_outlined_apart() {
    SliceMask mask = picture("#..", ".#.", "#.#");
    List<int[]> outlines = MaskOutlines.of(mask);
    assertEquals(4, outlines.size());
    assertEquals(mask, refilled(mask, outlines));
  }

  @Test
  @Tag("D9.2")
  void a_hole_is_a_keyhole_and_an_island_in_it_has_an_outline_of_its_own() {
    SliceMask mask =
        picture(
            "############.",
            "############.",
            "##.......###.",
            "##..##...##..",
            "##.......##..",
            "###########..");
    List<int[]> outlines = MaskOutlines.of(mask);
    assertEquals(2, outlines.size());
    assertEquals(mask, refilled(mask, outlines));
  }

  /** Walls one pixel thick, holes side by side, one above the other, and round a corner. */
  @Test
  @Tag("D9.2")
  void many_holes_are_joined_to_one_outline() {
    SliceMask mask =
        picture(
            "###########",
            "#.#.##.#..#",
            "###..#.##.#",
            "#.########.",
            "#.#..#.#..#",
            "#.####.####",
            "########.##",
            "#.#.#.#.###",
            "###########");
    List<int[]> outlines = MaskOutlines.of(mask);
    assertEquals(1, outlines.size());
    assertEquals(mask, refilled(mask, outlines));
  }

  /** A channel goes there and back along the same line, between two rows of centres. */
  @Test
  @Tag("D9.2")
  void the_channel_of_a_keyhole_passes_through_no_centre() {
    SliceMask mask = picture("#######", "#######", "####.##", "#######");
    int[] outline = MaskOutlines.of(mask).get(0);
    int lines = 0;
    for (int n = 0; n < outline.length / 2; n++) {
      int m = (n + 1) % (outline.length / 2);
      boolean level = outline[2 * n + 1] == outline[2 * m + 1];
      if (level && outline[2 * n + 1] == 3) {
        lines++;
        assertEquals(9, outline[2 * n] + outline[2 * m] + 2); // from -1 (left side) to 8 (hole)
      }
    }
    assertEquals(2, lines);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "7, 5, 2", "13, 70, 3", "70, 13, 2", "65, 9, 4", "130, 31, 1"})
  @Tag("D9.3")
  void noise_of_any_density_comes_back_pixel_for_pixel(int columns, int rows, int oneIn) {
    SplittableRandom random = new SplittableRandom(columns);
    for (int trial = 0; trial < 20; trial++) {
      boolean mostlySet = trial % 2 == 0;
      SliceMask mask =
          SliceMask.of(columns, rows, (i, j) -> random.nextInt(oneIn + 1) == 0 ^ mostlySet);
      assertEquals(mask, refilled(mask, MaskOutlines.of(mask)));
    }
  }

  /** So that rounding of coordinates can never move an edge across a centre. */
  @Test
  @Tag("D9.3")
  void no_edge_comes_nearer_to_a_centre_than_a_third_of_a_pixel() {
    SplittableRandom random = new SplittableRandom(77);
    SliceMask mask = SliceMask.of(17, 13, (i, j) -> random.nextInt(5) > 1);
    for (int[] outline : MaskOutlines.of(mask)) {
      for (int n = 0; n < outline.length / 2; n++) {
        int m = (n + 1) % (outline.length / 2);
        for (int j = 0; j < 13; j++) {
          for (int i = 0; i < 17; i++) {
            double distance = distance(outline, n, m, i, j);
            assertTrue(distance > 1.0 / 3, distance + " at " + i + ", " + j);
          }
        }
      }
    }
  }

  @Test
  @Tag("D9.2")
  void an_empty_slice_has_no_outline() {
    assertEquals(List.of(), MaskOutlines.of(SliceMask.empty(7, 5)));
  }

  /** From the edge between corners n and m to a centre, in pixels. */
  private static double distance(int[] outline, int n, int m, int i, int j) {
    double x = outline[2 * n] / 2.0;
    double y = outline[2 * n + 1] / 2.0;
    double dx = outline[2 * m] / 2.0 - x;
    double dy = outline[2 * m + 1] / 2.0 - y;
    double along = ((i - x) * dx + (j - y) * dy) / (dx * dx + dy * dy);
    double nearest = Math.min(1, Math.max(0, along));
    return Math.hypot(x + nearest * dx - i, y + nearest * dy - j);
  }
}
