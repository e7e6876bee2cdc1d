package io.github.voxelclick.modelstore;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether a model runs at all, and how fast: it looks at a made-up slice, a bright ellipse on a
 * darker ground, and answers one prompt. Says nothing of how good its masks are. Stateless.
 */
public final class ModelCheck {
  private static final int COLUMNS = 233;
  private static final int ROWS = 187;
  private static final SlicePlane PLANE = SlicePlane.k(0);
  private static final Window WINDOW = new Window(-160, 240);

  /** The ellipse: centre and half axes, pixels. */
  private static final double[] ELLIPSE = {131, 71, 34, 21};

  /** Runs after the first, whose time is not counted: it also fills caches. */
  private static final int MOST_RUNS = 3;

  private static final long ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(4);

  private ModelCheck() {}

  /** Opens the model that is looked at. */
  @FunctionalInterface
  public interface Opener {
    /** Opens it to run so; whoever calls closes it. */
    SegmentationModel open(OrtOptions options) throws ModelException;
  }

  /**
   * How fast a model is on a device.
   *
   * @param device as {@link SegmentationModel#device} names it
   * @param openMs milliseconds to load it
   * @param encodeMs milliseconds to look at a slice, the median of a few
   * @param answerMs milliseconds to answer a prompt, the median of a few
   */
  public record Timing(String device, double openMs, double encodeMs, double answerMs) {}

  /**
   * What came out.
   *
   * @param profile the profile's short name
   * @param name what people call the model
   * @param family which adapter runs it
   * @param takes which prompts it takes, in words
   * @param prompt what was given, {@code click} or {@code box}
   * @param maskPixels how many pixels the answer has
   * @param slicePixels of how many
   * @param timings device by device
   */
  public record Report(
      String profile,
      String name,
      String family,
      String takes,
      String prompt,
      long maskPixels,
      int slicePixels,
      List<Timing> timings) {
    /** Copies the list. */
    public Report {
      timings = List.copyOf(timings);
    }

    private Report with(List<Timing> measured) {
      return new Report(profile, name, family, takes, prompt, maskPixels, slicePixels, measured);
    }
  }

  /**
   * How files did by one of the profiles that they fit.
   *
   * @param profile its name
   * @param report when the model runs by it
   * @param fault else why not
   */
  public record Attempt(String profile, Optional<Report> report, Optional<String> fault) {
    private static Attempt ran(String profile, Report report) {
      return new Attempt(profile, Optional.of(report), Optional.empty());
    }

    private static Attempt failed(String profile, ModelException why) {
      return new Attempt(profile, Optional.empty(), Optional.of(why.getMessage()));
    }
  }

  /**
   * Runs files by every profile that they fit. Which is the right one no run can tell.
   *
   * @param devices how to run them, at least one
   * @param progress asked before each run whether to go on
   * @return one for each, in their order
   */
  public static List<Attempt> attempt(
      List<ModelSource.Fit> fits, List<OrtOptions> devices, Progress progress) {
    List<Attempt> attempts = new ArrayList<>();
    for (ModelSource.Fit fit : fits) {
      Progress part = new Part(progress, attempts.size(), fits.size());
      try {
        attempts.add(Attempt.ran(fit.profile(), run(fit.source()::open, devices, part)));
      } catch (ModelException e) {
        part.update(1, 1);
        attempts.add(Attempt.failed(fit.profile(), e));
      }
    }
    return attempts;
  }

  /** The progress of one of several equal parts of the work. */
  private record Part(Progress whole, int part, int parts) implements Progress {
    @Override
    public void update(int done, int total) {
      whole.update(part * total + done, parts * total);
    }

    @Override
    public boolean isCancelled() {
      return whole.isCancelled();
    }

    @Override
    public Registration onCancel(Runnable hook) {
      return whole.onCancel(hook);
    }
  }

