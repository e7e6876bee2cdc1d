package io.github.voxelclick.provenance;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What numbers and texts of a provenance file may be, for the records and for its reader. */
final class Limits {
  /** Most voxels along an axis. */
  static final int SIDE = 1_000_000;

  /** Most of anything that is counted one by one, such as clicks. */
  static final int COUNT = 1_000_000_000;

  /** Most voxels of anything. */
  static final long VOXELS = 1_000_000_000_000_000L;

  /** Most millimetres, millilitres or seconds. */
  static final double AMOUNT = 1e12;

  /** Highest number of a segment (PS3.3 C.8.20.2, Segment Number is US). */
  static final int SEGMENT = 65_535;

  /** Longest text, in UTF-16 units. */
  static final int TEXT = 1024;

  /** The times that can be meant; outside them, calendars and plots make no sense. */
  static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

  static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Limits() {}

  static boolean isSha256(String text) {
    return SHA256.matcher(text).matches();
  }

  static void sha256(String what, String text) {
    if (!isSha256(text)) {
      throw new IllegalArgumentException(what + " is no SHA-256");
    }
  }

  static void text(String what, String text) {
    if (text.isBlank() || text.length() > TEXT) {
      throw new IllegalArgumentException(what + " must have 1 to " + TEXT + " characters");
    }
    if (!isWhole(text)) {
      throw new IllegalArgumentException(what + " holds half a character");
    }
  }

  /** Whether every surrogate has its partner: half a character cannot be written in UTF-8. */
  static boolean isWhole(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  static void text(String what, Optional<String> text) {
    text.ifPresent(t -> text(what, t));
  }

  static void count(String what, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(what + " is " + value + ", expected 0 to " + most);
    }
  }

  static void amount(String what, double value) {
    if (!(value >= 0 && value <= AMOUNT)) {
      throw new IllegalArgumentException(what + " is " + value + ", expected 0 to " + AMOUNT);
    }
  }

  static void confidence(OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() >= 0 && value.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "confidence is " + value.getAsDouble() + ", expected 0 to 1");
    }
  }

  static void time(String what, Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new IllegalArgumentException(what + " is outside " + FIRST + " to " + LAST);
    }
  }
}
