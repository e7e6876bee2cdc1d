package io.github.voxelclick.seednet;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.model.TensorSpec;
import io.github.voxelclick.onnx.OrtModel;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.onnx.TensorBuffer;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A model of the SeedNet family: one network that takes image, clicks, box, probability so far and
 * a neighbouring slice's mask as channels. Nothing of a slice can be computed ahead, so its
 * embedding is the slice itself, seen in its window.
 */
public final class SeedNetModel implements SegmentationModel {
  private static final String EMBEDDED = "seednet-v1";
  private static final String IMAGE = "image";

  /** Fit and presence, see {@link SeedNetLooks.Seen}. */
  private static final int JUDGEMENTS = 2;

  /** The choice among first looks besides, which older networks lack: they go by the fit. */
  private static final int JUDGEMENTS_WITH_CHOICE = 3;

  private final ModelProfile profile;
  private final SeedNetSettings settings;
  private final OrtModel network;

  /**
   * Guards the buffers: more than one run at a time would only share the same cores. What is done
   * before and after a run needs no lock, so that two callers wait for each other's runs alone.
   */
  private final ReentrantLock running = new ReentrantLock();

  private final TensorBuffer input;
  private final TensorBuffer output;
  private final TensorBuffer judgements;

  private SeedNetModel(ModelProfile profile, SeedNetSettings settings, OrtModel network) {
    this.profile = profile;
    this.settings = settings;
    this.network = network;
    int pixels = profile.side() * profile.side();
    int windows = Math.max(Math.max(2, 2 * settings.mostMirrored()), settings.firstLooks().size());
    this.input = TensorBuffer.allocate(windows * SeedNetInput.CHANNELS * pixels);
    this.output = TensorBuffer.allocate(windows * pixels);
    this.judgements = TensorBuffer.allocate(windows * JUDGEMENTS_WITH_CHOICE);
  }

  /**
   * The model that comes with VoxelClick.
   *
   * @throws ModelException when ONNX Runtime cannot run here
   */
  public static SeedNetModel openEmbedded(OrtOptions options) throws ModelException {
    String json = new String(resource(EMBEDDED + ".json"), StandardCharsets.UTF_8);
    ModelProfile profile = ModelProfile.parse(EMBEDDED + ".json", json);
    return new SeedNetModel(
        profile,
        settingsOf(profile),
        OrtModel.open(
            EMBEDDED + ".onnx",
            resource(EMBEDDED + ".onnx"),
            profile.inputs(),
            profile.outputs(),
            options));
  }

  /** SHA-256 of the model that comes with VoxelClick, which need not be opened for it. */
  public static String embeddedSha256() throws ModelException {
    return OrtModel.sha256(resource(EMBEDDED + ".onnx"));
  }

  /**
   * A model file of this family.
   *
   * @param onnx the network
   * @param profile read from the JSON beside it
   * @throws ModelException when the file cannot be read, is not ONNX or does not fit the profile
   */
  public static SeedNetModel open(Path onnx, ModelProfile profile, OrtOptions options)
      throws ModelException {
    SeedNetSettings settings = settingsOf(profile);
    return new SeedNetModel(
        profile, settings, OrtModel.open(onnx, profile.inputs(), profile.outputs(), options));
  }

  private static SeedNetSettings settingsOf(ModelProfile profile) throws ModelException {
    if (profile.inputs().size() != 1
        || profile.inputs().get(0).shape().size() != 4
        || profile.inputs().get(0).shape().get(1) != SeedNetInput.CHANNELS
        || profile.outputs().isEmpty()
        || profile.outputs().size() > 2
        || (profile.outputs().size() == 2 && !judges(profile.outputs().get(1)))
        || profile.side() % SliceAligner.SIDE_MULTIPLE != 0) {
      throw new ModelException(
          "Cannot use the model profile "
              + profile.id()
              + ": it lists "
              + profile.inputs()
              + " and "
              + profile.outputs()
              + " for a side of "
              + profile.side()
              + ", a SeedNet takes one input with "
              + SeedNetInput.CHANNELS
              + " channels and gives probabilities and perhaps two or three judgements a window, for a"
              + " multiple of "
              + SliceAligner.SIDE_MULTIPLE
              + " pixels. Correct the JSON file beside the model.");
    }
    return SeedNetSettings.of(profile.settings());
  }

