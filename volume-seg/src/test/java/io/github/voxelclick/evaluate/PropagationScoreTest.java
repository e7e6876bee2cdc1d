package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PropagationScoreTest {
  private static PropagationScore score(PropagationScore.Slice... slices) {
    return new PropagationScore(
        10, 0.5, OptionalDouble.empty(), 0, OptionalInt.empty(), 1, List.of(slices));
  }

  private static PropagationScore.Slice slice(
      int k, int truePixels, int foundPixels, int shared, double confidence) {
    return new PropagationScore.Slice(
        k, Math.abs(k - 10), 2.5 * Math.abs(k - 10), truePixels, foundPixels, shared, confidence);
  }

  @Test
  void averages_slices_of_a_range_of_distances_that_hold_the_structure() {
    PropagationScore score =
        score(
            slice(8, 10, 10, 5, 0.5), // 0.5, two away
            slice(9, 10, 10, 9, 0.9), // 0.9, beside
            slice(13, 10, 0, 0, 0), // 0, three away
            slice(21, 10, 10, 10, 1), // 1, eleven away
            slice(22, 0, 30, 0, 0.3)); // past the end
    assertEquals(0.9, score.diceAt(PropagationScore.Range.NEXT).orElseThrow(), 1e-12);
    assertEquals(0.25, score.diceAt(PropagationScore.Range.NEAR).orElseThrow(), 1e-12);
    assertTrue(score.diceAt(PropagationScore.Range.MIDDLE).isEmpty());
    assertTrue(score.diceAt(PropagationScore.Range.FAR).isEmpty());
    assertEquals(1, score.diceAt(PropagationScore.Range.FARTHEST).orElseThrow(), 1e-12);
    assertEquals("11+", PropagationScore.Range.FARTHEST.label());
    assertEquals("2-3", PropagationScore.Range.NEAR.label());
    assertEquals("1", PropagationScore.Range.NEXT.label());
  }

  @Test
  void rank_correlation_pools_the_slices_of_all_structures() {
    PropagationScore rising = score(slice(9, 10, 10, 2, 0.1), slice(11, 10, 10, 4, 0.2));
    PropagationScore better = score(slice(9, 10, 10, 9, 0.8), slice(11, 10, 10, 8, 0.9));
    assertEquals(1, PropagationScore.spearman(List.of(rising)).orElseThrow(), 1e-12);
    assertEquals(-1, PropagationScore.spearman(List.of(better)).orElseThrow(), 1e-12);
    // Ranks 1 2 3 4 and 1 2 4 3: one inversion of four.
    assertEquals(0.8, PropagationScore.spearman(List.of(rising, better)).orElseThrow(), 1e-12);
    assertTrue(PropagationScore.spearman(List.of()).isEmpty());
  }

  @Test
  void rank_correlation_of_found_slices_leaves_missed_ones_out() {
    PropagationScore falling =
        score(
            slice(8, 10, 0, 0, 0), // missed: no confidence, no overlap
            slice(9, 10, 10, 9, 0.8),
            slice(11, 10, 10, 8, 0.9));
    // Ranks 1 2 3 and 1 3 2, then 1 2 and 2 1.
    assertEquals(0.5, PropagationScore.spearman(List.of(falling)).orElseThrow(), 1e-12);
    assertEquals(-1, PropagationScore.spearmanFound(List.of(falling)).orElseThrow(), 1e-12);
    PropagationScore missed = score(slice(8, 10, 0, 0, 0), slice(9, 10, 10, 9, 0.8));
    assertEquals(1, PropagationScore.spearman(List.of(missed)).orElseThrow(), 1e-12);
    assertTrue(PropagationScore.spearmanFound(List.of(missed)).isEmpty());
  }

  @Test
  void rejects_slices_that_cannot_be() {
    assertThrows(IllegalArgumentException.class, () -> slice(9, 0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> slice(9, 3, 5, 4, 0));
  }

  @Nested
  class False_slices {
    private PropagationScore copied(int first, int last) throws ModelException {
      SliceMask blob = SliceMask.of(47, 38, (c, r) -> c > 30 && r < 5);
      Mask mask = Mask.empty(TestVolumes.SIZE);
      for (int k = first; k <= last; k++) {
        mask = mask.withSlice(SlicePlane.k(k), blob);
      }
      return new Evaluator(1)
          .propagation(
              new Structure("x", 1, "", TestVolumes.ellipsoid(), mask),
              new MaskCopyPropagator(),
              MiniatureModels.profile().intensity(),
              Progress.none());
    }

    @Test
    void count_past_ends_that_lie_three_slices_inside_the_volume() throws ModelException {
      assertEquals(OptionalInt.of(7), copied(3, 8).falsePositiveSlicesPastEnds());
      assertEquals(
          OptionalInt.of(4), copied(2, 8).falsePositiveSlicesPastEnds(), "two before it are few");
      assertEquals(OptionalInt.of(3), copied(3, 12).falsePositiveSlicesPastEnds());
    }

    @Test
    void are_not_counted_where_the_structure_ends_with_the_volume() throws ModelException {
      PropagationScore score = copied(1, 10);
      assertEquals(OptionalInt.empty(), score.falsePositiveSlicesPastEnds());
      assertEquals(3, score.falsePositiveSlices());
    }
  }
}
