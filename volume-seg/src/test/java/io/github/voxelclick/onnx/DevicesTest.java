package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice, with probes whose outcome the tests say. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DevicesTest {
  @TempDir private Path dir;

  private final Map<String, ProbeResult> outcomes = new HashMap<>();
  private final List<Device> probed = new ArrayList<>();
  private Devices devices;

  @BeforeEach
  void make() {
    outcomes.put("cpu", new ProbeResult(true, "cpu", 30, 30, ""));
    devices =
        new Devices(
            new ProviderFolder(dir),
            device -> {
              probed.add(device);
              return outcomes.get(device.provider());
            });
  }

  private Path library(String provider) throws IOException {
    Path file = dir.resolve("libonnxruntime_providers_" + provider + ".so");
    return Files.writeString(file, "");
  }

  private static Device device(String text) throws DeviceException {
    return Device.parse(text);
  }

  private static void runs(Map<String, ProbeResult> outcomes, String provider, double ms) {
    outcomes.put(provider, new ProbeResult(true, provider + " (GPU)", ms, 30, ""));
  }

  @Test
  void where_nothing_is_installed_auto_is_the_cpu_and_probes_nothing() throws DeviceException {
    Devices.Choice choice = devices.choose(Device.AUTO);
    assertEquals(new Devices.Choice(Device.CPU, false, List.of()), choice);
    assertEquals(new Devices.Choice(Device.CPU, false, List.of()), devices.choose(Device.CPU));
    assertEquals(List.of(), probed);
  }

  @Test
  void auto_takes_a_device_that_runs_faster() throws IOException, DeviceException {
    Path webgpu = library("webgpu");
    library("openvino");
    runs(outcomes, "webgpu", 5);
    Devices.Choice choice = devices.choose(Device.AUTO);
    assertEquals(new Device("webgpu", "", Optional.of(webgpu)), choice.device());
    assertFalse(choice.demanded(), "a graph that it cannot load runs on the CPU");
    assertEquals(1, probed.size(), "openvino was not even tried");
  }

  @Test
  void auto_leaves_what_is_slow_or_broken_and_says_why() throws IOException, DeviceException {
    library("webgpu");
    library("openvino");
    outcomes.put("webgpu", ProbeResult.failed("no adapter"));
    runs(outcomes, "openvino", 25);
    Devices.Choice choice = devices.choose(Device.AUTO);
    assertEquals(Device.CPU, choice.device());
    assertEquals(2, choice.notes().size());
    assertTrue(choice.notes().get(0).contains("webgpu is there but does not run: no adapter. "));
    assertTrue(choice.notes().get(1).contains("25.0 ms for what the CPU does in 30.0 ms"));
  }

  @Test
  void a_device_that_is_named_is_taken_however_slow() throws IOException, DeviceException {
    library("openvino");
    runs(outcomes, "openvino", 300);
    Devices.Choice choice = devices.choose(device("openvino:cpu"));
    assertEquals("openvino:cpu", choice.device().toString());
    assertTrue(choice.device().library().isPresent());
    assertTrue(choice.demanded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cuda", "cuda:1", "tensorrt", "webgpu", "openvino:gpu", "qnn", "./none.so"})
  void one_that_is_named_and_missing_is_an_error_of_one_line(String text) {
    DeviceException e = assertThrows(DeviceException.class, () -> devices.choose(device(text)));
    assertEquals(1, e.getMessage().lines().count());
    assertTrue(
        e.getMessage().matches("Cannot run on [^:]+(:\\w+)?: .+\\. [A-Z].+\\."), e.getMessage());
    assertEquals(List.of(), probed);
  }

  @Test
  void one_that_is_named_and_fails_says_why_and_what_to_do() throws IOException {
    library("webgpu");
    outcomes.put("webgpu", ProbeResult.failed("no adapter"));
    DeviceException e = assertThrows(DeviceException.class, () -> devices.choose(device("webgpu")));
    assertTrue(e.getMessage().startsWith("Cannot run on webgpu: no adapter. Update the graphics"));
  }

  @Test
  void what_was_tried_is_remembered() throws IOException, DeviceException {
    library("webgpu");
    runs(outcomes, "webgpu", 5);
    devices.choose(Device.AUTO);
    devices.choose(device("webgpu"));
    devices.tryOut(Device.AUTO);
    assertEquals(1, probed.size());
    assertTrue(devices.tryOut(device("webgpu")).runs());
  }

  @Test
  void a_survey_tells_of_all_that_is_known_and_all_that_lies_there() throws IOException {
    library("mlx");
    outcomes.put("mlx", ProbeResult.failed("only on another system"));
    List<DeviceReport> reports = devices.survey();
    assertEquals(
        List.of("cpu", "cuda", "tensorrt", "webgpu", "openvino", "coreml", "mlx"),
        reports.stream().map(r -> r.device().toString()).toList());
    assertTrue(reports.get(0).runs());
    for (DeviceReport r : reports.subList(1, reports.size())) {
      assertFalse(r.runs());
      assertFalse(r.reason().isEmpty() || r.reason().endsWith("."), r.reason());
      assertTrue(r.remedy().endsWith("."), r.remedy());
    }
  }
}
