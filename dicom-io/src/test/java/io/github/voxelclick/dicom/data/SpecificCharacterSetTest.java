package io.github.voxelclick.dicom.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static SpecificCharacterSet set(String codes) {
    return SpecificCharacterSet.valueOf(codes.split("\\\\", -1));
  }

  private static String decode(String codes, String text, VR vr) {
    return set(codes).decode(bytes(text), vr);
  }

  @Nested
  class OneSet {
    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A30")
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
    })
    void of_one_byte_decodes_its_own_letters_with_and_without_code_extensions(
        String code, String text, String expected) {
      assertEquals(expected, decode(code, text, VR.LO));
      String extended = code.replace("ISO_IR", "ISO 2022 IR");
      assertEquals(expected, decode(extended + "\\ISO 2022 IR 87", text, VR.LO));
    }

    @Test
    @org.junit.jupiter.api.Tag("A30")
    void the_default_reads_high_bytes_as_latin_1_and_says_so() {
      for (SpecificCharacterSet ascii :
          List.of(SpecificCharacterSet.DEFAULT, set("ISO_IR 6"), set("\\ISO 2022 IR 87"))) {
        assertEquals("ä", ascii.decode(bytes("{E4}"), VR.LO));
        assertTrue(ascii.leavesUndefined(bytes("a{E4}")));
        assertFalse(ascii.leavesUndefined(bytes("ab")));
      }
      assertFalse(set("ISO_IR 100").leavesUndefined(bytes("{E4}")));
      assertFalse(set("\\ISO 2022 IR 149").leavesUndefined(bytes("{1B}$)C{FB}{F3}")));
    }

    @Test
    @org.junit.jupiter.api.Tag("A30")
    void the_yen_sign_still_separates_values() {
      assertEquals("a\\b", decode("ISO_IR 13", "a\\b", VR.LO));
      assertEquals("a¥b", decode("ISO_IR 13", "a\\b", VR.LT));
    }

    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A31")
    @CsvSource({
      "ISO_IR 192, {E2}{82}{AC}{F0}{9F}{A6}{B4}, €🦴",
      "GB18030, {CD}{F5}{81}{30}{81}{30}, 王\u0080",
      "GBK, {CD}{F5}, 王",
    })
    void of_several_bytes_stands_alone_and_knows_no_escapes(
        String code, String text, String expected) {
      assertEquals(expected, decode(code, text, VR.UT));
      assertEquals(expected + "\u001B$B", decode(code, text + "{1B}$B", VR.UT));
    }

    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A31")
    @ValueSource(strings = {"GB18030", "GBK"})
    void values_are_split_after_decoding(String code) {
      Attributes dataset = new Attributes();
      dataset.setSpecificCharacterSet(code);
      dataset.setBytes(Tag.PatientName, VR.PN, bytes("{8B}\\\\b"));
      assertArrayEquals(new String[] {"媆", "b"}, dataset.getStrings(Tag.PatientName));
    }

    @Test
    @org.junit.jupiter.api.Tag("A31")
    void bytes_that_mean_nothing_become_replacement_characters() {
      assertEquals("a\uFFFDb", decode("ISO_IR 192", "a{FF}b", VR.LO));
      assertEquals("a\uFFFD", decode("ISO_IR 192", "a{E2}{82}", VR.LO));
      assertEquals("\uFFFD", decode("ISO_IR 127", "{A1}", VR.LO));
    }

    @Test
    void codes_and_numbers_are_not_affected() {
      byte[] utf8 = "ä".getBytes(StandardCharsets.UTF_8);
      assertEquals("Ã¤", set("ISO_IR 192").decode(utf8, VR.CS));
    }
  }

  @Nested
  class CodeExtensions {
    /** The examples of PS3.5 annexes H, I, J and K, shortened. */
    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A32")
    @CsvSource({
      "'\\ISO 2022 IR 87', Yamada^Tarou={1B}$B;3ED{1B}(B^{1B}$BB@O:{1B}(B, Yamada^Tarou=山田^太郎",
      "'ISO 2022 IR 13\\ISO 2022 IR 87', {D4}{CF}{C0}{DE}={1B}$B;3ED{1B}(J^x, ﾔﾏﾀﾞ=山田^x",
      "'\\ISO 2022 IR 149', Hong={1B}$)C{FB}{F3}^{1B}$)C{D1}{CE}{D4}{D7}, Hong=洪^吉洞",
      "'\\ISO 2022 IR 58', Zhang={1B}$)A{D5}{C5}^{1B}$)A{D0}{A1}, Zhang=张^小",
      "'\\ISO 2022 IR 159', a{1B}$(D0!{1B}(B^b, a丂^b",
      "'\\ISO 2022 IR 87', {1B}$@;3{1B}(B, 山",
    })
    void switch_to_sets_of_two_bytes(String codes, String text, String expected) {
      assertEquals(expected, decode(codes, text, VR.PN));
    }

    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A32")
    @CsvSource({
      "-A, {E4}, ä", "-B, {A3}, Ł", "-C, {A1}, Ħ", "-D, {A2}, ĸ", "-F, {C1}, Α", "-G, {C8}, ب",
      "-H, {E0}, א", "-L, {BB}, Л", "-M, {DD}, İ", "-b, {A4}, €", "-T, {A1}, ก", ")I, {B1}, ｱ",
    })
    void switch_the_upper_half_and_leave_the_lower_alone(
        String escape, String letter, String expected) {
      assertEquals(
          "ab" + expected + "c",
          decode("ISO 2022 IR 6\\ISO 2022 IR 100", "a{1B}" + escape + "b" + letter + "c", VR.LO));
    }

    @Test
    @org.junit.jupiter.api.Tag("A32")
    void switch_the_lower_half_and_leave_the_upper_alone() {
      assertEquals(
          "Лa‾Л",
          decode(
              "ISO 2022 IR 6\\ISO 2022 IR 144\\ISO 2022 IR 13", "{1B}-L{BB}a{1B}(J~{BB}", VR.LO));
      assertEquals(
          "ä山ä", decode("ISO 2022 IR 100\\ISO 2022 IR 87", "{E4}{1B}$B;3{1B}(B{E4}", VR.LO));
    }

    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A32")
    @CsvSource({
      "{0D}, LT, ä",
      "{0A}, LT, ä",
      "{0C}, LT, ä",
      "{09}, LT, ä",
      "\\, LO, ä",
      "^, PN, ä",
      "=, PN, ä",
      // What follows does not end anything:
      "\\, LT, Д",
      "^, LO, Д",
      "=, LO, Д",
      "{0B}, LT, Д",
      "' ', LT, Д",
    })
    void end_at_line_ends_and_separators(String separator, VR vr, String expected) {
      String text =
          decode("ISO 2022 IR 100\\ISO 2022 IR 144", "{1B}-L{B4}" + separator + "{E4}", vr);
      String last = expected.equals("ä") ? "ä" : "ф";
      assertEquals("Д" + (char) bytes(separator)[0] + last, text);
    }

    @Test
    @org.junit.jupiter.api.Tag("A32")
    void separators_inside_a_character_of_two_bytes_separate_nothing() {
      // 0x5C, 0x5E and 0x3D are bytes of JIS characters.
      assertEquals("獺", decode("\\ISO 2022 IR 87", "{1B}$B`\\{1B}(B", VR.PN));
      assertEquals("玳", decode("\\ISO 2022 IR 87", "{1B}$B`^{1B}(B", VR.PN));
      assertEquals("秀", decode("\\ISO 2022 IR 87", "{1B}$B=({1B}(B", VR.PN));
    }

    @Test
    @org.junit.jupiter.api.Tag("A32")
    void half_characters_cost_only_themselves() {
      assertEquals("\uFFFD", decode("\\ISO 2022 IR 87", "{1B}$B!", VR.LO));
      assertEquals("\uFFFD^b", decode("\\ISO 2022 IR 149", "{1B}$)C{FB}^b", VR.PN));
      assertEquals("山^b", decode("\\ISO 2022 IR 87", "{1B}$B;3^{1B}(Bb", VR.PN));
      assertEquals("\u001B%Gx", decode("\\ISO 2022 IR 87", "{1B}%Gx", VR.LO));
      assertEquals("x\u001B", decode("\\ISO 2022 IR 87", "x{1B}", VR.LO));
    }

    @Test
    @org.junit.jupiter.api.Tag("A32")
    void korean_as_the_first_set_needs_no_escape() {
      assertEquals("洪^吉洞", decode("ISO 2022 IR 149", "{FB}{F3}^{D1}{CE}{D4}{D7}", VR.PN));
    }

    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A32")
    @EnumSource(names = {"SH", "LO", "UC", "PN", "ST", "LT", "UT"})
    void never_fail_whatever_the_bytes(VR vr) {
      SplittableRandom random = new SplittableRandom(7);
      byte[] telling = bytes("{1B}$()-BCDAIJ\\^={0D}{80}{FF}{8E}{8F}{A1}");
      for (String codes :
          List.of(
              "",
              "\\ISO 2022 IR 87\\ISO 2022 IR 159",
              "ISO 2022 IR 13",
              "ISO 2022 IR 149",
              "GB18030",
              "ISO_IR 192",
              "ISO_IR 166",
              "ISO 2022 IR 58",
              "nonsense")) {
        for (int n = 0; n < 300; n++) {
          byte[] noise = new byte[random.nextInt(40)];
          for (int i = 0; i < noise.length; i++) {
            noise[i] =
                random.nextBoolean()
                    ? telling[random.nextInt(telling.length)]
                    : (byte) random.nextInt();
          }
          assertTrue(set(codes).decode(noise, vr).length() <= noise.length);
        }
      }
    }
  }

  @Nested
  class Names {
    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A34")
    @CsvSource({
      "ISO-IR 100, {E4}, ä",
      "ISO IR 100, {E4}, ä",
      "iso_ir 100, {E4}, ä",
      "ISO_IR_100, {E4}, ä",
      "IR 100, {E4}, ä",
      "ISO 2022-IR 100, {E4}, ä",
      "UTF8, {C3}{A4}, ä",
      "UTF-8, {C3}{A4}, ä",
      "ISO 2022 GBK, {CD}{F5}, 王",
      "ISO 2022 GB18030, {CD}{F5}, 王",
      "ISO_2022_58, {1B}$)A{D5}{C5}, 张",
    })
    void misspelt_are_understood_and_told(String code, String text, String expected) {
      assertEquals(expected, decode(code, text, VR.LO));
      assertEquals(1, set(code).faults().size());
      assertTrue(set(code).faults().get(0).contains("Misspelt"), "" + set(code).faults());
    }

    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A34")
    @ValueSource(strings = {"KLINGON", "ISO_IR 99999", "ISO", "100.0", "?", "ISO 2022"})
    void unknown_fall_back_and_are_told(String code) {
      assertEquals("ä", decode(code, "{E4}", VR.LO));
      assertEquals(1, set(code).faults().size());
      assertTrue(set(code).faults().get(0).contains("Unknown"), "" + set(code).faults());
    }

    @ParameterizedTest
    @org.junit.jupiter.api.Tag("A34")
    @ValueSource(
        strings = {
          "",
          "ISO_IR 100",
          "ISO 2022 IR 6\\ISO 2022 IR 100",
          "\\ISO 2022 IR 87",
          "GBK",
          "ISO_IR 192"
        })
    void defined_terms_are_no_faults(String codes) {
      assertEquals(List.of(), set(codes).faults());
    }

    @Test
    @org.junit.jupiter.api.Tag("A34")
    void a_set_that_cannot_be_combined_is_meant_alone() {
      assertEquals("ä", decode("\\ISO_IR 192", "{C3}{A4}", VR.LO));
      assertEquals(1, set("\\ISO_IR 192").faults().size());
      assertEquals(List.of(), set("ISO_IR 192").faults());
    }

    @Test
    @org.junit.jupiter.api.Tag("A34")
    void thousands_of_them_are_cut_and_no_name_gets_into_a_message() {
      assertEquals(16, set("ISO_IR 100\\".repeat(5000)).codes().size());
      assertEquals(1, set("ISO_IR 100\\".repeat(5000)).faults().size());
      String fault = set("M\u00FCller^Hans^von und zu").faults().get(0);
      assertFalse(fault.contains("ü") || fault.contains("zu"), fault);
    }
  }
}
