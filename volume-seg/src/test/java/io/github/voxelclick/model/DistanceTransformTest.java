package io.github.voxelclick.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.volume.SliceMask;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceTransformTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.7, 0.97, 1})
  void equals_the_search_over_all_pixels(double filled) {
    Random random = new Random(3);
    int columns = 19;
    int rows = 31;
    boolean[] bits = new boolean[columns * rows];
    for (int n = 0; n < bits.length; n++) {
      bits[n] = random.nextDouble() < filled;
    }
    SliceMask mask = SliceMask.of(columns, rows, (c, r) -> bits[r * columns + c]);
    double[] expected = new double[bits.length];
    for (int n = 0; n < bits.length; n++) {
      expected[n] = bits[n] ? nearestOutside(mask, n % columns, n / columns) : 0;
    }
    assertArrayEquals(expected, DistanceTransform.squared(mask));
  }

  private static double nearestOutside(SliceMask mask, int column, int row) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int r = -1; r <= mask.rows(); r++) {
      for (int c = -1; c <= mask.columns(); c++) {
        boolean beyond = r < 0 || c < 0 || r == mask.rows() || c == mask.columns();
        if (beyond || !mask.get(c, r)) {
          nearest = Math.min(nearest, (c - column) * (c - column) + (r - row) * (r - row));
        }
      }
    }
    return nearest;
  }

  @Test
  void the_rim_of_the_slice_counts_as_outside() {
    double[] d = DistanceTransform.squared(SliceMask.of(5, 3, (c, r) -> true));
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 4, 4, 4, 1, 1, 1, 1, 1, 1}, d);
    assertEquals(1, DistanceTransform.squared(SliceMask.of(1, 1, (c, r) -> true))[0]);
  }
}
