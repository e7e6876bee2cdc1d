package io.github.voxelclick.dicom.io;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static io.github.voxelclick.dicom.io.DicomBytes.u16;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import io.github.voxelclick.volume.ReadWarning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ElementFaultsTest extends ParsingFixture {
  @Test
  @org.junit.jupiter.api.Tag("A11")
  void an_unknown_vr_falls_back_to_the_dictionary() throws Exception {
    Attributes dataset = read(explicitFile().element(Tag.PatientID, "ZZ", text("ID")));
    assertEquals("ID", dataset.getString(Tag.PatientID));
    assertEquals(List.of("bad-vr"), codes());
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
    assertEquals(List.of("bad-vr"), codes());
  }

  @Test
  @org.junit.jupiter.api.Tag("A16")
  void odd_lengths_are_accepted() throws Exception {
    Attributes dataset = read(explicitFile().element(Tag.PatientID, "LO", text("ABC")));
    assertEquals("ABC", dataset.getString(Tag.PatientID));
    assertEquals(List.of("odd-length"), codes());
  }

  @Test
  @org.junit.jupiter.api.Tag("A19")
  void padding_after_the_last_element_is_ignored() throws Exception {
    Attributes dataset =
        read(explicitFile().us(Tag.Rows, 5).element(0xFFFCFFFC, "OB", new byte[6]));
    assertEquals(2, dataset.size());
    assertEquals(List.of(), codes());
    dataset = read(explicitFile().us(Tag.Rows, 5).raw(new byte[100]));
    assertEquals(2, dataset.size());
    assertEquals(List.of("trailing-bytes"), codes());
    dataset = read(explicitFile().us(Tag.Rows, 5).raw(new byte[] {1, 2, 3}));
    assertEquals(2, dataset.size());
  }

  @Test
  @org.junit.jupiter.api.Tag("A20")
  void elements_out_of_order_or_twice_are_accepted_and_the_last_one_wins() throws Exception {
    Attributes dataset =
        read(explicitFile().us(Tag.Columns, 7).us(Tag.Rows, 5).us(Tag.Columns, 8).us(Tag.Rows, 6));
    assertEquals(6, dataset.getInt(Tag.Rows, 0));
    assertEquals(8, dataset.getInt(Tag.Columns, 0));
    assertEquals(List.of("out-of-order", "duplicate", "duplicate"), codes());
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
  @org.junit.jupiter.api.Tag("A34")
  void an_unknown_character_set_is_warned_of() throws Exception {
    read(explicitFile().element(0x00080005, "CS", text("KLINGON ")));
    assertTrue(codes().contains("character-set"));
  }

  @Test
  @org.junit.jupiter.api.Tag("A51")
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
  @org.junit.jupiter.api.Tag("A12")
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

  @ParameterizedTest
  @EnumSource(VR.class)
  @org.junit.jupiter.api.Tag("A10")
  void lengths_have_32_bits_in_thirteen_vrs_and_16_in_the_others(VR vr) throws Exception {
    boolean isLong = "OB OD OF OL OV OW SQ SV UC UN UR UT UV".contains(vr.name());
    byte[] header = isLong ? new byte[] {0, 0, 0, 0, 0, 0} : new byte[] {0, 0};
    Attributes dataset =
        read(
            explicitFile()
                .raw(new byte[] {9, 0, 1, 0x10})
                .raw(text(vr.name()))
                .raw(header)
                .us(Tag.Rows, 0x0105));
    assertEquals(vr, dataset.getVR(0x00091001));
    assertEquals(0x0105, dataset.getInt(Tag.Rows, 0));
    assertEquals(List.of(), codes());
  }

  @Test
  @org.junit.jupiter.api.Tag("A11")
  void an_unknown_vr_of_an_unknown_element_has_a_32_bit_length() throws Exception {
    Attributes dataset =
        read(
            explicitFile()
                .raw(new byte[] {9, 0, 1, 0x10, 'Z', 'Z', 0, 0, 2, 0, 0, 0, 1, 2})
                .us(Tag.Rows, 5));
    assertEquals(VR.UN, dataset.getVR(0x00091001));
    assertArrayEquals(new byte[] {1, 2}, dataset.getBytes(0x00091001));
    assertEquals(5, dataset.getInt(Tag.Rows, 0));
    assertEquals(List.of("bad-vr"), codes());
  }

  @Test
  @org.junit.jupiter.api.Tag("A11")
  void an_unknown_vr_of_a_pixel_value_follows_pixel_representation() throws Exception {
    Attributes dataset =
        read(
            explicitFile()
                .us(Tag.PixelRepresentation, 1)
                .element(Tag.PixelPaddingValue, "XX", u16(-2000)));
    assertEquals(VR.SS, dataset.getVR(Tag.PixelPaddingValue));
    assertEquals(-2000, dataset.getInt(Tag.PixelPaddingValue, 0));
  }

  @Test
  @org.junit.jupiter.api.Tag("A11")
  void an_item_without_vrs_does_not_change_what_follows_it() throws Exception {
    byte[] item = DicomBytes.implicitLittle().us(Tag.Rows, 3).us(Tag.Columns, 4).toBytes();
    Attributes dataset =
        read(
            explicitFile()
                .element(
                    Tag.ReferencedImageSequence,
                    "SQ",
                    DicomBytes.explicitLittle().item(item).toBytes())
                .us(Tag.Rows, 5));
    assertEquals(4, dataset.getNestedDataset(Tag.ReferencedImageSequence).getInt(Tag.Columns, 0));
    assertEquals(5, dataset.getInt(Tag.Rows, 0));
    assertEquals(List.of("bad-vr"), codes());
  }

  @Test
  @org.junit.jupiter.api.Tag("A11")
  void a_big_endian_element_without_vr_is_refused() {
    DicomBytes dataset =
        DicomBytes.explicitBig()
            .element(Tag.Modality, "CS", text("CT"))
            .raw(new byte[] {0, 0x28, 0, 0x10, 0, 0, 0, 2, 0, 5});
    DicomReadException e = refused(file(UID.ExplicitVRBigEndian, dataset));
    assertEquals(Tag.Rows, e.tag());
  }

  @Test
  @org.junit.jupiter.api.Tag("A15")
  void items_follow_the_pixel_representation_of_the_outermost_data_set() throws Exception {
    byte[] item =
        DicomBytes.implicitLittle()
            .us(Tag.PixelRepresentation, 0)
            .element(Tag.LUTDescriptor, "", u16(256, -1024, 16))
            .element(Tag.LUTData, "", u16(1, 65535))
            .toBytes();
    DicomBytes dataset =
        DicomBytes.implicitLittle()
            .element(Tag.Modality, "", text("CT"))
            .us(Tag.PixelRepresentation, 1)
            .element(Tag.ModalityLUTSequence, "", DicomBytes.implicitLittle().item(item).toBytes());
    Attributes lut =
        read(file(UID.ImplicitVRLittleEndian, dataset)).getNestedDataset(Tag.ModalityLUTSequence);
    assertArrayEquals(new int[] {256, -1024, 16}, lut.getInts(Tag.LUTDescriptor));
    assertEquals(VR.OW, lut.getVR(Tag.LUTData));
    assertArrayEquals(new int[] {1, 65535}, lut.getInts(Tag.LUTData));
  }

  @Test
  @org.junit.jupiter.api.Tag("A20")
  void a_duplicate_is_told_even_after_elements_out_of_order() throws Exception {
    Attributes dataset =
        read(
            explicitFile()
                .us(Tag.BitsStored, 12)
                .us(Tag.Rows, 5)
                .us(Tag.Columns, 7)
                .us(Tag.BitsStored, 16));
    assertEquals(16, dataset.getInt(Tag.BitsStored, 0));
    assertArrayEquals(
        new int[] {Tag.Modality, Tag.Rows, Tag.Columns, Tag.BitsStored}, dataset.tags());
    assertEquals(List.of("out-of-order", "duplicate"), codes());
  }

  @Test
  @org.junit.jupiter.api.Tag("A20")
  void ascending_runs_below_each_other_are_bounded_too() {
    DicomBytes bytes = explicitFile();
    for (int run = 0; run < 2; run++) {
      for (int element = 0; element < 11_000; element++) {
        bytes.element((0x0029 - 0x20 * run) << 16 | 0x1000 + element, "UN", new byte[0]);
      }
    }
    assertTrue(refused(bytes).getMessage().contains("out of order"));
  }

  @Test
  @org.junit.jupiter.api.Tag("A21")
  void group_lengths_are_ignored_in_items_and_whatever_they_say() throws Exception {
    byte[] item =
        DicomBytes.explicitLittle()
            .element(0x00080000, "UL", DicomBytes.u32(0xFFFFFFFFL))
            .us(Tag.Rows, 5)
            .toBytes();
    Attributes dataset =
        read(
            explicitFile()
                .element(
                    Tag.ReferencedImageSequence,
                    "SQ",
                    DicomBytes.explicitLittle().item(item).toBytes())
                .element(0x00290000, "UL", DicomBytes.u32(0)));
    assertArrayEquals(
        new int[] {Tag.Rows}, dataset.getNestedDataset(Tag.ReferencedImageSequence).tags());
    assertFalse(dataset.contains(0x00290000));
    assertEquals(List.of(), codes());
  }

  @ParameterizedTest
  @org.junit.jupiter.api.Tag("A34")
  @CsvSource({"ISO-IR 100, Misspelt, ä", "KLINGON, Unknown, ä", "ISO_IR 144 , , ф"})
  void misspelt_and_unknown_character_sets_are_told_with_their_place(
      String code, String fault, String letter) throws Exception {
    byte[] padded = text(code.length() % 2 == 0 ? code : code + " ");
    Attributes dataset =
        read(
            DicomBytes.file(UID.ExplicitVRLittleEndian)
                .element(Tag.SpecificCharacterSet, "CS", padded)
                .element(Tag.Modality, "CS", text("CT"))
                .element(Tag.PatientID, "LO", new byte[] {(byte) 0xE4, ' '}));
    assertEquals(letter, dataset.getString(Tag.PatientID));
    assertEquals(
        fault == null ? 0 : 1,
        warnings().stream().filter(w -> w.message().contains("0008,0005")).count());
    if (fault != null) {
      assertEquals("character-set", warnings().get(0).code());
      assertTrue(warnings().get(0).message().contains(fault), "" + warnings());
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A30")
  void text_beyond_ascii_without_a_character_set_is_told_once_without_its_value() throws Exception {
    Attributes dataset =
        read(
            explicitFile()
                .element(Tag.PatientName, "PN", text("Müller^Änne "))
                .element(Tag.PatientID, "LO", text("äöü ")));
    assertEquals("Müller^Änne", dataset.getString(Tag.PatientName));
    assertEquals(List.of("character-set"), codes());
    assertTrue(warnings().get(0).message().contains("PatientName"));
    assertFalse(warnings().get(0).message().contains("ller"));
  }

  @Test
  void warnings_are_bounded_and_the_same_each_time() throws Exception {
    DicomBytes bytes = explicitFile();
    for (int element = 0; element < 500; element++) {
      bytes.element(0x00291000 + element, "LO", text("odd"));
    }
    read(bytes);
    List<ReadWarning> first = warnings();
    assertEquals(101, first.size());
    assertEquals("more", first.get(100).code());
    read(bytes);
    assertEquals(first, warnings());
  }

  @Test
  @org.junit.jupiter.api.Tag("A51")
  void a_length_beyond_the_end_is_refused_naming_the_path_to_the_element() {
    byte[] item =
        DicomBytes.explicitLittle()
            .us(Tag.Rows, 5)
            .element(Tag.ICCProfile, "OB", 0x7FFFFFF0L, text("ab"))
            .toBytes();
    DicomBytes bytes =
        explicitFile()
            .header(Tag.ReferencedImageSequence, "SQ", UNDEFINED)
            .item(new byte[0])
            .item(UNDEFINED)
            .raw(item);
    DicomReadException e = refused(bytes);
    assertEquals(Tag.ICCProfile, e.tag());
    assertEquals(bytes.toBytes().length - 2 - 12, e.offset());
    assertTrue(
        e.getMessage()
            .contains("(0008,1140) item 2 > (0028,2000) ICCProfile at offset " + e.offset()),
        e.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("A51")
  void every_value_length_beyond_the_end_is_refused_before_it_is_allocated() {
    for (String vr : List.of("OB", "OW", "UT", "UN", "UC", "UV")) {
      for (long length : new long[] {3, 0x7FFFFFF0L, 0xFFFFFFFEL}) {
        DicomReadException e = refused(explicitFile().element(0x00291001, vr, length, new byte[2]));
        assertEquals(0x00291001, e.tag());
      }
    }
  }
}
