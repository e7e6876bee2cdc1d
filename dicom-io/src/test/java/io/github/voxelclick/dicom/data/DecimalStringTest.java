package io.github.voxelclick.dicom.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalStringTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-12.5, -12.5",
    "0.1, 0.1",
    "100, 100",
    "0.3333333333333333, 0.33333333333333",
    "-123.45678901234567, -123.45678901235",
    "1e300, 1E+300",
    "-1.2345678901234e-300, -1.23456789E-300",
    "123456789012345680, 1.2345678901E+17",
  })
  void writes_the_shortest_decimal_that_fits(double value, String expected) {
    assertEquals(expected, DecimalString.format(value));
  }

  @Test
  void stays_within_16_characters_and_reads_back_within_a_millionth() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(8) - 3);
      String text = DecimalString.format(value);
      assertTrue(text.length() <= 16, text);
      assertEquals(value, Double.parseDouble(text), 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refuses_what_is_no_number(double value) {
    assertThrows(IllegalArgumentException.class, () -> DecimalString.format(value));
  }
}
