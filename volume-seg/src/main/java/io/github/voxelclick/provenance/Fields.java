package io.github.voxelclick.provenance;

import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of one JSON object, with half a sentence for each that is missing or wrong: where,
 * what was found, what was expected. Keys that are not asked for are skipped and take no memory.
 */
final class Fields {
  /**
   * Longer numbers than any that Java writes are not looked at: they cost time and mean nothing.
   */
  private static final int LONGEST_NUMBER = 40;

  private static final int LONGEST_SHOWN = 60;
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,4})?");

  /** A string, number or truth value as it stands. */
  private record Scalar(JsonToken kind, String text) {
    String shown() {
      String quoted = kind == JsonToken.STRING ? new JsonPrimitive(text).toString() : text;
      return quoted.length() > LONGEST_SHOWN ? quoted.substring(0, LONGEST_SHOWN) + "…" : quoted;
    }
  }

  private final String place;
  private final Map<String, Scalar> scalars = new HashMap<>();

  private Fields(String place) {
    this.place = place;
  }

  /**
   * Reads one object to its end.
   *
   * @param place what messages call it; empty for the whole document
   * @param keys of strings, numbers and truth values that are kept
   * @param parts objects and lists that are read
   */
  static Fields read(JsonReader in, String place, Set<String> keys, Part<?>... parts)
      throws IOException, ProvenanceException {
    Fields fields = new Fields(place);
    if (in.peek() != JsonToken.BEGIN_OBJECT) {
      throw new ProvenanceException(
          fields.named() + " is " + shown(in) + ", expected an object {…}");
    }
    Map<String, Part<?>> byKey = new HashMap<>();
    for (Part<?> part : parts) {
      byKey.put(part.key(), part);
    }
    Set<String> seen = new HashSet<>();
    in.beginObject();
    while (in.hasNext()) {
      String key = in.nextName();
      Part<?> part = byKey.get(key);
      boolean known = part != null || keys.contains(key);
      if (known && !seen.add(key)) {
        throw new ProvenanceException(fields.at(key) + " is there twice");
      }
      if (part != null) {
        part.read(in, fields.at(key));
      } else if (known) {
        fields.scalars.put(key, scalar(in, fields.at(key)));
      } else {
        in.skipValue();
      }
    }
    in.endObject();
    return fields;
  }

  /** A single string, number or truth value, under an empty key. */
  static Fields single(JsonReader in, String place) throws IOException, ProvenanceException {
    Fields fields = new Fields(place);
    fields.scalars.put("", scalar(in, place));
    return fields;
  }

  private static Scalar scalar(JsonReader in, String place)
      throws IOException, ProvenanceException {
    JsonToken kind = in.peek();
    return switch (kind) {
      case STRING, NUMBER -> new Scalar(kind, in.nextString());
      case BOOLEAN -> new Scalar(kind, Boolean.toString(in.nextBoolean()));
      default ->
          throw new ProvenanceException(
              place + " is " + shown(in) + ", expected a text, a number, or true or false");
    };
  }

  /** What comes next, for a message; a string or number is used up. */
  static String shown(JsonReader in) throws IOException {
    JsonToken kind = in.peek();
    return switch (kind) {
      case BEGIN_OBJECT -> "an object";
      case BEGIN_ARRAY -> "a list";
      case STRING, NUMBER -> new Scalar(kind, in.nextString()).shown();
      case BOOLEAN -> Boolean.toString(in.nextBoolean());
      case NULL -> "null";
      default -> "nothing";
    };
  }

  private String named() {
    return place.isEmpty() ? "the document" : place;
  }

  private String at(String key) {
    return place.isEmpty() || key.isEmpty() ? place + key : place + "." + key;
  }

  ProvenanceException missing(String key) {
    return new ProvenanceException(at(key) + " is missing");
  }

  private ProvenanceException wrong(String key, String expected) throws ProvenanceException {
    return new ProvenanceException(
        at(key) + " is " + scalar(key).shown() + ", expected " + expected);
  }

  private Scalar scalar(String key) throws ProvenanceException {
    Scalar scalar = scalars.get(key);
    if (scalar == null) {
      throw missing(key);
    }
    return scalar;
  }

  boolean has(String key) {
    return scalars.containsKey(key);
  }

  /** A string of 1 to {@link Limits#TEXT} characters. */
  String text(String key) throws ProvenanceException {
    Scalar scalar = scalar(key);
    if (scalar.kind() != JsonToken.STRING) {
      throw wrong(key, "a text");
    }
    if (scalar.text().isBlank() || scalar.text().length() > Limits.TEXT) {
      throw new ProvenanceException(
          at(key)
              + " has "
              + scalar.text().strip().length()
              + " characters, expected 1 to "
              + Limits.TEXT);
    }
    if (!Limits.isWhole(scalar.text())) {
      throw new ProvenanceException(at(key) + " holds half a character, expected whole ones");
    }
    return scalar.text();
  }

  Optional<String> optionalText(String key) throws ProvenanceException {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** A string of any length, which is not shown in messages. */
  Optional<String> longText(String key) throws ProvenanceException {
    if (!has(key)) {
      return Optional.empty();
    }
    if (scalar(key).kind() != JsonToken.STRING) {
      throw wrong(key, "a text");
    }
    return Optional.of(scalar(key).text());
  }

  String sha256(String key) throws ProvenanceException {
    String text = text(key);
    if (!Limits.isSha256(text)) {
      throw wrong(key, "64 digits of 0-9 and a-f");
    }
    return text;
  }

  boolean flag(String key) throws ProvenanceException {
    if (scalar(key).kind() != JsonToken.BOOLEAN) {
      throw wrong(key, "true or false");
    }
    return Boolean.parseBoolean(scalar(key).text());
  }

  /** A number without a fraction, both limits included. */
  long whole(String key, long least, long most) throws ProvenanceException {
    Optional<BigDecimal> value = decimal(scalar(key));
    try {
      long whole = value.orElseThrow(ArithmeticException::new).longValueExact();
      if (whole >= least && whole <= most) {
        return whole;
      }
    } catch (ArithmeticException e) {
      throw wrong(key, "a whole number from " + least + " to " + most);
    }
    throw wrong(key, "a whole number from " + least + " to " + most);
  }

  int count(String key) throws ProvenanceException {
    return (int) whole(key, 0, Limits.COUNT);
  }

  double number(String key, double least, double most) throws ProvenanceException {
    Optional<BigDecimal> value = decimal(scalar(key));
    double number = value.isPresent() ? value.get().doubleValue() : Double.NaN;
    if (!(number >= least && number <= most)) {
      throw wrong(key, "a number from " + least + " to " + most);
    }
    return number;
  }

  OptionalDouble confidence(String key) throws ProvenanceException {
    return has(key) ? OptionalDouble.of(number(key, 0, 1)) : OptionalDouble.empty();
  }

  private static Optional<BigDecimal> decimal(Scalar scalar) {
    boolean number =
        scalar.kind() == JsonToken.NUMBER
            && scalar.text().length() <= LONGEST_NUMBER
            && NUMBER.matcher(scalar.text()).matches();
    return number ? Optional.of(new BigDecimal(scalar.text())) : Optional.empty();
  }

  Instant time(String key) throws ProvenanceException {
    String expected =
        "a time in UTC such as 2026-03-01T12:00:00Z, from " + Limits.FIRST + " to " + Limits.LAST;
    try {
      Instant time = Instant.parse(text(key));
      if (!time.isBefore(Limits.FIRST) && !time.isAfter(Limits.LAST)) {
        return time;
      }
    } catch (DateTimeException e) {
      throw wrong(key, expected);
    }
    throw wrong(key, expected);
  }

  Optional<Instant> optionalTime(String key) throws ProvenanceException {
    return has(key) ? Optional.of(time(key)) : Optional.empty();
  }

  /** One of the constants of an enumeration, spelt as given or in lower case. */
  <E extends Enum<E>> E choice(String key, Class<E> type, boolean lowerCase)
      throws ProvenanceException {
    String text = text(key);
    StringBuilder all = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      String name = lowerCase ? constant.name().toLowerCase(Locale.ROOT) : constant.name();
      if (name.equals(text)) {
        return constant;
      }
      all.append(all.isEmpty() ? "" : ", ").append(name);
    }
    throw wrong(key, "one of " + all);
  }
}
