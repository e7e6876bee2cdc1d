package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.journal.ChildJvm;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Masks of real execution providers against the CPU's: SeedNet's, propagated ones among them, and
 * those of a small SAM of the authors' own classes. Each in a Java of its own, for a driver may
 * crash. {@code .ci/providers.sh} fetches what the variables name: {@code VOXELCLICK_WEBGPU} and
 * {@code VOXELCLICK_OPENVINO} the libraries, {@code VOXELCLICK_VULKAN} the JSON file of a Vulkan
 * driver, which may compute in software.
 */
@Tag("peer")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProviderPeerTest {
  private static final double LEAST_IOU = 0.999;

  /** A software driver takes half a minute. */
  private static final int MINUTES = 10;

  @TempDir private Path folder;

  private static String named(String variable) {
    String value = System.getenv(variable);
    assumeTrue(value != null, variable + " is not set: see .ci/providers.sh");
    return value;
  }

  private List<String> run(String library, String model, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path result = folder.resolve("result");
    Path printed = folder.resolve("printed");
    ProcessBuilder builder =
        new ProcessBuilder(
                ChildJvm.unhurried(
                    ProviderRun.class,
                    512,
                    library,
                    model,
                    result.toString(),
                    Files.createDirectory(folder.resolve("profiles")).toString()))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        fail("no end in " + MINUTES + " minutes: " + Files.readString(printed));
      }
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), Files.readString(printed));
    return Files.readAllLines(result);
  }

  private static List<String> values(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .toList();
  }

  private static void same(String provider, String model, List<String> lines)
      throws VolumeException {
    assertEquals(List.of(), values(lines, "refused"));
    assertEquals(List.of(), values(lines, "notice"), "the CPU had to take over");
    assertTrue(values(lines, "where").get(0).startsWith(provider), lines.toString());
    Map<String, Integer> operators = new LinkedHashMap<>();
    for (String line : values(lines, "operators")) {
      String[] parts = line.split(" ", -1);
      operators.put(parts[0], Integer.valueOf(parts[1]));
    }
    int onCpu = operators.getOrDefault("CPUExecutionProvider", 0);
    int elsewhere = operators.values().stream().mapToInt(n -> n).sum() - onCpu;
    // OpenVINO makes one operator of many.
    assertTrue(elsewhere > onCpu || (elsewhere > 0 && provider.equals("openvino")), "" + operators);
    Map<String, SliceMask> expected;
    try (SegmentationModel cpu = ProviderRun.open(model, new OrtOptions(2))) {
      expected = ProviderRun.masks(model, cpu);
    }
    assertTrue(expected.size() >= 3, expected.keySet().toString());
    List<String> found = values(lines, "mask");
    assertEquals(
        List.copyOf(expected.keySet()), found.stream().map(line -> line.split(" ", 2)[0]).toList());
    double worst = 1;
    for (String line : found) {
      String[] parts = line.split(" ", 2);
      SliceMask mask = ProviderRun.mask(parts[1]);
      SliceMask cpus = expected.get(parts[0]);
      assertFalse(cpus.isEmpty(), parts[0]);
      assertTrue(mask.iou(cpus) >= LEAST_IOU, parts[0] + ": IoU " + mask.iou(cpus));
      worst = Math.min(worst, mask.iou(cpus));
    }
    System.out.println(
        "peer "
            + model
            + " on "
            + values(lines, "where").get(0)
            + ": least IoU with the CPU's masks "
            + worst
            + " of "
            + found.size()
            + ", operators "
            + operators);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seednet", "sam"})
  void webgpu_gives_the_cpus_masks(String model) throws Exception {
    String library = named("VOXELCLICK_WEBGPU");
    String driver = named("VOXELCLICK_VULKAN");
    Map<String, String> environment =
        Map.of(
            "VK_DRIVER_FILES", driver,
            "VK_ICD_FILENAMES", driver,
            "ORT_WEBGPU_EP_ALLOW_SOFTWARE_ADAPTER", "1");
    same("webgpu", model, run(library, model, environment));
  }

  /** It takes Intel's processors and GPUs alone; anywhere else it has to say so. */
  @ParameterizedTest
  @ValueSource(strings = {"seednet", "sam"})
  void openvino_gives_the_cpus_masks_or_says_that_it_finds_no_device(String model)
      throws Exception {
    List<String> lines = run(named("VOXELCLICK_OPENVINO"), model, Map.of());
    List<String> refused = values(lines, "refused");
    if (refused.isEmpty()) {
      same("openvino", model, lines);
      return;
    }
    assertEquals(
        List.of(
            "Cannot run on openvino: the provider loads but offers no device of this computer. It"
                + " runs on Intel's processors, graphics and NPUs alone; update their driver"
                + " (docs/gpu.md)."),
        refused);
    assertFalse(
        Files.readString(Path.of("/proc/cpuinfo")).contains("GenuineIntel"),
        "it found no device on a processor of Intel's");
    System.out.println("peer " + model + " on openvino: " + refused.get(0));
  }
}
