package io.github.voxelclick.dicom.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecificCharacterSetTest {
  /** Bytes from text, with {@code {1B}} for a byte in hexadecimal. */
  private static byte[] bytes(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '{') {
        out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 3;
      } else {
        out.write(text.charAt(i));
      }
    }
    return out.toByteArray();
  }

  private static String decode(String codes, String text, VR vr) {
    return SpecificCharacterSet.valueOf(codes.split("\\\\", -1)).decode(bytes(text), vr);
  }

  @ParameterizedTest
  @CsvSource({
    "ISO_IR 100, {E4}, ä",
    "ISO_IR 101, {A3}, Ł",
    "ISO_IR 109, {A1}, Ħ",
    "ISO_IR 110, {A2}, ĸ",
    "ISO_IR 144, {BB}, Л",
    "ISO_IR 127, {C8}, ب",
    "ISO_IR 126, {C1}, Α",
    "ISO_IR 138, {E0}, א",
    "ISO_IR 148, {DD}, İ",
    "ISO_IR 203, {A4}, €",
    "ISO_IR 166, {A1}, ก",
    "ISO_IR 13, {B1}, ｱ",
    "ISO_IR 192, {E2}{82}{AC}, €",
    "GB18030, {CD}{F5}, 王",
    "GBK, {CD}{F5}, 王",
    "ISO-IR 100, {E4}, ä",
    "ISO IR 100, {E4}, ä",
    "UTF8, {C3}{A4}, ä",
  })
  void single_sets_decode_their_own_letters(String code, String text, String expected) {
    assertEquals(expected, decode(code, text, VR.LO));
  }

  /** The examples of PS3.5 annexes H, I and K, shortened. */
  @Test
  void escapes_switch_sets_and_delimiters_switch_back() {
    assertEquals(
        "Yamada^Tarou=山田^太郎",
        decode("\\ISO 2022 IR 87", "Yamada^Tarou={1B}$B;3ED{1B}(B^{1B}$BB@O:{1B}(B", VR.PN));
    assertEquals(
        "Hong^Gildong=洪^吉洞",
        decode("\\ISO 2022 IR 149", "Hong^Gildong={1B}$)C{FB}{F3}^{1B}$)C{D1}{CE}{D4}{D7}", VR.PN));
    assertEquals(
        "ﾔﾏﾀﾞ^ﾀﾛｳ",
        decode("ISO 2022 IR 13\\ISO 2022 IR 87", "{D4}{CF}{C0}{DE}^{C0}{DB}{B3}", VR.PN));
    assertEquals("Д\\ä", decode("ISO 2022 IR 100\\ISO 2022 IR 144", "{1B}-L{B4}\\{E4}", VR.LO));
  }

  @Test
  void the_yen_sign_still_separates_values() {
    assertEquals("a\\b", decode("ISO_IR 13", "a\\b", VR.LO));
  }

  @Test
  void a_second_byte_that_looks_like_a_backslash_is_no_separator_in_gb18030() {
    Attributes dataset = new Attributes();
    dataset.setSpecificCharacterSet("GB18030");
    dataset.setBytes(Tag.PatientName, VR.PN, bytes("{8B}\\\\b"));
    assertEquals(List.of("媆", "b"), List.of(dataset.getStrings(Tag.PatientName)));
  }

  @Test
  void bytes_that_mean_nothing_become_replacement_characters() {
    assertEquals("a\uFFFDb", decode("ISO_IR 192", "a{FF}b", VR.LO));
    assertEquals("\uFFFD", decode("\\ISO 2022 IR 87", "{1B}$B{21}", VR.LO).substring(0, 1));
  }

  @Test
  void the_default_reads_high_bytes_as_latin_1() {
    assertEquals("ä", SpecificCharacterSet.DEFAULT.decode(bytes("{E4}"), VR.LO));
  }

  @Test
  void unknown_sets_fall_back_and_are_named() {
    SpecificCharacterSet set = SpecificCharacterSet.valueOf("KLINGON");
    assertEquals(List.of("KLINGON"), set.unknownCodes());
    assertEquals("ä", set.decode(bytes("{E4}"), VR.LO));
    assertEquals(List.of(), SpecificCharacterSet.valueOf("ISO_IR 100").unknownCodes());
  }

  @Test
  void codes_and_numbers_are_not_affected() {
    byte[] utf8 = "ä".getBytes(StandardCharsets.UTF_8);
    assertEquals("Ã¤", SpecificCharacterSet.valueOf("ISO_IR 192").decode(utf8, VR.CS));
  }
}
