package io.github.voxelclick.seednet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  private static final int COLUMNS = 23;
  private static final int ROWS = 17;

  private static float[] noise() {
    Random random = new Random(11);
    float[] image = new float[COLUMNS * ROWS];
    for (int n = 0; n < image.length; n++) {
      image[n] = random.nextFloat();
    }
    return image;
  }

  @Test
  void whole_steps_without_blur_pick_pixels_and_zeros_outside() {
    AxisFilter columns = AxisFilter.evenly(COLUMNS, -2, 1, 5, AxisFilter.identity());
    AxisFilter rows = AxisFilter.evenly(ROWS, 15, 1, 4, AxisFilter.identity());
    float[] image = noise();
    float[] out = Resampler.resample(image, COLUMNS, columns, rows);
    float[] expected = new float[5 * 4];
    for (int row = 0; row < 2; row++) {
      for (int column = 2; column < 5; column++) {
        expected[row * 5 + column] = image[(15 + row) * COLUMNS + column - 2];
      }
    }
    assertArrayEquals(expected, out);
  }

  @Test
  void between_pixels_the_four_neighbours_are_weighed() {
    AxisFilter columns =
        AxisFilter.at(COLUMNS, new double[] {3.25, -0.25, 22.75}, AxisFilter.identity());
    AxisFilter rows = AxisFilter.at(ROWS, new double[] {7.5}, AxisFilter.identity());
    float[] image = new float[COLUMNS * ROWS];
    image[7 * COLUMNS + 3] = 1;
    image[8 * COLUMNS + 4] = 10;
    image[7 * COLUMNS] = 2;
    image[8 * COLUMNS + 22] = 4;
    assertArrayEquals(
        new float[] {0.75f * 0.5f + 10 * 0.25f * 0.5f, 2 * 0.75f * 0.5f, 4 * 0.25f * 0.5f},
        Resampler.resample(image, COLUMNS, columns, rows),
        1e-6f);
  }

  /** The weights do in one step what blurring the slice and then interpolating does in two. */
  @ParameterizedTest
  @CsvSource({"2.3, 0.92, -1.4", "1.45, 0.58, 3.2", "4.6, 1.84, -20", "9, 3.6, -31.5"})
  void equals_blurring_everything_first(double step, double sigma, double first) {
    float[] kernel = AxisFilter.gaussian(sigma);
    float[] image = noise();
    AxisFilter columns = AxisFilter.evenly(COLUMNS, first, step, 9, kernel);
    AxisFilter rows = AxisFilter.evenly(ROWS, first + 0.7, step * 0.9, 8, kernel);
    float[] out = Resampler.resample(image, COLUMNS, columns, rows);
    float[] blurred = blur(image, kernel);
    for (int v = 0; v < 8; v++) {
      for (int u = 0; u < 9; u++) {
        double expected = bilinear(blurred, first + u * step, first + 0.7 + v * step * 0.9);
        assertEquals(expected, out[v * 9 + u], 2e-6);
      }
    }
  }

  private static float[] blur(float[] image, float[] kernel) {
    int radius = kernel.length / 2;
    float[] out = new float[image.length];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        double sum = 0;
        for (int y = -radius; y <= radius; y++) {
          for (int x = -radius; x <= radius; x++) {
            sum +=
                (double) kernel[y + radius]
                    * kernel[x + radius]
                    * image[mirror(row + y, ROWS) * COLUMNS + mirror(column + x, COLUMNS)];
          }
        }
        out[row * COLUMNS + column] = (float) sum;
      }
    }
    return out;
  }

  private static int mirror(int index, int count) {
    int at = index;
    while (at < 0 || at >= count) {
      at = at < 0 ? -at : 2 * (count - 1) - at;
    }
    return at;
  }

  private static double bilinear(float[] image, double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    double sum = 0;
    for (int dy = 0; dy < 2; dy++) {
      for (int dx = 0; dx < 2; dx++) {
        if (column + dx >= 0 && column + dx < COLUMNS && row + dy >= 0 && row + dy < ROWS) {
          sum +=
              Math.abs(1 - dx - (x - column))
                  * Math.abs(1 - dy - (y - row))
                  * image[(row + dy) * COLUMNS + column + dx];
        }
      }
    }
    return sum;
  }

  @Test
  void a_gaussian_has_odd_length_and_sum_one() {
    float[] kernel = AxisFilter.gaussian(0.625);
    assertEquals(2 * 3 + 1, kernel.length, "radius 2.5 rounds up");
    double sum = 0;
    for (float w : kernel) {
      sum += w;
    }
    assertEquals(1, sum, 1e-6);
    assertEquals(kernel[0], kernel[6]);
  }

  @Test
  void a_slice_of_one_pixel_can_be_blurred() {
    AxisFilter one = AxisFilter.evenly(1, -1, 0.5, 5, AxisFilter.gaussian(2));
    assertArrayEquals(
        new float[] {0, 0.5f, 1, 0.5f, 0},
        Resampler.resample(
            new float[] {1}, 1, one, AxisFilter.at(1, new double[] {0}, AxisFilter.identity())),
        1e-6f);
  }
}
