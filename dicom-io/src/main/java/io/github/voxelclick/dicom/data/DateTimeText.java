package io.github.voxelclick.dicom.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times of the VRs DA, TM and DT (PS3.5 §6.2), also in the forms of the standards before
 * DICOM that files still have: {@code 1997.04.24} and {@code 13:45:09.5}. Thread-safe.
 */
public final class DateTimeText {
  private static final Pattern DATE = Pattern.compile("([0-9]{4})([.-]?)([0-9]{2})\\2([0-9]{2})");
  private static final Pattern TIME =
      Pattern.compile("([0-9]{2})(?:(:?)([0-9]{2})(?:\\2([0-9]{2})(?:\\.([0-9]{0,9}))?)?)?");
  private static final Pattern MOMENT =
      Pattern.compile("([0-9]{8})([0-9]{4}(?:[0-9]{2}(?:\\.[0-9]{0,9})?)?)([+-].*)?");
  private static final Pattern ZONE = Pattern.compile("([+-])([0-9]{2})([0-9]{2})");
  private static final int NANO_DIGITS = 9;

  /** Digits of a second's fraction that a TM may have. */
  private static final int FRACTION_DIGITS = 6;

  private static final int LEAP_SECOND = 60;

  private DateTimeText() {}

  /**
   * A value of DT.
   *
   * @param local date and time of day where it was written
   * @param zone offset from UTC, where the value states one
   */
  public record Moment(LocalDateTime local, Optional<ZoneOffset> zone) {}

  /**
   * The moment of a DT value that is exact to the minute at least; seconds that it leaves out are
   * 0.
   *
   * @param text one value; spaces around it do not matter
   * @return empty for what is no moment, has no time of day or an offset that is none
   */
  public static Optional<Moment> moment(String text) {
    Matcher m = MOMENT.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    Optional<ZoneOffset> zone = m.group(3) == null ? Optional.empty() : zone(m.group(3));
    return m.group(3) != null && zone.isEmpty()
        ? Optional.empty()
        : date(m.group(1))
            .flatMap(
                date ->
                    time(m.group(2)).map(time -> new Moment(LocalDateTime.of(date, time), zone)));
  }

  /**
   * An offset from UTC such as {@code +0130}, as DT and Timezone Offset From UTC (0008,0201) have
   * it.
   *
   * @return empty for what is no offset
   */
  public static Optional<ZoneOffset> zone(String text) {
    Matcher m = ZONE.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    int sign = m.group(1).equals("-") ? -1 : 1;
    return existing(
        () -> ZoneOffset.ofHoursMinutes(sign * number(m.group(2)), sign * number(m.group(3))));
  }

  /**
   * The date of a DA value.
   *
   * @param text one value; spaces around it do not matter
   * @return empty for what is no date
   */
  public static Optional<LocalDate> date(String text) {
    Matcher m = DATE.matcher(text.strip());
    return m.matches()
        ? existing(() -> LocalDate.of(number(m.group(1)), number(m.group(3)), number(m.group(4))))
        : Optional.empty();
  }

  /**
   * The time of day of a TM value; what it leaves out (minutes, seconds) is 0, a leap second is the
   * second before it.
   *
   * @param text one value; spaces around it do not matter
   * @return empty for what is no time
   */
  public static Optional<LocalTime> time(String text) {
    Matcher m = TIME.matcher(text.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    int second = number(m.group(4));
    String fraction = m.group(5) == null ? "" : m.group(5);
    int nanos = number(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
    return existing(
        () ->
            LocalTime.of(
                number(m.group(1)),
                number(m.group(3)),
                second == LEAP_SECOND ? second - 1 : second,
                nanos));
  }

  /**
   * A date in the form of today's DA, {@code YYYYMMDD}.
   *
   * @return empty for what is no date
   */
  public static Optional<String> todaysDate(String text) {
    return date(text).map(DateTimeFormatter.BASIC_ISO_DATE::format);
  }

  /**
   * A time of day in the form of today's TM, {@code HHMMSS.FFFFFF}, as exact as it was: minutes and
   * seconds that are not there are not added, digits beyond the sixth of a fraction are cut.
   *
   * @return empty for what is no time
   */
  public static Optional<String> todaysTime(String text) {
    if (time(text).isEmpty()) {
      return Optional.empty();
    }
    String digits = text.strip().replace(":", "");
    int point = digits.indexOf('.');
    if (point < 0) {
      return Optional.of(digits);
    }
    String fraction =
        digits.substring(point + 1, Math.min(digits.length(), point + 1 + FRACTION_DIGITS));
    return Optional.of(digits.substring(0, point) + (fraction.isEmpty() ? "" : "." + fraction));
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private interface Reading<T> {
    T get();
  }

  private static <T> Optional<T> existing(Reading<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (DateTimeException e) {
      return Optional.empty(); // the 31st of February
    }
  }
}
