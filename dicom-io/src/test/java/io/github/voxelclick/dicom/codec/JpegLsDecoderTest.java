package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.grey;
import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.codec.JpegLsEncoder.Image;
import io.github.voxelclick.dicom.codec.JpegLsScan.Interleave;
import io.github.voxelclick.volume.DicomReadException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("B14")
class JpegLsDecoderTest {
  private static final int COLUMNS = 37;
  private static final int ROWS = 23;
  private static final int[] NO_PRESET = new int[5];

  /** Flat regions, a slope, edges and noise, so that every mode of the codec has its turn. */
  private static int[] pattern(int bits, int components) {
    Random random = new Random(bits);
    int maximum = (1 << bits) - 1;
    return IntStream.range(0, COLUMNS * ROWS * components)
        .map(
            i -> {
              int x = i / components % COLUMNS;
              int y = i / components / COLUMNS;
              if (y < 6) {
                return x < 20 ? maximum / 3 : maximum;
              }
              if (y < 14) {
                return Math.min(maximum, (x + 2 * y + i % components) * maximum / 90);
              }
              return random.nextInt(maximum + 1);
            })
        .toArray();
  }

  private static PixelDescription description(int bits, int components) {
    int allocated = bits > 8 ? 16 : 8;
    return new PixelDescription(
        ROWS, COLUMNS, components, allocated, bits, bits - 1, false, false, "RGB");
  }

  private static int[] decode(byte[] encoded, PixelDescription description) throws Exception {
    return samples(new JpegLsDecoder().decode(encoded, description));
  }

