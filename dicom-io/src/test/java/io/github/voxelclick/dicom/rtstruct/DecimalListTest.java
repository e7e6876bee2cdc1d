package io.github.voxelclick.dicom.rtstruct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("D9.3")
class DecimalListTest {
  private static double[] parse(String text) throws RoiFault {
    return DecimalList.parse(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void reads_numbers_as_they_occur_in_the_wild() throws RoiFault {
    assertArrayEquals(
        new double[] {17.72, -336.73, 5, 0.5, 1200, -0.003, 7, 0},
        parse("17.72\\-336.73 \\+5.\\ .5\\1.2e3\\-3E-3\\\0 7\\-0.0"),
        0);
    assertArrayEquals(new double[0], parse(""), 0);
    assertArrayEquals(new double[0], parse("  \0"), 0);
  }

  @Test
  void gives_the_same_doubles_as_java() throws RoiFault {
    SplittableRandom random = new SplittableRandom(5);
    for (int n = 0; n < 20_000; n++) {
      double value = random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-9, 9));
      String text =
          switch (n % 3) {
            case 0 -> Double.toString(value);
            case 1 -> String.format(Locale.ROOT, "%." + random.nextInt(0, 14) + "f", value);
            default -> String.format(Locale.ROOT, "%.9e", value);
          };
      assertEquals(Double.parseDouble(text), parse(text)[0], text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,5", "NaN", "Infinity", "1e999", "--1", "1.2.3", "-", ".", "0x10", "1 2", "é"})
  void refuses_what_is_no_finite_decimal_number(String text) {
    RoiFault fault = assertThrows(RoiFault.class, () -> parse("1\\" + text + "\\2"));
    assertTrue(fault.reason().contains("expected a number in mm"), fault.reason());
  }

  @Test
  void refuses_an_empty_number_between_others() {
    assertThrows(RoiFault.class, () -> parse("1\\\\2"));
  }

  @Test
  void shows_only_the_beginning_of_what_it_refuses() {
    RoiFault fault = assertThrows(RoiFault.class, () -> parse("x".repeat(5000)));
    assertTrue(fault.reason().length() < 100, fault.reason());
  }
}
