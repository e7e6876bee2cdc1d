package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.voxelclick.plugin.task.ProviderLibraries;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiagnosticsCommandTest {
  @Test
  void text_and_json_say_the_same() {
    CommandLineRun text = CommandLineRun.of("diagnostics", "--no-devices");
    JsonObject json = CommandLineRun.of("diagnostics", "--no-devices", "--json").json();
    String version = json.getAsJsonObject("onnxRuntime").get("version").getAsString();
    assertTrue(text.out().contains("ONNX Runtime\n  version: " + version + "\n"), text.out());
    assertTrue(text.out().contains("  host: the command line\n"), text.out());
    assertFalse(text.out().contains("Devices\n"));
    assertFalse(json.has("devices"));
    int expected = json.getAsJsonArray("warnings").isEmpty() ? 0 : 1;
    assertEquals(expected, text.exit());
  }

  @Test
  void devices_are_tried_unless_told_not_to() {
    CommandLineRun run = CommandLineRun.of("diagnostics", "--json");
    JsonObject devices = run.json().getAsJsonObject("devices");
    assertTrue(devices.get("cpu").getAsString().startsWith("runs: "), run.out());
    assertEquals(List.of("Trying the devices…"), run.err().lines().toList());
  }

  @Test
  void a_setting_that_is_no_path_is_told_and_all_the_rest_too() {
    String usual = System.getProperty(ProviderLibraries.FOLDER_PROPERTY, "");
    System.setProperty(ProviderLibraries.FOLDER_PROPERTY, "a\0b");
    try {
      CommandLineRun run = CommandLineRun.of("diagnostics", "--json");
      assertEquals(1, run.exit());
      String told = run.json().getAsJsonArray("warnings").toString();
      assertTrue(told.contains("voxelclick.providers holds no path. Correct it"), told);
      JsonObject devices = run.json().getAsJsonObject("devices");
      assertTrue(devices.get("tried").getAsString().startsWith("none: "), run.out());
      assertTrue(run.json().has("failures"));
    } finally {
      System.setProperty(ProviderLibraries.FOLDER_PROPERTY, usual);
    }
  }
}
