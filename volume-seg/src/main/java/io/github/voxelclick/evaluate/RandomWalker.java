package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.util.Optional;

/**
 * The random walker as a baseline (Grady, IEEE TPAMI 28, 2006): a pixel belongs to the structure
 * when a walk that starts there and avoids edges of the image reaches a positive click before
 * background with a probability above one half. Confined to an {@linkplain OracleRegion oracle's
 * region} whose rim is background.
 *
 * <p>Neighbours (4) whose values differ by d are linked with exp(−β d² / (10 σ)) + 1e-10, where σ
 * is the standard deviation of the region's values and β = 130. Weights, β and the solver's
 * tolerance are the defaults of scikit-image's {@code random_walker}. The system is solved by
 * conjugate gradients with Jacobi's preconditioner, from the solution for the clicks before.
 */
public final class RandomWalker implements OracleSolver {
  private static final double BETA = 130;
  private static final double LEAST_WEIGHT = 1e-10;
  private static final double HALF = 0.5;

  private final IntensityWindows windows;

  /**
   * @param volume all dialogues are about its slices
   * @param recipe the window in which values are compared, the same as the model's
   */
  public RandomWalker(Volume volume, IntensityRecipe recipe) {
    this.windows = new IntensityWindows(volume, recipe);
  }

  @Override
  public SliceSolver.Dialogue begin(Volume volume, SlicePlane plane, SliceMask truth) {
    OracleRegion region = new OracleRegion(truth);
    return new SliceSolver.Dialogue() {
      private Optional<WalkSystem> system = Optional.empty();

      @Override
      public SliceMask answer(Prompt prompt) {
        region.mark(prompt);
        if (system.isEmpty()) {
          float[] image = region.image(volume, plane, windows, prompt);
          system = Optional.of(weigh(image, region.columns(), region.rows()));
        }
        double[] probability = system.get().solve(region.marks());
        return region.mask(n -> probability[n] > HALF);
      }
    };
  }

  /** The links between the pixels of an image. */
  static WalkSystem weigh(float[] image, int columns, int rows) {
    double scale = BETA / (10 * Math.max(deviation(image), Float.MIN_NORMAL));
    double[] right = new double[image.length];
    double[] down = new double[image.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int n = row * columns + column;
        if (column < columns - 1) {
          right[n] = weight(image[n] - image[n + 1], scale);
        }
        if (row < rows - 1) {
          down[n] = weight(image[n] - image[n + columns], scale);
        }
      }
    }
    return new WalkSystem(columns, right, down);
  }

  private static double weight(double difference, double scale) {
    return Math.exp(-scale * difference * difference) + LEAST_WEIGHT;
  }

  private static double deviation(float[] image) {
    double mean = 0;
    for (float v : image) {
      mean += v / image.length;
    }
    double squares = 0;
    for (float v : image) {
      squares += (v - mean) * (v - mean) / image.length;
    }
    return Math.sqrt(squares);
  }
}
