package io.github.voxelclick.dicom.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AttributesTest {
  private static final int ROWS = Tag.Rows;
  private static final int POSITION = Tag.ImagePositionPatient;
  private static final int NAME = Tag.PatientName;
  private static final int COMMENTS = Tag.ImageComments;
  private static final int SEGMENTS = Tag.SegmentSequence;
  private static final int NUMBER = Tag.InstanceNumber;

  private final Attributes dataset = new Attributes();

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Nested
  class Elements {
    @Test
    void stand_in_ascending_unsigned_order_whatever_the_order_of_setting() {
      int trailing = Tag.DataSetTrailingPadding;
      dataset.setInt(ROWS, VR.US, 5);
      dataset.setBytes(trailing, VR.OB, new byte[2]);
      dataset.setString(NAME, VR.PN, "A");
      assertArrayEquals(new int[] {NAME, ROWS, trailing}, dataset.tags());
    }

    @Test
    void are_replaced_and_removed() {
      dataset.setInt(ROWS, VR.US, 5);
      dataset.setInt(ROWS, VR.US, 7);
      dataset.setString(NAME, VR.PN, "A");
      assertEquals(2, dataset.size());
      assertEquals(7, dataset.getInt(ROWS, 0));
      dataset.remove(ROWS);
      assertFalse(dataset.contains(ROWS));
      assertTrue(dataset.contains(NAME));
      assertNull(dataset.remove(ROWS));
    }

    @Test
    void without_value_are_contained_but_hold_none() {
      dataset.setNull(NAME, VR.PN);
      dataset.setNull(SEGMENTS, VR.SQ);
      assertTrue(dataset.contains(NAME));
      assertFalse(dataset.containsValue(NAME));
      assertFalse(dataset.containsValue(SEGMENTS));
      assertNull(dataset.getString(NAME));
      assertEquals("x", dataset.getString(NAME, "x"));
      assertEquals(0, dataset.getStrings(NAME).length);
      assertEquals(0, dataset.getDoubles(NAME).length);
      assertTrue(dataset.getSequence(SEGMENTS).isEmpty());
      dataset.setBytes(NAME, VR.PN, latin("  "));
      assertFalse(dataset.containsValue(NAME));
      dataset.setBytes(NAME, VR.PN, latin("A "));
      assertTrue(dataset.containsValue(NAME));
    }

    @Test
    void that_are_absent_give_null_or_the_default() throws Exception {
      assertNull(dataset.getString(NAME));
      assertNull(dataset.getStrings(NAME));
      assertEquals(3, dataset.getInt(ROWS, 3));
      assertNull(dataset.getInts(ROWS));
      assertEquals(2.5, dataset.getDouble(POSITION, 2.5));
      assertNull(dataset.getDoubles(POSITION));
      assertNull(dataset.getBytes(ROWS));
      assertNull(dataset.getSequence(SEGMENTS));
      assertNull(dataset.getNestedDataset(SEGMENTS));
      assertNull(dataset.getVR(ROWS));
    }
  }

  @Nested
  class Texts {
    @Test
    void come_split_and_without_padding() {
      dataset.setBytes(POSITION, VR.DS, latin(" 1.5\\-2 \\3\0"));
      assertArrayEquals(new String[] {"1.5", "-2", "3"}, dataset.getStrings(POSITION));
      assertEquals("-2", dataset.getString(POSITION, 1));
      assertNull(dataset.getString(POSITION, 3));
    }

    @Test
    void of_the_long_kind_keep_backslashes_and_leading_spaces() {
      dataset.setBytes(COMMENTS, VR.LT, latin("  a\\b  "));
      assertArrayEquals(new String[] {"  a\\b"}, dataset.getStrings(COMMENTS));
    }

    @Test
    @org.junit.jupiter.api.Tag("A33")
    void follow_the_specific_character_set_of_the_item_or_its_parent() {
      dataset.setSpecificCharacterSet("ISO_IR 144");
      Attributes inherits = new Attributes();
      Attributes own = new Attributes();
      own.setSpecificCharacterSet("ISO_IR 100");
      Sequence items = dataset.newSequence(SEGMENTS, 2);
      items.add(inherits);
      items.add(own);
      inherits.setBytes(NAME, VR.PN, new byte[] {(byte) 0xBB});
      own.setBytes(NAME, VR.PN, new byte[] {(byte) 0xFC});
      assertEquals("Л", inherits.getString(NAME));
      assertEquals("ü", own.getString(NAME));
    }

    @Test
    @org.junit.jupiter.api.Tag("A18")
    void of_a_private_creator_are_found_in_its_block() {
      dataset.setString(0x00290010, VR.LO, "FIRST");
      dataset.setString(0x00290012, VR.LO, "SECOND");
      dataset.setString(0x00291208, VR.CS, "found");
      assertEquals("found", dataset.getString("SECOND", 0x00290008));
      assertNull(dataset.getString("FIRST", 0x00290008));
      assertNull(dataset.getString("THIRD", 0x00290008));
      assertEquals("SECOND", dataset.getPrivateCreator(0x00291208));
    }
  }

  @Nested
  class Numbers {
    @Test
    void come_from_texts_and_from_binary_values_alike() {
      dataset.setString(NUMBER, VR.IS, "12");
      dataset.setInt(ROWS, VR.US, 40_000);
      dataset.setDouble(POSITION, VR.DS, -0.7, 1.1, 2.5);
      assertEquals(12, dataset.getInt(NUMBER, 0));
      assertEquals(12.0, dataset.getDouble(NUMBER, 0));
      assertEquals(40_000, dataset.getInt(ROWS, 0));
      assertEquals(40_000.0, dataset.getDouble(ROWS, 0));
      assertEquals("40000", dataset.getString(ROWS));
      assertArrayEquals(new double[] {-0.7, 1.1, 2.5}, dataset.getDoubles(POSITION));
      assertEquals(2.5, dataset.getDouble(POSITION, 2, 0));
      assertEquals(9.0, dataset.getDouble(POSITION, 3, 9));
    }

    @Test
    void of_every_binary_vr_survive_setting_in_both_byte_orders() {
      for (boolean bigEndian : new boolean[] {false, true}) {
        Attributes set = new Attributes(bigEndian, 8);
        set.setInt(ROWS, VR.SS, -3, 300);
        assertArrayEquals(new int[] {-3, 300}, set.getInts(ROWS));
        set.setInt(ROWS, VR.SL, Integer.MIN_VALUE, 70_000);
        assertArrayEquals(new int[] {Integer.MIN_VALUE, 70_000}, set.getInts(ROWS));
        set.setInt(ROWS, VR.UL, -1);
        assertEquals(4_294_967_295.0, set.getDouble(ROWS, 0));
        set.setInt(ROWS, VR.SV, -5);
        assertEquals("-5", set.getString(ROWS));
        set.setInt(ROWS, VR.UV, 5);
        assertEquals(5, set.getInt(ROWS, 0));
        set.setInt(ROWS, VR.AT, POSITION);
        assertEquals(POSITION, set.getInt(ROWS, 0));
        assertEquals("00200032", set.getString(ROWS));
        set.setDouble(ROWS, VR.FD, Math.PI);
        assertEquals(Math.PI, set.getDouble(ROWS, 0));
        set.setDouble(ROWS, VR.FL, 0.1);
        assertEquals("0.1", set.getString(ROWS));
        set.setInt(ROWS, VR.OB, 255);
        assertEquals(255, set.getInt(ROWS, 0));
      }
    }

    @Test
    @org.junit.jupiter.api.Tag("A25")
    void tolerate_spaces_signs_exponents_and_trailing_dots() {
      dataset.setBytes(POSITION, VR.DS, latin(" +1.\\ .5\\-1E-2 \\\0"));
      assertArrayEquals(new double[] {1, 0.5, -0.01, Double.NaN}, dataset.getDoubles(POSITION));
      dataset.setBytes(NUMBER, VR.IS, latin("1.0 "));
      assertEquals(1, dataset.getInt(NUMBER, 0));
    }

    @Test
    @org.junit.jupiter.api.Tag("A25")
    void that_are_none_are_refused_naming_the_element() {
      for (String wrong : new String[] {"1,5", "NaN", "Infinity", "abc", "1e999", "0x10"}) {
        dataset.setBytes(POSITION, VR.DS, latin(wrong));
        DicomValueException e =
            assertThrows(DicomValueException.class, () -> dataset.getDoubles(POSITION));
        assertEquals(POSITION, e.tag());
        assertTrue(e.getMessage().contains("ImagePositionPatient"), e.getMessage());
      }
      dataset.setBytes(NUMBER, VR.IS, latin("1.5"));
      assertThrows(DicomValueException.class, () -> dataset.getInt(NUMBER, 0));
      dataset.setBytes(NUMBER, VR.IS, latin("99999999999"));
      assertThrows(DicomValueException.class, () -> dataset.getInt(NUMBER, 0));
    }

    @Test
    void that_do_not_fit_their_vr_are_an_error_of_the_caller() {
      assertThrows(IllegalArgumentException.class, () -> dataset.setInt(ROWS, VR.US, 65_536));
      assertThrows(IllegalArgumentException.class, () -> dataset.setInt(ROWS, VR.SS, -32_769));
      assertThrows(IllegalArgumentException.class, () -> dataset.setInt(ROWS, VR.OB, -1));
      assertThrows(IllegalArgumentException.class, () -> dataset.setDouble(ROWS, VR.US, 1));
      assertThrows(IllegalArgumentException.class, () -> dataset.setString(ROWS, VR.US, "1"));
    }
  }

  @Nested
  class Items {
    @Test
    void know_their_parent_and_root() {
      Attributes middle = new Attributes();
      Attributes inner = new Attributes();
      dataset.newSequence(SEGMENTS, 1).add(middle);
      middle.ensureSequence(SEGMENTS, 1).add(inner);
      assertSame(middle, inner.getParent());
      assertSame(dataset, inner.getRoot());
      assertSame(inner, middle.ensureSequence(SEGMENTS, 1).get(0));
      assertSame(inner, middle.getNestedDataset(SEGMENTS, 0));
      assertNull(middle.getNestedDataset(SEGMENTS, 1));
    }

    @Test
    void belong_to_one_sequence_at_a_time() {
      Attributes item = new Attributes();
      Sequence first = dataset.newSequence(SEGMENTS, 1);
      first.add(item);
      Sequence second = new Attributes().newSequence(SEGMENTS, 1);
      assertThrows(IllegalStateException.class, () -> second.add(item));
      first.remove(0);
      second.add(item);
      assertEquals(1, second.size());
    }

    @Test
    void cannot_contain_themselves() {
      Attributes item = new Attributes();
      dataset.newSequence(SEGMENTS, 1).add(item);
      Sequence inner = item.newSequence(SEGMENTS, 1);
      assertThrows(IllegalStateException.class, () -> inner.add(dataset));
    }
  }

  @Nested
  class Copies {
    @Test
    void are_deep_and_equal() {
      dataset.setInt(ROWS, VR.US, 5);
      Attributes item = new Attributes();
      item.setString(NAME, VR.PN, "A");
      dataset.newSequence(SEGMENTS, 1).add(item);
      Attributes copy = new Attributes(dataset);
      assertEquals(dataset, copy);
      assertEquals(dataset.hashCode(), copy.hashCode());
      assertNotSame(item, copy.getNestedDataset(SEGMENTS));
      copy.getNestedDataset(SEGMENTS).setString(NAME, VR.PN, "B");
      assertEquals("A", item.getString(NAME));
      assertNotEquals(dataset, copy);
    }

    @Test
    void differ_when_a_vr_a_number_or_a_fragment_differs() {
      dataset.setInt(ROWS, VR.US, 5);
      Attributes other = new Attributes();
      other.setInt(ROWS, VR.SS, 5);
      assertNotEquals(dataset, other);
      other.setInt(ROWS, VR.US, 6);
      assertNotEquals(dataset, other);
      Attributes fragments = new Attributes();
      fragments.newFragments(ROWS, VR.OB, 1).add(new byte[] {1});
      Attributes otherFragments = new Attributes();
      otherFragments.newFragments(ROWS, VR.OB, 1).add(new byte[] {1});
      assertEquals(fragments, otherFragments);
      otherFragments.newFragments(ROWS, VR.OB, 1).add(new byte[] {2});
      assertNotEquals(fragments, otherFragments);
    }

    @Test
    @org.junit.jupiter.api.Tag("A35")
    void decode_texts_so_that_another_character_set_cannot_garble_them() {
      dataset.setSpecificCharacterSet("ISO_IR 100");
      dataset.setBytes(NAME, VR.PN, latin("Müller"));
      Attributes target = new Attributes();
      target.setSpecificCharacterSet("ISO_IR 192");
      target.addAll(dataset);
      assertEquals("Müller", target.getString(NAME));
      assertEquals("ISO_IR 192", target.getSpecificCharacterSet().toString());
    }

    @Test
    void swap_numbers_into_the_other_byte_order() {
      Attributes big = new Attributes(true, 4);
      big.setInt(ROWS, VR.US, 0x0102);
      big.setInt(SEGMENTS, VR.AT, 0x00280010);
      big.setDouble(POSITION, VR.FD, 1.25);
      Attributes little = new Attributes(big);
      assertFalse(little.bigEndian());
      assertEquals(0x0102, little.getInt(ROWS, 0));
      assertEquals(0x00280010, little.getInt(SEGMENTS, 0));
      assertEquals(1.25, little.getDouble(POSITION, 0));
      assertEquals(big, little);
    }

    @Test
    void of_a_selection_leave_the_rest() {
      dataset.setInt(ROWS, VR.US, 5);
      dataset.setString(NAME, VR.PN, "A");
      Attributes copy = new Attributes(dataset, NAME, NUMBER);
      assertArrayEquals(new int[] {NAME}, copy.tags());
      assertFalse(copy.addSelected(dataset, NUMBER));
    }
  }

  @Test
  void file_meta_information_names_object_and_implementation() {
    dataset.setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage);
    dataset.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3");
    Attributes meta = dataset.createFileMetaInformation(UID.ExplicitVRLittleEndian);
    assertEquals(UID.CTImageStorage, meta.getString(Tag.MediaStorageSOPClassUID));
    assertEquals("1.2.3", meta.getString(Tag.MediaStorageSOPInstanceUID));
    assertTrue(UIDUtils.isValid(meta.getString(Tag.ImplementationClassUID)));
    assertTrue(Implementation.getVersionName().length() <= 16);
  }

  @Test
  void its_text_shows_no_value() {
    dataset.setString(NAME, VR.PN, "Secret");
    assertEquals("1 elements", dataset.toString());
  }
}
