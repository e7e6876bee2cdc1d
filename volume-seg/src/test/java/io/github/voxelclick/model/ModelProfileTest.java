package io.github.voxelclick.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelProfileTest {
  @Test
  void the_embedded_profile_says_what_the_network_takes() throws ModelException {
    ModelProfile profile = MiniatureModels.profile();
    assertEquals("seednet-v1", profile.id());
    assertEquals("seednet", profile.family());
    assertEquals(128, profile.side());
    assertEquals(
        List.of(new TensorSpec("input", List.of(TensorSpec.ANY, 7L, 128L, 128L))),
        profile.inputs());
    assertEquals(new Window(-1100, 200), profile.intensity().ctLung());
    assertEquals(0.5, profile.threshold());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[1, 2]", "{\"id\": ", "null"})
  void what_is_no_json_object_is_refused(String json) {
    ModelException e =
        assertThrows(ModelException.class, () -> ModelProfile.parse("mine.json", json));
    assertTrue(e.getMessage().contains("mine.json"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"side\": 128          | \"sides\": 128          | \"side\" is missing",
        "\"side\": 128          | \"side\": \"128\"       | \"side\" is \"128\", expected a number",
        "\"side\": 128          | \"side\": 12.5          | expected a whole number",
        "\"side\": 128          | \"side\": 1000000       | expected a number from 8.0 to 4096.0",
        "\"threshold\": 0.5     | \"threshold\": 1.5      | \"threshold\" is 1.5",
        "\"ctSoft\": [-160, 240]| \"ctSoft\": [240, -160] | expected [low, high] with low < high",
        "\"ctSoft\": [-160, 240]| \"ctSoft\": [240]       | expected [low, high] with low < high",
        "\"ctSoft\": [-160, 240]| \"ctSoft\": 240         | expected a list",
        "\"highPercentile\": 99.5| \"highPercentile\": 0.1 | \"highPercentile\" is 0.1",
        "\"family\": \"seednet\"| \"family\": \"sam\"     | \"sam\" is missing",
        "\"family\": \"seednet\"| \"family\": \" \"       | \"family\" is \" \", expected a text",
        "\"shape\": [-1, 7, 128, 128] | \"shape\": []     | \"shape\" is []"
      })
  void a_wrong_field_is_named_with_what_was_expected(String from, String to, String part) {
    String json = MiniatureModels.profileJson();
    assertTrue(json.contains(from), from);
    ModelException e =
        assertThrows(
            ModelException.class, () -> ModelProfile.parse("mine.json", json.replace(from, to)));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("mine.json"), e.getMessage());
  }
}
