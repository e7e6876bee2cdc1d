package io.github.voxelclick.plugin.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NullableJsonTest {
  @Test
  void maps_keep_order_kind_of_number_and_what_is_undefined() {
    JsonObject inner = new JsonObject();
    inner.addProperty("whole", 3L);
    inner.addProperty("mm", 3.0);
    JsonArray list = new JsonArray();
    list.add(inner);
    list.add(JsonNull.INSTANCE);
    JsonObject json = new JsonObject();
    json.addProperty("z", "text");
    json.addProperty("a", true);
    json.add("list", list);
    json.add("undefined", JsonNull.INSTANCE);
    Map<String, ?> map = NullableJson.map(json);
    assertEquals(List.of("z", "a", "list", "undefined"), List.copyOf(map.keySet()));
    assertEquals("text", map.get("z"));
    assertEquals(true, map.get("a"));
    assertEquals(Arrays.asList(Map.of("whole", 3L, "mm", 3.0), null), map.get("list"));
    assertTrue(map.containsKey("undefined"));
    assertNull(map.get("undefined"));
  }
}