  private static byte[] resource(String name) throws ModelException {
    try (InputStream in = SeedNetModel.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ModelException(
            "The built-in model is missing: no " + name + " in the jar. Install VoxelClick again.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }

  @Override
  public String sha256() {
    return network.sha256();
  }

  @Override
  public String device() {
    return network.device();
  }

  @Override
  public Embedding encode(SliceImage image, Progress progress) {
    progress.checkCancelled();
    float[] seen = new float[image.values().length];
    for (int n = 0; n < seen.length; n++) {
      float value = image.values()[n];
      seen[n] = Float.isNaN(value) ? 0 : image.window().normalise(value);
    }
    EmbeddingKey key = new EmbeddingKey(image.plane(), image.window(), sha256());
    return new Embedding(key, image.grid(), Map.of(IMAGE, seen));
  }

  /** The slice in its window, [rows × columns], 0 to 1. */
  static float[] image(Embedding embedding) {
    return embedding.tensor(IMAGE);
  }

  /** A mask as numbers, 1 inside and 0 outside. */
  static float[] values(SliceMask mask) {
    float[] values = new float[mask.columns() * mask.rows()];
    for (int row = 0, n = 0; row < mask.rows(); row++) {
      for (int column = 0; column < mask.columns(); column++, n++) {
        values[n] = mask.get(column, row) ? 1 : 0;
      }
    }
    return values;
  }

  @Override
  public SlicePrediction decode(SliceQuery query, Progress progress) throws ModelException {
    query.requireOf(sha256());
    SliceGrid grid = query.embedding().grid();
    SeedNetLooks looks =
        new SeedNetLooks(
            settings,
            grid,
            profile.threshold(),
            (windows, withPrevious, mirrored) ->
                look(query, windows, withPrevious, mirrored, progress));
    SeedNetLooks.Seen answer = looks.answer(query);
    ProbabilityMap probability = ProbabilityMap.of(grid.columns(), grid.rows(), answer.values());
    return judges()
        ? SlicePrediction.judged(probability, profile.threshold(), answer.fit(), answer.presence())
        : SlicePrediction.of(probability, profile.threshold());
  }

  private static boolean judges(TensorSpec output) {
    List<Long> shape = output.shape();
    return shape.size() == 2
        && shape.get(1) >= JUDGEMENTS
        && shape.get(1) <= JUDGEMENTS_WITH_CHOICE;
  }

  private boolean judges() {
    return judgementsOfWindow() > 0;
  }

  private int judgementsOfWindow() {
    List<TensorSpec> outputs = profile.outputs();
    return outputs.size() > 1 ? Math.toIntExact(outputs.get(1).shape().get(1)) : 0;
  }

  /** Looks at some windows in one run; the answers lie on the slice's pixels. */
  private List<SeedNetLooks.Seen> look(
      SliceQuery query,
      List<LookWindow> windows,
      boolean withPrevious,
      boolean mirrored,
      Progress progress)
      throws ModelException {
    SliceGrid grid = query.embedding().grid();
    List<SeedNetInput> cuts = new ArrayList<>();
    List<float[][]> inputs = new ArrayList<>();
    for (LookWindow window : windows) {
      SeedNetInput cut = new SeedNetInput(settings, grid, window, profile.side());
      cuts.add(cut);
      inputs.add(cut.channels(query, withPrevious));
    }
    List<Raw> raw = runOn(inputs, mirrored, progress);
    List<SeedNetLooks.Seen> answers = new ArrayList<>();
    for (int n = 0; n < windows.size(); n++) {
      Raw seen = raw.get(n);
      answers.add(
          new SeedNetLooks.Seen(
              cuts.get(n).paste(seen.values()), seen.fit(), seen.presence(), seen.choice()));
    }
    return answers;
  }

  /**
   * What the network gives for a window.
   *
   * @param values probabilities [side × side]
   * @param fit see {@link SeedNetLooks.Seen}
   * @param presence likewise
   * @param choice likewise
   */
  @SuppressWarnings("ArrayRecordComponent") // stays within this class and is never compared
  private record Raw(float[] values, float fit, float presence, float choice) {}

  /** Runs the network once for all windows. */
  private List<Raw> runOn(List<float[][]> inputs, boolean mirrored, Progress progress)
      throws ModelException {
    int count = inputs.size();
    running.lock();
    try {
      for (int n = 0; n < count; n++) {
        put(n, inputs.get(n), false);
        if (mirrored) {
          put(count + n, inputs.get(n), true);
        }
      }
      run(mirrored ? 2 * count : count, progress);
      List<Raw> answers = new ArrayList<>();
      for (int n = 0; n < count; n++) {
        answers.add(seen(n, mirrored ? count + n : n));
      }
      return answers;
    } finally {
      running.unlock();
    }
  }

  private void put(int place, float[][] channels, boolean mirrored) {
    int side = profile.side();
    for (int c = 0; c < channels.length; c++) {
      input.put(
          (place * channels.length + c) * side * side,
          mirrored ? mirror(channels[c], side) : channels[c]);
    }
  }

  private void run(int count, Progress progress) throws ModelException {
    int side = profile.side();
    Map<String, TensorBuffer.Shaped> outputs = new HashMap<>();
    outputs.put(profile.outputs().get(0).name(), output.shaped(count, 1, side, side));
    if (judges()) {
      outputs.put(profile.outputs().get(1).name(), judgements.shaped(count, judgementsOfWindow()));
    }
    network.run(
        Map.of(
            profile.inputs().get(0).name(), input.shaped(count, SeedNetInput.CHANNELS, side, side)),
        outputs,
        progress);
  }

  /** The mean of a window's answer and of that to its mirror image, which may be the same one. */
  private Raw seen(int place, int mirroredPlace) throws ModelException {
    int side = profile.side();
    float[] values = new float[side * side];
    output.get(place * side * side, values);
    float[] judged = judged(place);
    if (mirroredPlace != place) {
      float[] other = new float[side * side];
      output.get(mirroredPlace * side * side, other);
      values = mean(values, mirror(other, side));
      judged = mean(judged, judged(mirroredPlace));
    }
    return new Raw(
        values, judged[0], judged[1], judged[judged.length == JUDGEMENTS ? 0 : JUDGEMENTS]);
  }

  /** Fit, presence and perhaps choice; a graph that does not judge leaves all windows equal. */
  private float[] judged(int place) throws ModelException {
    float[] judged = {1, 1};
    if (judges()) {
      judged = new float[judgementsOfWindow()];
      judgements.get(place * judged.length, judged);
    }
    for (float j : judged) {
      if (!(j >= 0 && j <= 1)) {
        throw new ModelException(
            "The model "
                + profile.id()
                + " judged its mask with "
                + j
                + ", expected 0 to 1. Choose another model file.");
      }
    }
    return judged;
  }

  private static float[] mean(float[] a, float[] b) {
    float[] mean = new float[a.length];
    for (int n = 0; n < a.length; n++) {
      mean[n] = (a[n] + b[n]) / 2;
    }
    return mean;
  }

  private static float[] mirror(float[] crop, int side) {
    float[] out = new float[crop.length];
    for (int n = 0; n < crop.length; n++) {
      int column = n % side;
      out[n] = crop[n - column + side - 1 - column];
    }
    return out;
  }

  @Override
  public void close() {
    network.close();
  }
}
