package io.github.voxelclick.dicom.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.dicom.data.PersonName.Component;
import io.github.voxelclick.dicom.data.PersonName.Group;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, UIDs, dates, times and names as they occur in files. */
class TextFormsTest {
  private static Attributes of(int tag, VR vr, String text) {
    Attributes dataset = new Attributes();
    dataset.setBytes(tag, vr, text.getBytes(StandardCharsets.ISO_8859_1));
    return dataset;
  }

  @Test
  @org.junit.jupiter.api.Tag("A25")
  void numbers_may_be_longer_than_their_vr_allows() {
    Attributes dataset =
        of(Tag.ImagePositionPatient, VR.DS, "-123.45678901234567890\\1.5E+0000001");
    assertArrayEquals(
        new double[] {-123.45678901234568, 15}, dataset.getDoubles(Tag.ImagePositionPatient));
    dataset = of(Tag.InstanceNumber, VR.IS, "+000000000000042");
    assertEquals(42, dataset.getInt(Tag.InstanceNumber, 0));
  }

  @Test
  @org.junit.jupiter.api.Tag("A25")
  void spaces_and_nuls_around_each_value_do_not_count() {
    Attributes dataset = of(Tag.PixelSpacing, VR.DS, "\0 0.7 \0\\ \0001.1\0\0");
    assertArrayEquals(new double[] {0.7, 1.1}, dataset.getDoubles(Tag.PixelSpacing));
    assertEquals("1.2.3", of(Tag.SOPClassUID, VR.UI, "1.2.3\0").getString(Tag.SOPClassUID));
    assertEquals("1.2.3", of(Tag.SOPClassUID, VR.UI, "1.2.3 ").getString(Tag.SOPClassUID));
  }

  @Test
  @org.junit.jupiter.api.Tag("A25")
  void an_integer_with_a_fraction_is_none() {
    DicomValueException e =
        assertThrows(
            DicomValueException.class,
            () -> of(Tag.InstanceNumber, VR.IS, "1.5").getInt(Tag.InstanceNumber, 0));
    assertEquals(Tag.InstanceNumber, e.tag());
    assertTrue(e.getMessage().contains("(0020,0013) InstanceNumber"), e.getMessage());
  }

  @ParameterizedTest
  @org.junit.jupiter.api.Tag("A25")
  @ValueSource(strings = {"19970424", "1997.04.24", "1997-04-24", " 19970424 "})
  void dates_may_have_separators(String text) {
    assertEquals(Optional.of(LocalDate.of(1997, 4, 24)), DateTimeText.date(text));
  }

  @ParameterizedTest
  @org.junit.jupiter.api.Tag("A25")
  @ValueSource(strings = {"", "1997", "19970231", "1997.0424", "24.04.1997", "19970424-19970501"})
  void what_is_no_date_is_none(String text) {
    assertEquals(Optional.empty(), DateTimeText.date(text));
  }

  @ParameterizedTest
  @org.junit.jupiter.api.Tag("A25")
  @CsvSource({
    "134509.5, 13:45:09.5",
    "13:45:09.5, 13:45:09.5",
    "13:45:09, 13:45:09",
    "134509., 13:45:09",
    "134509.123456, 13:45:09.123456",
    "1345, 13:45",
    "13:45, 13:45",
    "13, 13:00",
    "235960, 23:59:59",
  })
  void times_may_have_colons_and_be_short(String text, LocalTime expected) {
    assertEquals(Optional.of(expected), DateTimeText.time(text));
  }

  @ParameterizedTest
  @org.junit.jupiter.api.Tag("A25")
  @ValueSource(strings = {"", "1", "25", "1360", "13:4509", "1345.5", "134509.1234567890", "noon"})
  void what_is_no_time_is_none(String text) {
    assertEquals(Optional.empty(), DateTimeText.time(text));
  }

  @Test
  @org.junit.jupiter.api.Tag("A26")
  void names_have_three_groups_of_five_components() {
    Attributes dataset =
        of(
            Tag.PatientName,
            VR.PN,
            "Yamada^Tarou^^Dr.^Jr.=\u001B$B;3ED\u001B(B^\u001B$BB@O:\u001B(B=\u001B$B$d$^$@\u001B(B^x");
    dataset.setSpecificCharacterSet("", "ISO 2022 IR 87");
    PersonName name = new PersonName(dataset.getString(Tag.PatientName));
    assertEquals("Yamada", name.get(Component.FamilyName));
    assertEquals("Tarou", name.get(Component.GivenName));
    assertEquals("", name.get(Component.MiddleName));
    assertEquals("Dr.", name.get(Component.NamePrefix));
    assertEquals("Jr.", name.get(Group.Alphabetic, Component.NameSuffix));
    assertEquals("山田", name.get(Group.Ideographic, Component.FamilyName));
    assertEquals("太郎", name.get(Group.Ideographic, Component.GivenName));
    assertEquals("やまだ", name.get(Group.Phonetic, Component.FamilyName));
  }

  @Test
  @org.junit.jupiter.api.Tag("A26")
  void names_may_lack_groups_and_components_or_have_too_many() {
    PersonName ideographic = new PersonName("=洪^吉洞");
    assertTrue(ideographic.isEmpty(Group.Alphabetic));
    assertFalse(ideographic.isEmpty(Group.Ideographic));
    assertTrue(ideographic.isEmpty(Group.Phonetic));
    assertEquals("吉洞", ideographic.get(Group.Ideographic, Component.GivenName));
    PersonName crowded = new PersonName("A ^B^C^D^E^F=G=H=I");
    assertEquals("A", crowded.get(Component.FamilyName));
    assertEquals("E", crowded.get(Component.NameSuffix));
    assertEquals("H", crowded.get(Group.Phonetic, Component.FamilyName));
    assertTrue(new PersonName("").isEmpty(Group.Alphabetic));
    assertEquals("PersonName", crowded.toString());
  }
}
