package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.volume.Volume;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RandomWalkerTest extends OracleSolverContract {
  @Override
  List<OracleSolver> solvers(Volume volume, IntensityRecipe recipe) {
    return List.of(new RandomWalker(volume, recipe));
  }

  @Nested
  class Probabilities {
    @Test
    void fall_evenly_along_a_chain_of_equal_links() {
      double[] right = {1, 1, 1, 1, 1, 0};
      byte[] marks = {OracleRegion.INSIDE, 0, 0, 0, 0, OracleRegion.OUTSIDE};
      double[] found = new WalkSystem(6, right, new double[6]).solve(marks);
      double[] expected = {1, 0.8, 0.6, 0.4, 0.2, 0};
      for (int n = 0; n < 6; n++) {
        assertEquals(expected[n], found[n], 2e-3);
      }
    }

    @Test
    void fall_over_weak_links_as_voltage_over_resistors() {
      // Resistances 1, 4, 1 of 6 in all, down a column.
      double[] down = {1, 0.25, 1, 0};
      byte[] marks = {OracleRegion.INSIDE, 0, 0, OracleRegion.OUTSIDE};
      double[] found = new WalkSystem(1, new double[4], down).solve(marks);
      assertEquals(5 / 6.0, found[1], 2e-3);
      assertEquals(1 / 6.0, found[2], 2e-3);
    }

    @Test
    void are_nearly_one_in_the_clicked_half_of_an_image_of_two_and_nearly_zero_in_the_other() {
      int columns = 9;
      int rows = 5;
      float[] image = new float[columns * rows];
      for (int n = 0; n < image.length; n++) {
        image[n] = n % columns >= 4 ? 1 : 0;
      }
      byte[] marks = new byte[image.length];
      marks[2 * columns + 1] = OracleRegion.OUTSIDE;
      marks[3 * columns + 7] = OracleRegion.INSIDE;
      double[] found = RandomWalker.weigh(image, columns, rows).solve(marks);
      for (int n = 0; n < image.length; n++) {
        assertEquals(image[n], found[n], 0.01, "pixel " + n);
      }
    }

    @Test
    void start_from_the_last_solution_and_reach_that_of_a_fresh_start() {
      int columns = 13;
      int rows = 8;
      float[] image = new float[columns * rows];
      for (int n = 0; n < image.length; n++) {
        image[n] = ((7 * n) % 11) / 20f;
      }
      byte[] marks = new byte[image.length];
      Arrays.fill(marks, 0, columns, OracleRegion.OUTSIDE);
      marks[4 * columns + 3] = OracleRegion.INSIDE;
      WalkSystem used = RandomWalker.weigh(image, columns, rows);
      used.solve(marks);
      marks[6 * columns + 9] = OracleRegion.OUTSIDE;
      double[] again = used.solve(marks);
      double[] fresh = RandomWalker.weigh(image, columns, rows).solve(marks);
      for (int n = 0; n < image.length; n++) {
        assertEquals(fresh[n], again[n], 0.01, "pixel " + n);
        assertTrue(again[n] > -0.01 && again[n] < 1.01);
      }
    }

    @Test
    void are_one_everywhere_when_nothing_is_outside_even_in_a_flat_image() {
      byte[] marks = new byte[12];
      marks[5] = OracleRegion.INSIDE;
      for (double p : RandomWalker.weigh(new float[12], 4, 3).solve(marks)) {
        assertEquals(1, p, 0.01);
      }
    }
  }
}
