package io.github.voxelclick.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.parity.ParityImages;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResizeTest {

  @Nested
  class Any_interpolation {

    @ParameterizedTest
    @EnumSource
    void leaves_a_plane_of_the_same_size_as_it_is(Interpolation how) {
      byte[] pixels = ParityImages.image8(5, 7);
      byte[] same = Resize.bytes(pixels, 7, 5, 7, 5, how);
      assertArrayEquals(pixels, same);
      assertNotSame(pixels, same);
      float[] plane = {1.5f, -2, 3, 4, 5, 6};
      float[] copy = Resize.floats(plane, 3, 2, 3, 2, how);
      assertArrayEquals(plane, copy);
      assertNotSame(plane, copy);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SKIMAGE_CUBIC_CONSTANT")
    void keeps_a_flat_plane_flat(Interpolation how) {
      byte[] pixels = new byte[35];
      for (int value : new int[] {0, 1, 137, 200, 255}) {
        Arrays.fill(pixels, (byte) value);
        for (int side : new int[] {1, 4, 6, 11, 20}) {
          for (byte pixel : Resize.bytes(pixels, 7, 5, side, side + 1, how)) {
            assertEquals(value, pixel & 0xFF, "at a side of " + side);
          }
        }
      }
    }

    @ParameterizedTest
    @EnumSource
    void does_not_change_its_input(Interpolation how) {
      byte[] pixels = ParityImages.image8(9, 7);
      Resize.bytes(pixels, 7, 9, 5, 20, how);
      Resize.bytes(pixels, 7, 9, 9, 12, how);
      assertArrayEquals(ParityImages.image8(9, 7), pixels);
      float[] plane = {1, 2, 3, 4, 5, 6};
      Resize.floats(plane, 3, 2, 2, 1, how);
      Resize.floats(plane, 3, 2, 4, 5, how);
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, plane);
    }

    @ParameterizedTest
    @EnumSource
    void gives_the_same_on_all_threads(Interpolation how) {
      byte[] pixels = ParityImages.image8(31, 47);
      byte[] once = Resize.bytes(pixels, 47, 31, 64, 20, how);
      assertTrue(
          IntStream.range(0, 50)
              .parallel()
              .allMatch(n -> Arrays.equals(once, Resize.bytes(pixels, 47, 31, 64, 20, how))));
    }

    @ParameterizedTest
    @EnumSource
    void knows_rows_from_columns(Interpolation how) {
      byte[] stripe = new byte[6 * 5];
      for (int row = 0; row < 5; row++) {
        Arrays.fill(stripe, row * 6 + 3, row * 6 + 6, (byte) 200);
      }
      byte[] out = Resize.bytes(stripe, 6, 5, 18, 7, how);
      int row = 3 * 18;
      assertEquals(0, out[row + 4]);
      assertTrue((out[row + 13] & 0xFF) > 180, () -> Arrays.toString(out));
    }
  }

  @Nested
  class Refused {

    @ParameterizedTest
    @EnumSource
    void are_sizes_below_one(Interpolation how) {
      byte[] pixels = new byte[6];
      refused("Sizes", () -> Resize.bytes(new byte[0], 0, 3, 2, 2, how));
      refused("Sizes", () -> Resize.bytes(new byte[0], 3, 0, 2, 2, how));
      refused("Sizes", () -> Resize.bytes(pixels, 3, 2, 0, 2, how));
      refused("Sizes", () -> Resize.bytes(pixels, 3, 2, 2, 0, how));
      refused("Sizes", () -> Resize.bytes(pixels, -3, -2, 2, 2, how));
      refused("Sizes", () -> Resize.floats(new float[6], 3, 2, -1, 2, how));
    }

    @ParameterizedTest
    @EnumSource
    void are_arrays_of_another_size(Interpolation how) {
      refused("5 pixels", () -> Resize.bytes(new byte[5], 3, 2, 2, 2, how));
      refused("7 pixels", () -> Resize.bytes(new byte[7], 3, 2, 3, 2, how));
      refused("7 pixels", () -> Resize.floats(new float[7], 3, 2, 2, 2, how));
      // 65536 × 65536 is 0 in 32 bits
      refused("0 pixels", () -> Resize.bytes(new byte[0], 1 << 16, 1 << 16, 2, 2, how));
    }

    @ParameterizedTest
    @EnumSource
    void are_results_that_no_array_holds(Interpolation how) {
      byte[] pixels = new byte[6];
      refused("Too large", () -> Resize.bytes(pixels, 3, 2, 1 << 16, 1 << 16, how));
      refused("Too large", () -> Resize.bytes(pixels, 3, 2, 1, Integer.MAX_VALUE, how));
      refused("Too large", () -> Resize.floats(new float[6], 3, 2, 50_000, 50_000, how));
      refused("Too large", () -> Resize.bytes(new byte[100_000], 1, 100_000, 50_000, 1, how));
    }

    private static void refused(String why, Runnable call) {
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
      assertTrue(e.getMessage().contains(why), e::getMessage);
    }
  }

  @Nested
  class Names {

    @ParameterizedTest
    @EnumSource
    void lead_back_to_their_interpolation(Interpolation how) {
      assertEquals(how, Interpolation.of(how.spelling()));
    }

    @Test
    void that_no_interpolation_has_are_answered_with_all_that_exist() {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> Interpolation.of("lanczos"));
      assertTrue(e.getMessage().contains("\"lanczos\""), e::getMessage);
      for (Interpolation how : Interpolation.values()) {
        assertTrue(e.getMessage().contains(how.spelling()), e::getMessage);
      }
      assertThrows(IllegalArgumentException.class, () -> Interpolation.of("PIL_BILINEAR"));
      assertThrows(IllegalArgumentException.class, () -> Interpolation.of(""));
    }
  }
}
