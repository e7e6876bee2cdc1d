package io.github.voxelclick.provenance;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object or a list under a key, read as it comes by: nothing is kept but what it becomes. Not
 * thread-safe.
 */
final class Part<T> {
  /** Reads what the stream stands at. */
  @FunctionalInterface
  interface Reading<T> {
    /**
     * Reads one value.
     *
     * @param place what messages call it
     */
    T read(JsonReader in, String place) throws IOException, ProvenanceException;
  }

  private final String key;
  private final JsonToken begin;
  private final Reading<T> reading;
  private @Nullable T value;

  private Part(String key, JsonToken begin, Reading<T> reading) {
    this.key = key;
    this.begin = begin;
    this.reading = reading;
  }

  static <T> Part<T> object(String key, Reading<T> reading) {
    return new Part<>(key, JsonToken.BEGIN_OBJECT, reading);
  }

  /** A list; its elements are told apart in messages by their place, from 0. */
  static <T> Part<List<T>> list(String key, int most, Reading<T> reading) {
    return new Part<>(
        key,
        JsonToken.BEGIN_ARRAY,
        (in, place) -> {
          List<T> all = new ArrayList<>();
          in.beginArray();
          while (in.hasNext()) {
            if (all.size() == most) {
              throw new ProvenanceException(
                  place + " has more than " + most + " entries, expected at most as many");
            }
            all.add(reading.read(in, place + "[" + all.size() + "]"));
          }
          in.endArray();
          return all;
        });
  }

  String key() {
    return key;
  }

  void read(JsonReader in, String place) throws IOException, ProvenanceException {
    if (in.peek() != begin) {
      throw new ProvenanceException(
          place
              + " is "
              + Fields.shown(in)
              + ", expected "
              + (begin == JsonToken.BEGIN_OBJECT ? "an object {…}" : "a list […]"));
    }
    value = reading.read(in, place);
  }

  /** What was read; empty where the key is absent. */
  Optional<T> found() {
    return Optional.ofNullable(value);
  }

  /** What was read, which has to be there. */
  T required(Fields of) throws ProvenanceException {
    if (value == null) {
      throw of.missing(key);
    }
    return value;
  }
}
