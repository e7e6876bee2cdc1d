package io.github.voxelclick.dicom.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of DT, and offsets from UTC (PS3.5 6.2). */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MomentTest {
  @ParameterizedTest
  @CsvSource({
    "20060129135104.25, 2006-01-29T13:51:04.250, ''",
    "20060129135104., 2006-01-29T13:51:04, ''",
    "20060129135104, 2006-01-29T13:51:04, ''",
    "' 200601291351 ', 2006-01-29T13:51, ''",
    "20060129135160, 2006-01-29T13:51:59, ''",
    "20060129135104.25+0545, 2006-01-29T13:51:04.250, +05:45",
    "200601291351-0930, 2006-01-29T13:51, -09:30",
    "200601291351-0000, 2006-01-29T13:51, Z"
  })
  void are_read_as_exact_as_they_are(String text, LocalDateTime local, String zone) {
    Optional<ZoneOffset> expected =
        zone.isEmpty() ? Optional.empty() : Optional.of(ZoneOffset.of(zone));
    assertEquals(Optional.of(new DateTimeText.Moment(local, expected)), DateTimeText.moment(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2006",
        "20060129",
        "2006012913", // an hour alone
        "2006012913+0100",
        "20060229135104", // no such day
        "200601292451",
        "200601291361",
        "20060129135104.1234567890",
        "20060129135104+01",
        "20060129135104+2500",
        "20060129135104+0175",
        "2006012913510x",
        "20060129135104+0100+0100"
      })
  void are_no_moment_where_anything_is_wrong_or_no_minute_is_told(String text) {
    assertTrue(DateTimeText.moment(text).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"+0130, +01:30", "-0130, -01:30", "-0030, -00:30", "' +1400 ', +14:00"})
  void offsets_have_one_sign_for_hours_and_minutes(String text, String offset) {
    assertEquals(Optional.of(ZoneOffset.of(offset)), DateTimeText.zone(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0130", "+130", "+01:30", "CET", "+9900", "+0160"})
  void other_texts_are_no_offset(String text) {
    assertTrue(DateTimeText.zone(text).isEmpty());
  }
}
