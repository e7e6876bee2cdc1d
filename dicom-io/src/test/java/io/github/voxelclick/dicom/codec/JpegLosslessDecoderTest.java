package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.grey;
import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.DicomReadException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegLosslessDecoderTest {
  private static final int COLUMNS = 7;
  private static final int ROWS = 5;

  /** A gradient with noise over all the bits, so that differences of every size occur. */
  private static int[] pattern(int bits) {
    Random random = new Random(bits);
    int[] samples = new int[COLUMNS * ROWS];
    Arrays.setAll(samples, i -> (i * 3 + random.nextInt(1 << bits)) & ((1 << bits) - 1));
    return samples;
  }

  private static int[] decode(byte[] encoded, PixelDescription description) throws Exception {
    return samples(new JpegDecoder().decode(encoded, description));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void every_predictor_and_depth_decodes_to_what_was_encoded(int predictor) throws Exception {
    for (int bits : new int[] {8, 10, 12, 16}) {
      int[] expected = pattern(bits);
      byte[] encoded = JpegLosslessEncoder.encode(expected, COLUMNS, bits, predictor);
      int allocated = bits == 8 ? 8 : 16;
      assertArrayEquals(
          expected, decode(encoded, grey(COLUMNS, ROWS, allocated, bits, false)), bits + " bits");
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("B8")
  void the_sign_comes_from_the_description_alone() throws Exception {
    int[] patterns = pattern(16);
    byte[] encoded = JpegLosslessEncoder.encode(patterns, COLUMNS, 16, 1);
    int[] signed = Arrays.stream(patterns).map(p -> (short) p).toArray();
    assertArrayEquals(signed, decode(encoded, grey(COLUMNS, ROWS, 16, 16, true)));
  }

  @Test
  void truncated_frames_are_refused_wherever_they_end() {
    byte[] encoded = JpegLosslessEncoder.encode(pattern(12), COLUMNS, 12, 1);
    for (int length = 0; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThrows(DicomReadException.class, () -> decode(cut, grey(COLUMNS, ROWS, 16, 12, false)));
    }
  }

  @Test
  void a_frame_of_another_size_is_refused_telling_both() {
    byte[] encoded = JpegLosslessEncoder.encode(pattern(12), COLUMNS, 12, 1);
    DicomReadException e =
        assertThrows(
            DicomReadException.class,
            () -> decode(encoded, grey(/* columns= */ ROWS, /* rows= */ COLUMNS, 16, 12, false)));
    assertTrue(e.getMessage().contains("7×5") && e.getMessage().contains("5×7"), e.getMessage());
  }

  @Test
  void bytes_after_the_end_marker_are_padding() throws Exception {
    int[] expected = pattern(12);
    byte[] encoded = JpegLosslessEncoder.encode(expected, COLUMNS, 12, 1);
    byte[] padded = Arrays.copyOf(encoded, encoded.length + 1);
    assertArrayEquals(expected, decode(padded, grey(COLUMNS, ROWS, 16, 12, false)));
  }

  @Test
  @org.junit.jupiter.api.Tag("B6")
  void the_registry_of_the_application_is_left_as_it_was() throws Exception {
    int before = providers();
    decode(JpegLosslessEncoder.encode(pattern(8), COLUMNS, 8, 1), grey(COLUMNS, ROWS, 8, 8, false));
    assertTrue(before == providers());
  }

  private static int providers() {
    int count = 0;
    var all = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    while (all.hasNext()) {
      all.next();
      count++;
    }
    return count;
  }
}
