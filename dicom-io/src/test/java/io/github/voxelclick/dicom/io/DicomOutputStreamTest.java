package io.github.voxelclick.dicom.io;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static io.github.voxelclick.dicom.io.DicomBytes.u16;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.BulkData;
import io.github.voxelclick.dicom.data.Fragments;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DicomOutputStreamTest {
  private static final byte[] UTF_8 =
      DicomBytes.explicitLittle()
          .element(Tag.SpecificCharacterSet, "CS", text("ISO_IR 192"))
          .toBytes();

  @TempDir Path folder;

  private static byte[] bare(Attributes dataset, String syntax) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DicomOutputStream out = new DicomOutputStream(bytes, syntax)) {
      out.writeDataset(null, dataset);
      out.finish();
    }
    return bytes.toByteArray();
  }

  private static byte[] explicit(Attributes dataset) throws IOException {
    return bare(dataset, UID.ExplicitVRLittleEndian);
  }

  @Test
  void a_whole_file_has_exactly_the_bytes_of_the_standard() throws Exception {
    Attributes dataset = new Attributes();
    dataset.setString(Tag.SOPClassUID, VR.UI, "1.2.3");
    dataset.setInt(Tag.Rows, VR.US, 5);
    Attributes meta = new Attributes();
    meta.setBytes(Tag.FileMetaInformationVersion, VR.OB, new byte[] {0, 1});
    meta.setString(Tag.TransferSyntaxUID, VR.UI, UID.ExplicitVRLittleEndian);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    new DicomOutputStream(written, "").writeDataset(meta, dataset);
    byte[] expected =
        DicomBytes.explicitLittle()
            .raw(new byte[128])
            .raw(text("DICM"))
            .element(0x00020000, "UL", DicomBytes.u32(14 + 8 + 20))
            .element(0x00020001, "OB", new byte[] {0, 1})
            .element(0x00020010, "UI", text("1.2.840.10008.1.2.1\0"))
            .raw(UTF_8)
            .element(0x00080016, "UI", text("1.2.3\0"))
            .us(0x00280010, 5)
            .toBytes();
    assertArrayEquals(expected, written.toByteArray());
  }

  @Test
  void sequences_have_defined_lengths() throws Exception {
    Attributes dataset = new Attributes();
    Sequence sequence = dataset.newSequence(Tag.ReferencedImageSequence, 2);
    Attributes item = new Attributes();
    item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2");
    sequence.add(item);
    sequence.add(new Attributes());
    byte[] content = DicomBytes.explicitLittle().element(0x00081155, "UI", text("1.2\0")).toBytes();
    assertArrayEquals(
        DicomBytes.explicitLittle()
            .raw(UTF_8)
            .element(
                0x00081140,
                "SQ",
                DicomBytes.explicitLittle().item(content).item(new byte[0]).toBytes())
            .toBytes(),
        explicit(dataset));
  }

  @Test
  void implicit_headers_have_no_vr() throws Exception {
    Attributes dataset = new Attributes();
    dataset.setInt(Tag.Rows, VR.US, 5);
    dataset.setString(Tag.PatientID, VR.LO, "ABC");
    assertArrayEquals(
        DicomBytes.implicitLittle()
            .element(Tag.SpecificCharacterSet, "", text("ISO_IR 192"))
            .element(Tag.PatientID, "", text("ABC "))
            .us(Tag.Rows, 5)
            .toBytes(),
        bare(dataset, UID.ImplicitVRLittleEndian));
  }

  @Test
  @org.junit.jupiter.api.Tag("A35")
  void texts_of_other_sets_are_written_in_utf_8() throws Exception {
    Attributes dataset = new Attributes();
    dataset.setSpecificCharacterSet("ISO_IR 100");
    dataset.setBytes(Tag.PatientID, VR.LO, new byte[] {(byte) 0xFC});
    Attributes item = new Attributes();
    item.setSpecificCharacterSet("ISO_IR 144");
    item.setBytes(Tag.PatientID, VR.LO, new byte[] {(byte) 0xBB});
    dataset.newSequence(Tag.ReferencedImageSequence, 1).add(item);
    Attributes read = reread(dataset);
    assertEquals("ISO_IR 192", read.getString(Tag.SpecificCharacterSet));
    assertEquals("ü", read.getString(Tag.PatientID));
    assertEquals("Л", read.getNestedDataset(Tag.ReferencedImageSequence).getString(Tag.PatientID));
    assertEquals(1, read.getNestedDataset(Tag.ReferencedImageSequence).size(), "no set of its own");
  }

  @Test
  @org.junit.jupiter.api.Tag("A35")
  void high_bytes_without_a_declared_set_stay_the_letters_they_were_read_as() throws Exception {
    Attributes dataset = new Attributes();
    dataset.setBytes(Tag.PatientID, VR.LO, new byte[] {(byte) 0xFC});
    assertEquals("ü", dataset.getString(Tag.PatientID));
    assertEquals("ü", reread(dataset).getString(Tag.PatientID));
  }

  @Test
  void a_value_too_long_for_its_header_becomes_unknown_and_is_read_back_as_it_was()
      throws Exception {
    Attributes dataset = new Attributes();
    dataset.setString(Tag.ContourData, VR.DS, "1.5\\".repeat(20_000) + "2");
    Attributes read = reread(dataset);
    assertEquals(20_001, read.getDoubles(Tag.ContourData).length);
    assertEquals(VR.DS, read.getVR(Tag.ContourData));
  }

  @Test
  @org.junit.jupiter.api.Tag("A21")
  void group_lengths_are_not_written() throws Exception {
    Attributes dataset = new Attributes();
    dataset.setInt(0x00280000, VR.UL, 99);
    dataset.setInt(Tag.Rows, VR.US, 5);
    assertArrayEquals(
        DicomBytes.explicitLittle().raw(UTF_8).us(Tag.Rows, 5).toBytes(), explicit(dataset));
  }

  @Test
  @org.junit.jupiter.api.Tag("A22")
  void big_endian_values_are_turned_around() throws Exception {
    Attributes dataset = new Attributes(true, 2);
    dataset.setInt(Tag.Rows, VR.US, 0x0102);
    assertEquals(0x0102, reread(dataset).getInt(Tag.Rows, 0));
  }

  @Test
  @org.junit.jupiter.api.Tag("A16")
  void fragments_are_padded_and_delimited() throws Exception {
    Attributes dataset = new Attributes();
    Fragments fragments = dataset.newFragments(Tag.PixelData, VR.OB, 2);
    fragments.add(new byte[0]);
    fragments.add(new byte[] {1, 2, 3});
    assertArrayEquals(
        DicomBytes.explicitLittle()
            .raw(UTF_8)
            .header(Tag.PixelData, "OB", 0xFFFFFFFFL)
            .item(new byte[0])
            .item(new byte[] {1, 2, 3, 0})
            .sequenceDelimiter()
            .toBytes(),
        bare(dataset, UID.RLELossless));
  }

  @Test
  void values_left_in_a_file_are_copied_from_there() throws Exception {
    Path file = Files.write(folder.resolve("bulk"), new byte[] {9, 1, 2, 3, 9});
    String uri = file.toUri().toString();
    Attributes dataset = new Attributes();
    dataset.setValue(Tag.PixelData, VR.OB, new BulkData(uri, 1, 3, false));
    assertArrayEquals(
        DicomBytes.explicitLittle()
            .raw(UTF_8)
            .element(Tag.PixelData, "OB", new byte[] {1, 2, 3, 0})
            .toBytes(),
        explicit(dataset));
    dataset.setValue(Tag.PixelData, VR.OW, new BulkData(uri, 1, 2, true));
    assertArrayEquals(new byte[] {2, 1}, reread(dataset).getBytes(Tag.PixelData));
    dataset.setValue(Tag.PixelData, VR.OB, new BulkData(uri, 1, 30, false));
    assertThrows(IOException.class, () -> explicit(dataset));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", UID.ExplicitVRBigEndian})
  void syntaxes_it_cannot_write_are_an_error_of_the_caller(String syntax) {
    assertThrows(IllegalArgumentException.class, () -> bare(new Attributes(), syntax));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void a_deflated_file_has_even_length_and_reads_back(int length) throws Exception {
    Attributes dataset = new Attributes();
    dataset.setString(Tag.SOPClassUID, VR.UI, UID.SegmentationStorage);
    dataset.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3");
    dataset.setString(Tag.ImageComments, VR.LT, "x".repeat(length));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DicomOutputStream out = new DicomOutputStream(bytes, "")) {
      out.writeDataset(
          dataset.createFileMetaInformation(UID.DeflatedExplicitVRLittleEndian), dataset);
    }
    assertEquals(0, bytes.size() % 2);
    try (DicomInputStream in =
        new DicomInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(
          dataset.getString(Tag.ImageComments), in.readDataset().getString(Tag.ImageComments));
      assertEquals(UID.DeflatedExplicitVRLittleEndian, in.getTransferSyntax());
    }
  }

  @ParameterizedTest
  @EnumSource(VR.class)
  void every_vr_survives_in_both_encodings_and_inside_items(VR vr) throws Exception {
    Attributes dataset = new Attributes();
    fill(dataset, vr, 0x00091010);
    Attributes item = new Attributes();
    fill(item, vr, 0x00091010);
    item.setString(0x00090010, VR.LO, "TEST");
    dataset.setString(0x00090010, VR.LO, "TEST");
    dataset.newSequence(Tag.SegmentSequence, 1).add(item);
    assertEquals(dataset, reread(dataset));
    byte[] implicit = bare(dataset, UID.ImplicitVRLittleEndian);
    try (DicomInputStream in =
        new DicomInputStream(new ByteArrayInputStream(implicit), UID.ImplicitVRLittleEndian)) {
      Attributes read = in.readDataset();
      read.remove(Tag.SpecificCharacterSet);
      boolean told = vr == VR.UN || vr == VR.SQ;
      assertEquals(told, dataset.equals(read), "only UN and SQ have the VR they had");
      assertArrayEquals(dataset.tags(), read.tags());
    }
  }

  private static void fill(Attributes dataset, VR vr, int tag) {
    if (vr == VR.SQ) {
      Attributes item = new Attributes();
      item.setInt(Tag.Rows, VR.US, 5);
      dataset.newSequence(tag, 1).add(item);
    } else if (vr == VR.UI || vr == VR.AS) {
      dataset.setString(tag, vr, "1.2.3");
    } else if (vr.isText()) {
      dataset.setString(tag, vr, vr.usesSpecificCharacterSet() ? "Grüße" : "12345");
    } else {
      dataset.setBytes(tag, vr, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }
  }

  /** Writes and reads back, without the character set that the writer adds. */
  private static Attributes reread(Attributes dataset) throws Exception {
    boolean hadSet = dataset.contains(Tag.SpecificCharacterSet);
    try (DicomInputStream in =
        new DicomInputStream(
            new ByteArrayInputStream(explicit(dataset)), UID.ExplicitVRLittleEndian)) {
      Attributes read = in.readDataset();
      assertEquals(List.of(), in.getWarnings());
      if (!hadSet) {
        String written = read.getString(Tag.SpecificCharacterSet);
        assertEquals("ISO_IR 192", written);
        Attributes without = new Attributes();
        for (int tag : read.tags()) {
          if (tag != Tag.SpecificCharacterSet) {
            without.addSelected(read, tag);
          }
        }
        return without;
      }
      return read;
    }
  }

  @Test
  void the_same_data_set_gives_the_same_bytes() throws Exception {
    Attributes dataset = new Attributes();
    dataset.setString(Tag.PatientID, VR.LO, "ü");
    fill(dataset, VR.SQ, Tag.SegmentSequence);
    assertArrayEquals(explicit(dataset), explicit(new Attributes(dataset)));
    assertEquals(
        "ü".getBytes(StandardCharsets.UTF_8).length,
        reread(dataset).getBytes(Tag.PatientID).length);
    assertArrayEquals(
        u16(5), reread(dataset).getNestedDataset(Tag.SegmentSequence).getBytes(Tag.Rows));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQ")
  @org.junit.jupiter.api.Tag("A16")
  void odd_values_are_padded_in_items_too(VR vr) throws Exception {
    Attributes dataset = new Attributes();
    dataset.setBytes(0x00091001, vr, text("123"));
    Attributes item = new Attributes();
    item.addAll(dataset);
    dataset.newSequence(Tag.SegmentSequence, 1).add(item);
    for (String syntax : List.of(UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian)) {
      byte[] bytes = bare(dataset, syntax);
      assertEquals(0, bytes.length % 2);
      try (DicomInputStream in = new DicomInputStream(new ByteArrayInputStream(bytes), syntax)) {
        Attributes read = in.readDataset();
        assertEquals(List.of(), in.getWarnings());
        assertEquals(4, read.getBytes(0x00091001).length);
        assertEquals(4, read.getNestedDataset(Tag.SegmentSequence).getBytes(0x00091001).length);
      }
    }
  }
}
