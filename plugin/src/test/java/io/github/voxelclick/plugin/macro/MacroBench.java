package io.github.voxelclick.plugin.macro;

import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A small oblique image with a bright body in it, the embedded model, and a segment in hand. */
public final class MacroBench implements SessionMacro.Bench, AutoCloseable {
  static final GridSize SIZE = new GridSize(23, 19, 7);

  private final LoadedModel model;
  private final Volume volume;
  private int selected = 1;

  private MacroBench(LoadedModel model, Volume volume) {
    this.model = model;
    this.volume = volume;
  }

  /** Opens the embedded model. */
  public static MacroBench open() throws VolumeException {
    Random noise = new Random(7);
    short[][] samples = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    for (int k = 0; k < SIZE.k(); k++) {
      for (int n = 0; n < SIZE.voxelsPerSlice(); n++) {
        double x = (n % SIZE.i() - 10.5) / 6;
        double y = (n / SIZE.i() - 9 - 0.3 * k) / 5;
        double z = (k - 3) / 3.5;
        boolean inside = x * x + y * y + z * z < 1;
        samples[k][n] = (short) ((inside ? 140 : -40) + noise.nextInt(30));
      }
    }
    Volume volume =
        new Volume(
            VolumeGeometry.regular(
                SIZE,
                Affine.ofRowMajor(0.7, -0.1, 0.3, 11, 0.1, 1.1, -0.2, -23, 0.05, 0.1, 2.5, 40),
                Optional.empty()),
            new VoxelData.S16(samples),
            new Rescale(1, 0),
            "CT",
            List.of());
    return new MacroBench(LoadedModel.open(Optional.empty()), volume);
  }

  /** A session in which nothing happened. */
  public SegmentationSession session() throws VolumeException {
    selected = 1;
    return SegmentationSession.kept(
        volume,
        model.model(),
        ModelCatalog.propagatorFor(model.model()),
        SessionOptions.defaults(),
        describe("", ""));
  }

  /** A session of which all is recorded. */
  Recording record() throws VolumeException {
    return new Recording(
        session(), new ActionLines(ModelCatalog.propagatorFor(model.model()).name()));
  }

  /** A session and its macro lines so far. */
  static final class Recording {
    private final SegmentationSession session;
    private final ActionLines text;
    private final List<MacroText> lines = new ArrayList<>();
    private Optional<MacroLine> described = Optional.empty();

    private Recording(SegmentationSession session, ActionLines text) {
      this.session = session;
      this.text = text;
      session.addActionListener(
          (action, before, after) -> lines.addAll(text.of(action, before, after, described)));
    }

    SegmentationSession session() {
      return session;
    }

    /** From now on that line makes what happens; empty: nobody says. */
    void describedBy(Optional<MacroLine> line) {
      described = line;
    }

    /** All lines, those that were held back included. */
    List<MacroText> lines() {
      lines.addAll(text.rest());
      return List.copyOf(lines);
    }

    /** The lines written so far. */
    List<String> macro() {
      return lines.stream().map(MacroText::macro).toList();
    }
  }

  /** A click. */
  public Prompt click(int k, double i, double j, boolean positive) {
    return new PointPrompt(SlicePlane.k(k), new PlanePoint(i, j), positive);
  }

  /** Carries lines out as their text says. */
  void run(SegmentationSession session, List<MacroText> lines) throws VolumeException {
    for (MacroText text : lines) {
      MacroLine line = (MacroLine) text;
      new SessionMacro(session, this)
          .run(
              line.command(),
              MacroOptions.parse(line.command(), line.optionText()),
              Progress.none());
    }
  }

  @Override
  public int selected() {
    return selected;
  }

  @Override
  public void select(int number) {
    selected = number;
  }

  @Override
  public Segment describe(String code, String label) throws VolumeException {
    return SegmentNaming.describe(
        code, label, model.model().profile().name(), model.model().sha256());
  }

  @Override
  public void close() {
    model.close();
  }
}
