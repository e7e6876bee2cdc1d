package io.github.voxelclick.seednet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SliceAlignerTest {
  private static final int SIDE = 128;

  /** An ellipse with a soft rim and a smaller one beside it, both on uneven ground. */
  private static float[] scene(double right, double down) {
    float[] image = new float[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double x = column - right;
        double y = row - down;
        double organ = soft(x - 58, y - 66, 30, 21);
        double other = soft(x - 100, y - 50, 9, 14);
        double ground = 0.2 + 0.05 * Math.sin(x / 9) + 0.04 * Math.cos((x + 2 * y) / 13);
        image[row * SIDE + column] = (float) (ground + 0.4 * organ + 0.25 * other);
      }
    }
    return image;
  }

  private static double soft(double dx, double dy, double halfWidth, double halfHeight) {
    double distance = Math.hypot(dx / halfWidth, dy / halfHeight);
    return 1 / (1 + Math.exp((distance - 1) * 12));
  }

  private static float[] mask(double right, double down) {
    float[] mask = new float[SIDE * SIDE];
    for (int n = 0; n < mask.length; n++) {
      int row = n / SIDE;
      double dx = n % SIDE - right - 58;
      double dy = row - down - 66;
      mask[n] = Math.hypot(dx / 30, dy / 21) < 1 ? 1 : 0;
    }
    return mask;
  }

  private static int differing(float[] a, float[] b) {
    int count = 0;
    for (int n = 0; n < a.length; n++) {
      count += (a[n] > 0.5f) != (b[n] > 0.5f) ? 1 : 0;
    }
    return count;
  }

  @Test
  void a_shifted_structure_is_found_again_to_a_fraction_of_a_pixel() {
    SliceAligner aligner = new SliceAligner(SIDE);
    SliceAligner.Displacement by = aligner.displacement(scene(6.5, -4), scene(0, 0));
    // What the image has at a pixel, the neighbour has 6.5 columns to the left and 4 rows below.
    int onTheRim = (66 - 21 - 4) * SIDE + 64;
    assertEquals(4, by.dy()[onTheRim], 0.5);
    int onTheRight = (66 - 4) * SIDE + 58 + 30 + 6;
    assertEquals(-6.5, by.dx()[onTheRight], 0.8);
    float[] moved = aligner.moved(mask(0, 0), by);
    int before = differing(mask(0, 0), mask(6.5, -4));
    int after = differing(moved, mask(6.5, -4));
    assertTrue(before > 600 && after < before / 6, before + " pixels differ, then " + after);
  }

  @Test
  void nothing_moves_between_equal_slices_or_on_flat_ground() {
    SliceAligner aligner = new SliceAligner(SIDE);
    float[] still = new float[SIDE * SIDE];
    assertArrayEquals(still, aligner.displacement(scene(3, 2), scene(3, 2)).dx(), 1e-4f);
    float[] bright = new float[SIDE * SIDE];
    Arrays.fill(bright, 0.8f);
    assertArrayEquals(still, aligner.displacement(still, bright).dy(), 1e-6f);
  }

  @Test
  void moving_by_whole_pixels_shifts_and_repeats_the_border() {
    int side = 16;
    float[] image = new float[side * side];
    float[] dx = new float[side * side];
    float[] dy = new float[side * side];
    for (int n = 0; n < image.length; n++) {
      image[n] = n;
      dx[n] = 2;
      dy[n] = -1;
    }
    float[] moved = new SliceAligner(side).moved(image, new SliceAligner.Displacement(dx, dy));
    assertEquals(image[4 * side + 7], moved[5 * side + 5]);
    assertEquals(image[15], moved[15], "beyond the upper right corner");
  }

  @Test
  void crops_that_cannot_be_halved_often_enough_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new SliceAligner(120 + 4));
    assertThrows(IllegalArgumentException.class, () -> new SliceAligner(0));
  }
}
