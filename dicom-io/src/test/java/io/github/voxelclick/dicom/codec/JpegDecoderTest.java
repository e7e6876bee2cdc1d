package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.grey;
import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.DicomReadException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codestreams that dcmtk wrote, against what it reads from them, and broken variants of them. */
class JpegDecoderTest {
  private static final int COLUMNS = JpegStreams.COLUMNS;
  private static final int ROWS = JpegStreams.ROWS;

  private static int[] decode(byte[] encoded, PixelDescription description) throws Exception {
    return samples(new JpegDecoder().decode(encoded, description));
  }

  private static int[] decode(String name) throws Exception {
    return decode(JpegStreams.codestream(name), JpegStreams.description(name));
  }

  private static String refusal(byte[] encoded, PixelDescription description) {
    return assertThrows(DicomReadException.class, () -> decode(encoded, description)).getMessage();
  }

  private static void assertNear(int[] expected, int[] found, int tolerance) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], tolerance, "sample " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "extended-8", "spectral-8", "progressive-8"})
  @Tag("B12")
  void grey_of_8_bits_equals_that_of_dcmtk(String name) throws Exception {
    assertArrayEquals(JpegStreams.samples(name), decode(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"extended-12", "spectral-12", "progressive-12"})
  @Tag("B13")
  void grey_of_12_bits_equals_that_of_dcmtk(String name) throws Exception {
    assertArrayEquals(JpegStreams.samples(name), decode(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour-444", "colour-422", "colour-411", "colour-rgb"})
  @Tag("B12")
  @Tag("B25")
  void colour_equals_that_of_dcmtk_within_rounding(String name) throws Exception {
    assertNear(JpegStreams.samples(name), decode(name), 1);
  }

  @Nested
  @Tag("B25")
  class ColourSpace {
    private final byte[] ycc = JpegStreams.codestream("colour-444");
    private final int[] converted = JpegStreams.samples("colour-444");

    private PixelDescription named(String photometricInterpretation) {
      return new PixelDescription(
          ROWS, COLUMNS, 3, 8, 8, 7, false, false, photometricInterpretation);
    }

    private byte[] withAdobe(byte[] codestream, int transform) {
      byte[] payload = Arrays.copyOf("Adobe".getBytes(StandardCharsets.US_ASCII), 12);
      payload[11] = (byte) transform;
      return JpegStreams.withSegment(codestream, 0xEE, payload);
    }

    private byte[] withIds(byte[] codestream, char first, char second, char third) {
      byte[] changed = codestream;
      char[] ids = {first, second, third};
      for (int i = 0; i < ids.length; i++) {
        changed = JpegStreams.withFrame(changed, 10 + 3 * i, ids[i]);
      }
      // The scan header names the components too; there is only one scan.
      for (int at = 0; at + 9 < changed.length; at++) {
        if (changed[at] == (byte) 0xFF && changed[at + 1] == (byte) 0xDA) {
          for (int i = 0; i < ids.length; i++) {
            changed[at + 5 + 2 * i] = (byte) ids[i];
          }
        }
      }
      return changed;
    }

    @Test
    void is_told_by_the_photometric_interpretation_where_nothing_else_tells() throws Exception {
      int[] asCoded = decode(ycc, named("RGB"));
      assertNear(converted, decode(ycc, named("YBR_FULL_422")), 1);
      int[] toRgb = asCoded.clone();
      JpegColour.toRgb(toRgb, 8);
      assertArrayEquals(toRgb, decode(ycc, named("YBR_FULL")));
    }

    @Test
    void is_told_by_the_names_of_components_before_that() throws Exception {
      int[] asCoded = decode(ycc, named("RGB"));
      assertArrayEquals(asCoded, decode(withIds(ycc, 'R', 'G', 'B'), named("YBR_FULL")));
    }

    @Test
    void is_told_by_an_adobe_segment_before_all() throws Exception {
      int[] asCoded = decode(ycc, named("RGB"));
      assertArrayEquals(asCoded, decode(withAdobe(ycc, 0), named("YBR_FULL")));
      assertNear(converted, decode(withAdobe(ycc, 1), named("RGB")), 1);
      byte[] contradictory = withAdobe(withIds(ycc, 'R', 'G', 'B'), 1);
      assertNear(converted, decode(contradictory, named("RGB")), 1);
    }

    @Test
    void is_not_told_by_an_adobe_segment_that_is_too_short() throws Exception {
      int[] asCoded = decode(ycc, named("RGB"));
      byte[] payload = Arrays.copyOf("Adobe".getBytes(StandardCharsets.US_ASCII), 10);
      byte[] encoded = JpegStreams.withSegment(ycc, 0xEE, payload);
      assertArrayEquals(asCoded, decode(encoded, named("RGB")));
    }
  }

  @Nested
  @Tag("B7")
  class Precision {
    @Test
    void above_bits_stored_is_limited_not_wrapped() throws Exception {
      int[] expected =
          Arrays.stream(JpegStreams.samples("extended-12")).map(s -> Math.min(s, 1023)).toArray();
      assertTrue(Arrays.stream(expected).anyMatch(s -> s == 1023));
      byte[] encoded = JpegStreams.codestream("extended-12");
      assertArrayEquals(expected, decode(encoded, grey(COLUMNS, ROWS, 16, 10, false)));
    }

    @Test
    void below_bits_stored_is_told_from_the_head_of_the_codestream() {
      byte[] head = Arrays.copyOf(JpegStreams.codestream("baseline"), 200);
      JpegDecoder decoder = new JpegDecoder();
      assertEquals(1, decoder.check(head, grey(COLUMNS, ROWS, 16, 12, false)).size());
      assertEquals(List.of(), decoder.check(head, grey(COLUMNS, ROWS, 8, 8, false)));
      assertEquals(List.of(), decoder.check(new byte[40], grey(COLUMNS, ROWS, 16, 12, false)));
    }

    @Test
    void of_12_bits_does_not_fit_into_8_allocated() {
      byte[] encoded = JpegStreams.codestream("extended-12");
      assertTrue(refusal(encoded, grey(COLUMNS, ROWS, 8, 8, false)).contains("12 bits"));
    }

    @Test
    void of_other_than_8_and_12_bits_is_refused() {
      byte[] encoded = JpegStreams.withFrame(JpegStreams.codestream("extended-12"), 4, 10);
      assertTrue(refusal(encoded, grey(COLUMNS, ROWS, 16, 10, false)).contains("10 bits"));
    }
  }

  @Nested
  @Tag("A57")
  class BadFrames {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "baseline",
          "progressive-8",
          "colour-422",
          "extended-12",
          "spectral-12",
          "progressive-12"
        })
    void truncated_are_refused_wherever_they_end(String name) {
      byte[] encoded = JpegStreams.codestream(name);
      for (int length = 0; length < encoded.length - 1; length++) {
        refusal(Arrays.copyOf(encoded, length), JpegStreams.description(name));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "extended-8", "colour-444", "colour-rgb", "extended-12"})
    void that_lack_data_before_their_end_marker_are_refused(String name) {
      byte[] encoded = JpegStreams.codestream(name);
      for (int lacking = 6; lacking < 60; lacking += 9) {
        byte[] cut = JpegStreams.withoutLastData(encoded, lacking);
        refusal(cut, JpegStreams.description(name));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"progressive-8", "progressive-12"})
    void whose_last_scan_lacks_data_are_refused(String name) {
      byte[] cut = JpegStreams.withoutLastData(JpegStreams.codestream(name), 6);
      refusal(cut, JpegStreams.description(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "extended-12"})
    void of_another_size_are_refused_telling_both(String name) {
      PixelDescription turned = grey(/* columns= */ ROWS, /* rows= */ COLUMNS, 16, 12, false);
      String message = refusal(JpegStreams.codestream(name), turned);
      assertTrue(message.contains("21×11") && message.contains("11×21"), message);
    }

    @ParameterizedTest
    @CsvSource({"colour-444, 1", "baseline, 3"})
    void of_another_number_of_components_are_refused(String name, int samplesPerPixel) {
      PixelDescription description =
          new PixelDescription(ROWS, COLUMNS, samplesPerPixel, 8, 8, 7, false, false, "RGB");
      String message = refusal(JpegStreams.codestream(name), description);
      assertTrue(message.contains("of 1") && message.contains("of 3"), message);
    }

    @Test
    void of_12_bit_colour_are_refused_by_name() {
      byte[] encoded = JpegStreams.withFrame(JpegStreams.codestream("colour-444"), 4, 12);
      PixelDescription description =
          new PixelDescription(ROWS, COLUMNS, 3, 16, 12, 11, false, false, "RGB");
      assertTrue(refusal(encoded, description).contains("colour of 12 bits"));
    }

    @ParameterizedTest
    @CsvSource({"C5, hierarchical", "C9, arithmetic coding", "CB, arithmetic coding"})
    @Tag("B17")
    void of_other_processes_are_refused_by_name(String marker, String name) {
      byte[] encoded =
          JpegStreams.withFrame(
              JpegStreams.codestream("baseline"), 1, Integer.parseInt(marker, 16));
      assertTrue(refusal(encoded, JpegStreams.description("baseline")).contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline", "extended-12"})
    void of_huge_declared_size_are_refused_before_memory_is_taken(String name) {
      int[] side = {0x7F, 0x7F};
      byte[] encoded =
          JpegStreams.withFrame(
              JpegStreams.codestream(name), 5, side[0], side[1], side[0], side[1]);
      PixelDescription huge = grey(0x7F7F, 0x7F7F, name.endsWith("12") ? 16 : 8, 8, false);
      assertTrue(refusal(encoded, huge).contains("cannot hold 32639×32639 pixels"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"progressive-8", "progressive-12"})
    void of_very_many_scans_are_refused(String name) {
      byte[] encoded = JpegStreams.repeatLastScan(JpegStreams.codestream(name), 2000);
      assertTrue(refusal(encoded, JpegStreams.description(name)).contains("1000 scans"));
    }

    @Test
    void whose_scans_tell_a_coefficient_again_are_refused() {
      byte[] encoded = JpegStreams.repeatLastScan(JpegStreams.codestream("progressive-12"), 2);
      String message = refusal(encoded, JpegStreams.description("progressive-12"));
      assertTrue(message.contains("does not continue"), message);
    }
  }

  @Test
  void damaged_application_segments_do_no_harm() throws Exception {
    byte[] profile = "ICC_PROFILE\0\1\1damaged".getBytes(StandardCharsets.US_ASCII);
    byte[] encoded = JpegStreams.withSegment(JpegStreams.codestream("colour-444"), 0xE2, profile);
    assertArrayEquals(decode("colour-444"), decode(encoded, JpegStreams.description("colour-444")));
  }

  @Test
  @Tag("B6")
  void the_registry_of_the_application_is_left_as_it_was() throws Exception {
    int before = providers();
    decode("baseline");
    assertEquals(before, providers());
  }

  private static int providers() {
    int count = 0;
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    while (all.hasNext()) {
      all.next();
      count++;
    }
    return count;
  }
}
