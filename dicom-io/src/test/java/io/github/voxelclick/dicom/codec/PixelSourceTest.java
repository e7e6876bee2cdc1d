package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.io.DicomBytes;
import io.github.voxelclick.dicom.io.DicomFile;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelSourceTest {
  private static final long UNDEFINED = 0xFFFFFFFFL;

  @TempDir Path folder;

  private PixelSource open(DicomBytes bytes) throws Exception {
    Path file = Files.write(folder.resolve("image.dcm"), bytes.toBytes());
    return PixelSource.open(DicomFile.read(file));
  }

  private DicomReadException refused(DicomBytes bytes) {
    return assertThrows(DicomReadException.class, () -> open(bytes).frame(0));
  }

  private static List<String> codes(PixelSource source) {
    return source.warnings().stream().map(ReadWarning::code).toList();
  }

  /** Headers of an image of 3×2 pixels and 16 bits. */
  private static DicomBytes image(DicomBytes empty, String frames) {
    empty.element(Tag.Modality, "CS", text("CT")).us(Tag.SamplesPerPixel, 1);
    if (!frames.isEmpty()) {
      empty.element(Tag.NumberOfFrames, "IS", text(frames));
    }
    return empty
        .us(Tag.Rows, 2)
        .us(Tag.Columns, 3)
        .us(Tag.BitsAllocated, 16)
        .us(Tag.BitsStored, 16)
        .us(Tag.HighBit, 15)
        .us(Tag.PixelRepresentation, 0);
  }

  private static DicomBytes explicit(String frames) {
    return image(DicomBytes.file(UID.ExplicitVRLittleEndian), frames);
  }

  @Nested
  class NativeFrames {
    private final byte[] two = DicomBytes.u16(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    @Test
    void are_read_one_at_a_time() throws Exception {
      PixelSource source = open(explicit("2 ").element(Tag.PixelData, "OW", two));
      assertEquals(2, source.frames());
      assertArrayEquals(new int[] {7, 8, 9, 10, 11, 12}, samples(source.frame(1)));
      assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, samples(source.frame(0)));
      assertEquals(List.of(), codes(source));
      assertThrows(IndexOutOfBoundsException.class, () -> source.frame(2));
      assertThrows(IndexOutOfBoundsException.class, () -> source.frame(-1));
    }

    @Test
    void that_a_truncated_file_lacks_are_refused_and_the_others_read() throws Exception {
      byte[] whole = explicit("2 ").element(Tag.PixelData, "OW", two).toBytes();
      byte[] cut = Arrays.copyOf(whole, whole.length - 2);
      PixelSource source = open(DicomBytes.explicitLittle().raw(cut));
      assertEquals(6, source.frame(0).size());
      DicomReadException e = assertThrows(DicomReadException.class, () -> source.frame(1));
      assertTrue(e.getMessage().contains("frame 2"), e.getMessage());
    }

    @Test
    @org.junit.jupiter.api.Tag("A42")
    void followed_by_more_bytes_are_read_with_a_warning() throws Exception {
      PixelSource source = open(explicit("").element(Tag.PixelData, "OW", two));
      assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, samples(source.frame(0)));
      assertEquals(List.of("excess-pixel-data"), codes(source));
    }

    @Test
    @org.junit.jupiter.api.Tag("A45")
    void count_as_one_where_their_number_is_zero_or_empty_and_are_refused_below() throws Exception {
      for (String frames : new String[] {"0 ", "  "}) {
        PixelSource source = open(explicit(frames).element(Tag.PixelData, "OW", new byte[12]));
        assertEquals(1, source.frames());
        assertEquals(List.of("number-of-frames"), codes(source));
      }
      refused(explicit("-1").element(Tag.PixelData, "OW", two));
      refused(explicit("x ").element(Tag.PixelData, "OW", two));
    }

    @Test
    @org.junit.jupiter.api.Tag("A45")
    void a_number_of_frames_beyond_all_bounds_costs_nothing() throws Exception {
      PixelSource source = open(explicit("2000000000").element(Tag.PixelData, "OW", two));
      assertEquals(6, source.frame(1).size());
      assertThrows(DicomReadException.class, () -> source.frame(1_999_999_999));
    }

    @Test
    void of_big_endian_files_are_turned_around() throws Exception {
      DicomBytes content = image(DicomBytes.explicitBig(), "");
      content.element(Tag.PixelData, "OW", new byte[] {1, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7});
      PixelSource source = open(DicomBytes.file(UID.ExplicitVRBigEndian).raw(content.toBytes()));
      assertArrayEquals(new int[] {0x102, 3, 4, 5, 6, 7}, samples(source.frame(0)));
    }

    @Test
    void of_bytes_in_big_endian_words_are_swapped_across_frames_of_odd_size() throws Exception {
      DicomBytes content =
          DicomBytes.explicitBig()
              .element(Tag.NumberOfFrames, "IS", text("2 "))
              .us(Tag.Rows, 1)
              .us(Tag.Columns, 3)
              .us(Tag.BitsAllocated, 8)
              .element(Tag.PixelData, "OW", new byte[] {2, 1, 4, 3, 6, 5});
      PixelSource source = open(DicomBytes.file(UID.ExplicitVRBigEndian).raw(content.toBytes()));
      assertArrayEquals(new int[] {1, 2, 3}, samples(source.frame(0)));
      assertArrayEquals(new int[] {4, 5, 6}, samples(source.frame(1)));
    }

    @Test
    void of_deflated_files_come_from_memory() throws Exception {
      ByteArrayOutputStream deflated = new ByteArrayOutputStream();
      Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
      try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
        out.write(
            image(DicomBytes.explicitLittle(), "2 ").element(Tag.PixelData, "OW", two).toBytes());
      }
      deflater.end();
      PixelSource source =
          open(DicomBytes.file(UID.DeflatedExplicitVRLittleEndian).raw(deflated.toByteArray()));
      assertArrayEquals(new int[] {7, 8, 9, 10, 11, 12}, samples(source.frame(1)));
      assertThrows(IndexOutOfBoundsException.class, () -> source.frame(2));
    }

    @Test
    void that_do_not_exist_are_refused() {
      assertTrue(refused(explicit("")).getMessage().contains("no pixel data"));
    }
  }

  /** Frames of Encapsulated Uncompressed, so that their content is plain to see. */
  @Nested
  @org.junit.jupiter.api.Tag("A44")
  class EncapsulatedPixelData {
    private static byte[] samplesFrom(int first) {
      return DicomBytes.u16(first, first + 1, first + 2, first + 3, first + 4, first + 5);
    }

    private static byte[] half(int first, int half) {
      return Arrays.copyOfRange(samplesFrom(first), 6 * half, 6 * half + 6);
    }

    private static DicomBytes file(int frames, byte[] table, byte[]... fragments) {
      DicomBytes bytes =
          image(DicomBytes.file(UID.EncapsulatedUncompressedExplicitVRLittleEndian), frames + " ")
              .header(Tag.PixelData, "OB", UNDEFINED)
              .item(table);
      for (byte[] fragment : fragments) {
        bytes.item(fragment);
      }
      return bytes.sequenceDelimiter();
    }

    private static byte[] table(int... offsets) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int offset : offsets) {
        bytes.putInt(offset);
      }
      return bytes.array();
    }

    private void assertTwoFrames(DicomBytes file, String... warnings) throws Exception {
      PixelSource source = open(file);
      assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, samples(source.frame(0)));
      assertArrayEquals(new int[] {11, 12, 13, 14, 15, 16}, samples(source.frame(1)));
      assertEquals(List.of(warnings), codes(source));
    }

    @Test
    @org.junit.jupiter.api.Tag("A43")
    void is_divided_by_its_basic_offset_table() throws Exception {
      assertTwoFrames(file(2, table(0, 20), samplesFrom(1), half(11, 0), half(11, 1)));
    }

    @Test
    @org.junit.jupiter.api.Tag("B18")
    void with_as_many_fragments_as_frames_needs_no_table() throws Exception {
      assertTwoFrames(file(2, table(), samplesFrom(1), samplesFrom(11)));
    }

    @Test
    void with_a_wrong_table_is_divided_without_it_and_warned_of() throws Exception {
      for (byte[] wrong :
          new byte[][] {table(0, 19), table(20, 0), table(8, 20), table(0, 0), table(0)}) {
        assertTwoFrames(file(2, wrong, samplesFrom(1), samplesFrom(11)), "offset-table");
      }
    }

    @Test
    void of_one_frame_is_joined() throws Exception {
      PixelSource source = open(file(1, table(), half(1, 0), half(1, 1)));
      assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, samples(source.frame(0)));
    }

    @Test
    void is_divided_by_an_extended_offset_table() throws Exception {
      DicomBytes bytes =
          image(DicomBytes.file(UID.EncapsulatedUncompressedExplicitVRLittleEndian), "2 ")
              .element(Tag.ExtendedOffsetTable, "OV", longs(0, 20))
              .element(Tag.ExtendedOffsetTableLengths, "OV", longs(12, 12))
              .header(Tag.PixelData, "OB", UNDEFINED)
              .item(new byte[0])
              .item(samplesFrom(1))
              .item(half(11, 0))
              .item(half(11, 1))
              .sequenceDelimiter();
      assertTwoFrames(bytes);
    }

    @Test
    void with_a_wrong_extended_table_is_divided_without_it_and_warned_of() throws Exception {
      for (long[] wrong : new long[][] {{0, 18}, {0}, {20, 0}, {0, 1L << 40}}) {
        DicomBytes bytes =
            image(DicomBytes.file(UID.EncapsulatedUncompressedExplicitVRLittleEndian), "2 ")
                .element(Tag.ExtendedOffsetTable, "OV", longs(wrong))
                .element(Tag.ExtendedOffsetTableLengths, "OV", longs(wrong))
                .header(Tag.PixelData, "OB", UNDEFINED)
                .item(new byte[0])
                .item(samplesFrom(1))
                .item(samplesFrom(11))
                .sequenceDelimiter();
        assertTwoFrames(bytes, "offset-table");
      }
    }

    private static byte[] longs(long... values) {
      ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (long value : values) {
        bytes.putLong(value);
      }
      return bytes.array();
    }

    @Test
    void that_cannot_be_divided_is_refused_telling_both_counts() {
      DicomReadException e = refused(file(3, table(), samplesFrom(1), samplesFrom(11)));
      assertTrue(e.getMessage().contains("3 frames"), e.getMessage());
      assertTrue(e.getMessage().contains("2 fragments"), e.getMessage());
      refused(file(2, table(), half(1, 0), half(1, 1), samplesFrom(11)));
      refused(file(1, table()));
    }

    @Test
    void of_several_fragments_per_frame_is_divided_where_codestreams_start() throws Exception {
      byte[] first = JpegLosslessEncoder.encode(new int[] {1, 2, 3, 4, 5, 6}, 3, 16, 1);
      byte[] second = JpegLosslessEncoder.encode(new int[] {11, 12, 13, 14, 15, 16}, 3, 16, 1);
      DicomBytes bytes =
          image(DicomBytes.file(UID.JPEGLosslessSV1), "2 ")
              .header(Tag.PixelData, "OB", UNDEFINED)
              .item(new byte[0]);
      for (byte[] frame : new byte[][] {first, second}) {
        bytes.item(Arrays.copyOf(frame, 20));
        bytes.item(Arrays.copyOfRange(frame, 20, frame.length));
      }
      assertTwoFrames(bytes.sequenceDelimiter());
    }

    @Test
    @org.junit.jupiter.api.Tag("A53")
    void with_a_frame_that_does_not_decode_still_gives_the_others() throws Exception {
      byte[] whole = JpegLosslessEncoder.encode(new int[] {11, 12, 13, 14, 15, 16}, 3, 16, 1);
      byte[] damaged = Arrays.copyOf(whole, whole.length - 4);
      DicomBytes bytes =
          image(DicomBytes.file(UID.JPEGLosslessSV1), "2 ")
              .header(Tag.PixelData, "OB", UNDEFINED)
              .item(new byte[0])
              .item(damaged)
              .item(Arrays.copyOf(whole, whole.length + whole.length % 2));
      PixelSource source = open(bytes.sequenceDelimiter());
      DicomReadException e = assertThrows(DicomReadException.class, () -> source.frame(0));
      assertTrue(e.getMessage().contains("truncated"), e.getMessage());
      assertEquals(16, source.frame(1).sample(5));
    }

    @Test
    @org.junit.jupiter.api.Tag("A43")
    void without_delimiter_is_read_with_a_warning() throws Exception {
      byte[] bytes = file(2, table(), samplesFrom(1), samplesFrom(11)).toBytes();
      byte[] cut = Arrays.copyOf(bytes, bytes.length - 8);
      assertTwoFrames(DicomBytes.explicitLittle().raw(cut), "delimiter");
    }

    @Test
    void cut_within_a_frame_gives_the_frames_before_it() throws Exception {
      byte[] bytes = file(2, table(), samplesFrom(1), samplesFrom(11)).toBytes();
      byte[] cut = Arrays.copyOf(bytes, bytes.length - 12);
      PixelSource source = open(DicomBytes.explicitLittle().raw(cut));
      assertEquals(6, source.frame(0).size());
      assertThrows(DicomReadException.class, () -> source.frame(1));
    }

    @Test
    @org.junit.jupiter.api.Tag("A52")
    void cut_before_a_frame_tells_that_it_is_missing() throws Exception {
      for (byte[] table : new byte[][] {table(), table(0, 20, 40)}) {
        byte[] bytes = file(3, table, samplesFrom(1), samplesFrom(11), samplesFrom(21)).toBytes();
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 8 - 20);
        DicomBytes file = DicomBytes.explicitLittle().raw(cut);
        assertTwoFrames(file, "delimiter", "missing-frames");
        DicomReadException e = assertThrows(DicomReadException.class, () -> open(file).frame(2));
        assertTrue(e.getMessage().contains("frame 3"), e.getMessage());
        assertTrue(e.getMessage().contains("only 2"), e.getMessage());
      }
    }

    @Test
    void of_a_cut_file_costs_no_more_than_the_file_has() throws Exception {
      byte[] bytes = file(2_000_000_000, table(), samplesFrom(1)).toBytes();
      PixelSource source =
          open(DicomBytes.explicitLittle().raw(Arrays.copyOf(bytes, bytes.length - 8)));
      assertEquals(6, source.frame(0).size());
      assertThrows(DicomReadException.class, () -> source.frame(1_999_999_999));
    }

    @Test
    @org.junit.jupiter.api.Tag("B15")
    void of_rle_in_several_fragments_is_divided_by_its_table() throws Exception {
      byte[] first = RleDecoderTest.frame(high(), new byte[] {5, 1, 2, 3, 4, 5, 6});
      byte[] second = RleDecoderTest.frame(high(), new byte[] {5, 11, 12, 13, 14, 15, 16});
      DicomBytes bytes =
          image(DicomBytes.file(UID.RLELossless), "2 ")
              .header(Tag.PixelData, "OB", UNDEFINED)
              .item(table(0, first.length + 16));
      for (byte[] frame : new byte[][] {first, second}) {
        bytes.item(Arrays.copyOf(frame, 66));
        bytes.item(Arrays.copyOfRange(frame, 66, frame.length));
      }
      assertTwoFrames(bytes.sequenceDelimiter());
    }

    private static byte[] high() {
      return new byte[] {-5, 0, -128};
    }

    @Test
    @org.junit.jupiter.api.Tag("B14")
    void of_jpeg_ls_in_several_fragments_is_divided_where_codestreams_start() throws Exception {
      DicomBytes bytes =
          image(DicomBytes.file(UID.JPEGLSLossless), "2 ")
              .header(Tag.PixelData, "OB", UNDEFINED)
              .item(new byte[0]);
      for (int first : new int[] {1, 11}) {
        int[] samples = {first, first + 1, first + 2, first + 3, first + 4, first + 5};
        byte[] frame = JpegLsEncoder.encode(JpegLsEncoder.Image.grey(samples, 3, 16, 0));
        bytes.item(Arrays.copyOf(frame, 20));
        bytes.item(Arrays.copyOfRange(frame, 20, frame.length));
      }
      assertTwoFrames(bytes.sequenceDelimiter());
    }

    @Test
    @org.junit.jupiter.api.Tag("B18")
    void of_one_bit_starts_each_frame_at_a_byte() throws Exception {
      DicomBytes bytes =
          DicomBytes.file(UID.EncapsulatedUncompressedExplicitVRLittleEndian)
              .element(Tag.NumberOfFrames, "IS", text("2 "))
              .us(Tag.Rows, 1)
              .us(Tag.Columns, 3)
              .us(Tag.BitsAllocated, 1)
              .header(Tag.PixelData, "OB", UNDEFINED)
              .item(new byte[0])
              .item(new byte[] {0b101, 0})
              .item(new byte[] {0b110, 0})
              .sequenceDelimiter();
      PixelSource source = open(bytes);
      assertArrayEquals(new int[] {1, 0, 1}, samples(source.frame(0)));
      assertArrayEquals(new int[] {0, 1, 1}, samples(source.frame(1)));
    }

    @Test
    @org.junit.jupiter.api.Tag("B18")
    @org.junit.jupiter.api.Tag("B11")
    void of_deflated_frames_has_one_fragment_for_each() throws Exception {
      DicomBytes bytes =
          image(DicomBytes.file(UID.DeflatedImageFrameCompression), "2 ")
              .header(Tag.PixelData, "OB", UNDEFINED)
              .item(new byte[0]);
      for (int first : new int[] {1, 11}) {
        byte[] deflated = DeflatedFrameDecoderTest.deflated(samplesFrom(first));
        bytes.item(Arrays.copyOf(deflated, deflated.length + deflated.length % 2));
      }
      assertTwoFrames(bytes.sequenceDelimiter());
    }

    @Test
    @org.junit.jupiter.api.Tag("A53")
    void with_a_frame_that_does_not_decode_gives_the_others_and_names_it() throws Exception {
      PixelSource source = open(file(3, table(), samplesFrom(1), half(1, 0), samplesFrom(11)));
      assertEquals(6, source.frame(0).size());
      assertEquals(11, source.frame(2).sample(0));
      DicomReadException e = assertThrows(DicomReadException.class, () -> source.frame(1));
      assertTrue(e.getMessage().contains("frame 2 of 3"), e.getMessage());
    }

    @Test
    @org.junit.jupiter.api.Tag("A57")
    void of_few_bytes_that_claim_a_huge_frame_is_refused_before_room_is_made() {
      DicomBytes bytes =
          DicomBytes.file(UID.JPEGLSLossless)
              .us(Tag.Rows, 20_000)
              .us(Tag.Columns, 50_000)
              .us(Tag.BitsAllocated, 16)
              .header(Tag.PixelData, "OB", UNDEFINED)
              .item(new byte[0])
              .item(new byte[] {-1, -40, -1, -39})
              .sequenceDelimiter();
      assertTrue(refused(bytes).getMessage().contains("of memory"));
    }

    @Test
    @org.junit.jupiter.api.Tag("A46")
    void may_hold_bytes_that_look_like_a_delimiter() throws Exception {
      byte[] frame = {-2, -1, -35, -32, 0, 0, 0, 0, -2, -1, 0, -32};
      PixelSource source = open(file(1, table(), frame));
      assertEquals(0xFFFE, source.frame(0).sample(0));
      assertEquals(0xE0DD, source.frame(0).sample(1));
    }
  }
}
