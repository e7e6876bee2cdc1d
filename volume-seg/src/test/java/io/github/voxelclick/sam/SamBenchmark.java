package io.github.voxelclick.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.models.CountingModel;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.parity.ParityImages;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.Window;
import java.io.File;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Encoding and decoding through our adapter, resizing and pasting included, against Python's ONNX
 * Runtime on the same graphs. {@code -Dbench.sam} lists profiles (official architectures with any
 * weights, made by {@code volume-seg/export}), separated by the system's path separator; without it
 * a miniature shows that the benchmark works. {@code VOXELCLICK_PYTHON} names the Python that has
 * ONNX Runtime.
 */
@Tag("bench")
class SamBenchmark {
  private static final int THREADS = 2;
  private static final int RUNS = Integer.getInteger("bench.runs", 5);
  private static final int CLICKS = 20;
  private static final int SLICES = 200;
  private static final int PREFETCHED = 4;
  private static final SlicePlane PLANE = SlicePlane.k(0);

  private static void note(String line) throws Exception {
    System.out.println("bench " + line);
    Path file = Path.of("target", "bench", "figures.txt");
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void encodes_and_decodes() throws Exception {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peer to compare with");
    for (Path profile : profiles()) {
      measure(python, profile);
    }
  }

  private static List<Path> profiles() throws Exception {
    String given = System.getProperty("bench.sam");
    if (given != null) {
      return Arrays.stream(given.split(File.pathSeparator, -1)).map(Path::of).toList();
    }
    URL miniature = SamBenchmark.class.getResource("/miniature/bright/profile.json");
    return List.of(Path.of(miniature.toURI()));
  }

  private static void measure(String python, Path profile) throws Exception {
    double[] theirs = theirs(python, profile);
    double[] encodes = new double[RUNS];
    double[] clicks = new double[CLICKS];
    try (SegmentationModel model = ModelCatalog.open(profile, new OrtOptions(THREADS))) {
      Embedding embedding = model.encode(slice(), Progress.none());
      for (int run = 0; run < RUNS; run++) {
        long start = System.nanoTime();
        embedding = model.encode(slice(), Progress.none());
        encodes[run] = (System.nanoTime() - start) / 1e6;
      }
      for (int run = -3; run < CLICKS; run++) {
        PlanePoint at = new PlanePoint(200 + 7 * Math.max(run, 0), 260);
        List<Prompt> prompts = List.of(new PointPrompt(PLANE, at, true));
        long start = System.nanoTime();
        SlicePrediction answer =
            model.answer(embedding, prompts, Optional.empty(), Progress.none());
        clicks[Math.max(run, 0)] = (System.nanoTime() - start) / 1e6;
        assertEquals(512, answer.mask().columns());
      }
      Arrays.sort(encodes);
      Arrays.sort(clicks);
      double encode = encodes[RUNS / 2];
      double click = clicks[CLICKS / 2];
      note(
          String.format(
              Locale.ROOT,
              "%s, %d threads: encode %.0f ms (graph in Python %.0f, ratio %.2f), click p50 %.0f, p95"
                  + " %.0f ms (%.0f, %.2f), encode and click ratio %.3f; embedding %.1f MiB",
              model.profile().id(),
              THREADS,
              encode,
              theirs[0],
              encode / theirs[0],
              click,
              clicks[(int) Math.ceil(0.95 * (CLICKS - 1))],
              theirs[1],
              click / theirs[1],
              (encode + click) / (theirs[0] + theirs[1]),
              embedding.bytes() / 1048576.0));
    }
    assertTrue(theirs[0] > 0);
  }

  /**
   * A reader scrolls through 200 slices and back, while the neighbours of each slice are encoded
   * ahead: how often the slice that a click would need is there already.
   */
  @Test
  void scrolls() throws Exception {
    List<Path> profiles = profiles();
    Path last = profiles.get(profiles.size() - 1);
    try (SegmentationModel opened = ModelCatalog.open(last, new OrtOptions(THREADS))) {
      CountingModel model = new CountingModel(opened);
      SegmentationSession session =
          new SegmentationSession(
              volume(),
              model,
              ModelCatalog.propagatorFor(model),
              SessionOptions.defaults(),
              SamModelTest.segment());
      int hits = 0;
      for (int step = 0; step < 2 * SLICES; step++) {
        SlicePlane plane = SlicePlane.k(step < SLICES ? step : 2 * SLICES - 1 - step);
        int before = model.encodes();
        session.embedding(plane, session.window(session.state().segment(1)), Progress.none());
        hits += model.encodes() == before ? 1 : 0;
        session.prefetch(1, plane, PREFETCHED, Progress.none());
      }
      System.gc();
      Runtime heap = Runtime.getRuntime();
      note(
          String.format(
              Locale.ROOT,
              "%s, scrolling %d slices and back, %d ahead on each side: %d of %d there, %d encoded;"
                  + " heap after it %d MiB, volume included",
              opened.profile().id(),
              SLICES,
              PREFETCHED,
              hits,
              2 * SLICES,
              model.encodes(),
              (heap.totalMemory() - heap.freeMemory()) >> 20));
      assertTrue(hits >= 2 * SLICES - 1);
    }
  }

  private static Volume volume() {
    byte[] grey = ParityImages.image8(512, 512);
    short[][] data = new short[SLICES][512 * 512];
    for (int k = 0; k < SLICES; k++) {
      for (int n = 0; n < grey.length; n++) {
        data[k][n] = (short) ((grey[n] & 0xff) + k % 7);
      }
    }
    return TestVolumes.volume(
        new GridSize(512, 512, SLICES), new VoxelData.S16(data), new Rescale(1, 0), "MR");
  }

  private static SliceImage slice() {
    byte[] grey = ParityImages.image8(512, 512);
    float[] values = new float[grey.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = grey[n] & 0xff;
    }
    return new SliceImage(PLANE, new SliceGrid(512, 512, 1, 1), values, new Window(0, 255));
  }

  private static double[] theirs(String python, Path profile) throws Exception {
    Path script = Path.of("src", "test", "python", "bench_sam.py");
    List<String> command =
        new ArrayList<>(
            List.of(
                python,
                script.toString(),
                profile.toString(),
                String.valueOf(THREADS),
                String.valueOf(RUNS)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    String[] parts = output.strip().split("\t", -1);
    return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
  }
}
