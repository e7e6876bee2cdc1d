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
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A model of the SeedNet family: one network that takes image, clicks, box, probability so far and
 * a neighbouring slice's mask as channels. Nothing of a slice can be computed ahead, so its
 * embedding is the slice itself, seen in its window.
 */
public final class SeedNetModel implements SegmentationModel {
  private static final String EMBEDDED = "seednet-v0";
  private static final String IMAGE = "image";

  private final ModelProfile profile;
  private final SeedNetSettings settings;
  private final OrtModel network;

  /** Guards both buffers: more than one run at a time would only share the same cores. */
  private final ReentrantLock running = new ReentrantLock();

  private final TensorBuffer input;
  private final TensorBuffer output;

  private SeedNetModel(ModelProfile profile, SeedNetSettings settings, OrtModel network) {
    this.profile = profile;
    this.settings = settings;
    this.network = network;
    int pixels = profile.side() * profile.side();
    int windows = settings.firstLooks().size();
    this.input = TensorBuffer.allocate(windows * SeedNetInput.CHANNELS * pixels);
    this.output = TensorBuffer.allocate(windows * pixels);
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
        || profile.outputs().size() != 1) {
      throw new ModelException(
          "Cannot use the model profile "
              + profile.id()
              + ": it lists "
              + profile.inputs()
              + " and "
              + profile.outputs()
              + ", a SeedNet takes one input with "
              + SeedNetInput.CHANNELS
              + " channels and gives one output. Correct the JSON file beside the model.");
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
    if (!query.embedding().key().modelSha256().equals(sha256())) {
      throw new IllegalArgumentException("the embedding is of another model");
    }
    SliceGrid grid = query.embedding().grid();
    SeedNetLooks looks =
        new SeedNetLooks(
            settings,
            grid,
            profile.threshold(),
            (windows, withPrevious) -> look(query, windows, withPrevious, progress));
    return SlicePrediction.of(
        ProbabilityMap.of(grid.columns(), grid.rows(), looks.answer(query)), profile.threshold());
  }

  /** Looks at some windows in one run; the answers lie on the slice's pixels. */
  private List<float[]> look(
      SliceQuery query, List<LookWindow> windows, boolean withPrevious, Progress progress)
      throws ModelException {
    SliceGrid grid = query.embedding().grid();
    int side = profile.side();
    List<SeedNetInput> inputs = new ArrayList<>();
    List<float[]> answers = new ArrayList<>();
    running.lock();
    try {
      for (LookWindow window : windows) {
        SeedNetInput cut = new SeedNetInput(settings, grid, window, side);
        float[][] channels = cut.channels(query, withPrevious);
        for (int c = 0; c < channels.length; c++) {
          input.put((inputs.size() * channels.length + c) * side * side, channels[c]);
        }
        inputs.add(cut);
      }
      network.run(
          Map.of(
              profile.inputs().get(0).name(),
              input.shaped(windows.size(), SeedNetInput.CHANNELS, side, side)),
          Map.of(profile.outputs().get(0).name(), output.shaped(windows.size(), 1, side, side)),
          progress);
      for (int n = 0; n < inputs.size(); n++) {
        float[] answer = new float[side * side];
        output.get(n * side * side, answer);
        answers.add(inputs.get(n).paste(answer));
      }
    } finally {
      running.unlock();
    }
    return answers;
  }

  @Override
  public void close() {
    network.close();
  }
}
