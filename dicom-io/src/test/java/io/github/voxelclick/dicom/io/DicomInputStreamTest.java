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
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQ")
    @org.junit.jupiter.api.Tag("A22")
    void numbers_of_a_big_endian_file_are_turned_by_their_size(VR vr) throws Exception {
      byte[] value = {1, 2, 3, 4, 5, 6, 7, 8};
      Attributes big =
          read(
              file(
                  UID.ExplicitVRBigEndian,
                  DicomBytes.explicitBig()
                      .element(Tag.Modality, "CS", text("MR"))
                      .element(0x00091001, vr.name(), value)));
      byte[] little = new Attributes(big).getBytes(0x00091001);
      byte[] expected =
          switch (vr) {
            case OW, US, SS, AT -> new byte[] {2, 1, 4, 3, 6, 5, 8, 7};
            case OL, UL, SL, OF, FL -> new byte[] {4, 3, 2, 1, 8, 7, 6, 5};
            case OV, UV, SV, OD, FD -> new byte[] {8, 7, 6, 5, 4, 3, 2, 1};
            default -> value;
          };
      assertArrayEquals(expected, little);
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

    @ParameterizedTest
    @CsvSource({"7FE00010, OW", "7FE00008, OF", "7FE00009, OD"})
    @org.junit.jupiter.api.Tag("A40")
    void are_not_touched_when_headers_are_read(String tag, String vr) throws Exception {
      int length = 3_000_000;
      byte[] bytes =
          explicitFile()
              .us(Tag.Rows, 2)
              .element(Integer.parseUnsignedInt(tag, 16), vr, new byte[length])
              .toBytes();
      AtomicLong taken = new AtomicLong();
      InputStream counting =
          new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int from, int count) {
              int read = super.read(target, from, count);
              taken.addAndGet(read);
              return read;
            }
          };
      try (DicomInputStream in = new DicomInputStream(counting)) {
        assertEquals(2, in.readDatasetUntilPixelData().getInt(Tag.Rows, 0));
        assertEquals(length, in.getPixelDataLocation().orElseThrow().length());
      }
      assertTrue(taken.get() <= 64 * 1024, "read " + taken);
    }

    @Test
    @org.junit.jupiter.api.Tag("A40")
    void of_an_icon_do_not_stop_the_header_reader() throws Exception {
      byte[] icon =
          DicomBytes.explicitLittle()
              .us(Tag.Rows, 1)
              .element(Tag.PixelData, "OW", new byte[2])
              .toBytes();
      byte[] bytes =
          explicitFile()
              .element(0x00880200, "SQ", DicomBytes.explicitLittle().item(icon).toBytes())
              .us(0x00890010, 3)
              .element(Tag.PixelData, "OW", u16(1, 2, 3, 4))
              .toBytes();
      DicomFile file = DicomFile.read(Files.write(folder.resolve("icon.dcm"), bytes));
      assertEquals(8, file.pixelData().orElseThrow().length());
      assertEquals(3, file.dataset().getInt(0x00890010, 0));
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
