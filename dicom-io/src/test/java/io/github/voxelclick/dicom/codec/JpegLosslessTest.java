package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.grey;
import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.DicomReadException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("B8")
class JpegLosslessTest {
  private static final int COLUMNS = 7;
  private static final int ROWS = 5;

  /** From the start-of-frame marker of our encoder's codestreams. */
  private static final int FRAME = 2;

  private static final PixelDescription GREY_12 = grey(COLUMNS, ROWS, 16, 12, false);

  /** A gradient with noise over all the bits, so that differences of every size occur. */
  private static int[] pattern(int bits, int components) {
    Random random = new Random(bits);
    int[] samples = new int[COLUMNS * ROWS * components];
    Arrays.setAll(samples, i -> (i * 3 + random.nextInt(1 << bits)) & ((1 << bits) - 1));
    return samples;
  }

  private static int[] pattern(int bits) {
    return pattern(bits, 1);
  }

  private static JpegLosslessEncoder encoder(int precision, int predictor) {
    return new JpegLosslessEncoder(COLUMNS, precision, predictor);
  }

  private static int[] decode(byte[] encoded, PixelDescription description) throws Exception {
    return samples(new JpegDecoder().decode(encoded, description));
  }

  private static String refusal(byte[] encoded, PixelDescription description) {
    return assertThrows(DicomReadException.class, () -> decode(encoded, description)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void every_predictor_and_depth_decodes_to_what_was_encoded(int predictor) throws Exception {
    for (int bits = 2; bits <= 16; bits++) {
      int[] expected = pattern(bits);
      byte[] encoded = encoder(bits, predictor).encode(expected);
      int allocated = bits <= 8 ? 8 : 16;
      assertArrayEquals(
          expected, decode(encoded, grey(COLUMNS, ROWS, allocated, bits, false)), bits + " bits");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 2", "6, 1", "7, 3"})
  void predictions_begin_anew_after_restart_markers(int predictor, int rows) throws Exception {
    int[] expected = pattern(12);
    byte[] encoded = encoder(12, predictor).restart(rows).encode(expected);
    assertArrayEquals(expected, decode(encoded, GREY_12));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 2", "5, 3", "6, 4", "7, 11"})
  void bits_that_a_point_transform_leaves_off_are_zero(int predictor, int left) throws Exception {
    int[] pattern = pattern(12);
    byte[] encoded = encoder(12, predictor).pointTransform(left).encode(pattern);
    int[] expected = Arrays.stream(pattern).map(s -> s >> left << left).toArray();
    assertArrayEquals(expected, decode(encoded, GREY_12));
  }

  @Nested
  class Colour {
    private final PixelDescription rgb = Descriptions.colour(COLUMNS, ROWS, false);
    private final int[] expected = pattern(8, 3);

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7})
    void of_one_scan_is_decoded(int predictor) throws Exception {
      byte[] encoded = encoder(8, predictor).components(3).encode(expected);
      assertArrayEquals(expected, decode(encoded, rgb));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void of_a_scan_for_each_component_is_decoded(int predictor) throws Exception {
      byte[] encoded = encoder(8, predictor).components(3).apart().restart(2).encode(expected);
      assertArrayEquals(expected, decode(encoded, rgb));
    }

    @Test
    @Tag("B25")
    void named_as_luminance_and_differences_becomes_rgb() throws Exception {
      int[] ycc = {81, 90, 240, 145, 54, 34, 41, 240, 110};
      byte[] encoded = new JpegLosslessEncoder(3, 8, 1).components(3).encode(ycc);
      PixelDescription description =
          new PixelDescription(1, 3, 3, 8, 8, 7, false, false, "YBR_FULL");
      // By the equations of ITU-T T.871, rounded and limited to 0..255.
      int[] rgb = {238, 14, 14, 13, 238, 14, 16, 15, 239};
      assertArrayEquals(rgb, decode(encoded, description));
    }

    @Test
    void without_a_scan_of_its_last_component_is_refused() {
      byte[] encoded = encoder(8, 1).components(3).apart().encode(expected);
      int lastScan = lastIndexOf(encoded, 0xDA);
      byte[] cut = Arrays.copyOf(encoded, lastScan + 2);
      cut[lastScan + 1] = (byte) 0xD9;
      assertTrue(refusal(cut, rgb).contains("no scan holds component 3"));
    }

    @Test
    void with_two_scans_of_a_component_is_refused() {
      byte[] encoded = encoder(8, 1).components(3).apart().encode(expected);
      encoded[lastIndexOf(encoded, 0xDA) + 5] = 1;
      assertTrue(refusal(encoded, rgb).contains("two scans hold component 1"));
    }

    @Test
    void of_components_of_different_resolution_is_refused() {
      byte[] encoded = encoder(8, 1).components(3).encode(expected);
      encoded[FRAME + 11] = 0x21;
      assertTrue(refusal(encoded, rgb).contains("different resolution"));
    }
  }

  @Nested
  class Sign {
    @Test
    void comes_from_the_description_alone() throws Exception {
      int[] patterns = pattern(16);
      byte[] encoded = encoder(16, 1).encode(patterns);
      int[] signed = Arrays.stream(patterns).map(p -> (short) p).toArray();
      assertArrayEquals(signed, decode(encoded, grey(COLUMNS, ROWS, 16, 16, true)));
    }

    @Test
    void of_12_bits_is_extended_from_whole_cells_of_16() throws Exception {
      int[] expected = Arrays.stream(pattern(12)).map(p -> p - 2048).toArray();
      int[] cells = Arrays.stream(expected).map(p -> p & 0xFFFF).toArray();
      byte[] encoded = encoder(16, 2).encode(cells);
      assertArrayEquals(expected, decode(encoded, grey(COLUMNS, ROWS, 16, 12, true)));
    }

    @Test
    void of_12_bits_at_the_high_end_of_cells_is_found_there() throws Exception {
      int[] expected = Arrays.stream(pattern(12)).map(p -> p - 2048).toArray();
      int[] cells = Arrays.stream(expected).map(p -> p << 4 & 0xFFFF).toArray();
      byte[] encoded = encoder(16, 1).encode(cells);
      PixelDescription highEnd =
          new PixelDescription(ROWS, COLUMNS, 1, 16, 12, 15, true, false, "MONOCHROME2");
      assertArrayEquals(expected, decode(encoded, highEnd));
    }
  }

  @Nested
  @Tag("A57")
  class DamagedFrames {
    @Test
    void truncated_are_refused_wherever_they_end() {
      byte[] encoded = encoder(12, 1).restart(2).encode(pattern(12));
      for (int length = 0; length < encoded.length; length++) {
        refusal(Arrays.copyOf(encoded, length), GREY_12);
      }
    }

    @Test
    void that_lack_data_before_their_end_marker_are_refused() {
      byte[] encoded = encoder(12, 1).encode(pattern(12));
      for (int lacking = 2; lacking < 20; lacking++) {
        byte[] cut = Arrays.copyOf(encoded, encoded.length - lacking);
        cut[cut.length - 2] = (byte) 0xFF;
        cut[cut.length - 1] = (byte) 0xD9;
        assertTrue(refusal(cut, GREY_12).contains("data end before the image does"));
      }
    }

    @Test
    void of_another_size_are_refused_telling_both() {
      byte[] encoded = encoder(12, 1).encode(pattern(12));
      String message =
          refusal(encoded, grey(/* columns= */ ROWS, /* rows= */ COLUMNS, 16, 12, false));
      assertTrue(message.contains("7×5") && message.contains("5×7"), message);
    }

    @Test
    void of_more_bits_than_are_allocated_are_refused() {
      byte[] encoded = encoder(12, 1).encode(pattern(12));
      assertTrue(refusal(encoded, grey(COLUMNS, ROWS, 8, 8, false)).contains("12 bits"));
    }

    @Test
    void with_restart_markers_in_another_order_are_refused() {
      byte[] encoded = encoder(12, 1).restart(1).encode(pattern(12));
      encoded[lastIndexOf(encoded, 0xD2) + 1] = (byte) 0xD1;
      assertTrue(refusal(encoded, GREY_12).contains("a restart marker is missing"));
    }

    @Test
    void that_restart_within_a_row_are_refused() {
      byte[] encoded = encoder(12, 1).restart(1).encode(pattern(12));
      encoded[lastIndexOf(encoded, 0xDD) + 5] = 6;
      assertTrue(refusal(encoded, GREY_12).contains("restart interval of 6"));
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 8})
    void with_an_unknown_predictor_are_refused(byte predictor) {
      byte[] encoded = encoder(12, 1).encode(pattern(12));
      encoded[lastIndexOf(encoded, 0xDA) + 7] = predictor;
      assertTrue(refusal(encoded, GREY_12).contains("predictor " + predictor));
    }

    /** A gigapixel before a few bytes must not be believed. */
    @Test
    void of_huge_declared_size_are_refused_before_memory_is_taken() {
      byte[] encoded = encoder(16, 1).encode(pattern(16));
      Arrays.fill(encoded, FRAME + 5, FRAME + 9, (byte) 0x7F);
      PixelDescription huge = grey(0x7F7F, 0x7F7F, 8, 8, false);
      encoded[FRAME + 4] = 8;
      assertTrue(refusal(encoded, huge).contains("cannot hold 32639×32639 pixels"));
    }
  }

  @Test
  void bytes_after_the_end_marker_are_padding() throws Exception {
    int[] expected = pattern(12);
    byte[] encoded = encoder(12, 1).encode(expected);
    byte[] padded = Arrays.copyOf(encoded, encoded.length + 1);
    assertArrayEquals(expected, decode(padded, GREY_12));
  }

  /** Offset of the last marker of a kind. */
  private static int lastIndexOf(byte[] encoded, int marker) {
    for (int i = encoded.length - 2; i >= 0; i--) {
      if (encoded[i] == (byte) 0xFF && encoded[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new AssertionError(Integer.toHexString(marker));
  }
}
