package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.colour;
import static io.github.voxelclick.dicom.codec.Descriptions.grey;
import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.io.DicomBytes;
import io.github.voxelclick.volume.DicomReadException;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames built by hand after PS3.5 annex G. */
@Tag("B15")
class RleDecoderTest {
  static byte[] frame(byte[]... segments) {
    DicomBytes bytes = DicomBytes.explicitLittle().raw(DicomBytes.u32(segments.length));
    int offset = 64;
    for (int i = 0; i < 15; i++) {
      bytes.raw(DicomBytes.u32(i < segments.length ? offset : 0));
      offset += i < segments.length ? segments[i].length : 0;
    }
    for (byte[] segment : segments) {
      bytes.raw(segment);
    }
    return bytes.toBytes();
  }

  private static int[] decode(PixelDescription description, byte[] frame) throws Exception {
    return samples(new RleDecoder().decode(frame, description));
  }

  @Test
  void literal_and_replicate_runs_alternate() throws Exception {
    // 2 literals, 3 times 9, no operation, 1 literal, pad
    byte[] segment = {1, 5, (byte) 200, -2, 9, -128, 0, 7, 0};
    assertArrayEquals(
        new int[] {5, 200, 9, 9, 9, 7}, decode(grey(3, 2, 8, 8, false), frame(segment)));
  }

  @Test
  void the_most_significant_bytes_come_first() throws Exception {
    byte[] high = {1, 0x01, (byte) 0xFF};
    byte[] low = {1, 0x02, (byte) 0xFE};
    assertArrayEquals(
        new int[] {0x0102, 0xFFFE}, decode(grey(2, 1, 16, 16, false), frame(high, low)));
    assertArrayEquals(new int[] {0x0102, -2}, decode(grey(2, 1, 16, 16, true), frame(high, low)));
  }

  @Test
  void colour_planes_come_out_interleaved() throws Exception {
    assertArrayEquals(
        new int[] {1, 3, 5, 2, 4, 6},
        decode(
            colour(2, 1, true),
            frame(new byte[] {1, 1, 2}, new byte[] {1, 3, 4}, new byte[] {1, 5, 6})));
    PixelDescription wide = new PixelDescription(1, 2, 3, 16, 16, 15, false, false, "RGB");
    byte[][] halves = {{1, 1, 2}, {1, 3, 4}, {1, 5, 6}, {1, 7, 8}, {1, 9, 10}, {1, 11, 12}};
    assertArrayEquals(
        new int[] {0x103, 0x507, 0x90B, 0x204, 0x608, 0xA0C}, decode(wide, frame(halves)));
  }

  @Test
  @Tag("B27")
  void samples_of_32_bits_have_four_segments() throws Exception {
    byte[][] bytes = {{1, 0x7F, -128}, {1, 0, 0}, {1, 1, 0}, {1, 2, 1}};
    assertArrayEquals(
        new int[] {0x7F000102, Integer.MIN_VALUE + 1},
        decode(grey(2, 1, 32, 32, true), frame(bytes)));
  }

  @Test
  @Tag("B11")
  void samples_of_one_bit_are_packed_into_one_segment() throws Exception {
    // 3×3 pixels: nine bits, the first of a byte is the lowest
    byte[] packed = {1, (byte) 0b1010_0011, 0b0000_0001};
    assertArrayEquals(
        new int[] {1, 1, 0, 0, 0, 1, 0, 1, 1}, decode(grey(3, 3, 1, 1, false), frame(packed)));
    byte[] unpacked = {8, 1, 1, 0, 0, 0, 1, 0, 1, 1};
    assertArrayEquals(
        new int[] {1, 1, 0, 0, 0, 1, 0, 1, 1}, decode(grey(3, 3, 8, 1, false), frame(unpacked)));
  }

  @Test
  @Tag("B25")
  void chrominance_is_never_shared() throws Exception {
    PixelDescription subsampled =
        new PixelDescription(1, 2, 3, 8, 8, 7, false, false, "YBR_FULL_422");
    assertArrayEquals(
        new int[] {1, 3, 5, 2, 4, 6},
        decode(
            subsampled, frame(new byte[] {1, 1, 2}, new byte[] {1, 3, 4}, new byte[] {1, 5, 6})));
  }

  @Test
  void a_last_run_may_reach_over_the_end() throws Exception {
    assertArrayEquals(
        new int[] {5, 5, 5}, decode(grey(3, 1, 8, 8, false), frame(new byte[] {-3, 5})));
    assertArrayEquals(
        new int[] {1, 2, 3}, decode(grey(3, 1, 8, 8, false), frame(new byte[] {3, 1, 2, 3})));
  }

  @Test
  void a_segment_with_too_few_bytes_is_refused_telling_both_counts() {
    DicomReadException e =
        assertThrows(
            DicomReadException.class,
            () -> decode(grey(3, 2, 8, 8, false), frame(new byte[] {1, 1, 2})));
    assertTrue(e.getMessage().contains("2 bytes") && e.getMessage().contains("needs 6"));
  }

  @Test
  void damaged_headers_are_refused() {
    PixelDescription description = grey(2, 1, 16, 16, false);
    byte[] good = frame(new byte[] {1, 1, 2}, new byte[] {1, 1, 2});
    assertThrows(DicomReadException.class, () -> decode(description, new byte[63]));
    assertThrows(DicomReadException.class, () -> decode(description, frame(new byte[] {1, 1, 2})));
    for (byte wrong : new byte[] {0, 63, -1}) {
      byte[] bad = good.clone();
      Arrays.fill(bad, 8, 12, wrong);
      assertThrows(DicomReadException.class, () -> decode(description, bad));
    }
  }
}
