package io.github.voxelclick.plugin.cli;

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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** JSON in which every key is always there; what is not defined is null. Stateless. */
final class NullableJson {
  private NullableJson() {}

  static String text(JsonObject json) {
    return new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .setPrettyPrinting()
            .create()
            .toJson(json)
        + "\n";
  }

  static JsonElement of(OptionalDouble value) {
    return value.isPresent() ? new JsonPrimitive(value.getAsDouble()) : JsonNull.INSTANCE;
  }

  static <T> JsonElement of(Optional<T> value, Function<T, JsonElement> json) {
    return value.map(json).orElse(JsonNull.INSTANCE);
  }

  static JsonElement of(WorldPoint p) {
    return numbers(p.x(), p.y(), p.z());
  }

  static JsonElement of(VoxelPoint p) {
    return numbers(p.i(), p.j(), p.k());
  }

  static JsonElement of(VoxelIndex v) {
    return numbers(v.i(), v.j(), v.k());
  }

  private static JsonArray numbers(Number... numbers) {
    JsonArray array = new JsonArray();
    for (Number n : numbers) {
      array.add(n);
    }
    return array;
  }

  static JsonArray messages(List<ReadWarning> warnings) {
    JsonArray array = new JsonArray();
    warnings.forEach(w -> array.add(w.message()));
    return array;
  }
}
