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
import java.util.zip.Deflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("B18")
class DeflatedFrameDecoderTest {
  static byte[] deflated(byte[] frame) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(frame);
    deflater.finish();
    byte[] bytes = new byte[frame.length + 64];
    int length = deflater.deflate(bytes);
    deflater.end();
    return Arrays.copyOf(bytes, length);
  }

  private static int[] decode(byte[] encoded, PixelDescription description) throws Exception {
    return samples(new DeflatedFrameDecoder().decode(encoded, description));
  }

  @Test
  void frames_are_inflated_to_native_samples() throws Exception {
    byte[] frame = DicomBytes.u16(1, 0xFFFE, 3, 4, 5, 6);
    byte[] encoded = deflated(frame);
    assertArrayEquals(new int[] {1, -2, 3, 4, 5, 6}, decode(encoded, grey(3, 2, 16, 16, true)));
    byte[] padded = Arrays.copyOf(encoded, encoded.length + 1);
    assertArrayEquals(new int[] {1, 0xFFFE, 3, 4, 5, 6}, decode(padded, grey(3, 2, 16, 16, false)));
    assertArrayEquals(
        new int[] {1, 3, 5, 2, 4, 6},
        decode(deflated(new byte[] {1, 2, 3, 4, 5, 6}), colour(2, 1, true)));
  }

  @Test
  @Tag("B11")
  void samples_of_one_bit_are_packed_from_a_byte_boundary() throws Exception {
    byte[] packed = {(byte) 0b1010_0011, 0b0000_0001};
    assertArrayEquals(
        new int[] {1, 1, 0, 0, 0, 1, 0, 1, 1}, decode(deflated(packed), grey(3, 3, 1, 1, false)));
  }

  @Test
  void a_frame_of_odd_size_may_be_padded_within() throws Exception {
    assertArrayEquals(
        new int[] {7, 8, 9}, decode(deflated(new byte[] {7, 8, 9, 0}), grey(3, 1, 8, 8, false)));
  }

  @Test
  @Tag("A57")
  void too_few_or_too_many_bytes_are_refused_telling_how_many() {
    PixelDescription description = grey(3, 2, 8, 8, false);
    DicomReadException few =
        assertThrows(DicomReadException.class, () -> decode(deflated(new byte[5]), description));
    assertTrue(few.getMessage().contains("5 bytes") && few.getMessage().contains("needs 6"));
    DicomReadException many =
        assertThrows(DicomReadException.class, () -> decode(deflated(new byte[9000]), description));
    assertTrue(many.getMessage().contains("more than 6"), many.getMessage());
  }

  @Test
  @Tag("A57")
  void truncated_and_damaged_data_are_refused() {
    byte[] frame = new byte[600];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (byte) (i * i * 31 / 7);
    }
    byte[] whole = deflated(frame);
    PixelDescription description = grey(30, 20, 8, 8, false);
    for (int length = 0; length < whole.length / 2; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(DicomReadException.class, () -> decode(cut, description));
    }
    whole[0] |= 6; // a block of the type that does not exist
    assertThrows(DicomReadException.class, () -> decode(whole, description));
  }

  @Test
  void a_few_bytes_cannot_claim_a_huge_frame() {
    PixelDescription huge = grey(40_000, 40_000, 8, 8, false);
    assertThrows(DicomReadException.class, () -> decode(deflated(new byte[100]), huge));
    assertThrows(DicomReadException.class, () -> new RleDecoder().decode(new byte[64], huge));
  }
}
