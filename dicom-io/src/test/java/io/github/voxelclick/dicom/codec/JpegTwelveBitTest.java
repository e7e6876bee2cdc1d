package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.grey;
import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.DicomReadException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beyond the codestreams of dcmtk in {@link JpegDecoderTest}: what its encoder does not write. */
@Tag("B13")
class JpegTwelveBitTest {
  private static final int COLUMNS = 27;
  private static final int ROWS = 13;
  private static final int BLOCKS_PER_ROW = 4;
  private static final int BLOCKS = 8;

  private static final PixelDescription GREY = grey(COLUMNS, ROWS, 16, 12, false);

  /** Few but large coefficients, so that samples reach both ends of the range, and long runs. */
  private static int[][] coefficients() {
    Random random = new Random(12);
    int[][] blocks = new int[BLOCKS][64];
    for (int[] block : blocks) {
      block[0] = random.nextInt(16_000) - 8000;
      for (int i = 0; i < 6; i++) {
        block[1 + random.nextInt(63)] = random.nextInt(6000) - 3000;
      }
    }
    return blocks;
  }

  /** The transform by its definition (A.3.3) in double precision. */
  private static double sample(int[] block, int x, int y) {
    double sum = 0;
    int u = 0;
    int v = 0;
    for (int k = 0; k < 64; k++) {
      double factor = (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1);
      sum +=
          factor
              * block[k]
              * Math.cos((2 * x + 1) * u * Math.PI / 16)
              * Math.cos((2 * y + 1) * v * Math.PI / 16);
      boolean up = (u + v) % 2 == 0;
      if (up ? u == 7 : v == 7) {
        u += up ? 0 : 1;
        v += up ? 1 : 0;
      } else if (up ? v == 0 : u == 0) {
        u += up ? 1 : 0;
        v += up ? 0 : 1;
      } else {
        u += up ? 1 : -1;
        v += up ? -1 : 1;
      }
    }
    return Math.max(0, Math.min(4095, sum / 4 + 2048));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void samples_are_those_of_the_exact_transform_rounded(int restart) throws Exception {
    int[][] blocks = coefficients();
    byte[] encoded = JpegBlockEncoder.encode(blocks, COLUMNS, ROWS, restart);
    int[] found = samples(new JpegDecoder().decode(encoded, GREY));
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        int[] block = blocks[y / 8 * BLOCKS_PER_ROW + x / 8];
        assertEquals(sample(block, x % 8, y % 8), found[y * COLUMNS + x], 1, x + ", " + y);
      }
    }
  }

  @Test
  void restart_markers_change_nothing() throws Exception {
    JpegDecoder decoder = new JpegDecoder();
    int[] without =
        samples(decoder.decode(JpegBlockEncoder.encode(coefficients(), COLUMNS, ROWS, 0), GREY));
    int[] with =
        samples(decoder.decode(JpegBlockEncoder.encode(coefficients(), COLUMNS, ROWS, 2), GREY));
    assertArrayEquals(without, with);
  }

  @Test
  @Tag("A57")
  void a_lost_restart_marker_is_noticed() {
    byte[] encoded = JpegBlockEncoder.encode(coefficients(), COLUMNS, ROWS, 2);
    for (int i = 0; i + 1 < encoded.length; i++) {
      if (encoded[i] == (byte) 0xFF && encoded[i + 1] == (byte) 0xD1) {
        encoded[i + 1] = 0;
      }
    }
    DicomReadException e =
        assertThrows(DicomReadException.class, () -> new JpegDecoder().decode(encoded, GREY));
    assertTrue(e.getMessage().contains("restart marker"), e.getMessage());
  }

  @Test
  void a_second_sequential_scan_is_refused() {
    byte[] encoded = JpegBlockEncoder.encode(coefficients(), COLUMNS, ROWS, 0);
    byte[] twice = JpegStreams.repeatLastScan(encoded, 2);
    DicomReadException e =
        assertThrows(DicomReadException.class, () -> new JpegDecoder().decode(twice, GREY));
    assertTrue(e.getMessage().contains("does not continue"), e.getMessage());
  }
}
