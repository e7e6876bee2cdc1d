package io.github.voxelclick.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.TensorSpec;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeviceFailureTest {
  private static final List<TensorSpec> INPUT =
      List.of(new TensorSpec("input", List.of(TensorSpec.ANY, 7L, 128L, 128L)));
  private static final List<TensorSpec> PROB =
      List.of(new TensorSpec("prob", List.of(TensorSpec.ANY, 1L, 128L, 128L)));
  private static final int PIXELS = 128 * 128;

  private static OrtModel open(FailingEngines engines, boolean demanded) throws ModelException {
    return OrtModel.open(MiniatureModels.path("channels"), INPUT, PROB, engines.options(demanded));
  }

  private static TensorBuffer.Shaped input(int seed) {
    TensorBuffer input = TensorBuffer.allocate(7 * PIXELS);
    float[] values = new float[7 * PIXELS];
    for (int n = 0; n < values.length; n++) {
      values[n] = (seed * 7 + n * 13) % 101 / 100f;
    }
    input.put(0, values);
    return input.shaped(1, 7, 128, 128);
  }

  private static float[] inPlace(OrtModel model, int seed) throws ModelException {
    TensorBuffer output = TensorBuffer.allocate(PIXELS);
    model.run(
        Map.of("input", input(seed)),
        Map.of("prob", output.shaped(1, 1, 128, 128)),
        Progress.none());
    float[] values = new float[PIXELS];
    output.get(0, values);
    return values;
  }

  private static float[] copied(OrtModel model, int seed) throws ModelException {
    return model
        .run(Map.of("input", input(seed)), Set.of("prob"), Progress.none())
        .get("prob")
        .values();
  }

  private static float[] expected(int seed) throws ModelException {
    try (OrtModel cpu =
        OrtModel.open(MiniatureModels.path("channels"), INPUT, PROB, new OrtOptions(1))) {
      return inPlace(cpu, seed);
    }
  }

  @Test
  void in_the_middle_is_repeated_on_the_cpu_and_told_once() throws ModelException {
    FailingEngines engines = new FailingEngines(3);
    try (OrtModel model = open(engines, true)) {
      for (int n = 1; n <= 5; n++) {
        assertEquals(n <= 3 ? "faulty" : "cpu (1 thread), for faulty failed", model.device());
        float[] answer = n % 2 == 1 ? inPlace(model, n) : copied(model, n);
        assertArrayEquals(expected(n), answer);
      }
      assertEquals(3, engines.runs(), "it is not asked again");
      assertEquals(1, engines.notices().size());
      assertEquals(
          "The device faulty failed while running channels.onnx (device lost); it was repeated on"
              + " the CPU, which runs it from now on.",
          engines.notices().get(0));
      assertEquals(2, engines.open());
    }
    assertEquals(0, engines.open(), "both are closed");
  }

  @Test
  void of_a_run_whose_answer_is_copied_is_repeated_too() throws ModelException {
    FailingEngines engines = new FailingEngines(1);
    try (OrtModel model = open(engines, false)) {
      assertArrayEquals(expected(4), copied(model, 4));
      assertEquals(1, engines.notices().size());
    }
  }

  @Test
  void met_by_several_threads_at_once_costs_nobody_an_answer() throws Exception {
    FailingEngines engines = new FailingEngines(4);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (OrtModel model = open(engines, false)) {
      List<Callable<float[]>> calls = new ArrayList<>();
      for (int n = 0; n < 16; n++) {
        int seed = n;
        calls.add(() -> inPlace(model, seed));
      }
      List<Future<float[]>> answers = threads.invokeAll(calls, 60, TimeUnit.SECONDS);
      for (int n = 0; n < answers.size(); n++) {
        assertArrayEquals(expected(n), answers.get(n).get());
      }
      assertEquals(1, engines.notices().size());
      assertEquals(2, engines.open(), "one substitute for all");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void that_the_cpu_shares_is_the_callers_fault() throws ModelException {
    FailingEngines engines = new FailingEngines(1);
    try (OrtModel model = open(engines, false)) {
      TensorBuffer output = TensorBuffer.allocate(PIXELS);
      ModelException e =
          assertThrows(
              ModelException.class,
              () ->
                  model.run(
                      Map.of("input", input(1)),
                      Map.of("prob", output.shaped(1, 1, 64, 256)),
                      Progress.none()));
      assertTrue(e.getMessage().contains("failed while running"), e.getMessage());
      assertEquals(List.of(), engines.notices(), "the device is not blamed");
      assertEquals("faulty", model.device());
    }
  }

  @Test
  void at_the_start_is_the_cpus_work_unless_the_device_was_demanded() throws ModelException {
    FailingEngines engines = new FailingEngines(0);
    try (OrtModel model = open(engines, false)) {
      assertArrayEquals(expected(2), inPlace(model, 2));
      assertEquals("cpu (1 thread)", model.device());
      assertEquals(
          List.of(
              "The device faulty cannot load channels.onnx (no room on the device); it runs on the"
                  + " CPU."),
          engines.notices());
    }
    ModelException e = assertThrows(ModelException.class, () -> open(engines, true));
    assertEquals(
        "The device faulty cannot load channels.onnx (no room on the device). Choose --device cpu,"
            + " or another model.",
        e.getMessage());
    assertEquals(0, engines.open(), "what was opened to tell the fault is closed");
  }

  @Test
  void to_load_what_is_no_model_is_not_the_devices_fault(@TempDir Path dir) throws Exception {
    Path file = Files.write(dir.resolve("x.onnx"), "html".getBytes(StandardCharsets.UTF_8));
    for (boolean demanded : new boolean[] {false, true}) {
      FailingEngines engines = new FailingEngines(9);
      ModelException e =
          assertThrows(
              ModelException.class,
              () -> OrtModel.open(file, INPUT, PROB, engines.options(demanded)));
      assertTrue(e.getMessage().contains("not an ONNX file"), e.getMessage());
      assertEquals(List.of(), engines.notices());
    }
  }
}
