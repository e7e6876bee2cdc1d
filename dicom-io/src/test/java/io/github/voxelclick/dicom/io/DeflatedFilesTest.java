package io.github.voxelclick.dicom.io;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.volume.DicomReadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@org.junit.jupiter.api.Tag("A23")
class DeflatedFilesTest extends ParsingFixture {
  private static final byte[] IMAGE =
      DicomBytes.explicitLittle()
          .element(Tag.Modality, "CS", text("CT"))
          .us(Tag.Rows, 50)
          .us(Tag.Columns, 25)
          .us(Tag.BitsAllocated, 16)
          .element(Tag.PixelData, "OW", new byte[2500])
          .toBytes();

  /**
   * @param zeros how many zero bytes follow the data set
   */
  private static byte[] deflated(byte[] dataset, long zeros, boolean raw) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, raw);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(dataset);
      byte[] block = new byte[1 << 20];
      for (long left = zeros; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
    deflater.end();
    return bytes.toByteArray();
  }

  private static DicomBytes deflatedFile(byte[] stream) {
    return DicomBytes.file(UID.DeflatedExplicitVRLittleEndian).raw(stream);
  }

  private void assertImage(DicomBytes file) throws Exception {
    Attributes dataset = read(file);
    assertEquals("CT", dataset.getString(Tag.Modality));
    assertEquals(2500, dataset.getBytes(Tag.PixelData).length);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void are_read_with_and_without_a_zlib_header(boolean raw) throws Exception {
    assertImage(deflatedFile(deflated(IMAGE, 0, raw)));
    assertEquals(List.of(), codes());
  }

  @Test
  void may_have_a_byte_more_or_less_at_their_end() throws Exception {
    byte[] whole = deflated(IMAGE, 0, true);
    assertImage(deflatedFile(whole).raw(new byte[1]));
    assertImage(deflatedFile(whole).raw(new byte[] {7, 7, 7}));
    byte[] zlib = deflated(IMAGE, 0, false);
    // The checksum behind the data is not needed.
    assertImage(deflatedFile(Arrays.copyOf(zlib, zlib.length - 1)));
    assertImage(deflatedFile(Arrays.copyOf(zlib, zlib.length - 4)));
  }

  @Test
  void are_read_with_their_headers_as_pixel_data_cannot_be_skipped() throws Exception {
    byte[] bytes = deflatedFile(deflated(IMAGE, 0, true)).toBytes();
    DicomFile file = DicomFile.read(Files.write(folder.resolve("dfl.dcm"), bytes));
    assertTrue(file.pixelData().isEmpty());
    assertEquals(2500, file.dataset().getBytes(Tag.PixelData).length);
  }

  @Test
  void cut_short_are_refused() throws Exception {
    byte[] whole = deflated(IMAGE, 0, true);
    for (int length : new int[] {1, whole.length / 2, whole.length - 3}) {
      DicomReadException e = refused(deflatedFile(Arrays.copyOf(whole, length)));
      assertTrue(e.getMessage().length() > 20, e.getMessage());
    }
  }

  @Test
  void may_be_large_if_the_image_is() throws Exception {
    int rows = 9000;
    int columns = 5000;
    DicomBytes header =
        DicomBytes.explicitLittle()
            .element(Tag.Modality, "CS", text("MG"))
            .us(Tag.Rows, rows)
            .us(Tag.Columns, columns)
            .us(Tag.BitsAllocated, 16)
            .header(Tag.PixelData, "OW", 2L * rows * columns);
    Attributes dataset = read(deflatedFile(deflated(header.toBytes(), 2L * rows * columns, true)));
    assertEquals(2 * rows * columns, dataset.getBytes(Tag.PixelData).length);
  }

  /** Each promises and inflates to 90 MB, of an image of 2500 bytes. */
  @ParameterizedTest
  @CsvSource({"7FE00010, OW", "00091001, OB", "00090000, UL", "7FE00008, OF"})
  void that_inflate_to_far_more_than_their_image_are_refused(String tag, String vr)
      throws Exception {
    long bomb = 90_000_000;
    DicomBytes header =
        DicomBytes.explicitLittle()
            .element(Tag.Modality, "CS", text("CT"))
            .us(Tag.Rows, 50)
            .us(Tag.Columns, 25)
            .us(Tag.BitsAllocated, 16)
            .header(Integer.parseUnsignedInt(tag, 16), vr.equals("UL") ? "OB" : vr, bomb);
    byte[] stream = deflated(header.toBytes(), bomb, true);
    DicomReadException e =
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> refused(deflatedFile(stream)));
    assertTrue(e.getMessage().contains("far more than the image"), e.getMessage());
  }

  @Test
  void a_length_that_no_deflated_stream_of_that_size_can_hold_is_refused_at_once()
      throws Exception {
    byte[] header =
        DicomBytes.explicitLittle()
            .element(Tag.Modality, "CS", text("CT"))
            .header(0x00091001, "OB", 2_000_000)
            .toBytes();
    DicomReadException e = refused(deflatedFile(deflated(header, 100, true)));
    assertEquals(0x00091001, e.tag());
    assertTrue(e.getMessage().contains("more than the file"), e.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("A17")
  void sequences_of_a_wrong_length_are_kept_as_bytes_too() throws Exception {
    byte[] items = DicomBytes.explicitLittle().item(6).us(Tag.Rows, 5).toBytes();
    byte[] dataset =
        DicomBytes.explicitLittle()
            .element(Tag.Modality, "CS", text("CT"))
            .element(Tag.ReferencedImageSequence, "SQ", items)
            .us(Tag.Rows, 5)
            .toBytes();
    Attributes read = read(deflatedFile(deflated(dataset, 0, true)));
    assertArrayEquals(items, read.getBytes(Tag.ReferencedImageSequence));
    assertEquals(5, read.getInt(Tag.Rows, 0));
    assertEquals(List.of("sequence-length"), codes());
  }
}
