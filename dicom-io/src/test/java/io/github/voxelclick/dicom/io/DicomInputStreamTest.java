package io.github.voxelclick.dicom.io;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static io.github.voxelclick.dicom.io.DicomBytes.u16;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.BulkData;
import io.github.voxelclick.dicom.data.Fragments;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DicomInputStreamTest extends ParsingFixture {
  @Nested
  class StandardFiles {
    @Test
    void explicit_little_endian() throws Exception {
      Attributes dataset =
          read(
              explicitFile()
                  .us(Tag.Rows, 5)
                  .us(Tag.PixelRepresentation, 1)
                  .element(Tag.PixelData, "OW", u16(1, 2, 3)));
      assertEquals(List.of(), codes());
      assertEquals("CT", dataset.getString(Tag.Modality));
      assertEquals(5, dataset.getInt(Tag.Rows, 0));
      assertArrayEquals(u16(1, 2, 3), dataset.getBytes(Tag.PixelData));
    }

    @Test
    void implicit_little_endian_by_the_dictionary() throws Exception {
      Attributes dataset =
          read(
              DicomBytes.file(UID.ImplicitVRLittleEndian)
                  .raw(
                      DicomBytes.implicitLittle()
                          .element(Tag.Modality, "", text("CT"))
                          .us(Tag.Rows, 5)
                          .us(Tag.PixelRepresentation, 1)
                          .element(Tag.PixelPaddingValue, "", u16(-2000))
                          .element(0x00290010, "", text("CREATOR "))
                          .element(0x00291001, "", new byte[] {1, 2})
                          .toBytes()));
      assertEquals(List.of(), codes());
      assertEquals(VR.US, dataset.getVR(Tag.Rows));
      assertEquals(-2000, dataset.getInt(Tag.PixelPaddingValue, 0));
      assertEquals(VR.LO, dataset.getVR(0x00290010));
      assertEquals(VR.UN, dataset.getVR(0x00291001));
    }

    @Test
    @org.junit.jupiter.api.Tag("A15")
    void padding_is_unsigned_where_the_pixels_are() throws Exception {
      Attributes dataset =
          read(
              DicomBytes.file(UID.ImplicitVRLittleEndian)
                  .raw(
                      DicomBytes.implicitLittle()
                          .us(Tag.PixelRepresentation, 0)
                          .element(Tag.PixelPaddingValue, "", u16(63_536))
                          .toBytes()));
      assertEquals(63_536, dataset.getInt(Tag.PixelPaddingValue, 0));
    }

    @Test
    @org.junit.jupiter.api.Tag("A22")
    void explicit_big_endian() throws Exception {
      Attributes dataset =
          read(
              DicomBytes.file(UID.ExplicitVRBigEndian)
                  .raw(
                      DicomBytes.explicitBig()
                          .element(Tag.Modality, "CS", text("MR"))
                          .us(Tag.Rows, 0x0105)
                          .toBytes()));
      assertEquals("MR", dataset.getString(Tag.Modality));
      assertEquals(0x0105, dataset.getInt(Tag.Rows, 0));
      assertTrue(dataset.bigEndian());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @org.junit.jupiter.api.Tag("A23")
    void deflated_with_or_without_a_zlib_header(boolean raw) throws Exception {
      byte[] content =
          DicomBytes.explicitLittle()
              .element(Tag.Modality, "CS", text("CT"))
              .element(Tag.PixelData, "OW", new byte[5000])
              .toBytes();
      ByteArrayOutputStream deflated = new ByteArrayOutputStream();
      Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, raw);
      try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
        out.write(content);
      }
      deflater.end();
      DicomBytes file =
          DicomBytes.file(UID.DeflatedExplicitVRLittleEndian).raw(deflated.toByteArray());
      Attributes dataset = read(file);
      assertEquals("CT", dataset.getString(Tag.Modality));
      assertEquals(5000, dataset.getBytes(Tag.PixelData).length);
      byte[] cut = Arrays.copyOf(file.toBytes(), file.toBytes().length - 8);
      assertThrows(DicomReadException.class, () -> read(cut, DicomInputStream.IncludeBulkData.YES));
    }

    @Test
    void a_bare_data_set_of_a_known_transfer_syntax() throws Exception {
      byte[] bytes = DicomBytes.implicitLittle().us(Tag.Rows, 7).toBytes();
      try (DicomInputStream in =
          new DicomInputStream(new ByteArrayInputStream(bytes), UID.ImplicitVRLittleEndian)) {
        assertEquals(7, in.readDataset().getInt(Tag.Rows, 0));
      }
    }
  }

  @Nested
  class PixelData {
    private final DicomBytes image =
        explicitFile().us(Tag.Rows, 2).element(Tag.PixelData, "OW", u16(1, 2, 3, 4));

    @Test
    void stay_in_the_file_if_wanted() throws Exception {
      Attributes dataset = read(image.toBytes(), DicomInputStream.IncludeBulkData.URI);
      BulkData bulk = (BulkData) dataset.getValue(Tag.PixelData);
      assertEquals(8, bulk.length());
      assertArrayEquals(u16(1, 2, 3, 4), dataset.getBytes(Tag.PixelData));
    }

    @Test
    void are_left_out_if_wanted() throws Exception {
      Attributes dataset = read(image.toBytes(), DicomInputStream.IncludeBulkData.NO);
      assertNull(dataset.getValue(Tag.PixelData));
      assertEquals(2, dataset.getInt(Tag.Rows, 0));
    }

    @Test
    @org.junit.jupiter.api.Tag("A40")
    void are_located_but_not_read_by_the_header_reader() throws Exception {
      byte[] bytes = image.toBytes();
      DicomFile file = DicomFile.read(Files.write(folder.resolve("a.dcm"), bytes));
      PixelDataLocation location = file.pixelData().orElseThrow();
      assertEquals(bytes.length - 8, location.offset());
      assertEquals(8, location.length());
      assertFalse(location.isEncapsulated());
      assertFalse(file.dataset().contains(Tag.PixelData));
    }

    @Test
    void cut_short_by_the_end_of_the_file_are_usable_with_a_warning() throws Exception {
      byte[] cut = Arrays.copyOf(image.toBytes(), image.toBytes().length - 3);
      Attributes dataset = read(cut, DicomInputStream.IncludeBulkData.YES);
      assertEquals(5, dataset.getBytes(Tag.PixelData).length);
      assertEquals(List.of("truncated-pixel-data"), codes());
      dataset = read(cut, DicomInputStream.IncludeBulkData.URI);
      assertEquals(5, dataset.getBytes(Tag.PixelData).length);
    }

    @Test
    @org.junit.jupiter.api.Tag("A43")
    void encapsulated_come_as_fragments_in_memory_or_in_the_file() throws Exception {
      byte[] bytes =
          DicomBytes.file(UID.RLELossless)
              .element(Tag.Modality, "CS", text("CT"))
              .header(Tag.PixelData, "OB", UNDEFINED)
              .item(new byte[0])
              .item(new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xDD, (byte) 0xE0})
              .sequenceDelimiter()
              .toBytes();
      Fragments read =
          (Fragments) read(bytes, DicomInputStream.IncludeBulkData.YES).getValue(Tag.PixelData);
      assertEquals(2, read.size());
      assertEquals(4, ((byte[]) read.get(1)).length);
      Fragments left =
          (Fragments) read(bytes, DicomInputStream.IncludeBulkData.URI).getValue(Tag.PixelData);
      assertArrayEquals((byte[]) read.get(1), ((BulkData) left.get(1)).toBytes(VR.OB, false));
      assertFalse(read(bytes, DicomInputStream.IncludeBulkData.NO).contains(Tag.PixelData));
      byte[] undelimited = Arrays.copyOf(bytes, bytes.length - 8);
      read(undelimited, DicomInputStream.IncludeBulkData.YES);
      assertEquals(List.of("delimiter"), codes());
    }
  }

  @Test
  void a_stream_cannot_be_referred_to() {
    DicomInputStream in = new DicomInputStream(new ByteArrayInputStream(new byte[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> in.setIncludeBulkData(DicomInputStream.IncludeBulkData.URI));
  }

  @Test
  void folders_and_missing_files_are_refused() {
    assertThrows(DicomReadException.class, () -> DicomFile.read(folder));
    assertThrows(DicomReadException.class, () -> DicomFile.read(folder.resolve("none")));
  }
}
