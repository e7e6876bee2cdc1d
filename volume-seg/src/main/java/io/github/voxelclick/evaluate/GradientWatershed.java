package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Marker-based watershed as a baseline (Meyer, 1991): clicks are markers from which the gradient's
 * magnitude is flooded, the lowest pixel first, by 4 neighbours. The gradient is that of the image
 * smoothed by a standard deviation of one pixel. Confined to an {@linkplain OracleRegion oracle's
 * region} whose rim is background.
 */
public final class GradientWatershed implements OracleSolver {
  private final IntensityWindows windows;

  /**
   * @param volume all dialogues are about its slices
   * @param recipe the window in which values are compared, the same as the model's
   */
  public GradientWatershed(Volume volume, IntensityRecipe recipe) {
    this.windows = new IntensityWindows(volume, recipe);
  }

  @Override
  public SliceSolver.Dialogue begin(Volume volume, SlicePlane plane, SliceMask truth) {
    OracleRegion region = new OracleRegion(truth);
    return new SliceSolver.Dialogue() {
      private Optional<float[]> relief = Optional.empty();

      @Override
      public SliceMask answer(Prompt prompt) {
        region.mark(prompt);
        if (relief.isEmpty()) {
          float[] image = region.image(volume, plane, windows, prompt);
          relief = Optional.of(gradient(image, region.columns(), region.rows()));
        }
        byte[] basins = flood(relief.get(), region);
        return region.mask(n -> basins[n] == OracleRegion.INSIDE);
      }
    };
  }

  /** Magnitude of the central differences, one-sided at the rim; per pixel. */
  static float[] gradient(float[] image, int columns, int rows) {
    float[] smooth = Smoothing.binomial(image, columns, rows);
    float[] magnitude = new float[image.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int left = Math.max(0, column - 1);
        int right = Math.min(columns - 1, column + 1);
        int up = Math.max(0, row - 1);
        int down = Math.min(rows - 1, row + 1);
        float x = smooth[row * columns + right] - smooth[row * columns + left];
        float y = smooth[down * columns + column] - smooth[up * columns + column];
        magnitude[row * columns + column] =
            (float) Math.hypot(x / Math.max(1, right - left), y / Math.max(1, down - up));
      }
    }
    return magnitude;
  }

  /** A pixel to be flooded: the lowest water level first, then the one that came first. */
  private record Shore(float level, int order, int pixel, byte basin) implements Comparable<Shore> {
    @Override
    public int compareTo(Shore other) {
      int byLevel = Float.compare(level, other.level);
      return byLevel != 0 ? byLevel : Integer.compare(order, other.order);
    }
  }

  private static byte[] flood(float[] relief, OracleRegion region) {
    byte[] basins = new byte[relief.length];
    PriorityQueue<Shore> shores = new PriorityQueue<>();
    int order = 0;
    byte[] marks = region.marks();
    for (int n = 0; n < marks.length; n++) {
      if (marks[n] != OracleRegion.UNKNOWN) {
        shores.add(new Shore(0, order++, n, marks[n]));
      }
    }
    while (!shores.isEmpty()) {
      Shore shore = shores.remove();
      int at = shore.pixel();
      if (basins[at] != OracleRegion.UNKNOWN) {
        continue;
      }
      basins[at] = shore.basin();
      int column = at % region.columns();
      int[] neighbours = {
        column > 0 ? at - 1 : -1,
        column < region.columns() - 1 ? at + 1 : -1,
        at - region.columns(),
        at + region.columns()
      };
      for (int n : neighbours) {
        if (n >= 0 && n < basins.length && basins[n] == OracleRegion.UNKNOWN) {
          float level = Math.max(shore.level(), relief[n]);
          shores.add(new Shore(level, order++, n, shore.basin()));
        }
      }
    }
    return basins;
  }
}
