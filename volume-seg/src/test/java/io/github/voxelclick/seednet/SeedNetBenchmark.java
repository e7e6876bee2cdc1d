package io.github.voxelclick.seednet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.onnx.OrtModel;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.onnx.TensorBuffer;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.propagate.NeighbourMaskPropagator;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.PropagationTask;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.Window;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a reader waits for with the embedded model and two threads: a click on a 512×512 slice and a
 * propagated slice, windows, alignment and pasting included; and one run of the graph against
 * Python's ONNX Runtime. {@code VOXELCLICK_PYTHON} names the Python that has it.
 */
@Tag("bench")
class SeedNetBenchmark {
  private static final int SIDE = 512;
  private static final int SLICES = 40;
  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final int CLICKS = 8;
  private static final SlicePlane PLANE = SlicePlane.k(SLICES / 2);
  private static final Window WINDOW = new Window(0, 400);

  /** A tilted, tapering ellipse of 120×84 pixels in noise, with brighter ones around it. */
  private static Volume volume() {
    short[][] data = new short[SLICES][SIDE * SIDE];
    SplittableRandom random = new SplittableRandom(3);
    for (int k = 0; k < SLICES; k++) {
      for (int n = 0; n < SIDE * SIDE; n++) {
        int level = inside(n % SIDE, n / SIDE, k) ? 190 : (n % SIDE / 64 + n / SIDE / 80) % 2 * 60;
        data[k][n] = (short) (60 + level + random.nextInt(30));
      }
    }
    return TestVolumes.volume(
        new GridSize(SIDE, SIDE, SLICES), new VoxelData.S16(data), new Rescale(1, 0), "MR");
  }

  private static boolean inside(int i, int j, int k) {
    double z = (k - SLICES / 2.0) / SLICES;
    double x = (i - 250 - 30 * z) / (60 - 20 * Math.abs(z));
    double y = (j - 260 + 20 * z) / (42 - 12 * Math.abs(z));
    return x * x + y * y < 1;
  }

  private static SliceMask truth() {
    return SliceMask.of(SIDE, SIDE, (i, j) -> inside(i, j, PLANE.index()));
  }

