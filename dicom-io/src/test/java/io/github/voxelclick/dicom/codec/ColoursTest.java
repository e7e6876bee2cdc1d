package io.github.voxelclick.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@org.junit.jupiter.api.Tag("B25")
class ColoursTest {
  private static PixelDescription description(String photometric, int bits) {
    boolean palette = photometric.equals("PALETTE COLOR");
    int allocated = bits > 8 ? 16 : 8;
    return new PixelDescription(
        1, 2, palette ? 1 : 3, allocated, bits, bits - 1, false, false, photometric);
  }

  private static int[] rgb(String photometric, boolean givesRgb, int... samples)
      throws DicomReadException {
    Colours colours = Colours.of(new Attributes(), description(photometric, 8), givesRgb);
    byte[] bytes = new byte[samples.length];
    for (int n = 0; n < bytes.length; n++) {
      bytes[n] = (byte) samples[n];
    }
    return unsigned(colours.toRgb(new RawFrame.Bytes(bytes, false)));
  }

  private static int[] unsigned(byte[] bytes) {
    int[] values = new int[bytes.length];
    Arrays.setAll(values, n -> bytes[n] & 0xFF);
    return values;
  }

  /** The standard's equations (PS3.3 C.7.6.3.1.2), solved for red, green and blue. */
  private static double[] exact(boolean partial, double y, double cb, double cr) {
    double luminance = partial ? (y - 16) * 255 / 219 : y;
    double blue = (cb - 128) * (partial ? 255.0 / 224 : 1);
    double red = (cr - 128) * (partial ? 255.0 / 224 : 1);
    return new double[] {
      luminance + 1.402 * red,
      luminance - 0.114 * 1.772 / 0.587 * blue - 0.299 * 1.402 / 0.587 * red,
      luminance + 1.772 * blue
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422"})
  void luminance_and_chrominance_are_converted_and_rounded(String photometric) throws Exception {
    for (int y = 0; y < 256; y += 5) {
      for (int cb = 0; cb < 256; cb += 15) {
        for (int cr = 0; cr < 256; cr += 15) {
          int[] found = rgb(photometric, false, y, cb, cr);
          double[] exact = exact(photometric.contains("PARTIAL"), y, cb, cr);
          for (int c = 0; c < 3; c++) {
            double expected = Math.min(255, Math.max(0, exact[c]));
            assertEquals(expected, found[c], 0.51, y + " " + cb + " " + cr + " channel " + c);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RGB", "YBR_RCT", "YBR_ICT", ""})
  void what_is_red_green_and_blue_stays(String photometric) throws Exception {
    assertArrayEquals(
        new int[] {1, 200, 3, 255, 0, 128}, rgb(photometric, false, 1, 200, 3, 255, 0, 128));
  }

  @Test
  void what_the_decoder_converted_stays() throws Exception {
    assertArrayEquals(new int[] {1, 200, 3}, rgb("YBR_FULL_422", true, 1, 200, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HSV", "CMYK", "ARGB", "YBR_PARTIAL_420"})
  void kinds_that_are_retired_or_of_videos_are_refused_by_name(String photometric) {
    DicomReadException e =
        assertThrows(DicomReadException.class, () -> rgb(photometric, false, 1, 2, 3));
    assertTrue(e.getMessage().contains(photometric), e.getMessage());
  }

  @Test
  void longer_samples_keep_their_upper_bits() throws Exception {
    Colours colours = Colours.of(new Attributes(), description("RGB", 12), false);
    short[] samples = {0xFFF, 0x123, 0};
    assertArrayEquals(
        new int[] {0xFF, 0x12, 0}, unsigned(colours.toRgb(new RawFrame.Shorts(samples, false))));
    assertTrue(colours.isReduced());
  }

  @Nested
  class Palettes {
    private final Attributes dataset = new Attributes();

    private void channel(int descriptor, int data, int bits, int first, byte... value) {
      dataset.setInt(
          descriptor,
          first < 0 ? VR.SS : VR.US,
          value.length * 8 / (bits < 9 ? 8 : 16),
          first,
          bits);
      dataset.setBytes(data, VR.OW, value);
    }

    private void bytes(int first, byte[] red, byte[] green, byte[] blue) {
      channel(
          Tag.RedPaletteColorLookupTableDescriptor,
          Tag.RedPaletteColorLookupTableData,
          8,
          first,
          red);
      channel(
          Tag.GreenPaletteColorLookupTableDescriptor,
          Tag.GreenPaletteColorLookupTableData,
          8,
          first,
          green);
      channel(
          Tag.BluePaletteColorLookupTableDescriptor,
          Tag.BluePaletteColorLookupTableData,
          8,
          first,
          blue);
    }

    private int[] rgb(RawFrame frame) throws DicomReadException {
      return unsigned(Colours.of(dataset, description("PALETTE COLOR", 8), false).toRgb(frame));
    }

    @Test
    void give_each_number_its_colour_and_end_at_their_ends() throws Exception {
      bytes(10, new byte[] {1, 2}, new byte[] {3, 4}, new byte[] {-1, -2});
      RawFrame frame = new RawFrame.Bytes(new byte[] {0, 10, 11, -1}, false);
      assertArrayEquals(new int[] {1, 3, 255, 1, 3, 255, 2, 4, 254, 2, 4, 254}, rgb(frame));
    }

    @Test
    void may_start_below_zero() throws Exception {
      bytes(-1, new byte[] {1, 2}, new byte[] {3, 4}, new byte[] {5, 6});
      RawFrame frame = new RawFrame.Bytes(new byte[] {-1, 0}, true);
      assertArrayEquals(new int[] {1, 3, 5, 2, 4, 6}, rgb(frame));
    }

    @Test
    void of_sixteen_bits_keep_the_upper_eight() throws Exception {
      int[][] tags = {
        {Tag.RedPaletteColorLookupTableDescriptor, Tag.RedPaletteColorLookupTableData},
        {Tag.GreenPaletteColorLookupTableDescriptor, Tag.GreenPaletteColorLookupTableData},
        {Tag.BluePaletteColorLookupTableDescriptor, Tag.BluePaletteColorLookupTableData}
      };
      for (int c = 0; c < 3; c++) {
        channel(tags[c][0], tags[c][1], 16, 0, (byte) 0x99, (byte) c, (byte) 0x11, (byte) -c);
      }
      RawFrame frame = new RawFrame.Shorts(new short[] {0, 1}, false);
      assertArrayEquals(new int[] {0, 1, 2, 0, 255, 254}, rgb(frame));
    }

    @Test
    void that_are_missing_are_refused() {
      DicomReadException e =
          assertThrows(DicomReadException.class, () -> rgb(new RawFrame.Bytes(new byte[1], false)));
      assertTrue(e.getMessage().contains("(0028,1101)"), e.getMessage());
    }
  }

  /** Segments of one table, PS3.3 C.7.9.2. */
  @Nested
  class Segments {
    private int[] expand(int bits, int entries, int... numbers) throws DicomReadException {
      Attributes owner = new Attributes();
      owner.setInt(Tag.RedPaletteColorLookupTableDescriptor, VR.US, entries, 0, bits);
      ByteBuffer bytes =
          ByteBuffer.allocate(numbers.length * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
      for (int number : numbers) {
        if (bits == 8) {
          bytes.put((byte) number);
        } else {
          bytes.putShort((short) number);
        }
      }
      owner.setBytes(Tag.SegmentedRedPaletteColorLookupTableData, VR.OW, bytes.array());
      LookupTable table =
          LookupTable.ofSegments(
              owner,
              Tag.RedPaletteColorLookupTableDescriptor,
              Tag.SegmentedRedPaletteColorLookupTableData,
              false);
      int[] found = new int[table.size()];
      Arrays.setAll(found, table::entry);
      return found;
    }

    @Test
    void are_copied_drawn_as_lines_and_referred_to() throws Exception {
      // two entries, a line of 5 entries to 192, then both again from byte 0
      int[] once = {0, 112, 128, 144, 160, 176, 192};
      int[] twice = Arrays.copyOf(once, 14);
      System.arraycopy(once, 0, twice, 7, 7);
      assertArrayEquals(twice, expand(16, 14, 0, 2, 0, 112, 1, 5, 192, 2, 2, 0, 0));
      assertArrayEquals(twice, expand(8, 14, 0, 2, 0, 112, 1, 5, 192, 2, 2, 0, 0, 0, 0, 0));
    }

    @Test
    void referred_to_by_byte_may_be_lines_that_start_from_the_entry_before() throws Exception {
      assertArrayEquals(
          new int[] {0, 1000, 1500, 2000, 2000, 2000},
          expand(16, 6, 0, 2, 0, 1000, 1, 2, 2000, 2, 1, 8, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void that_are_damaged_are_refused(int fault) {
      int[][] faults = {
        {1, 5, 192, 0}, // a line without a start
        {0, 9, 1, 2}, // fewer entries than promised
        {0, 1, 5, 7, 1, 1}, // no such kind
        {0, 1, 5, 2, 1, 0x7000, 0}, // refers beyond the end
        {0, 1, 5, 2, 1, 6, 0} // refers to itself
      };
      assertThrows(DicomReadException.class, () -> expand(16, 8, faults[fault]));
    }
  }

  @Nested
  class Tables {
    private final Attributes item = new Attributes();

    private LookupTable table(boolean signed) throws DicomReadException {
      return LookupTable.of(item, Tag.LUTDescriptor, Tag.LUTData, signed);
    }

    @Test
    void of_eight_bits_may_stand_in_words_of_sixteen() throws Exception {
      item.setInt(Tag.LUTDescriptor, VR.US, 2, 5, 8);
      item.setBytes(Tag.LUTData, VR.OW, new byte[] {7, 0, 9, 0});
      assertEquals(7, table(false).map(5));
      assertEquals(9, table(false).map(6));
      item.setBytes(Tag.LUTData, VR.OW, new byte[] {7, 9});
      assertEquals(9, table(false).map(6));
      assertEquals(8, table(false).bits());
    }

    @Test
    void may_write_a_negative_first_value_unsigned() throws Exception {
      item.setInt(Tag.LUTDescriptor, VR.US, 2, 65_526, 16);
      item.setInt(Tag.LUTData, VR.US, 100, 200);
      assertEquals(200, table(true).map(-9));
      assertEquals(65_526, table(false).first());
    }

    @Test
    void of_which_more_is_promised_than_there_is_are_refused() {
      item.setInt(Tag.LUTDescriptor, VR.US, 0, 0, 16); // 65536 entries
      item.setBytes(Tag.LUTData, VR.OW, new byte[20]);
      DicomReadException e = assertThrows(DicomReadException.class, () -> table(false));
      assertTrue(e.getMessage().contains("65536"), e.getMessage());
      item.setInt(Tag.LUTDescriptor, VR.US, 4, 0);
      assertThrows(DicomReadException.class, () -> table(false));
    }

    @Test
    void of_big_endian_data_sets_are_turned_around() throws Exception {
      Attributes big = new Attributes(true, 2);
      big.setInt(Tag.LUTDescriptor, VR.US, 2, 0, 16);
      big.setBytes(Tag.LUTData, VR.OW, new byte[] {1, 2, 3, 4});
      LookupTable table = LookupTable.of(big, Tag.LUTDescriptor, Tag.LUTData, false);
      assertEquals(0x102, table.map(0));
      assertEquals(0x304, table.map(1));
    }
  }
}
