package io.github.voxelclick.dicom.io;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static io.github.voxelclick.dicom.io.DicomBytes.u16;
import static io.github.voxelclick.dicom.io.DicomBytes.uid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Fragments;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import io.github.voxelclick.volume.DicomReadException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SequencesTest extends ParsingFixture {
  private void assertNested(DicomBytes file) throws Exception {
    Attributes dataset = read(file.us(Tag.Rows, 5));
    Attributes item = dataset.getNestedDataset(Tag.ReferencedImageSequence, 1);
    assertEquals("1.2", item.getString(Tag.ReferencedSOPInstanceUID));
    assertEquals(2, dataset.getSequence(Tag.ReferencedImageSequence).size());
    assertTrue(dataset.getNestedDataset(Tag.ReferencedImageSequence, 0).isEmpty());
    assertEquals(5, dataset.getInt(Tag.Rows, 0));
  }

  private final byte[] content =
      DicomBytes.explicitLittle().element(Tag.ReferencedSOPInstanceUID, "UI", uid("1.2")).toBytes();

  @Test
  void of_defined_lengths() throws Exception {
    byte[] items = DicomBytes.explicitLittle().item(new byte[0]).item(content).toBytes();
    assertNested(explicitFile().element(Tag.ReferencedImageSequence, "SQ", items));
    assertEquals(List.of(), codes());
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
    assertEquals(List.of(), codes());
  }

  @Test
  @org.junit.jupiter.api.Tag("A13")
  void hidden_in_unknown_are_implicit_or_explicit() throws Exception {
    byte[] implicit =
        DicomBytes.implicitLittle().element(Tag.ReferencedSOPInstanceUID, "", uid("1.2")).toBytes();
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
        DicomBytes.implicitLittle().element(Tag.ReferencedSOPInstanceUID, "", uid("1.2")).toBytes();
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
  void whose_last_item_reaches_beyond_them_end_it_early() throws Exception {
    byte[] items = DicomBytes.explicitLittle().item(content.length + 24).raw(content).toBytes();
    Attributes dataset =
        read(explicitFile().element(Tag.ReferencedImageSequence, "SQ", items).us(Tag.Rows, 5));
    Attributes item = dataset.getNestedDataset(Tag.ReferencedImageSequence);
    assertEquals("1.2", item.getString(Tag.ReferencedSOPInstanceUID));
    assertEquals(5, dataset.getInt(Tag.Rows, 0));
    assertEquals(List.of("sequence-length"), codes());
  }

  @Test
  @org.junit.jupiter.api.Tag("A17")
  void whose_items_are_cut_are_kept_as_bytes() throws Exception {
    byte[] items =
        DicomBytes.explicitLittle()
            .item(content.length)
            .raw(Arrays.copyOf(content, content.length - 2))
            .toBytes();
    Attributes dataset =
        read(explicitFile().element(Tag.ReferencedImageSequence, "SQ", items).us(Tag.Rows, 5));
    assertEquals(VR.UN, dataset.getVR(Tag.ReferencedImageSequence));
    assertArrayEquals(items, dataset.getBytes(Tag.ReferencedImageSequence));
    assertEquals(5, dataset.getInt(Tag.Rows, 0));
    assertEquals(List.of("sequence-length", "sequence-length"), codes());
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

  /** Two empty items, one of each form, before the one that tells the encoding. */
  private static DicomBytes afterEmptyItems(byte[] item) {
    return DicomBytes.explicitLittle()
        .item(new byte[0])
        .item(UNDEFINED)
        .itemDelimiter()
        .item(item)
        .sequenceDelimiter();
  }

  @Test
  @org.junit.jupiter.api.Tag("A13")
  void hidden_in_unknown_are_probed_past_empty_items() throws Exception {
    byte[] implicit =
        DicomBytes.implicitLittle().element(Tag.ReferencedSOPInstanceUID, "", uid("1.2")).toBytes();
    for (byte[] hidden : new byte[][] {implicit, content}) {
      Attributes dataset =
          read(
              explicitFile()
                  .header(Tag.ReferencedImageSequence, "UN", UNDEFINED)
                  .raw(afterEmptyItems(hidden).toBytes())
                  .us(Tag.Rows, 5));
      Attributes item = dataset.getNestedDataset(Tag.ReferencedImageSequence, 2);
      assertEquals("1.2", item.getString(Tag.ReferencedSOPInstanceUID));
      assertEquals(3, dataset.getSequence(Tag.ReferencedImageSequence).size());
      assertEquals(5, dataset.getInt(Tag.Rows, 0));
      assertEquals(List.of(), codes());
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A13")
  void hidden_in_unknown_may_be_empty_or_hold_empty_items_only() throws Exception {
    Attributes dataset =
        read(
            explicitFile()
                .header(Tag.ReferencedStudySequence, "UN", UNDEFINED)
                .sequenceDelimiter()
                .header(Tag.ReferencedImageSequence, "UN", UNDEFINED)
                .item(new byte[0])
                .sequenceDelimiter()
                .us(Tag.Rows, 5));
    assertTrue(dataset.getSequence(Tag.ReferencedStudySequence).isEmpty());
    assertEquals(1, dataset.getSequence(Tag.ReferencedImageSequence).size());
    assertEquals(5, dataset.getInt(Tag.Rows, 0));
  }

  @Test
  @org.junit.jupiter.api.Tag("A13")
  void hidden_in_unknown_of_a_big_endian_data_set_are_of_either_byte_order() throws Exception {
    byte[] little =
        DicomBytes.implicitLittle()
            .item(DicomBytes.implicitLittle().us(Tag.Columns, 0x0107).toBytes())
            .sequenceDelimiter()
            .toBytes();
    byte[] big =
        DicomBytes.explicitBig()
            .item(DicomBytes.explicitBig().us(Tag.Columns, 0x0107).toBytes())
            .sequenceDelimiter()
            .toBytes();
    for (byte[] items : new byte[][] {little, big}) {
      DicomBytes dataset =
          DicomBytes.explicitBig()
              .element(Tag.Modality, "CS", text("CT"))
              .header(Tag.ReferencedImageSequence, "UN", UNDEFINED)
              .raw(items)
              .us(Tag.Rows, 0x0105);
      Attributes read = read(file(UID.ExplicitVRBigEndian, dataset));
      Attributes item = read.getNestedDataset(Tag.ReferencedImageSequence);
      assertEquals(0x0107, item.getInt(Tag.Columns, 0));
      assertEquals(0x0105, read.getInt(Tag.Rows, 0));
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A14")
  void text_of_unknown_follows_the_character_set_of_its_data_set() throws Exception {
    DicomBytes dataset =
        DicomBytes.explicitBig()
            .element(Tag.SpecificCharacterSet, "CS", text("ISO_IR 144"))
            .element(Tag.Modality, "CS", text("CT"))
            .element(Tag.PatientID, "UN", new byte[] {(byte) 0xBB, (byte) 0xBB});
    Attributes read = read(file(UID.ExplicitVRBigEndian, dataset));
    assertEquals("ЛЛ", read.getString(Tag.PatientID));
  }

  @ParameterizedTest
  @EnumSource(VR.class)
  @org.junit.jupiter.api.Tag("A12")
  void and_fragments_alone_have_undefined_lengths(VR vr) throws Exception {
    DicomBytes items =
        explicitFile()
            .header(0x00091001, vr.name(), UNDEFINED)
            .item(new byte[0])
            .sequenceDelimiter()
            .us(Tag.Rows, 5);
    switch (vr) {
      case SQ, UN -> {
        assertEquals(1, read(items).getSequence(0x00091001).size());
        assertEquals(List.of(), codes());
      }
      case OB, OW -> {
        assertTrue(read(items).getValue(0x00091001) instanceof Fragments);
        assertEquals(List.of("undefined-length"), codes());
      }
      default -> {
        if (vr.headerLength() == 12) {
          assertTrue(refused(items).getMessage().contains("undefined"));
        } else {
          // The length has 16 bits, so that FFFF is a length; nothing of that length is there.
          refused(items);
        }
      }
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A17")
  void that_end_before_their_length_end_where_the_next_element_starts() throws Exception {
    byte[] items = DicomBytes.explicitLittle().item(content).toBytes();
    Attributes dataset =
        read(
            explicitFile()
                .element(Tag.ReferencedImageSequence, "SQ", items.length + 12, items)
                .us(Tag.Rows, 5)
                .us(Tag.Columns, 7));
    assertEquals(1, dataset.getSequence(Tag.ReferencedImageSequence).size());
    assertEquals(5, dataset.getInt(Tag.Rows, 0));
    assertEquals(7, dataset.getInt(Tag.Columns, 0));
    assertEquals(List.of("sequence-length"), codes());
  }

  @Test
  @org.junit.jupiter.api.Tag("A17")
  void that_hold_no_items_are_kept_as_bytes() throws Exception {
    byte[] noise = text("no items at all.");
    for (String vr : List.of("SQ", "UN")) {
      Attributes dataset =
          read(explicitFile().element(Tag.ReferencedImageSequence, vr, noise).us(Tag.Rows, 5));
      assertArrayEquals(noise, dataset.getBytes(Tag.ReferencedImageSequence));
      assertEquals(5, dataset.getInt(Tag.Rows, 0));
      assertEquals(List.of("sequence-length"), codes());
    }
  }

  @Test
  @org.junit.jupiter.api.Tag("A17")
  void with_items_too_short_for_their_elements_are_kept_as_bytes_at_any_depth() throws Exception {
    byte[] inner = DicomBytes.explicitLittle().item(content.length - 2).raw(content).toBytes();
    byte[] outer =
        DicomBytes.explicitLittle()
            .item(
                DicomBytes.explicitLittle()
                    .element(Tag.ReferencedImageSequence, "SQ", inner)
                    .us(Tag.Columns, 7)
                    .toBytes())
            .toBytes();
    Attributes dataset =
        read(explicitFile().element(Tag.ReferencedStudySequence, "SQ", outer).us(Tag.Rows, 5));
    Attributes item = dataset.getNestedDataset(Tag.ReferencedStudySequence);
    assertArrayEquals(inner, item.getBytes(Tag.ReferencedImageSequence));
    assertEquals(7, item.getInt(Tag.Columns, 0));
    assertEquals(5, dataset.getInt(Tag.Rows, 0));
    assertTrue(
        warnings().get(0).message().startsWith("(0008,1110) item 1 > (0008,1140) "),
        "" + warnings());
  }

  @Test
  @org.junit.jupiter.api.Tag("A17")
  void that_end_with_the_file_before_their_delimiter_are_refused() {
    DicomReadException e =
        refused(
            explicitFile()
                .header(Tag.ReferencedImageSequence, "SQ", UNDEFINED)
                .item(UNDEFINED)
                .raw(content));
    assertTrue(e.getMessage().contains("(0008,1140) item 1 > (FFFE,E00D)"), e.getMessage());
    assertTrue(e.getMessage().contains("truncated"), e.getMessage());
  }

  @Test
  @org.junit.jupiter.api.Tag("A33")
  void inherit_the_character_set_or_have_their_own() throws Exception {
    byte[] name = {(byte) 0xBB, ' '};
    byte[] inheriting = DicomBytes.explicitLittle().element(Tag.PatientID, "LO", name).toBytes();
    byte[] own =
        DicomBytes.explicitLittle()
            .element(Tag.SpecificCharacterSet, "CS", text("ISO_IR 144"))
            .header(Tag.ReferencedStudySequence, "SQ", UNDEFINED)
            .item(inheriting)
            .sequenceDelimiter()
            .element(Tag.PatientID, "LO", name)
            .toBytes();
    Attributes dataset =
        read(
            DicomBytes.file(UID.ExplicitVRLittleEndian)
                .element(Tag.SpecificCharacterSet, "CS", text("ISO_IR 126"))
                .header(Tag.ReferencedImageSequence, "SQ", UNDEFINED)
                .item(inheriting)
                .item(own)
                .item(inheriting)
                .sequenceDelimiter()
                .element(Tag.PatientID, "LO", name));
    assertEquals("»", dataset.getString(Tag.PatientID));
    assertEquals(
        "»", dataset.getNestedDataset(Tag.ReferencedImageSequence, 0).getString(Tag.PatientID));
    Attributes second = dataset.getNestedDataset(Tag.ReferencedImageSequence, 1);
    assertEquals("Л", second.getString(Tag.PatientID));
    assertEquals(
        "Л", second.getNestedDataset(Tag.ReferencedStudySequence).getString(Tag.PatientID));
    assertEquals(
        "»", dataset.getNestedDataset(Tag.ReferencedImageSequence, 2).getString(Tag.PatientID));
    assertEquals(List.of(), codes());
  }
}
