package io.github.voxelclick.dicom.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {
  @Test
  void tells_the_vr_of_standard_repeating_private_and_unknown_elements() {
    assertEquals(VR.DS, ElementDictionary.vrOf(Tag.ImagePositionPatient, null));
    assertEquals(VR.OW, ElementDictionary.vrOf(Tag.PixelData, null));
    assertEquals(VR.US, ElementDictionary.vrOf(Tag.PixelPaddingValue, null));
    assertEquals(VR.OW, ElementDictionary.vrOf(0x60023000, null));
    assertEquals(VR.UL, ElementDictionary.vrOf(0x00280000, null));
    assertEquals(VR.LO, ElementDictionary.vrOf(0x00290010, null));
    assertEquals(VR.UN, ElementDictionary.vrOf(0x00291008, null));
    assertEquals(VR.UN, ElementDictionary.vrOf(0x0028FFFE, null));
  }

  @Test
  void knows_which_elements_follow_pixel_representation() {
    assertTrue(ElementDictionary.isUnsignedOrSigned(Tag.PixelPaddingValue));
    assertTrue(ElementDictionary.isUnsignedOrSigned(Tag.LUTDescriptor));
    assertFalse(ElementDictionary.isUnsignedOrSigned(Tag.Rows));
    assertFalse(ElementDictionary.isUnsignedOrSigned(Tag.LUTData));
  }

  @Test
  void every_tag_constant_carries_its_keyword() throws Exception {
    int checked = 0;
    for (Field field : Tag.class.getFields()) {
      int tag = field.getInt(null);
      if (tag >>> 16 != 0xFFFE) {
        assertEquals(field.getName(), ElementDictionary.keywordOf(tag, null));
        checked++;
      }
    }
    assertTrue(checked > 300, "only " + checked);
  }

  @ParameterizedTest
  @EnumSource(VR.class)
  void every_vr_is_found_by_its_letters(VR vr) {
    assertEquals(Optional.of(vr), VR.valueOf(vr.code()));
    assertEquals(vr == VR.UI || !vr.isText() ? 0 : ' ', vr.paddingByte());
  }

  @Test
  void letters_that_are_no_vr_are_not_found() {
    assertEquals(Optional.empty(), VR.valueOf('Z' << 8 | 'Z'));
  }

  @Test
  void uids_from_uuids_are_valid_and_decimal() {
    assertEquals("2.25.1", UIDUtils.createUID(new UUID(0, 1)));
    assertEquals(
        "2.25.340282366920938463463374607431768211455", UIDUtils.createUID(new UUID(-1, -1)));
    assertTrue(UIDUtils.isValid(UIDUtils.createUID()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".1", "1.", "1..2", "1.02", "1.a", "1 .2"})
  void malformed_uids_are_not_valid(String uid) {
    assertFalse(UIDUtils.isValid(uid));
  }

  @Test
  void uids_longer_than_64_are_not_valid() {
    assertTrue(UIDUtils.isValid("1".repeat(64)));
    assertFalse(UIDUtils.isValid("1".repeat(65)));
  }

  @Test
  void transfer_syntaxes_have_names() {
    assertEquals("JPEG-LS Lossless", UID.nameOf(UID.JPEGLSLossless));
    assertEquals("unknown", UID.nameOf("1.2.3"));
  }
}
