package io.github.voxelclick.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One object of a profile's JSON, read field by field with a sentence for everything that is
 * missing or wrong. Immutable as long as the JSON behind it is left alone.
 */
public final class ProfileSection {
  private final String place;
  private final JsonObject json;

  ProfileSection(String place, JsonObject json) {
    this.place = place;
    this.json = json;
  }

  /** Names of all fields, in the file's order. */
  public List<String> fields() {
    return List.copyOf(json.keySet());
  }

  /**
   * Checks that there are no other fields: one that is misspelt would be silently without effect.
   *
   * @param known all that may be there
   */
  public void requireOnly(String... known) throws ModelException {
    for (String field : fields()) {
      if (!List.of(known).contains(field)) {
        throw wrong(field, "none but " + String.join(", ", known));
      }
    }
  }

  /** Whether a field is there. */
  public boolean has(String field) {
    return json.has(field);
  }

  /** Whether a field is a list. */
  public boolean isList(String field) throws ModelException {
    return element(field).isJsonArray();
  }

  /** True or false; false when absent. */
  public boolean flag(String field) throws ModelException {
    if (!has(field)) {
      return false;
    }
    JsonElement e = element(field);
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isBoolean()) {
      throw wrong(field, e, "true or false");
    }
    return e.getAsBoolean();
  }

  /**
   * One of the constants of an enumeration, spelt in lower case with hyphens.
   *
   * @param fallback when the field is absent; empty when it must be there
   */
  public <E extends Enum<E>> E choice(String field, Class<E> type, Optional<E> fallback)
      throws ModelException {
    if (!has(field) && fallback.isPresent()) {
      return fallback.get();
    }
    String found = text(field);
    List<String> spellings = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String spelling = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (spelling.equals(found)) {
        return constant;
      }
      spellings.add(spelling);
    }
    throw wrong(field, element(field), "one of " + String.join(", ", spellings));
  }

  /** Strings in a list, at least one. */
  public List<String> texts(String field) throws ModelException {
    List<String> all = new ArrayList<>();
    for (JsonElement e : array(field)) {
      if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isString()) {
        throw wrong(field, e, "a text");
      }
      all.add(e.getAsString());
    }
    return List.copyOf(all);
  }

  /** A string that may be absent. */
  public Optional<String> optionalText(String field) throws ModelException {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  /** An error about a field: what it is and what was expected. */
  public ModelException wrong(String field, String expected) throws ModelException {
    return wrong(field, element(field), expected);
  }

  /** A string that is not blank. */
  public String text(String field) throws ModelException {
    JsonElement e = element(field);
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isString() || e.getAsString().isBlank()) {
      throw wrong(field, e, "a text");
    }
    return e.getAsString();
  }

  /** A number within limits, both included. */
  public double number(String field, double least, double most) throws ModelException {
    return number(field, element(field), least, most);
  }

  /** A whole number within limits, both included. */
  public int whole(String field, int least, int most) throws ModelException {
    double value = number(field, least, most);
    if (value != Math.rint(value)) {
      throw wrong(field, element(field), "a whole number");
    }
    return (int) value;
  }

  /** A list of numbers within limits, at least one. */
  public List<Double> numbers(String field, double least, double most) throws ModelException {
    List<Double> values = new ArrayList<>();
    for (JsonElement e : array(field)) {
      values.add(number(field, e, least, most));
    }
    return List.copyOf(values);
  }

  /** A window, spelt as a list of its low and its high value. */
  public Window window(String field) throws ModelException {
    List<Double> ends = numbers(field, -1e9, 1e9);
    if (ends.size() != 2 || !(ends.get(0) < ends.get(1))) {
      throw wrong(field, element(field), "[low, high] with low < high");
    }
    return new Window(ends.get(0), ends.get(1));
  }

  /** Objects in a list, at least one. */
  public List<ProfileSection> sections(String field) throws ModelException {
    List<ProfileSection> all = new ArrayList<>();
    for (JsonElement e : array(field)) {
      all.add(asSection(field + "[" + all.size() + "]", e));
    }
    return List.copyOf(all);
  }

  /** An object. */
  public ProfileSection section(String field) throws ModelException {
    return asSection(field, element(field));
  }

  /** An object that may be absent. */
  public Optional<ProfileSection> optionalSection(String field) throws ModelException {
    return json.has(field) ? Optional.of(section(field)) : Optional.empty();
  }

  private ProfileSection asSection(String field, JsonElement e) throws ModelException {
    if (!e.isJsonObject()) {
      throw wrong(field, e, "an object {…}");
    }
    return new ProfileSection(place + " › " + field, e.getAsJsonObject());
  }

  private JsonArray array(String field) throws ModelException {
    JsonElement e = element(field);
    if (!e.isJsonArray() || e.getAsJsonArray().isEmpty()) {
      throw wrong(field, e, "a list […] that is not empty");
    }
    return e.getAsJsonArray();
  }

  private double number(String field, JsonElement e, double least, double most)
      throws ModelException {
    String expected = "a number from " + least + " to " + most;
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isNumber()) {
      throw wrong(field, e, expected);
    }
    double value = e.getAsDouble();
    if (!(value >= least && value <= most)) {
      throw wrong(field, e, expected);
    }
    return value;
  }

  private JsonElement element(String field) throws ModelException {
    JsonElement e = json.get(field);
    if (e == null) {
      throw new ModelException(
          "Cannot use the model profile "
              + place
              + ": the field \""
              + field
              + "\" is missing. Complete the JSON file beside the model.");
    }
    return e;
  }

  private ModelException wrong(String field, JsonElement found, String expected) {
    String text = found.toString();
    return new ModelException(
        "Cannot use the model profile "
            + place
            + ": \""
            + field
            + "\" is "
            + (text.length() > 60 ? text.substring(0, 60) + "…" : text)
            + ", expected "
            + expected
            + ". Correct the JSON file beside the model.");
  }
}
