package io.github.voxelclick.bench;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.onnx.Device;
import io.github.voxelclick.onnx.DeviceException;
import io.github.voxelclick.onnx.Devices;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.PropagationTask;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What a reader waits for on each device, through our own code: looking at a slice and a click,
 * with models that are given, and the embedded model's click and propagation. A program of its own,
 * not a test: {@code .ci/gpu.sh} runs it on machines that have neither Maven nor a network. Uses
 * only what the command line's jar holds.
 */
final class DeviceSpeed {
  private static final int SIDE = 512;
  private static final SlicePlane PLANE = SlicePlane.k(4);
  private static final Window WINDOW = new Window(0, 400);

  private final Path file;
  private final int runs;
  private final int slices;
  private final List<String> rows = new ArrayList<>();

  private DeviceSpeed(Path file, int runs, int slices) {
    this.file = file;
    this.runs = runs;
    this.slices = slices;
  }

  /**
   * Measures and writes lines of device, model, what, figure and unit, separated by tabs. A device
   * that does not run, or a model that it does not take, gets a line that says why.
   *
   * @param words the file to write, the folder of providers, devices separated by commas, runs of
   *     which the median counts, slices to propagate through, then profiles of models
   */
  public static void main(String... words) {
    Devices devices = new Devices(Path.of(words[1]));
    DeviceSpeed speed =
        new DeviceSpeed(Path.of(words[0]), Integer.parseInt(words[3]), Integer.parseInt(words[4]));
    for (String name : words[2].split(",", -1)) {
      try {
        OrtOptions options = devices.choose(Device.parse(name)).applyTo(OrtOptions.defaults());
        speed.measure(name, options, Arrays.asList(words).subList(5, words.length));
      } catch (DeviceException e) {
        speed.row(name, "", e.getMessage(), "", "");
      }
    }
  }

  private void row(String device, String model, String what, String figure, String unit) {
    String line = String.join("\t", device, model, what, figure, unit);
    System.out.println(line);
    rows.add(line);
    try {
      // Each at once: whoever ends this early keeps what there is.
      Files.write(file, rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void figure(String device, String model, String what, double value, String unit) {
    row(device, model, what, String.format(Locale.ROOT, "%.4g", value), unit);
  }

  private void measure(String device, OrtOptions options, List<String> profiles) {
    List<String> notices = new ArrayList<>();
    OrtOptions told = options.telling(notices::add);
    try (SegmentationModel model = ModelCatalog.openEmbedded(told)) {
      String id = model.profile().id();
      row(device, id, "runs on", model.device(), "");
      SliceMask clicked = lookAndClick(device, model);
      propagate(device, model);
      try (SegmentationModel cpu = ModelCatalog.openEmbedded(OrtOptions.defaults())) {
        figure(device, id, "IoU of the click with the CPU's", clicked.iou(click(cpu)), "");
      }
    } catch (VolumeException e) {
      row(device, "", e.getMessage(), "", "");
    }
    for (String profile : profiles) {
      try (SegmentationModel model = ModelCatalog.open(Path.of(profile), told)) {
        lookAndClick(device, model);
      } catch (VolumeException e) {
        row(device, profile, e.getMessage(), "", "");
      }
    }
    // A run that the CPU took over would pass for one of the device.
    notices.forEach(notice -> row(device, "", "NOT ON THE DEVICE: " + notice, "", ""));
  }

  private static double median(double[] ms) {
    double[] sorted = ms.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static SliceMask click(SegmentationModel model) throws VolumeException {
    Embedding slice = model.encode(SliceImage.of(volume(8), PLANE, WINDOW), Progress.none());
    return answer(model, slice);
  }

  private static SliceMask answer(SegmentationModel model, Embedding slice) throws VolumeException {
    PointPrompt click = new PointPrompt(PLANE, new PlanePoint(250, 260), true);
    return model.answer(slice, List.of(click), Optional.empty(), Progress.none()).mask();
  }

  private SliceMask lookAndClick(String device, SegmentationModel model) throws VolumeException {
    SliceImage image = SliceImage.of(volume(8), PLANE, WINDOW);
    double[] looks = new double[runs];
    double[] clicks = new double[runs];
    SliceMask mask = SliceMask.empty(SIDE, SIDE);
    // The first is not counted: it compiles and plans.
    for (int run = -1; run < runs; run++) {
      long start = System.nanoTime();
      Embedding slice = model.encode(image, Progress.none());
      long looked = System.nanoTime();
      mask = answer(model, slice);
      looks[Math.max(run, 0)] = (looked - start) / 1e6;
      clicks[Math.max(run, 0)] = (System.nanoTime() - looked) / 1e6;
    }
    figure(device, model.profile().id(), "look at a slice of 512x512", median(looks), "ms");
    figure(device, model.profile().id(), "click", median(clicks), "ms");
    return mask;
  }

  private void propagate(String device, SegmentationModel model) throws VolumeException {
    PropagationTask task =
        new PropagationTask(
            volume(slices),
            WINDOW,
            SliceAxis.K,
            new TreeMap<>(Map.of(slices / 2, truth(slices, slices / 2))),
            0,
            slices - 1);
    double[] rates = new double[runs];
    int found = 0;
    for (int run = -1; run < runs; run++) {
      long start = System.nanoTime();
      Propagation propagation = ModelCatalog.propagatorFor(model).propagate(task, Progress.none());
      found = propagation.slices().size();
      rates[Math.max(run, 0)] = found / ((System.nanoTime() - start) / 1e9);
    }
    if (found < slices / 2) {
      throw new IllegalStateException("propagation ended after " + found + " of " + slices);
    }
    figure(device, model.profile().id(), "propagation, 512x512", median(rates), "slices/s");
  }

  /** A tilted, tapering ellipse in noise, with brighter and darker tiles round it. */
  private static Volume volume(int slices) {
    short[][] data = new short[slices][SIDE * SIDE];
    SplittableRandom random = new SplittableRandom(3);
    for (int k = 0; k < slices; k++) {
      for (int n = 0; n < SIDE * SIDE; n++) {
        boolean inside = inside(n % SIDE, n / SIDE, k, slices);
        int level = inside ? 190 : (n % SIDE / 64 + n / SIDE / 80) % 2 * 60;
        data[k][n] = (short) (60 + level + random.nextInt(30));
      }
    }
    try {
      Affine affine =
          Affine.ofRowMajor(0.7, -0.1, 0.3, 11, 0.1, 1.1, -0.2, -23, 0.05, 0.1, 2.5, 40);
      return new Volume(
          VolumeGeometry.regular(new GridSize(SIDE, SIDE, slices), affine, Optional.empty()),
          new VoxelData.S16(data),
          new Rescale(1, 0),
          "MR",
          List.of());
    } catch (VolumeException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean inside(int i, int j, int k, int slices) {
    double z = (k - slices / 2.0) / slices;
    double x = (i - 250 - 30 * z) / (60 - 20 * Math.abs(z));
    double y = (j - 260 + 20 * z) / (42 - 12 * Math.abs(z));
    return x * x + y * y < 1;
  }

  private static SliceMask truth(int slices, int k) {
    return SliceMask.of(SIDE, SIDE, (i, j) -> inside(i, j, k, slices));
  }
}
