package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.volume.Volume;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientWatershedTest extends OracleSolverContract {
  @Override
  List<OracleSolver> solvers(Volume volume, IntensityRecipe recipe) {
    return List.of(new GradientWatershed(volume, recipe));
  }

  @Test
  void the_gradient_is_steepest_at_an_edge_and_zero_where_nothing_changes() {
    int columns = 11;
    int rows = 7;
    float[] image = new float[columns * rows];
    for (int n = 0; n < image.length; n++) {
      image[n] = n % columns >= 6 ? 1 : 0; // an edge between columns 5 and 6
    }
    float[] gradient = GradientWatershed.gradient(image, columns, rows);
    // Smoothed by 1 4 6 4 1 the edge reads 5/16, 11/16 at columns 5 and 6, 1/16 and 15/16 beside.
    assertEquals(5 / 16.0, gradient[3 * columns + 5], 1e-6);
    assertEquals(5 / 16.0, gradient[3 * columns + 6], 1e-6);
    assertEquals(0, gradient[3 * columns], 1e-6);
    assertEquals(0, gradient[3 * columns + 10], 1e-6);
  }
}
