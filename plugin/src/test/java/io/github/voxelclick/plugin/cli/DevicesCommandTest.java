package io.github.voxelclick.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.voxelclick.plugin.task.ProviderLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices by name where there is no GPU and no provider but the CPU's. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DevicesCommandTest {
  @TempDir private Path folder;
  private String usual;

  @BeforeEach
  void use_a_folder_of_our_own() {
    usual = System.getProperty(ProviderLibraries.FOLDER_PROPERTY, "");
    assertFalse(usual.isBlank(), "tests would look at the user's own providers");
    System.setProperty(ProviderLibraries.FOLDER_PROPERTY, folder.resolve("none").toString());
  }

  @AfterEach
  void use_the_usual_folder() {
    System.setProperty(ProviderLibraries.FOLDER_PROPERTY, usual);
  }

  private CommandLineRun segment(String device, Path out) throws IOException {
    Path series = folder.resolve("series");
    if (Files.notExists(series)) {
      Samples.series().writeTo(series);
    }
    return CommandLineRun.of(
        "segment", series, "--prompt", Samples.CLICK, "--device", device, "--out", out, "--json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cuda | this ONNX Runtime was built without it | -Donnxruntime.native.path=FOLDER",
        "cuda:1 | this ONNX Runtime was built without it | -Donnxruntime.native.path=FOLDER",
        "tensorrt | this ONNX Runtime was built without it | onnxruntime_gpu",
        "webgpu | its provider library is not in | Unpack the package onnxruntime-ep-webgpu",
        "openvino:gpu | its provider library is not in | Unpack the package"
            + " onnxruntime-ep-openvino",
        "./gone.so | there is no such library | Check the path"
      })
  void one_that_is_not_there_gives_reason_and_remedy_in_one_line(
      String device, String reason, String remedy) throws IOException {
    Path out = folder.resolve("mask.dcm");
    CommandLineRun run = segment(device, out);
    run.assertRefused("Cannot run on ", reason, remedy);
    assertEquals(1, run.exit());
    assertFalse(Files.exists(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu:x", "cpu:1", ""})
  void a_misspelt_one_is_refused(String device) throws IOException {
    segment(device, folder.resolve("mask.dcm")).assertRefused("Cannot read the device");
  }

  @Test
  void auto_runs_on_the_cpu_and_gives_its_mask() throws IOException {
    CommandLineRun auto = segment("auto", folder.resolve("auto.dcm")).assertDone();
    CommandLineRun cpu = segment("cpu", folder.resolve("cpu.dcm")).assertDone();
    assertTrue(auto.json().get("voxels").getAsLong() > 0);
    assertEquals(cpu.json().get("voxels"), auto.json().get("voxels"));
    assertFalse(auto.err().contains("warning: "), "nothing is there that could fail");
  }

  /** What is there but does not load must not cost the work. */
  @Test
  void auto_runs_on_the_cpu_beside_a_broken_provider_and_says_so() throws IOException {
    Path none = Files.createDirectories(folder.resolve("none"));
    Files.writeString(none.resolve("libonnxruntime_providers_webgpu.so"), "no library");
    CommandLineRun run = segment("auto", folder.resolve("auto.dcm")).assertDone();
    assertTrue(run.json().get("voxels").getAsLong() > 0);
    assertTrue(run.err().contains("warning: webgpu is there but does not run: "), run.err());
    segment("webgpu", folder.resolve("mask.dcm"))
        .assertRefused("Cannot run on webgpu: ", "Update the graphics driver");
  }

  @Test
  void the_table_has_a_line_for_each_with_the_cpu_running() {
    CommandLineRun run = CommandLineRun.of("devices").assertDone();
    List<String> lines = run.out().lines().toList();
    assertEquals(7, lines.size(), run.out());
    assertTrue(lines.get(0).matches("cpu +runs: cpu, [0-9.]+ ms; the CPU takes [0-9.]+ ms"));
    for (String line : lines.subList(1, 6)) {
      assertTrue(line.matches("[a-z]+ +no: .+\\. [A-Z].+\\."), line);
    }
    assertEquals("auto takes cpu.", lines.get(6));
    assertTrue(run.err().contains(folder.resolve("none").toString()), run.err());
  }

  @Test
  void the_json_says_the_same() {
    JsonObject json = CommandLineRun.of("devices", "--json").assertDone().json();
    assertEquals("cpu", json.get("auto").getAsString());
    assertEquals(folder.resolve("none").toString(), json.get("folder").getAsString());
    JsonArray devices = json.getAsJsonArray("devices");
    assertEquals(6, devices.size());
    JsonObject cpu = devices.get(0).getAsJsonObject();
    assertTrue(cpu.get("runs").getAsBoolean() && cpu.get("ms").getAsDouble() > 0);
    JsonObject cuda = devices.get(1).getAsJsonObject();
    assertEquals("cuda", cuda.get("device").getAsString());
    assertFalse(cuda.get("runs").getAsBoolean());
    assertFalse(cuda.get("reason").getAsString().isEmpty());
    assertFalse(cuda.get("remedy").getAsString().isEmpty());
  }

  @Test
  void named_ones_decide_the_exit_code() {
    assertEquals(0, CommandLineRun.of("devices", "cpu").exit());
    CommandLineRun run = CommandLineRun.of("devices", "cpu", "webgpu");
    assertEquals(1, run.exit());
    assertEquals(3, run.out().lines().count(), run.out());
    CommandLineRun.of("devices", "cpu:7").assertRefused("Cannot read the device");
  }
}
