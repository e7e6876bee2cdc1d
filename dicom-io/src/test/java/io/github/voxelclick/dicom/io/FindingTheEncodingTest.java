package io.github.voxelclick.dicom.io;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static io.github.voxelclick.dicom.io.DicomBytes.uid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.volume.DicomReadException;
import java.io.ByteArrayInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingTheEncodingTest extends ParsingFixture {
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
      assertTrue(codes().contains("missing-preamble"));
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
    assertEquals(List.of("meta-group-length"), codes());
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
    assertEquals(List.of("missing-transfer-syntax"), codes());
  }

  @Test
  @org.junit.jupiter.api.Tag("A5")
  void bytes_win_over_a_wrong_transfer_syntax() throws Exception {
    DicomBytes implicit =
        DicomBytes.implicitLittle().element(Tag.Modality, "", text("CT")).us(Tag.Rows, 9);
    Attributes dataset = read(DicomBytes.file(UID.ExplicitVRLittleEndian).raw(implicit.toBytes()));
    assertEquals(9, dataset.getInt(Tag.Rows, 0));
    assertEquals(List.of("wrong-transfer-syntax"), codes());
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
        refused(DicomBytes.explicitLittle().raw(text("PK\3\4xxxx"))).getMessage().contains("zip"));
    assertTrue(refused(DicomBytes.explicitLittle()).getMessage().contains("empty"));
    assertTrue(
        refused(DicomBytes.explicitLittle().raw(text("Hello, this is a text file.")))
            .getMessage()
            .contains("Not a DICOM file"));
  }

  @Test
  @org.junit.jupiter.api.Tag("A1")
  void a_preamble_that_is_a_tiff_or_even_a_data_set_is_not_interpreted() throws Exception {
    byte[] tiff = {'I', 'I', 42, 0, 8, 0, 0, 0};
    byte[] dataset = DicomBytes.explicitLittle().us(0x00080040, 9).toBytes();
    for (byte[] start : new byte[][] {tiff, dataset}) {
      byte[] bytes = explicitFile().us(Tag.Rows, 5).toBytes();
      System.arraycopy(start, 0, bytes, 0, start.length);
      Attributes read = read(bytes, DicomInputStream.IncludeBulkData.YES);
      assertArrayEquals(new int[] {Tag.Modality, Tag.Rows}, read.tags());
      assertEquals(List.of(), codes());
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A2")
  void meta_information_may_start_at_byte_0() throws Exception {
    byte[] whole = explicitFile().us(Tag.Rows, 5).toBytes();
    for (int from : new int[] {128, 132}) { // with and without the prefix
      byte[] bytes = Arrays.copyOfRange(whole, from, whole.length);
      assertEquals(5, read(bytes, DicomInputStream.IncludeBulkData.YES).getInt(Tag.Rows, 0));
      assertEquals(List.of("missing-preamble"), codes());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00100020, 0x00090010, 0x0008FFFE, 0x00280010})
  @org.junit.jupiter.api.Tag("A2")
  void a_first_element_that_is_unregistered_or_of_a_later_group_starts_no_data_set(int tag) {
    for (DicomBytes bytes : List.of(DicomBytes.explicitLittle(), DicomBytes.implicitLittle())) {
      DicomReadException e = refused(bytes.element(tag, "LO", text("AB")));
      assertTrue(e.getMessage().contains("Not a DICOM file"), e.getMessage());
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A2")
  void zeros_are_no_data_set() {
    for (int length : new int[] {8, 132, 5000}) {
      DicomReadException e = refused(DicomBytes.explicitLittle().raw(new byte[length]));
      assertTrue(e.getMessage().contains("Not a DICOM file"), e.getMessage());
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A2")
  void a_first_length_beyond_the_end_starts_no_data_set() {
    DicomReadException e =
        refused(DicomBytes.implicitLittle().element(Tag.Modality, "", 5000, text("CT")));
    assertTrue(e.getMessage().contains("Not a DICOM file"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 10, 5000, 0xFFFFFFFFL})
  @org.junit.jupiter.api.Tag("A3")
  void a_wrong_group_length_does_not_matter(long length) throws Exception {
    DicomBytes bytes =
        DicomBytes.explicitLittle()
            .raw(new byte[128])
            .raw(text("DICM"))
            .element(0x00020000, "UL", DicomBytes.u32(length))
            .element(0x00020010, "UI", uid(UID.ExplicitVRBigEndian))
            .raw(DicomBytes.explicitBig().element(Tag.Modality, "CS", text("CT")).toBytes());
    assertEquals("CT", read(bytes).getString(Tag.Modality));
    assertEquals(List.of("meta-group-length"), codes());
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  @org.junit.jupiter.api.Tag("A4")
  void without_transfer_syntax_every_encoding_is_found(Encoding encoding) throws Exception {
    byte[] meta = DicomBytes.explicitLittle().element(0x00020013, "SH", text("AB")).toBytes();
    DicomBytes start =
        DicomBytes.explicitLittle()
            .raw(new byte[128])
            .raw(text("DICM"))
            .element(0x00020000, "UL", DicomBytes.u32(meta.length))
            .raw(meta);
    DicomBytes dataset =
        switch (encoding) {
          case EXPLICIT_LITTLE -> DicomBytes.explicitLittle();
          case EXPLICIT_BIG -> DicomBytes.explicitBig();
          case IMPLICIT_LITTLE -> DicomBytes.implicitLittle();
          case IMPLICIT_BIG ->
              DicomBytes.explicitLittle().raw(new byte[] {0, 8, 0, 0x60, 0, 0, 0, 2});
        };
    start.raw(dataset.element(Tag.Modality, "CS", text("CT")).us(Tag.Rows, 0x0105).toBytes());
    if (encoding == Encoding.IMPLICIT_BIG) {
      assertTrue(refused(start).getMessage().contains("Implicit VR Big Endian"));
    } else {
      assertEquals(0x0105, read(start).getInt(Tag.Rows, 0));
      assertEquals(List.of("missing-transfer-syntax"), codes());
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A4")
  void without_transfer_syntax_and_without_a_data_set_a_file_is_refused() {
    byte[] meta = DicomBytes.explicitLittle().element(0x00020013, "SH", text("AB")).toBytes();
    DicomReadException e =
        refused(
            DicomBytes.explicitLittle()
                .raw(new byte[128])
                .raw(text("DICM"))
                .raw(meta)
                .raw(text("garbage that is no element")));
    assertTrue(e.getMessage().contains("(0002,0010)"), e.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("A5")
  void a_compressed_transfer_syntax_stays_when_its_data_set_is_implicit() throws Exception {
    byte[] bytes =
        file(
                UID.RLELossless,
                DicomBytes.implicitLittle()
                    .element(Tag.Modality, "", text("CT"))
                    .header(Tag.PixelData, "", UNDEFINED)
                    .item(new byte[0])
                    .item(new byte[4])
                    .sequenceDelimiter())
            .toBytes();
    DicomFile file = DicomFile.read(Files.write(folder.resolve("rle.dcm"), bytes));
    assertEquals(UID.RLELossless, file.transferSyntax());
    assertTrue(file.pixelData().orElseThrow().isEncapsulated());
    assertEquals("wrong-transfer-syntax", file.warnings().get(0).code());
  }

  @ParameterizedTest
  @org.junit.jupiter.api.Tag("A7")
  @CsvSource({
    "1F8B0800, gzip", "504B0304, zip archive", "504B0506, zip archive", "377ABCAF271C, 7z",
    "526172211A07, rar", "425A6839, bzip2", "FD377A585A00, xz", "28B52FFD, zstd",
  })
  void archives_are_refused_by_name(String magic, String name) {
    byte[] start = HexFormat.of().parseHex(magic);
    DicomReadException e = refused(DicomBytes.explicitLittle().raw(start).raw(new byte[600]));
    assertTrue(e.getMessage().contains(name) && e.getMessage().contains("Unpack"), e.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("A7")
  void a_tar_archive_is_refused_by_name() {
    byte[] tar = new byte[1024];
    System.arraycopy(text("ustar"), 0, tar, 257, 5);
    assertTrue(refused(DicomBytes.explicitLittle().raw(tar)).getMessage().contains("tar archive"));
  }

  @Test
  @org.junit.jupiter.api.Tag("A50")
  void what_is_no_regular_file_is_refused_without_being_opened() throws Exception {
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      for (Path path : List.of(folder, socket)) {
        DicomReadException e = assertThrows(DicomReadException.class, () -> DicomFile.read(path));
        assertTrue(e.getMessage().contains("no regular file"), e.getMessage());
      }
    }
    DicomReadException e =
        assertThrows(DicomReadException.class, () -> DicomFile.read(folder.resolve("none")));
    assertTrue(e.getMessage().contains("does not exist"), e.getMessage());
  }
}
