package io.github.voxelclick.modelstore;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One object of a JSON text that others wrote, with a sentence for everything that is wrong. */
final class JsonFields {
  /** Catalogues, origins and manifests are short. */
  static final int MOST_BYTES = 1 << 20;

  private static final int SHOWN = 60;

  private final String place;
  private final JsonObject json;

  private JsonFields(String place, JsonObject json) {
    this.place = place;
    this.json = json;
  }

  /**
   * Reads a whole text.
   *
   * @param place what messages call it, such as {@code the catalogue models.json}
   */
  static JsonFields parse(String place, String text) throws ModelStoreException {
    try {
      JsonElement e = JsonParser.parseString(text);
      if (e.isJsonObject()) {
        return new JsonFields(place, e.getAsJsonObject());
      }
    } catch (JsonParseException e) {
      throw new ModelStoreException(
          "Cannot read " + place + ": it is not JSON. Correct or replace it.", e);
    }
    throw new ModelStoreException(
        "Cannot read " + place + ": expected one JSON object. Correct or replace it.");
  }

  /** Reads a file, UTF-8. */
  static JsonFields read(String place, Path file) throws ModelStoreException {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(place, text(place, in));
    } catch (IOException e) {
      throw Trouble.cannot("read " + place, e, "Check that it is there and may be read.");
    }
  }

  /** A text that is no longer than {@link #MOST_BYTES}. */
  static String text(String place, InputStream in) throws IOException, ModelStoreException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new ModelStoreException(
          "Cannot read "
              + place
              + ": it has more than "
              + MOST_BYTES
              + " bytes, too many for what it should be. Replace it.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ModelStoreException(
          "Cannot read " + place + ": it is not UTF-8 text. Correct or replace it.", e);
    }
  }

  String place() {
    return place;
  }

  boolean has(String field) {
    return json.has(field);
  }

  /** Refuses other fields: one that is misspelt would be silently without effect. */
  void requireOnly(String... known) throws ModelStoreException {
    for (String field : json.keySet()) {
      if (!List.of(known).contains(field)) {
        throw new ModelStoreException(
            "Cannot use "
                + place
                + ": it has a field \""
                + SafeNames.shown(field)
                + "\", expected none but "
                + String.join(", ", known)
                + ". Correct the spelling or use a newer VoxelClick.");
      }
    }
  }

  String text(String field) throws ModelStoreException {
    JsonElement e = element(field);
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isString() || e.getAsString().isBlank()) {
      throw wrong(field, "a text");
    }
    return e.getAsString();
  }

  Optional<String> optionalText(String field) throws ModelStoreException {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  Optional<Boolean> optionalFlag(String field) throws ModelStoreException {
    if (!has(field)) {
      return Optional.empty();
    }
    JsonElement e = element(field);
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isBoolean()) {
      throw wrong(field, "true or false");
    }
    return Optional.of(e.getAsBoolean());
  }

  long whole(String field, long least, long most) throws ModelStoreException {
    JsonElement e = element(field);
    String expected = "a whole number from " + least + " to " + most;
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isNumber()) {
      throw wrong(field, expected);
    }
    try {
      long value = Long.parseLong(e.getAsString());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notWhole) {
      throw wrong(field, expected);
    }
    throw wrong(field, expected);
  }

  JsonFields object(String field) throws ModelStoreException {
    JsonElement e = element(field);
    if (!e.isJsonObject()) {
      throw wrong(field, "an object {…}");
    }
    return new JsonFields(place + " › " + field, e.getAsJsonObject());
  }

  Optional<JsonFields> optionalObject(String field) throws ModelStoreException {
    return has(field) ? Optional.of(object(field)) : Optional.empty();
  }

  /** Objects in a list, at least one. */
  List<JsonFields> objects(String field, int most) throws ModelStoreException {
    JsonElement e = element(field);
    if (!e.isJsonArray() || e.getAsJsonArray().isEmpty() || e.getAsJsonArray().size() > most) {
      throw wrong(field, "a list […] of 1 to " + most + " objects");
    }
    List<JsonFields> all = new ArrayList<>();
    for (JsonElement one : e.getAsJsonArray()) {
      if (!one.isJsonObject()) {
        throw wrong(field, "a list […] of objects {…}");
      }
      all.add(
          new JsonFields(place + " › " + field + "[" + all.size() + "]", one.getAsJsonObject()));
    }
    return all;
  }

  /** An error about a field that is there: what it is and what was expected. */
  ModelStoreException wrong(String field, String expected) {
    String found = SafeNames.shown(String.valueOf(json.get(field)));
    return new ModelStoreException(
        "Cannot use "
            + place
            + ": \""
            + field
            + "\" is "
            + (found.length() > SHOWN ? found.substring(0, SHOWN) + "…" : found)
            + ", expected "
            + expected
            + ". Correct or replace it.");
  }

  private JsonElement element(String field) throws ModelStoreException {
    JsonElement e = json.get(field);
    if (e == null) {
      throw new ModelStoreException(
          "Cannot use "
              + place
              + ": the field \""
              + field
              + "\" is missing. Complete or replace it.");
    }
    return e;
  }
}