  private static void note(String line) throws Exception {
    System.out.println("bench " + line);
    Path file = Path.of("target", "bench", "figures.txt");
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String spread(List<Double> ms) {
    double[] sorted = ms.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int last = sorted.length - 1;
    return String.format(
        Locale.ROOT,
        "p50 %.0f ms, p95 %.0f ms of %d",
        sorted[last / 2],
        sorted[(int) Math.ceil(0.95 * last)],
        sorted.length);
  }

  @Test
  void clicks() throws Exception {
    List<Double> first = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    try (SeedNetModel model = SeedNetModel.openEmbedded(new OrtOptions(2))) {
      Embedding slice = model.encode(SliceImage.of(volume(), PLANE, WINDOW), Progress.none());
      SlicePrediction answer = clickThrough(model, slice, new ArrayList<>(), new ArrayList<>());
      for (int run = 0; run < 4 * RUNS; run++) {
        answer = clickThrough(model, slice, first, later);
      }
      assertTrue(
          answer.mask().dice(truth()) > 0.8, "fast and wrong: " + answer.mask().dice(truth()));
    }
    note("first click on 512x512, 2 threads: " + spread(first));
    note("later click on 512x512, 2 threads: " + spread(later));
    first.addAll(later);
    note("all clicks: " + spread(first));
  }

  private static SlicePrediction clickThrough(
      SeedNetModel model, Embedding slice, List<Double> first, List<Double> later)
      throws ModelException {
    List<Prompt> prompts = new ArrayList<>();
    Optional<SlicePrediction> previous = Optional.empty();
    SlicePrediction answer = SlicePrediction.certain(SliceMask.empty(SIDE, SIDE));
    for (int n = 0; n < CLICKS; n++) {
      double angle = 2 * Math.PI * n / (CLICKS - 1);
      double reach = n == 0 ? 0 : n % 2 == 0 ? 0.75 : 1.3;
      PlanePoint at =
          new PlanePoint(250 + reach * 60 * Math.cos(angle), 260 + reach * 42 * Math.sin(angle));
      prompts.add(new PointPrompt(PLANE, at, reach < 1));
      long start = System.nanoTime();
      answer = model.answer(slice, prompts, previous, Progress.none());
      (n == 0 ? first : later).add((System.nanoTime() - start) / 1e6);
      previous = Optional.of(answer);
    }
    return answer;
  }

  @Test
  void propagates() throws Exception {
    PropagationTask task =
        new PropagationTask(
            volume(),
            WINDOW,
            SliceAxis.K,
            new TreeMap<>(Map.of(PLANE.index(), truth())),
            0,
            SLICES - 1);
    try (SeedNetModel model = SeedNetModel.openEmbedded(new OrtOptions(2))) {
      NeighbourMaskPropagator propagator = new NeighbourMaskPropagator(model);
      propagator.propagate(task, Progress.none());
      double[] rates = new double[RUNS];
      for (int run = 0; run < RUNS; run++) {
        long start = System.nanoTime();
        Propagation found = propagator.propagate(task, Progress.none());
        rates[run] = found.slices().size() / ((System.nanoTime() - start) / 1e9);
        assertTrue(found.slices().size() > SLICES / 2, found.stops() + " ended it early");
      }
      Arrays.sort(rates);
      note(
          String.format(
              Locale.ROOT, "propagation on 512x512, 2 threads: %.1f slices/s", rates[RUNS / 2]));
    }
  }

  @Test
  void graph_against_python() throws Exception {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peer to compare with");
    Path file = Path.of("target", "bench", "seednet.onnx").toAbsolutePath();
    Files.createDirectories(file.getParent());
    try (InputStream in = SeedNetModel.class.getResourceAsStream("seednet-v1.onnx")) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    int runs = 20 * RUNS;
    Path script = Path.of("src", "test", "python", "bench_ort.py");
    Process process =
        new ProcessBuilder(python, script.toString(), file.toString(), "2", String.valueOf(runs))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals(3, output.lines().count(), output);
    for (String line : output.lines().toList()) {
      String[] parts = line.split("\t", -1);
      int batch = Integer.parseInt(parts[0]);
      double theirs = Double.parseDouble(parts[1]);
      double ours = medianMs(file, batch, runs, Double.parseDouble(parts[2]));
      note(
          String.format(
              Locale.ROOT,
              "graph, %d windows, 2 threads: %.1f ms; Python's ONNX Runtime %s %.1f ms (ratio %.2f)",
              batch,
              ours,
              parts[3],
              theirs,
              ours / theirs));
    }
  }

  /** The median time of a run; its probabilities must have the mean that Python's have. */
  private static double medianMs(Path file, int batch, int runs, double meanThere)
      throws Exception {
    ModelProfile profile = MiniatureModels.profile();
    int pixels = profile.side() * profile.side();
    TensorBuffer input = TensorBuffer.allocate(batch * SeedNetInput.CHANNELS * pixels);
    float[] ramp = new float[batch * SeedNetInput.CHANNELS * pixels];
    for (int n = 0; n < ramp.length; n++) {
      ramp[n] = n * 7L % 251 / 250f;
    }
    input.put(0, ramp);
    TensorBuffer prob = TensorBuffer.allocate(batch * pixels);
    TensorBuffer judged = TensorBuffer.allocate(batch * 3);
    Map<String, TensorBuffer.Shaped> outputs = new HashMap<>();
    outputs.put("prob", prob.shaped(batch, 1, profile.side(), profile.side()));
    outputs.put("judged", judged.shaped(batch, 3));
    Map<String, TensorBuffer.Shaped> inputs =
        Map.of("input", input.shaped(batch, SeedNetInput.CHANNELS, profile.side(), profile.side()));
    double[] ms = new double[runs];
    try (OrtModel model =
        OrtModel.open(file, profile.inputs(), profile.outputs(), new OrtOptions(2))) {
      for (int n = -5; n < runs; n++) {
        long start = System.nanoTime();
        model.run(inputs, outputs, Progress.none());
        ms[Math.max(n, 0)] = (System.nanoTime() - start) / 1e6;
      }
    }
    float[] values = new float[batch * pixels];
    prob.get(0, values);
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    assertEquals(meanThere, sum / values.length, 1e-3);
    Arrays.sort(ms);
    return ms[runs / 2];
  }
}