  private static void assertDecodes(Image image) throws Exception {
    int[] found =
        decode(JpegLsEncoder.encode(image), description(image.precision(), image.components()));
    String what = image.precision() + " bits, NEAR " + image.near() + ", " + image.interleave();
    if (image.near() == 0) {
      assertArrayEquals(image.samples(), found, what);
      return;
    }
    int largest = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(found[i] - image.samples()[i]));
    }
    assertEquals(image.near(), largest, what);
  }

  @ParameterizedTest
  @EnumSource(Interleave.class)
  void all_depths_decode_exactly_in_each_order_of_components(Interleave interleave)
      throws Exception {
    for (int bits = 2; bits <= 16; bits++) {
      assertDecodes(new Image(pattern(bits, 3), COLUMNS, 3, bits, 0, interleave, NO_PRESET, 0));
      assertDecodes(Image.grey(pattern(bits, 1), COLUMNS, bits, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void near_lossless_samples_differ_by_at_most_the_bound_in_each_order(int near) throws Exception {
    for (Interleave interleave : Interleave.values()) {
      for (int bits : new int[] {6, 8, 12, 16}) {
        assertDecodes(
            new Image(pattern(bits, 3), COLUMNS, 3, bits, near, interleave, NO_PRESET, 0));
      }
    }
  }

  @Test
  void presets_of_the_codestream_replace_the_defaults() throws Exception {
    int[] samples = Arrays.stream(pattern(12, 3)).map(s -> s * 3000 / 4095).toArray();
    for (Interleave interleave : Interleave.values()) {
      for (int near : new int[] {0, 3}) {
        int[] preset = {3000, 9, 40, 200, 31};
        assertDecodes(new Image(samples, COLUMNS, 3, 12, near, interleave, preset, 0));
      }
    }
  }

  @Test
  void restart_markers_begin_again_with_fresh_statistics() throws Exception {
    for (Interleave interleave : Interleave.values()) {
      for (int lines : new int[] {1, 2, 7, ROWS}) {
        assertDecodes(new Image(pattern(8, 3), COLUMNS, 3, 8, 0, interleave, NO_PRESET, lines));
      }
    }
  }

  @Test
  @Tag("B8")
  void the_sign_is_the_headers() throws Exception {
    int[] patterns = pattern(16, 1);
    byte[] encoded = JpegLsEncoder.encode(Image.grey(patterns, COLUMNS, 16, 0));
    assertArrayEquals(
        Arrays.stream(patterns).map(p -> (short) p).toArray(),
        decode(encoded, grey(COLUMNS, ROWS, 16, 16, true)));
  }

  @Test
  @Tag("B7")
  void fewer_bits_than_the_header_says_are_extended_from_the_codestreams_sign() throws Exception {
    int[] patterns = pattern(12, 1);
    byte[] encoded = JpegLsEncoder.encode(Image.grey(patterns, COLUMNS, 12, 0));
    PixelDescription sixteen = grey(COLUMNS, ROWS, 16, 16, true);
    assertArrayEquals(
        Arrays.stream(patterns).map(p -> p << 20 >> 20).toArray(), decode(encoded, sixteen));
    assertEquals(1, new JpegLsDecoder().check(encoded, sixteen).size());
    assertEquals(0, new JpegLsDecoder().check(encoded, grey(COLUMNS, ROWS, 16, 12, true)).size());
    assertThrows(DicomReadException.class, () -> decode(encoded, grey(COLUMNS, ROWS, 8, 8, false)));
  }

  @Nested
  class Refused {
    private final byte[] whole;

    Refused() throws Exception {
      whole = JpegLsEncoder.encode(Image.grey(pattern(12, 1), COLUMNS, 12, 0));
    }

    private String message(byte[] encoded) {
      DicomReadException e =
          assertThrows(
              DicomReadException.class, () -> decode(encoded, grey(COLUMNS, ROWS, 16, 12, false)));
      return e.getMessage();
    }

    /** The codestream with a segment put in behind its first marker. */
    private byte[] with(int... segment) {
      byte[] bytes = new byte[whole.length + segment.length];
      System.arraycopy(whole, 0, bytes, 0, 2);
      for (int i = 0; i < segment.length; i++) {
        bytes[2 + i] = (byte) segment[i];
      }
      System.arraycopy(whole, 2, bytes, 2 + segment.length, whole.length - 2);
      return bytes;
    }

    @Test
    void are_mapping_tables_by_name() {
      assertTrue(message(with(0xFF, 0xF8, 0, 6, 2, 1, 1, 0)).contains("mapping tables"));
      assertTrue(message(with(0xFF, 0xF8, 0, 6, 3, 1, 1, 0)).contains("mapping tables"));
    }

    @Test
    void are_colour_transforms_by_name() throws Exception {
      int[] hp = {0xFF, 0xE8, 0, 7, 'm', 'r', 'f', 'x', 1};
      assertTrue(message(with(hp)).contains("HP colour transform"));
      hp[8] = 0;
      assertArrayEquals(pattern(12, 1), decode(with(hp), grey(COLUMNS, ROWS, 16, 12, false)));
    }

    @Test
    @Tag("A57")
    void is_every_truncation() {
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThrows(
            DicomReadException.class, () -> decode(cut, grey(COLUMNS, ROWS, 16, 12, false)));
      }
    }

    @Test
    void are_data_behind_the_last_sample() {
      byte[] more = Arrays.copyOf(whole, whole.length + 2);
      more[whole.length - 2] = 0x12;
      more[whole.length - 1] = 0x34;
      more[whole.length] = (byte) 0xFF;
      more[whole.length + 1] = (byte) 0xD9;
      assertTrue(message(more).contains("left behind"));
    }

    @Test
    void is_another_size_than_the_image_has() {
      assertThrows(
          DicomReadException.class,
          () -> decode(whole, grey(/* columns= */ ROWS, /* rows= */ COLUMNS, 16, 12, false)));
    }

    @Test
    void is_another_kind_of_jpeg() throws Exception {
      byte[] lossless = JpegLosslessEncoder.encode(pattern(12, 1), COLUMNS, 12, 1);
      assertTrue(message(lossless).contains("FFC3"));
    }
  }
}