  /**
   * Runs a model on every device.
   *
   * @param devices how to run it, at least one; the report's answer is that of the first
   * @param progress asked before each run whether to go on
   * @throws ModelException when it cannot be opened or run, or answers with numbers that are none
   */
  public static Report run(Opener opener, List<OrtOptions> devices, Progress progress)
      throws ModelException {
    List<Timing> timings = new ArrayList<>();
    Optional<Report> first = Optional.empty();
    for (OrtOptions device : devices) {
      long start = System.nanoTime();
      try (SegmentationModel model = opener.open(device)) {
        double openMs = (System.nanoTime() - start) / 1e6;
        Run run = new Run(model, progress);
        SlicePrediction answer = run.once();
        run.repeat();
        timings.add(
            new Timing(model.device(), openMs, median(run.encodeNanos), median(run.answerNanos)));
        if (first.isEmpty()) {
          first = Optional.of(report(run, answer));
        }
      }
      progress.update(timings.size(), devices.size());
    }
    return first.orElseThrow(() -> new IllegalArgumentException("no device")).with(timings);
  }

  /**
   * Runs a model once.
   *
   * @throws ModelException as {@link #run}
   */
  static void dryRun(Opener opener, OrtOptions options, Progress progress) throws ModelException {
    try (SegmentationModel model = opener.open(options)) {
      new Run(model, progress).once();
    }
  }

  private static Report report(Run run, SlicePrediction answer) {
    SegmentationModel model = run.model;
    return new Report(
        model.profile().id(),
        model.profile().name(),
        model.profile().family(),
        model.prompts().toString(),
        run.prompt.kind(),
        answer.mask().count(),
        COLUMNS * ROWS,
        List.of());
  }

  private static double median(List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[sorted.length / 2] / 1e6;
  }

  private static SliceImage slice() {
    float[] values = new float[COLUMNS * ROWS];
    for (int n = 0; n < values.length; n++) {
      int column = n % COLUMNS;
      int row = n / COLUMNS;
      double x = (column - ELLIPSE[0]) / ELLIPSE[2];
      double y = (row - ELLIPSE[1]) / ELLIPSE[3];
      // A little texture, the same every time.
      double texture = 12 * Math.sin(0.9 * column) * Math.cos(0.7 * row + 0.2 * column);
      values[n] = (float) ((x * x + y * y <= 1 ? 110 : -40) + texture);
    }
    return new SliceImage(PLANE, new SliceGrid(COLUMNS, ROWS, 0.7, 1.1), values, WINDOW);
  }

  /** A model at work on the slice. */
  private static final class Run {
    private final SegmentationModel model;
    private final Progress progress;
    private final SliceImage image = slice();
    private final Prompt prompt;
    private final List<Long> encodeNanos = new ArrayList<>();
    private final List<Long> answerNanos = new ArrayList<>();

    Run(SegmentationModel model, Progress progress) {
      this.model = model;
      this.progress = progress;
      this.prompt = prompt();
    }

    private Prompt prompt() {
      if (model.prompts().positiveClicks()) {
        return new PointPrompt(PLANE, new PlanePoint(ELLIPSE[0], ELLIPSE[1]), true);
      }
      return new BoxPrompt(
          PLANE,
          new PlanePoint(ELLIPSE[0] - ELLIPSE[2], ELLIPSE[1] - ELLIPSE[3]),
          new PlanePoint(ELLIPSE[0] + ELLIPSE[2], ELLIPSE[1] + ELLIPSE[3]));
    }

    SlicePrediction once() throws ModelException {
      progress.checkCancelled();
      long start = System.nanoTime();
      Embedding embedding = model.encode(image, progress);
      long encoded = System.nanoTime();
      SlicePrediction answer =
          model.decode(
              SliceQuery.ofPrompts(embedding, List.of(prompt), Optional.empty()), progress);
      long answered = System.nanoTime();
      requireNumbers(embedding);
      encodeNanos.add(encoded - start);
      answerNanos.add(answered - encoded);
      return answer;
    }

    /** An encoder whose 16-bit numbers overflow gives no error, and masks of nothing. */
    private void requireNumbers(Embedding embedding) throws ModelException {
      for (float[] tensor : embedding.tensors().values()) {
        for (float value : tensor) {
          if (!Float.isFinite(value)) {
            throw new ModelException(
                "The model "
                    + model.profile().name()
                    + " gave "
                    + value
                    + " for a slice, expected finite numbers. Its weights or its profile are"
                    + " wrong, or 16-bit numbers overflow; export it without --half.");
          }
        }
      }
    }

    void repeat() throws ModelException {
      long start = System.nanoTime();
      encodeNanos.clear();
      answerNanos.clear();
      do {
        once();
      } while (encodeNanos.size() < MOST_RUNS && System.nanoTime() - start < ENOUGH_NANOS);
    }
  }
}
