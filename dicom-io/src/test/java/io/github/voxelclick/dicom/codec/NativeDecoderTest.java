package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.colour;
import static io.github.voxelclick.dicom.codec.Descriptions.grey;
import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.dicom.io.DicomBytes;
import io.github.voxelclick.volume.DicomReadException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeDecoderTest {
  private static int[] decode(PixelDescription description, byte[] bytes) throws Exception {
    return samples(new NativeDecoder().decode(bytes, description));
  }

  @Test
  void sixteen_bits_are_little_endian_and_signed_if_described_so() throws Exception {
    byte[] bytes = DicomBytes.u16(0, 1, 0x8000, 0xFFFF, 0x7FFF, 0x0102);
    assertArrayEquals(
        new int[] {0, 1, 0x8000, 0xFFFF, 0x7FFF, 0x0102}, decode(grey(3, 2, 16, 16, false), bytes));
    assertArrayEquals(
        new int[] {0, 1, -32_768, -1, 0x7FFF, 0x0102}, decode(grey(3, 2, 16, 16, true), bytes));
  }

  @Test
  @org.junit.jupiter.api.Tag("B26")
  void bits_above_those_stored_are_cut_off_and_the_sign_is_extended() throws Exception {
    byte[] bytes = DicomBytes.u16(0xF7FF, 0xF800, 0x1FFF);
    assertArrayEquals(new int[] {0x7FF, 0x800, 0xFFF}, decode(grey(3, 1, 16, 12, false), bytes));
    assertArrayEquals(new int[] {2047, -2048, -1}, decode(grey(3, 1, 16, 12, true), bytes));
  }

  @Test
  void samples_in_the_high_bits_are_shifted_down() throws Exception {
    PixelDescription high = new PixelDescription(1, 2, 1, 16, 12, 15, false, false, "");
    assertArrayEquals(new int[] {0xFFF, 0x123}, decode(high, DicomBytes.u16(0xFFF5, 0x1230)));
    PixelDescription signed = new PixelDescription(1, 2, 1, 16, 12, 15, true, false, "");
    assertArrayEquals(new int[] {-1, 0x123}, decode(signed, DicomBytes.u16(0xFFF5, 0x1230)));
  }

  @Test
  void eight_bits() throws Exception {
    byte[] bytes = {0, 1, (byte) 0x80, (byte) 0xFF};
    assertArrayEquals(new int[] {0, 1, 128, 255}, decode(grey(4, 1, 8, 8, false), bytes));
    assertArrayEquals(new int[] {0, 1, -128, -1}, decode(grey(4, 1, 8, 8, true), bytes));
    assertArrayEquals(new int[] {0, 1, 0, 15}, decode(grey(4, 1, 8, 4, false), bytes));
  }

  @Test
  @org.junit.jupiter.api.Tag("B25")
  void planes_of_colour_come_out_interleaved() throws Exception {
    assertArrayEquals(
        new int[] {1, 2, 3, 4, 5, 6}, decode(colour(2, 1, false), new byte[] {1, 2, 3, 4, 5, 6}));
    assertArrayEquals(
        new int[] {1, 3, 5, 2, 4, 6}, decode(colour(2, 1, true), new byte[] {1, 2, 3, 4, 5, 6}));
  }

  @Test
  void too_few_bytes_are_refused() {
    assertThrows(DicomReadException.class, () -> decode(grey(3, 2, 16, 16, false), new byte[11]));
  }

  @Test
  @org.junit.jupiter.api.Tag("B25")
  void two_pixels_of_subsampled_colour_share_their_chrominance() throws Exception {
    PixelDescription ybr = new PixelDescription(2, 2, 3, 8, 8, 7, false, false, "YBR_FULL_422");
    assertArrayEquals(
        new int[] {1, 3, 4, 2, 3, 4, 5, 7, 8, 6, 7, 8},
        decode(ybr, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
    assertThrows(DicomReadException.class, () -> decode(ybr, new byte[7]));
  }

  @Test
  @org.junit.jupiter.api.Tag("B25")
  void subsampled_colour_of_odd_width_is_refused_by_name() {
    PixelDescription ybr = new PixelDescription(2, 3, 3, 8, 8, 7, false, false, "YBR_FULL_422");
    DicomReadException e = assertThrows(DicomReadException.class, () -> decode(ybr, new byte[18]));
    assertTrue(e.getMessage().contains("YBR_FULL_422"), e.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("B25")
  void planes_of_sixteen_bits_come_out_interleaved() throws Exception {
    PixelDescription planes = new PixelDescription(1, 2, 3, 16, 16, 15, false, true, "RGB");
    assertArrayEquals(
        new int[] {0x101, 3, 0xFF05, 2, 0x404, 6},
        decode(planes, DicomBytes.u16(0x101, 2, 3, 0x404, 0xFF05, 6)));
  }

  @Test
  void frames_give_their_samples_exactly() {
    assertEquals(-1, new RawFrame.Bytes(new byte[] {-1}, true).sample(0));
    assertEquals(255, new RawFrame.Bytes(new byte[] {-1}, false).sample(0));
    assertEquals(-1, new RawFrame.Shorts(new short[] {-1}, true).sample(0));
    assertEquals(65_535, new RawFrame.Shorts(new short[] {-1}, false).sample(0));
    assertEquals(-1, new RawFrame.Ints(new int[] {-1}, true).sample(0));
    assertEquals(4_294_967_295.0, new RawFrame.Ints(new int[] {-1}, false).sample(0));
    assertEquals(0.1f, new RawFrame.Floats(new float[] {0.1f}).sample(0));
    assertEquals(0.1, new RawFrame.Doubles(new double[] {0.1}).sample(0));
  }

  @Nested
  class FromDataSets {
    private final Attributes dataset = new Attributes();

    FromDataSets() {
      dataset.setInt(Tag.Rows, VR.US, 5);
      dataset.setInt(Tag.Columns, VR.US, 7);
      dataset.setInt(Tag.BitsAllocated, VR.US, 16);
      dataset.setInt(Tag.BitsStored, VR.US, 12);
      dataset.setInt(Tag.HighBit, VR.US, 11);
      dataset.setInt(Tag.PixelRepresentation, VR.US, 1);
      dataset.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
    }

    @Test
    void are_read_from_the_data_set() throws Exception {
      assertEquals(
          new PixelDescription(5, 7, 1, 16, 12, 11, true, false, "MONOCHROME1"),
          PixelDescription.of(dataset));
      assertEquals(35, PixelDescription.of(dataset).samplesPerFrame());
      assertEquals(70, PixelDescription.of(dataset).bytesPerFrame());
    }

    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A55")
    @ValueSource(ints = {Tag.Rows, Tag.Columns, Tag.BitsAllocated})
    void without_a_size_are_refused_naming_what_is_missing(int tag) {
      dataset.remove(tag);
      DicomReadException e =
          assertThrows(DicomReadException.class, () -> PixelDescription.of(dataset));
      assertEquals(tag, e.tag());
    }

    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A55")
    @CsvSource({
      "0028, 0010, 0",
      "0028, 0011, 0",
      "0028, 0002, 4",
      "0028, 0100, 12",
      "0028, 0100, 24",
      "0028, 0101, 17",
      "0028, 0101, 0",
    })
    void that_contradict_themselves_are_refused(String group, String element, int value) {
      dataset.setInt(Integer.parseInt(group + element, 16), VR.US, value);
      assertThrows(DicomReadException.class, () -> PixelDescription.of(dataset));
    }

    @Test
    void larger_than_an_array_are_refused() {
      dataset.setInt(Tag.Rows, VR.US, 65_535);
      dataset.setInt(Tag.Columns, VR.US, 65_535);
      assertThrows(DicomReadException.class, () -> PixelDescription.of(dataset));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {UID.HTJ2KLossless, "1.2.840.10008.1.2.4.58", "1.2.840.10008.1.2.4.102"})
  void transfer_syntaxes_without_decoder_are_refused_by_uid_and_name(String uid) {
    DicomReadException e =
        assertThrows(DicomReadException.class, () -> FrameDecoders.forTransferSyntax(uid));
    assertTrue(e.getMessage().contains(uid), e.getMessage());
    assertTrue(e.getMessage().contains(UID.nameOf(uid)), e.getMessage());
  }
}
