package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  @Test
  void equal_values_share_the_mean_of_their_ranks() {
    assertArrayEquals(
        new double[] {5, 2, 2, 4, 2}, RankCorrelation.ranks(new double[] {9, 1, 1, 3, 1}));
  }

  @Test
  void is_one_for_any_rising_relation_and_minus_one_for_any_falling_one() {
    double[] a = {0.1, 0.2, 0.7, 5};
    assertEquals(1, RankCorrelation.of(a, new double[] {1, 8, 27, 1e6}).orElseThrow(), 1e-12);
    assertEquals(-1, RankCorrelation.of(a, new double[] {4, 0, -1, -9}).orElseThrow(), 1e-12);
  }

  @Test
  void equals_the_value_worked_out_by_hand_with_ties() {
    // Ranks 1.5 1.5 3 4 and 1 3.5 2 3.5: products sum to 1.75, squares to 4.5 and 4.5.
    double found =
        RankCorrelation.of(new double[] {2, 2, 5, 8}, new double[] {0, 7, 3, 7}).orElseThrow();
    assertEquals(1.75 / 4.5, found, 1e-12);
  }

  @Test
  void is_undefined_where_one_side_never_changes_or_there_are_too_few() {
    assertTrue(RankCorrelation.of(new double[] {1, 2, 3}, new double[] {4, 4, 4}).isEmpty());
    assertTrue(RankCorrelation.of(new double[] {1}, new double[] {2}).isEmpty());
    assertTrue(RankCorrelation.of(new double[0], new double[0]).isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> RankCorrelation.of(new double[] {1, 2}, new double[] {1}));
  }
}
