package io.github.voxelclick.distance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceFieldTest {
  private static final double[] I = DistanceField.evenly(7, 0.7);
  private static final double[] J = DistanceField.evenly(5, 1.3);
  private static final double[] K = {-4, -1.5, 0, 6.25};

  @ParameterizedTest
  @ValueSource(doubles = {0.005, 0.02, 0.1, 0.6})
  void equals_the_smallest_of_all_distances_on_an_uneven_grid(double density) {
    Random random = new Random(5);
    for (int trial = 0; trial < 40; trial++) {
      boolean[] set = new boolean[I.length * J.length * K.length];
      for (int n = 0; n < set.length; n++) {
        set[n] = random.nextDouble() < density;
      }
      float[] found =
          DistanceField.squaredMm(I, J, K, (i, j, k) -> set[(k * J.length + j) * I.length + i]);
      assertArrayEquals(bruteForce(set), found, 1e-4f);
    }
  }

  private static float[] bruteForce(boolean[] set) {
    float[] least = new float[set.length];
    for (int n = 0; n < set.length; n++) {
      double best = Double.POSITIVE_INFINITY;
      for (int m = 0; m < set.length; m++) {
        if (set[m]) {
          double i = I[n % I.length] - I[m % I.length];
          double j = J[n / I.length % J.length] - J[m / I.length % J.length];
          double k = K[n / I.length / J.length] - K[m / I.length / J.length];
          best = Math.min(best, i * i + j * j + k * k);
        }
      }
      least[n] = (float) best;
    }
    return least;
  }

  @Test
  void a_set_without_voxels_is_infinitely_far() {
    for (float d : DistanceField.squaredMm(I, J, K, (i, j, k) -> false)) {
      assertEquals(Float.POSITIVE_INFINITY, d);
    }
  }

  @Test
  void rejects_places_that_do_not_ascend() {
    assertThrows(
        IllegalArgumentException.class,
        () -> DistanceField.squaredMm(new double[] {0, 2, 1}, J, K, (i, j, k) -> true));
  }
}
