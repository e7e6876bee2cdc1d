package io.github.voxelclick.dicom.io;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static io.github.voxelclick.dicom.io.DicomBytes.u16;
import static io.github.voxelclick.dicom.io.DicomBytes.uid;
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
import io.github.voxelclick.volume.ReadWarning;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DicomInputStreamTest {
  private static final long UNDEFINED = 0xFFFFFFFFL;

  @TempDir Path folder;

  private List<String> warnings = List.of();

  /** Reads from a file, so that lengths are known, and remembers the codes of the warnings. */
  private Attributes read(DicomBytes bytes) throws Exception {
    return read(bytes.toBytes(), DicomInputStream.IncludeBulkData.YES);
  }

  private Attributes read(byte[] bytes, DicomInputStream.IncludeBulkData include) throws Exception {
    Path file = Files.write(folder.resolve("test.dcm"), bytes);
    try (DicomInputStream in = new DicomInputStream(file.toFile())) {
      in.setIncludeBulkData(include);
      Attributes dataset = in.readDataset();
      warnings = in.getWarnings().stream().map(ReadWarning::code).toList();
      return dataset;
    }
  }

  private DicomReadException refused(DicomBytes bytes) {
    return assertThrows(DicomReadException.class, () -> read(bytes));
  }

  private static DicomBytes explicitFile() {
    return DicomBytes.file(UID.ExplicitVRLittleEndian).element(0x00080060, "CS", text("CT"));
  }

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
      assertEquals(List.of(), warnings);
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
      assertEquals(List.of(), warnings);
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
  class FindingTheEncoding {
    @Test
    @org.junit.jupiter.api.Tag("A1")
    void the_preamble_is_kept_and_not_interpreted() throws Exception {
      byte[] bytes = explicitFile().toBytes();
      bytes[0] = 'M';
      bytes[1] = 'Z';
      try (DicomInputStream in = new DicomInputStream(new ByteArrayInputStream(bytes))) {
        in.readFileMetaInformation();
        assertEquals('M', in.getPreamble()[0]);
        assertEquals(UID.ExplicitVRLittleEndian, in.getTransferSyntax());
      }
    }

    @Test
    @org.junit.jupiter.api.Tag("A2")
    void data_sets_without_preamble_are_probed() throws Exception {
      for (DicomBytes bytes :
          List.of(
              DicomBytes.explicitLittle(), DicomBytes.explicitBig(), DicomBytes.implicitLittle())) {
        Attributes dataset = read(bytes.element(Tag.Modality, "CS", text("PT")).us(Tag.Rows, 300));
        assertEquals("PT", dataset.getString(Tag.Modality));
        assertEquals(300, dataset.getInt(Tag.Rows, 0));
        assertTrue(warnings.contains("missing-preamble"));
      }
    }

    @Test
    @org.junit.jupiter.api.Tag("A2")
    void implicit_big_endian_is_refused_by_name() {
      byte[] bytes = {0, 8, 0, 0x60, 0, 0, 0, 2, 'C', 'T'};
      DicomReadException e = refused(DicomBytes.explicitLittle().raw(bytes));
      assertTrue(e.getMessage().contains("Implicit VR Big Endian"), e.getMessage());
    }

    @Test
    @org.junit.jupiter.api.Tag("A3")
    void meta_information_without_group_length_is_read_by_its_group() throws Exception {
      Attributes dataset =
          read(
              DicomBytes.explicitLittle()
                  .raw(new byte[128])
                  .raw(text("DICM"))
                  .element(0x00020010, "UI", uid(UID.ImplicitVRLittleEndian))
                  .raw(DicomBytes.implicitLittle().us(Tag.Rows, 9).toBytes()));
      assertEquals(9, dataset.getInt(Tag.Rows, 0));
      assertEquals(List.of("meta-group-length"), warnings);
    }

    @Test
    @org.junit.jupiter.api.Tag("A4")
    void a_missing_transfer_syntax_is_probed() throws Exception {
      byte[] meta = DicomBytes.explicitLittle().element(0x00020013, "SH", text("AB")).toBytes();
      DicomBytes start =
          DicomBytes.explicitLittle()
              .raw(new byte[128])
              .raw(text("DICM"))
              .element(0x00020000, "UL", DicomBytes.u32(meta.length))
              .raw(meta);
      Attributes dataset = read(start.raw(DicomBytes.implicitLittle().us(Tag.Rows, 9).toBytes()));
      assertEquals(9, dataset.getInt(Tag.Rows, 0));
      assertEquals(List.of("missing-transfer-syntax"), warnings);
    }

    @Test
    @org.junit.jupiter.api.Tag("A5")
    void bytes_win_over_a_wrong_transfer_syntax() throws Exception {
      DicomBytes implicit =
          DicomBytes.implicitLittle().element(Tag.Modality, "", text("CT")).us(Tag.Rows, 9);
      Attributes dataset =
          read(DicomBytes.file(UID.ExplicitVRLittleEndian).raw(implicit.toBytes()));
      assertEquals(9, dataset.getInt(Tag.Rows, 0));
      assertEquals(List.of("wrong-transfer-syntax"), warnings);
      DicomBytes explicit =
          DicomBytes.explicitLittle().element(Tag.Modality, "CS", text("CT")).us(Tag.Rows, 8);
      dataset = read(DicomBytes.file(UID.ImplicitVRLittleEndian).raw(explicit.toBytes()));
      assertEquals(8, dataset.getInt(Tag.Rows, 0));
    }

    @Test
    @org.junit.jupiter.api.Tag("A7")
    void archives_empty_files_and_others_are_refused_by_what_they_are() {
      assertTrue(
          refused(DicomBytes.explicitLittle().raw(new byte[] {0x1F, (byte) 0x8B, 8, 0}))
              .getMessage()
              .contains("gzip"));
      assertTrue(
          refused(DicomBytes.explicitLittle().raw(text("PK\3\4xxxx")))
              .getMessage()
              .contains("zip"));
      assertTrue(refused(DicomBytes.explicitLittle()).getMessage().contains("empty"));
      assertTrue(
          refused(DicomBytes.explicitLittle().raw(text("Hello, this is a text file.")))
              .getMessage()
              .contains("Not a DICOM file"));
    }
  }

  @Nested
  class Sequences {
    private void assertNested(DicomBytes file) throws Exception {
      Attributes dataset = read(file.us(Tag.Rows, 5));
      Attributes item = dataset.getNestedDataset(Tag.ReferencedImageSequence, 1);
      assertEquals("1.2", item.getString(Tag.ReferencedSOPInstanceUID));
      assertEquals(2, dataset.getSequence(Tag.ReferencedImageSequence).size());
      assertTrue(dataset.getNestedDataset(Tag.ReferencedImageSequence, 0).isEmpty());
      assertEquals(5, dataset.getInt(Tag.Rows, 0));
    }

    private final byte[] content =
        DicomBytes.explicitLittle()
            .element(Tag.ReferencedSOPInstanceUID, "UI", uid("1.2"))
            .toBytes();

    @Test
    void of_defined_lengths() throws Exception {
      byte[] items = DicomBytes.explicitLittle().item(new byte[0]).item(content).toBytes();
      assertNested(explicitFile().element(Tag.ReferencedImageSequence, "SQ", items));
      assertEquals(List.of(), warnings);
    }

    @Test
    @org.junit.jupiter.api.Tag("A12")
    void of_undefined_lengths() throws Exception {
      assertNested(
          explicitFile()
              .header(Tag.ReferencedImageSequence, "SQ", UNDEFINED)
              .item(UNDEFINED)
              .itemDelimiter()
              .item(UNDEFINED)
              .raw(content)
              .itemDelimiter()
              .sequenceDelimiter());
      assertEquals(List.of(), warnings);
    }

    @Test
    @org.junit.jupiter.api.Tag("A13")
    void hidden_in_unknown_are_implicit_or_explicit() throws Exception {
      byte[] implicit =
          DicomBytes.implicitLittle()
              .element(Tag.ReferencedSOPInstanceUID, "", uid("1.2"))
              .toBytes();
      for (byte[] hidden : new byte[][] {implicit, content}) {
        Attributes dataset =
            read(
                explicitFile()
                    .header(Tag.ReferencedImageSequence, "UN", UNDEFINED)
                    .item(hidden)
                    .sequenceDelimiter()
                    .us(Tag.Rows, 5));
        Attributes item = dataset.getNestedDataset(Tag.ReferencedImageSequence);
        assertEquals("1.2", item.getString(Tag.ReferencedSOPInstanceUID));
        assertEquals(5, dataset.getInt(Tag.Rows, 0));
      }
    }

    @Test
    @org.junit.jupiter.api.Tag("A14")
    void and_values_of_unknown_with_a_known_tag_get_their_vr() throws Exception {
      byte[] implicit =
          DicomBytes.implicitLittle()
              .element(Tag.ReferencedSOPInstanceUID, "", uid("1.2"))
              .toBytes();
      byte[] items = DicomBytes.implicitLittle().item(new byte[0]).item(implicit).toBytes();
      assertNested(explicitFile().element(Tag.ReferencedImageSequence, "UN", items));
      Attributes dataset = read(explicitFile().element(Tag.Columns, "UN", u16(7)));
      assertEquals(VR.US, dataset.getVR(Tag.Columns));
      assertEquals(7, dataset.getInt(Tag.Columns, 0));
    }

    @Test
    @org.junit.jupiter.api.Tag("A13")
    void in_a_big_endian_data_set_unknown_is_little_endian() throws Exception {
      byte[] bytes =
          DicomBytes.file(UID.ExplicitVRBigEndian)
              .raw(
                  DicomBytes.explicitBig()
                      .element(Tag.Modality, "CS", text("CT"))
                      .element(Tag.Columns, "UN", u16(7))
                      .toBytes())
              .toBytes();
      Attributes dataset = read(bytes, DicomInputStream.IncludeBulkData.YES);
      assertEquals(7, dataset.getInt(Tag.Columns, 0));
    }

    @Test
    @org.junit.jupiter.api.Tag("A17")
    void whose_items_do_not_fill_them_are_kept_as_bytes() throws Exception {
      byte[] items = DicomBytes.explicitLittle().item(40).raw(content).toBytes();
      Attributes dataset =
          read(explicitFile().element(Tag.ReferencedImageSequence, "SQ", items).us(Tag.Rows, 5));
      assertEquals(VR.UN, dataset.getVR(Tag.ReferencedImageSequence));
      assertArrayEquals(items, dataset.getBytes(Tag.ReferencedImageSequence));
      assertEquals(5, dataset.getInt(Tag.Rows, 0));
      assertEquals(List.of("sequence-length"), warnings);
    }

    @Test
    @org.junit.jupiter.api.Tag("A17")
    void far_too_short_for_their_items_are_refused() {
      byte[] items = DicomBytes.explicitLittle().item(5000).raw(content).toBytes();
      refused(
          explicitFile()
              .element(Tag.ReferencedImageSequence, "SQ", items)
              .element(Tag.PixelData, "OW", new byte[6000]));
    }

    @Test
    @org.junit.jupiter.api.Tag("A24")
    void nested_64_deep_are_read_and_deeper_ones_refused() throws Exception {
      assertFalse(read(nested(64)).isEmpty());
      DicomReadException e = refused(nested(65));
      assertTrue(e.getMessage().contains("64"), e.getMessage());
      refused(nested(50_000));
    }

    private DicomBytes nested(int depth) {
      DicomBytes bytes = explicitFile();
      for (int i = 0; i < depth; i++) {
        bytes.header(Tag.ReferencedImageSequence, "SQ", UNDEFINED).item(UNDEFINED);
      }
      for (int i = 0; i < depth; i++) {
        bytes.itemDelimiter().sequenceDelimiter();
      }
      return bytes;
    }
  }

  @Nested
  class FaultyElements {
    @Test
    @org.junit.jupiter.api.Tag("A11")
    void an_unknown_vr_falls_back_to_the_dictionary() throws Exception {
      Attributes dataset = read(explicitFile().element(Tag.PatientID, "ZZ", text("ID")));
      assertEquals("ID", dataset.getString(Tag.PatientID));
      assertEquals(List.of("bad-vr"), warnings);
    }

    @Test
    @org.junit.jupiter.api.Tag("A11")
    void elements_without_vr_are_read_as_implicit_from_there() throws Exception {
      Attributes dataset =
          read(
              explicitFile()
                  .raw(
                      DicomBytes.implicitLittle()
                          .element(Tag.PatientID, "", text("ID"))
                          .us(Tag.Rows, 5)
                          .toBytes()));
      assertEquals("ID", dataset.getString(Tag.PatientID));
      assertEquals(5, dataset.getInt(Tag.Rows, 0));
      assertEquals(List.of("bad-vr"), warnings);
    }

    @Test
    @org.junit.jupiter.api.Tag("A16")
    void odd_lengths_are_accepted() throws Exception {
      Attributes dataset = read(explicitFile().element(Tag.PatientID, "LO", text("ABC")));
      assertEquals("ABC", dataset.getString(Tag.PatientID));
      assertEquals(List.of("odd-length"), warnings);
    }

    @Test
    @org.junit.jupiter.api.Tag("A19")
    void padding_after_the_last_element_is_ignored() throws Exception {
      Attributes dataset =
          read(explicitFile().us(Tag.Rows, 5).element(0xFFFCFFFC, "OB", new byte[6]));
      assertEquals(2, dataset.size());
      assertEquals(List.of(), warnings);
      dataset = read(explicitFile().us(Tag.Rows, 5).raw(new byte[100]));
      assertEquals(2, dataset.size());
      assertEquals(List.of("trailing-bytes"), warnings);
      dataset = read(explicitFile().us(Tag.Rows, 5).raw(new byte[] {1, 2, 3}));
      assertEquals(2, dataset.size());
    }

    @Test
    @org.junit.jupiter.api.Tag("A20")
    void elements_out_of_order_or_twice_are_accepted_and_the_last_one_wins() throws Exception {
      Attributes dataset =
          read(
              explicitFile().us(Tag.Columns, 7).us(Tag.Rows, 5).us(Tag.Columns, 8).us(Tag.Rows, 6));
      assertEquals(6, dataset.getInt(Tag.Rows, 0));
      assertEquals(8, dataset.getInt(Tag.Columns, 0));
      assertEquals(List.of("out-of-order", "duplicate", "duplicate"), warnings);
    }

    @Test
    @org.junit.jupiter.api.Tag("A21")
    void group_lengths_are_ignored() throws Exception {
      Attributes dataset =
          read(explicitFile().element(0x00280000, "UL", new byte[4]).us(Tag.Rows, 5));
      assertFalse(dataset.contains(0x00280000));
      assertEquals(5, dataset.getInt(Tag.Rows, 0));
    }

    @Test
    void an_unknown_character_set_is_warned_of() throws Exception {
      read(explicitFile().element(0x00080005, "CS", text("KLINGON ")));
      assertTrue(warnings.contains("character-set"));
    }

    @Test
    void a_length_beyond_the_end_is_refused_naming_element_and_offset() {
      DicomReadException e =
          refused(
              explicitFile()
                  .us(Tag.Rows, 5)
                  .element(Tag.ICCProfile, "OB", UNDEFINED - 1, text("ab")));
      assertEquals(Tag.ICCProfile, e.tag());
      assertTrue(e.offset() > 132);
      assertTrue(e.getMessage().contains("ICCProfile"), e.getMessage());
      assertTrue(e.getMessage().contains(String.valueOf(e.offset())), e.getMessage());
    }

    @Test
    void an_undefined_length_where_none_may_be_is_refused() {
      refused(explicitFile().header(Tag.PixelSpacing, "OF", UNDEFINED).raw(new byte[20]));
    }

    @Test
    void a_million_elements_in_descending_order_are_refused_soon() {
      DicomBytes bytes = explicitFile();
      for (int element = 0xFFFF; element > 0x9000; element--) {
        bytes.element(0x00090000 | element, "UN", new byte[0]);
      }
      assertTrue(refused(bytes).getMessage().contains("out of order"));
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
      assertEquals(List.of("truncated-pixel-data"), warnings);
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
      assertEquals(List.of("delimiter"), warnings);
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
