package io.github.voxelclick.dicom.codec;

import static io.github.voxelclick.dicom.codec.Descriptions.grey;
import static io.github.voxelclick.dicom.codec.Descriptions.samples;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import io.github.voxelclick.dicom.io.DicomBytes;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class Jpeg2000DecoderTest {
  static final int COLUMNS = 37;
  static final int ROWS = 23;

  static int[] pattern(int bits) {
    Random random = new Random(bits);
    int[] samples = new int[COLUMNS * ROWS];
    Arrays.setAll(samples, i -> (i * 7 + random.nextInt(1 << (bits - 2))) & ((1 << bits) - 1));
    return samples;
  }

  /** A JP2 file, losslessly compressed, as the fragment of a careless writer would hold it. */
  static byte[] jp2(int[] samples, boolean wide, boolean tiled) throws Exception {
    return jp2(samples, COLUMNS, wide, tiled);
  }

  /** As above, of any width. */
  static byte[] jp2(int[] samples, int columns, boolean wide, boolean tiled) throws Exception {
    int rows = samples.length / columns;
    BufferedImage image =
        new BufferedImage(
            columns, rows, wide ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = image.getRaster();
    raster.setPixels(0, 0, columns, rows, samples);
    ImageWriter writer = new J2KImageWriterSpi().createWriterInstance(null);
    J2KImageWriteParam parameters = (J2KImageWriteParam) writer.getDefaultWriteParam();
    parameters.setLossless(true);
    if (tiled) {
      parameters.setTilingMode(J2KImageWriteParam.MODE_EXPLICIT);
      parameters.setTiling(16, 16, 0, 0);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    }
    writer.dispose();
    return bytes.toByteArray();
  }

  private static int[] decode(byte[] encoded, PixelDescription description) throws Exception {
    return samples(new Jpeg2000Decoder().decode(encoded, description));
  }

  @Test
  @org.junit.jupiter.api.Tag("B7")
  void lossless_frames_decode_exactly_inside_a_jp2_wrapper_or_bare() throws Exception {
    int[] expected = pattern(16);
    byte[] wrapped = jp2(expected, true, false);
    assertArrayEquals(expected, decode(wrapped, grey(COLUMNS, ROWS, 16, 16, false)));
    int start = 0;
    while (wrapped[start] != (byte) 0xFF || wrapped[start + 1] != 0x4F) {
      start++;
    }
    assertTrue(start > 0);
    byte[] bare = Arrays.copyOfRange(wrapped, start, wrapped.length);
    assertArrayEquals(expected, decode(bare, grey(COLUMNS, ROWS, 16, 16, false)));
    int[] eight = pattern(8);
    assertArrayEquals(eight, decode(jp2(eight, false, true), grey(COLUMNS, ROWS, 8, 8, false)));
  }

  @Test
  @org.junit.jupiter.api.Tag("B7")
  void samples_are_cut_and_signed_as_the_header_says() throws Exception {
    int[] patterns = pattern(16);
    byte[] encoded = jp2(patterns, true, false);
    assertArrayEquals(
        Arrays.stream(patterns).map(p -> (short) p).toArray(),
        decode(encoded, grey(COLUMNS, ROWS, 16, 16, true)));
    assertArrayEquals(
        Arrays.stream(patterns).map(p -> p & 0xFFF).toArray(),
        decode(encoded, grey(COLUMNS, ROWS, 16, 12, false)));
  }

  /** The same codestream, its samples declared signed: they come out less by half their range. */
  private static byte[] declaredSigned(byte[] codestream) {
    byte[] signed = codestream.clone();
    int siz = 0;
    while (signed[siz] != (byte) 0xFF || signed[siz + 1] != 0x51) {
      siz++;
    }
    signed[siz + 40] |= (byte) 0x80;
    return signed;
  }

  @Test
  @org.junit.jupiter.api.Tag("B4")
  void signed_samples_are_exact_and_bare_patterns_where_the_header_is_unsigned() throws Exception {
    for (int bits : new int[] {8, 16}) {
      int[] patterns = pattern(bits);
      int half = 1 << (bits - 1);
      byte[] encoded = declaredSigned(jp2(patterns, bits == 16, false));
      assertArrayEquals(
          Arrays.stream(patterns).map(p -> p - half).toArray(),
          decode(encoded, grey(COLUMNS, ROWS, bits, bits, true)));
      assertArrayEquals(
          Arrays.stream(patterns).map(p -> p ^ half).toArray(),
          decode(encoded, grey(COLUMNS, ROWS, bits, bits, false)));
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("B4")
  void signed_samples_of_one_bit_are_refused() throws Exception {
    byte[] encoded = declaredSigned(jp2(pattern(8), false, false));
    int precision = 0;
    while (encoded[precision] != (byte) 0xFF || encoded[precision + 1] != 0x51) {
      precision++;
    }
    encoded[precision + 40] = (byte) 0x80;
    DicomReadException e =
        assertThrows(
            DicomReadException.class, () -> decode(encoded, grey(COLUMNS, ROWS, 8, 8, true)));
    assertTrue(e.getMessage().contains("signed samples of one bit"), e.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("B7")
  void what_contradicts_the_header_is_warned_of() throws Exception {
    byte[] wrapped = jp2(pattern(16), true, false);
    Jpeg2000Decoder decoder = new Jpeg2000Decoder();
    assertEquals(
        List.of("jp2-file", "codestream-sign", "codestream-precision"),
        decoder.check(wrapped, grey(COLUMNS, ROWS, 16, 12, true)).stream()
            .map(ReadWarning::code)
            .toList());
    int start = Jpeg2000Size.of(wrapped).start();
    byte[] bare = Arrays.copyOfRange(wrapped, start, wrapped.length);
    assertEquals(List.of(), decoder.check(bare, grey(COLUMNS, ROWS, 16, 16, false)));
    assertEquals(List.of(), decoder.check(new byte[3], grey(COLUMNS, ROWS, 16, 16, false)));
  }

  @Test
  void samples_that_do_not_fit_into_the_allocated_bits_are_refused() throws Exception {
    byte[] encoded = jp2(pattern(16), true, false);
    assertThrows(DicomReadException.class, () -> decode(encoded, grey(COLUMNS, ROWS, 8, 8, false)));
  }

  @Test
  @org.junit.jupiter.api.Tag("A57")
  void truncated_frames_are_refused_and_not_blurred() throws Exception {
    byte[] encoded = jp2(pattern(16), true, false);
    for (int length = 0; length < encoded.length - 2; length += 13) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThrows(DicomReadException.class, () -> decode(cut, grey(COLUMNS, ROWS, 16, 16, false)));
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A57")
  void packets_that_jj2000_would_read_for_ever_are_refused() throws Exception {
    byte[] encoded = jp2(pattern(16), true, false);
    int data = 0;
    while (encoded[data] != (byte) 0xFF || encoded[data + 1] != (byte) 0x93) {
      data++;
    }
    encoded[data + 3] = (byte) 0xFF;
    encoded[data + 4] = (byte) 0xFF;
    DicomReadException e =
        assertThrows(
            DicomReadException.class, () -> decode(encoded, grey(COLUMNS, ROWS, 16, 16, false)));
    assertTrue(e.getMessage().contains("packet"), e.getMessage());
  }

  @Test
  void packed_packet_headers_are_refused_by_name() throws Exception {
    byte[] encoded = jp2(pattern(16), true, false);
    int comment = 0;
    while (encoded[comment] != (byte) 0xFF || encoded[comment + 1] != 0x64) {
      comment++;
    }
    encoded[comment + 1] = 0x60;
    DicomReadException e =
        assertThrows(
            DicomReadException.class, () -> decode(encoded, grey(COLUMNS, ROWS, 16, 16, false)));
    assertTrue(e.getMessage().contains("packed packet headers"), e.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("A57")
  void coding_styles_out_of_range_are_refused() throws Exception {
    byte[] sound = jp2(pattern(16), true, false);
    int style = 0;
    while (sound[style] != (byte) 0xFF || sound[style + 1] != 0x52) {
      style++;
    }
    // layers, levels, width and height of code-blocks
    for (int[] change : new int[][] {{6, 0x7F}, {9, 33}, {10, 9}, {11, 0x40}}) {
      byte[] damaged = sound.clone();
      damaged[style + change[0]] = (byte) change[1];
      DicomReadException e =
          assertThrows(
              DicomReadException.class, () -> decode(damaged, grey(COLUMNS, ROWS, 16, 16, false)));
      assertTrue(e.getMessage().contains("coding style"), e.getMessage());
    }
  }

  @Test
  void a_frame_of_another_size_is_refused() throws Exception {
    byte[] encoded = jp2(pattern(16), true, false);
    assertThrows(
        DicomReadException.class,
        () -> decode(encoded, grey(/* columns= */ ROWS, /* rows= */ COLUMNS, 16, 16, false)));
  }

  /** Codestreams without image data: the outer structure alone is under test. */
  @Nested
  @org.junit.jupiter.api.Tag("B1")
  class TilePartCounts {
    /** A codestream of tile-parts, given as tile index and declared count. */
    private static byte[] codestream(int[]... parts) {
      DicomBytes bytes = DicomBytes.explicitLittle().raw(new byte[] {-1, 0x4F, -1, 0x51, 0, 41});
      bytes.raw(new byte[] {0, 0}).raw(big(40)).raw(big(30)).raw(big(0)).raw(big(0));
      bytes.raw(big(16)).raw(big(16)).raw(big(0)).raw(big(0)).raw(new byte[] {0, 1, 15, 1, 1});
      int part = 0;
      for (int[] tileAndCount : parts) {
        bytes.raw(new byte[] {-1, (byte) 0x90, 0, 10, 0, (byte) tileAndCount[0]});
        // The data of a tile-part may look like a marker: they must be stepped over.
        bytes.raw(big(12 + 4)).raw(new byte[] {(byte) part++, (byte) tileAndCount[1]});
        bytes.raw(new byte[] {-1, (byte) 0x93, -1, (byte) 0x90});
      }
      return bytes.raw(new byte[] {-1, (byte) 0xD9}).toBytes();
    }

    private static byte[] big(int value) {
      return new byte[] {
        (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
      };
    }

    private static Jpeg2000Codestream codestreamOf(byte[] bytes) throws DicomReadException {
      return Jpeg2000Codestream.of(bytes, grey(40, 30, 16, 16, false), "test");
    }

    private static int[] counts(byte[] bytes, int parts) throws Exception {
      Jpeg2000Codestream codestream = codestreamOf(bytes);
      assertEquals(16, codestream.size().precision());
      assertFalse(codestream.size().signed());
      byte[] repaired = codestream.withTilePartCounts();
      int first = 2 + 2 + 41;
      int[] counts = new int[parts];
      Arrays.setAll(counts, i -> repaired[first + 16 * i + 11]);
      return counts;
    }

    @Test
    void of_zero_are_filled_in() throws Exception {
      assertArrayEquals(
          new int[] {3, 3, 3},
          counts(codestream(new int[] {0, 0}, new int[] {0, 0}, new int[] {0, 0}), 3));
    }

    @Test
    void are_counted_per_tile_where_the_parts_of_tiles_alternate() throws Exception {
      assertArrayEquals(
          new int[] {2, 3, 2, 3, 3},
          counts(
              codestream(
                  new int[] {0, 0},
                  new int[] {1, 1},
                  new int[] {0, 2},
                  new int[] {1, 0},
                  new int[] {1, 9}),
              5));
    }

    @Test
    void of_one_stay() throws Exception {
      assertArrayEquals(new int[] {1}, counts(codestream(new int[] {0, 1}), 1));
    }

    @Test
    void a_tile_part_beyond_the_end_is_refused() {
      byte[] bytes = codestream(new int[] {0, 1}, new int[] {1, 1});
      assertThrows(
          DicomReadException.class, () -> codestreamOf(Arrays.copyOf(bytes, bytes.length - 4)));
    }

    @Test
    void more_tiles_than_there_can_be_are_refused() {
      byte[] bytes = codestream(new int[] {0, 1});
      bytes[6 + 2 + 16 + 3] = 1;
      bytes[6 + 2 + 20 + 3] = 1;
      bytes[6 + 2 + 2] = 0x7F;
      assertThrows(DicomReadException.class, () -> codestreamOf(bytes));
    }
  }
}
