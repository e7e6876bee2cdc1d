package io.github.voxelclick.dicom.io;

import static io.github.voxelclick.dicom.io.DicomBytes.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.UID;
import io.github.voxelclick.dicom.data.VR;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private elements go through reading and writing unchanged. */
@org.junit.jupiter.api.Tag("A18")
class PrivateElementsTest extends ParsingFixture {
  private static final int CREATOR = 0x00290010;
  private static final int ELEMENT = 0x00291001;
  private static final int SEQUENCE = 0x00291002;
  private static final byte[] NOISE = {(byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE0, 9, 0, 0, 7};

  private static byte[] written(Attributes dataset, String syntax) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DicomOutputStream out = new DicomOutputStream(bytes, syntax)) {
      out.writeDataset(null, dataset);
    }
    return bytes.toByteArray();
  }

  private static DicomBytes utf8(DicomBytes empty) {
    return empty.element(Tag.SpecificCharacterSet, "CS", text("ISO_IR 192"));
  }

  @Test
  void of_every_vr_are_written_bit_for_bit_with_their_creator() throws Exception {
    DicomBytes item = DicomBytes.explicitLittle();
    DicomBytes dataset = utf8(DicomBytes.explicitLittle());
    for (DicomBytes target : List.of(item, dataset)) {
      target.element(CREATOR, "LO", text("ACME 1.0"));
      int element = ELEMENT + 0x10;
      for (VR vr : VR.values()) {
        if (vr != VR.SQ) {
          byte[] value = vr.isText() ? text(" 1.2.3\\4  ") : NOISE;
          target.element(element++, vr.name(), value);
        }
      }
    }
    // Kept although its block has no creator, and a sequence besides.
    dataset.element(0x00311001, "LO", text("orphan"));
    dataset.element(
        0x00311002,
        "SQ",
        DicomBytes.explicitLittle().item(item.toBytes()).item(new byte[0]).toBytes());
    Attributes read = read(file(UID.ExplicitVRLittleEndian, dataset));
    assertEquals(List.of(), warnings());
    assertEquals("ACME 1.0", read.getPrivateCreator(ELEMENT));
    assertNull(read.getPrivateCreator(0x00311001));
    assertArrayEquals(dataset.toBytes(), written(read, UID.ExplicitVRLittleEndian));
  }

  @Test
  void without_vr_stay_unknown_bytes() throws Exception {
    DicomBytes dataset =
        utf8(DicomBytes.implicitLittle())
            .element(CREATOR, "", text("ACME 1.0"))
            .element(ELEMENT, "", NOISE)
            .element(0x00311001, "", NOISE);
    Attributes read = read(file(UID.ImplicitVRLittleEndian, dataset));
    assertEquals(VR.UN, read.getVR(ELEMENT));
    assertEquals(VR.UN, read.getVR(0x00311001));
    assertArrayEquals(dataset.toBytes(), written(read, UID.ImplicitVRLittleEndian));
    byte[] explicit = written(read, UID.ExplicitVRLittleEndian);
    read = read(DicomBytes.file(UID.ExplicitVRLittleEndian).raw(explicit));
    assertArrayEquals(NOISE, read.getBytes(ELEMENT));
    assertEquals("ACME 1.0", read.getPrivateCreator(ELEMENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {UID.ExplicitVRLittleEndian, UID.ImplicitVRLittleEndian})
  void sequences_of_undefined_length_stay_sequences(String written) throws Exception {
    DicomBytes items =
        DicomBytes.implicitLittle()
            .item(DicomBytes.implicitLittle().us(Tag.Rows, 5).element(ELEMENT, "", NOISE).toBytes())
            .item(new byte[0])
            .sequenceDelimiter();
    for (String vr : List.of("UN", "SQ", "")) {
      DicomBytes start = vr.isEmpty() ? DicomBytes.implicitLittle() : DicomBytes.explicitLittle();
      byte[] content =
          vr.equals("SQ")
              ? DicomBytes.explicitLittle()
                  .item(
                      DicomBytes.explicitLittle()
                          .us(Tag.Rows, 5)
                          .element(ELEMENT, "UN", NOISE)
                          .toBytes())
                  .item(new byte[0])
                  .sequenceDelimiter()
                  .toBytes()
              : items.toBytes();
      DicomBytes dataset =
          utf8(start)
              .element(CREATOR, "LO", text("ACME 1.0"))
              .header(SEQUENCE, vr, UNDEFINED)
              .raw(content);
      String syntax = vr.isEmpty() ? UID.ImplicitVRLittleEndian : UID.ExplicitVRLittleEndian;
      Attributes read = read(file(syntax, dataset));
      assertItems(read);
      Attributes again = read(DicomBytes.file(written).raw(written(read, written)));
      assertItems(again);
      assertEquals(read, again);
    }
  }

  private static void assertItems(Attributes dataset) throws Exception {
    Sequence sequence = dataset.getSequence(SEQUENCE);
    assertEquals(2, sequence.size());
    assertEquals(5, sequence.get(0).getInt(Tag.Rows, 0));
    assertArrayEquals(NOISE, sequence.get(0).getBytes(ELEMENT));
    assertTrue(sequence.get(1).isEmpty());
  }
}
