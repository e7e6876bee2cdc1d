package io.github.voxelclick.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.SliceMask;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbabilityMapTest {
  @Test
  void values_come_back_within_half_a_step_wherever_they_lie() {
    Random random = new Random(4);
    float[] values = new float[7 * 5];
    for (int n = 8; n < 27; n++) {
      values[n] = random.nextFloat();
    }
    assertArrayEquals(values, ProbabilityMap.of(7, 5, values).values(), 0.51f / 65534);
    assertArrayEquals(new float[35], ProbabilityMap.of(7, 5, new float[35]).values());
  }

  @Test
  void nothing_crosses_one_half_by_being_stored() {
    float justAbove = Math.nextUp(0.5f);
    float justBelow = Math.nextDown(0.5f);
    ProbabilityMap map = ProbabilityMap.of(3, 1, new float[] {justBelow, 0.5f, justAbove});
    assertEquals(SliceMask.of(3, 1, (c, r) -> c == 2), map.above(0.5));
    assertEquals(0.5f, map.values()[1]);
  }

  @Test
  void what_is_no_probability_is_brought_into_range() {
    float[] odd = {Float.NaN, -1, 2, Float.POSITIVE_INFINITY};
    assertArrayEquals(new float[] {0, 0, 1, 1}, ProbabilityMap.of(2, 2, odd).values());
    assertThrows(IllegalArgumentException.class, () -> ProbabilityMap.of(2, 3, odd));
  }

  @Test
  void a_mask_becomes_certainty_and_back() {
    SliceMask mask = SliceMask.of(6, 9, (c, r) -> r == 2 * c + 1);
    assertEquals(mask, ProbabilityMap.of(mask).above(0.5));
    assertEquals(ProbabilityMap.of(mask), ProbabilityMap.of(mask));
    assertNotEquals(ProbabilityMap.of(mask), ProbabilityMap.of(SliceMask.empty(6, 9)));
    assertNotEquals(
        ProbabilityMap.of(mask), ProbabilityMap.of(SliceMask.of(6, 9, (c, r) -> r == 2 * c)));
  }

  @Test
  void confidence_is_the_mean_sharpness_of_what_is_touched() {
    float[] values = {0, 0.04f, 0.25f, 0.75f, 1, 0};
    SlicePrediction p = SlicePrediction.of(ProbabilityMap.of(3, 2, values), 0.5);
    assertEquals((0.5 + 0.5 + 1) / 3, p.confidence(), 1e-4);
    assertEquals(SliceMask.of(3, 2, (c, r) -> r == 1 && c < 2), p.mask());
    SlicePrediction none = SlicePrediction.of(ProbabilityMap.of(3, 2, new float[6]), 0.5);
    assertTrue(none.mask().isEmpty());
    assertEquals(0, none.confidence());
    assertEquals(1, SlicePrediction.certain(p.mask()).confidence());
    assertFalse(p.probability().equals(none.probability()));
  }
}
