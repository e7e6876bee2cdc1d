package io.github.voxelclick.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SliceRelation;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeInterpolationTest {
  private static final int COLUMNS = 61;
  private static final int ROWS = 47;
  private static final double ACROSS = 0.7;
  private static final double DOWN = 1.1;

  /** An ellipse with half axes in mm round a centre in mm. */
  private static SliceMask ellipse(double x, double y, double a, double b) {
    return SliceMask.of(
        COLUMNS,
        ROWS,
        (c, r) -> Math.pow((ACROSS * c - x) / a, 2) + Math.pow((DOWN * r - y) / b, 2) <= 1);
  }

  private static SliceMask between(SliceMask a, SliceMask b, double t) {
    return ShapeInterpolation.between(a, b, t, ACROSS, DOWN);
  }

  /** Signed mm to the nearest pixel on the other side, asking all pixels. */
  private static double signed(SliceMask mask, int column, int row) {
    boolean in = mask.get(column, row);
    double least = 1e9;
    for (int r = 0; r < mask.rows(); r++) {
      for (int c = 0; c < mask.columns(); c++) {
        if (mask.get(c, r) != in) {
          least = Math.min(least, Math.hypot(ACROSS * (c - column), DOWN * (r - row)));
        }
      }
    }
    return in ? least : -least;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.25, 0.5, 0.8})
  void shapes_within_each_other_blend_as_published(double t) {
    SliceMask small = ellipse(19, 22, 5, 7).or(ellipse(24, 26, 6, 4));
    SliceMask large = ellipse(21, 24, 14, 15).andNot(ellipse(14, 33, 2, 3));
    SliceMask found = between(small, large, t);
    for (int r = 0; r < ROWS; r += 2) {
      for (int c = 0; c < COLUMNS; c += 2) {
        double blend = (1 - t) * signed(small, c, r) + t * signed(large, c, r);
        if (Math.abs(blend) > 1e-3) {
          assertEquals(blend > 0, found.get(c, r), c + "," + r + ": " + blend);
        }
      }
    }
    assertEquals(found, between(large, small, 1 - t));
  }

  @Test
  void between_equal_masks_lies_the_same_mask_even_a_ragged_one_or_a_whole_slice() {
    Random random = new Random(47);
    SliceMask ragged = SliceMask.of(COLUMNS, ROWS, (c, r) -> random.nextInt(3) == 0);
    SliceMask all = SliceMask.of(COLUMNS, ROWS, (c, r) -> true);
    assertEquals(ragged, between(ragged, ragged, 0.3));
    assertEquals(all, between(all, all, 0.6));
    assertEquals(all, between(all, ellipse(20, 20, 9, 9), 0.01));
    SliceMask near = between(all, ellipse(20, 20, 9, 9), 0.99);
    assertTrue(near.dice(ellipse(20, 20, 9, 9)) > 0.8);
  }

  @Test
  void nothing_lies_between_a_mask_and_none() {
    SliceMask none = SliceMask.empty(COLUMNS, ROWS);
    assertTrue(between(ellipse(20, 20, 9, 9), none, 0.1).isEmpty());
    assertTrue(between(none, ellipse(20, 20, 9, 9), 0.9).isEmpty());
    assertTrue(between(none, none, 0.5).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2, 5, 8, 11, 13.9, 14.1, 20})
  void a_shape_that_moves_sideways_keeps_its_size_whether_or_not_it_overlaps(double way) {
    SliceMask a = ellipse(10, 18, 7, 5);
    SliceMask b = ellipse(10 + way, 18 + way / 2, 7, 5);
    for (double t : new double[] {0.25, 0.5, 0.75}) {
      SliceMask expected = ellipse(10 + t * way, 18 + t * way / 2, 7, 5);
      double dice = between(a, b, t).dice(expected);
      assertTrue(dice > 0.9, way + " mm at " + t + ": " + dice);
    }
  }

  @Test
  void of_two_that_part_each_finds_its_own_and_one_that_splits_stays_together() {
    SliceMask apart = ellipse(9, 12, 4, 4).or(ellipse(33, 40, 4, 4));
    SliceMask moved = ellipse(9, 24, 4, 4).or(ellipse(33, 28, 4, 4));
    SliceMask middle = ellipse(9, 18, 4, 4).or(ellipse(33, 34, 4, 4));
    assertTrue(between(apart, moved, 0.5).dice(middle) > 0.9);
    SliceMask one = ellipse(21, 25, 14, 6);
    SliceMask two = ellipse(12, 25, 5, 5).or(ellipse(30, 25, 5, 5));
    SliceMask split = between(one, two, 0.3);
    assertTrue(split.get(30, 23), "still one piece");
    assertFalse(between(one, two, 0.9).get(30, 23), "two pieces");
  }

  @Test
  void a_component_without_partner_ends_on_the_way() {
    SliceMask kept = ellipse(12, 20, 6, 6);
    SliceMask ending = ellipse(33, 38, 5, 5);
    SliceMask early = between(kept.or(ending), kept, 0.05);
    SliceMask late = between(kept.or(ending), kept, 0.6);
    assertEquals(kept, late);
    assertTrue(early.andNot(kept).count() > 0);
    assertTrue(early.andNot(kept.or(ending)).isEmpty());
    assertEquals(early, between(kept, kept.or(ending), 0.95));
  }

  @Test
  void what_the_field_of_view_cuts_stays_cut() {
    SliceMask a = ellipse(-3, 20, 12, 9);
    SliceMask b = ellipse(-3, 26, 14, 9);
    SliceMask middle = between(a, b, 0.5);
    assertTrue(middle.dice(ellipse(-3, 23, 13, 9)) > 0.93);
    assertEquals(0, middle.bounds().orElseThrow().minColumn());
  }

  @Test
  void rows_at_uneven_places_and_missing_ones_are_heeded() {
    SliceMask a = SliceMask.of(7, 4, (c, r) -> c < 2);
    SliceMask b = SliceMask.of(7, 4, (c, r) -> c < 6);
    SliceMask middle = SliceMask.of(7, 4, (c, r) -> c < 4);
    ShapeInterpolation uneven = ShapeInterpolation.of(Grids.uneven(), SliceAxis.J);
    assertEquals(middle, uneven.between(a, b, 0.5));
    ShapeInterpolation parted =
        ShapeInterpolation.of(Grids.uneven().withGapsAfter(Set.of(1)), SliceAxis.J);
    SliceMask top = SliceMask.of(7, 4, (c, r) -> c < 6 && r < 2);
    assertEquals(SliceMask.of(7, 4, (c, r) -> c < 4 && r < 2), parted.between(a, top, 0.5));
    ShapeInterpolation pages =
        ShapeInterpolation.of(Grids.uneven().withRelation(SliceRelation.UNRELATED), SliceAxis.J);
    assertEquals(middle, pages.between(a, b, 0.5));
    ShapeInterpolation turned = ShapeInterpolation.of(Grids.uneven(), SliceAxis.I);
    SliceMask low = SliceMask.of(5, 4, (c, r) -> r == 0);
    SliceMask high = SliceMask.of(5, 4, (c, r) -> r < 3);
    // Row 2 lies 4.1 mm beyond the one and 3.1 mm deep in the other: in from 4.1 / 7.2 on.
    assertTrue(turned.between(low, high, 0.59).get(2, 2));
    assertFalse(turned.between(low, high, 0.55).get(2, 2));
  }

  @Test
  void many_crumbs_are_no_trouble() {
    Random random = new Random(53);
    SliceMask a =
        SliceMask.of(301, 203, (c, r) -> c % 3 == 0 && r % 3 == 0 && random.nextBoolean());
    SliceMask b =
        SliceMask.of(301, 203, (c, r) -> c % 3 == 1 && r % 3 == 1 && random.nextBoolean());
    SliceMask middle = ShapeInterpolation.between(a, b, 0.5, 1, 2);
    assertFalse(middle.isEmpty());
  }

  @Test
  void rejects_places_outside_and_slices_of_other_sizes() {
    SliceMask mask = ellipse(20, 20, 9, 9);
    for (double t : new double[] {0, 1, -0.2, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> between(mask, mask, t));
    }
    SliceMask turned = SliceMask.empty(ROWS, COLUMNS);
    assertThrows(IllegalArgumentException.class, () -> between(mask, turned, 0.5));
    assertThrows(
        IllegalArgumentException.class, () -> ShapeInterpolation.between(mask, mask, 0.5, 0, 1));
  }
}
