package io.github.voxelclick.plugin.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SizeTextTest {
  private static final Texts ENGLISH = Texts.in(Locale.ENGLISH);

  /** Of the volume in mm³. */
  private static String text(Texts texts, double mm3) {
    return SizeText.of(texts, 17, OptionalDouble.of(mm3 / 1000));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1523400 | 1523.40 ml
          1234.4  | 1.23 ml
          100     | 0.10 ml
          99.94   | 99.9 mm³
          4.1888  | 4.19 mm³
          0.5     | 0.5 mm³
          0.0041888 | 0.00419 mm³
          0.0009994 | 999,000 µm³
          5.236e-7  | 524 µm³
          1e-9      | 1 µm³
          2.5e-11   | 0.025 µm³
          1.23e-13  | 123,000 nm³
          6.4e-16   | 640 nm³
          """)
  void the_unit_goes_by_the_magnitude(double mm3, String expected) {
    assertEquals(expected, text(ENGLISH, mm3));
  }

  @Test
  void german_writes_numbers_its_own_way() {
    Texts german = Texts.in(Locale.GERMAN);
    assertEquals("0,00419 mm³", text(german, 0.0041888));
    assertEquals("999.000 µm³", text(german, 0.0009994));
    assertEquals("1 Voxel", SizeText.of(german, 1, OptionalDouble.empty()));
    assertEquals("12.345 Voxel", SizeText.of(german, 12_345, OptionalDouble.empty()));
  }

  @Test
  void what_is_empty_has_no_unit_and_what_nobody_measured_has_voxels() {
    assertEquals("–", SizeText.of(ENGLISH, 0, OptionalDouble.of(0)));
    assertEquals("–", SizeText.of(ENGLISH, 0, OptionalDouble.empty()));
    assertEquals("1 voxel", SizeText.of(ENGLISH, 1, OptionalDouble.empty()));
    assertEquals("12,345 voxels", SizeText.of(ENGLISH, 12_345, OptionalDouble.empty()));
  }
}
