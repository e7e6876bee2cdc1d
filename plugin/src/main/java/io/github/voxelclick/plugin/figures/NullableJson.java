package io.github.voxelclick.plugin.figures;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** JSON in which every key is always there; what is not defined is null. Stateless. */
public final class NullableJson {
  private NullableJson() {}

  /** As text, one line a value. */
  public static String text(JsonObject json) {
    return new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .setPrettyPrinting()
            .create()
            .toJson(json)
        + "\n";
  }

  /** A number, or null. */
  public static JsonElement of(OptionalDouble value) {
    return value.isPresent() ? new JsonPrimitive(value.getAsDouble()) : JsonNull.INSTANCE;
  }

  /** Something made of a value, or null. */
  public static <T> JsonElement of(Optional<T> value, Function<T, JsonElement> json) {
    return value.map(json).orElse(JsonNull.INSTANCE);
  }

  /** x, y, z, mm LPS. */
  public static JsonElement of(WorldPoint p) {
    return numbers(p.x(), p.y(), p.z());
  }

  /** i, j, k. */
  public static JsonElement of(VoxelPoint p) {
    return numbers(p.i(), p.j(), p.k());
  }

  /** i, j, k. */
  public static JsonElement of(VoxelIndex v) {
    return numbers(v.i(), v.j(), v.k());
  }

  /**
   * The same as maps, lists, texts, numbers and truth values of Java, for those who do not know
   * Gson. Whole numbers stay what they were put in as; what is null stays null.
   */
  public static Map<String, @Nullable Object> map(JsonObject json) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    json.entrySet().forEach(e -> map.put(e.getKey(), value(e.getValue())));
    return map;
  }

  private static @Nullable Object value(JsonElement json) {
    if (json.isJsonObject()) {
      return map(json.getAsJsonObject());
    }
    if (json.isJsonArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      json.getAsJsonArray().forEach(e -> list.add(value(e)));
      return list;
    }
    if (json.isJsonNull()) {
      return null;
    }
    JsonPrimitive primitive = json.getAsJsonPrimitive();
    if (primitive.isNumber()) {
      return primitive.getAsNumber();
    }
    return primitive.isBoolean() ? primitive.getAsBoolean() : primitive.getAsString();
  }

  private static JsonArray numbers(Number... numbers) {
    JsonArray array = new JsonArray();
    for (Number n : numbers) {
      array.add(n);
    }
    return array;
  }

  /** The sentences of warnings. */
  public static JsonArray messages(List<ReadWarning> warnings) {
    JsonArray array = new JsonArray();
    warnings.forEach(w -> array.add(w.message()));
    return array;
  }
}
