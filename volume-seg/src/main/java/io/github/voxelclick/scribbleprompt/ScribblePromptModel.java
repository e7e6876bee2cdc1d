package io.github.voxelclick.scribbleprompt;

import io.github.voxelclick.model.DistanceTransform;
import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.GraphSpec;
import io.github.voxelclick.model.Logits;
import io.github.voxelclick.model.ModelMemory;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.ProfileSection;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.model.TensorSpec;
import io.github.voxelclick.model.TensorType;
import io.github.voxelclick.onnx.GraphFiles;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.onnx.TensorBuffer;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.resample.LinearTaps;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * ScribblePrompt's U-Net: one network of five channels (image, box, positive and negative clicks
 * and scribbles, logits so far) that runs for every prompt. Its embedding is the image channel.
 */
public final class ScribblePromptModel implements SegmentationModel {
  private static final String NETWORK = "network";
  private static final String IMAGE = "image";
  private static final String MEMORY = "scribbleprompt logits";
  private static final int CHANNELS = 5;
  private static final double LARGEST_LOGIT = 1000;
  private static final double HALF = 0.5;

  private final ModelProfile profile;
  private final String input;
  private final String output;
  private final double scribbleRadius;
  private final float maskLogit;
  private final GraphFiles files;

  /** Of [5, side, side]; filled and used by one run at a time, which holds its lock. */
  private final TensorBuffer channels;

  private ScribblePromptModel(ModelProfile profile, GraphFiles files) throws ModelException {
    ProfileSection s = profile.settings();
    s.requireOnly("input", "output", "scribbleRadius", "maskLogit");
    this.profile = profile;
    this.files = files;
    this.input = s.text("input");
    this.output = s.text("output");
    this.channels = TensorBuffer.allocate(CHANNELS * profile.side() * profile.side());
    this.scribbleRadius = s.number("scribbleRadius", 0, profile.side());
    this.maskLogit = (float) s.number("maskLogit", 0.1, LARGEST_LOGIT);
  }

  /**
   * A model whose graph lies in a folder.
   *
   * @param folder where the file lies that the profile names
   * @param profile of family {@code scribbleprompt}
   * @throws ModelException when the file cannot be read, is not ONNX or does not fit the profile
   */
  public static ScribblePromptModel open(Path folder, ModelProfile profile, OrtOptions options)
      throws ModelException {
    GraphFiles files = GraphFiles.open(folder, profile, List.of(NETWORK), options);
    try {
      if (!fits(profile, files.graph(NETWORK).signature())) {
        throw new ModelException(
            "The model "
                + profile.graphs().get(NETWORK)
                + " does not fit the profile "
                + profile.id()
                + ": it "
                + files.graph(NETWORK).signature()
                + ", expected one input [1, 5, "
                + profile.side()
                + ", "
                + profile.side()
                + "] and logits. Choose the profile made for this model.");
      }
      return new ScribblePromptModel(profile, files);
    } catch (ModelException e) {
      files.close();
      throw e;
    }
  }

  /**
   * Whether a graph has the signature that a profile expects.
   *
   * @param profile of family {@code scribbleprompt}
   */
  public static boolean fits(ModelProfile profile, GraphSpec graph) {
    try {
      Optional<TensorSpec> image = graph.input(profile.settings().text("input"));
      Optional<TensorSpec> logits = graph.output(profile.settings().text("output"));
      return graph.inputs().size() == 1
          && image.isPresent()
          && image.get().type() == TensorType.FLOAT32
          && image.get().rank() == 4
          && image.get().size(1) == CHANNELS
          && isSide(image.get(), profile)
          && logits.isPresent()
          && logits.get().rank() == 4;
    } catch (ModelException e) {
      return false; // the question was whether
    }
  }

  private static boolean isSide(TensorSpec image, ModelProfile profile) {
    for (int d = 2; d < 4; d++) {
      if (image.size(d) != TensorSpec.ANY && image.size(d) != profile.side()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }

  @Override
  public String sha256() {
    return files.sha256();
  }

  @Override
  public String device() {
    return files.graph(NETWORK).device();
  }

  @Override
  public Embedding encode(SliceImage image, Progress progress) {
    progress.checkCancelled();
    byte[] grey = image.grey();
    int least = 255;
    int most = 0;
    for (byte b : grey) {
      least = Math.min(least, b & 0xff);
      most = Math.max(most, b & 0xff);
    }
    float[] values = new float[grey.length];
    for (int n = 0; n < values.length; n++) {
      values[n] = most > least ? ((grey[n] & 0xff) - least) / (float) (most - least) : 0;
    }
    SliceGrid grid = image.grid();
    EmbeddingKey key = new EmbeddingKey(image.plane(), image.window(), sha256());
    return new Embedding(key, grid, Map.of(IMAGE, toSide(values, grid)));
  }

  private float[] toSide(float[] slice, SliceGrid grid) {
    return LinearTaps.apply(
        slice,
        grid.columns(),
        LinearTaps.bilinear(grid.columns(), profile.side()),
        LinearTaps.bilinear(grid.rows(), profile.side()));
  }

  @Override
  public SlicePrediction decode(SliceQuery query, Progress progress) throws ModelException {
    query.requireOf(sha256());
    SliceGrid grid = query.embedding().grid();
    List<Prompt> prompts = query.prompts();
    Optional<SlicePrediction> before = query.previous();
    if (prompts.stream().allMatch(MaskPrompt.class::isInstance)) {
      if (query.neighbour().isEmpty()) {
        return before.orElseGet(
            () -> SlicePrediction.certain(SliceMask.empty(grid.columns(), grid.rows())));
      }
      SliceMask mask = query.neighbour().get().mask();
      Optional<PlanePoint> deepest = DistanceTransform.deepest(mask);
      if (deepest.isEmpty()) {
        return SlicePrediction.certain(mask);
      }
      prompts = List.of(new PointPrompt(query.embedding().key().plane(), deepest.get(), true));
      before = Optional.of(SlicePrediction.certain(mask));
    }
    float[] logits = run(query.embedding(), prompts, before, progress);
    return answer(logits, grid).withMemory(new ModelMemory(MEMORY, logits));
  }

  private float[] run(
      Embedding embedding,
      List<Prompt> prompts,
      Optional<SlicePrediction> before,
      Progress progress)
      throws ModelException {
    int side = profile.side();
    List<float[]> planes = new ArrayList<>(List.of(embedding.tensor(IMAGE)));
    planes.addAll(new PromptChannels(embedding.grid(), side, scribbleRadius, prompts).channels());
    planes.add(
        before.flatMap(p -> fedBack(p, embedding.grid())).orElseGet(() -> new float[side * side]));
    float[] given;
    synchronized (channels) {
      for (int place = 0; place < CHANNELS; place++) {
        channels.put(place * side * side, planes.get(place));
      }
      given =
          files
              .graph(NETWORK)
              .run(
                  Map.of(input, channels.shaped(1, CHANNELS, side, side)), Set.of(output), progress)
              .get(output)
              .values();
    }
    for (float g : given) {
      if (given.length != side * side || Float.isNaN(g)) {
        throw new ModelException(
            "The model "
                + profile.id()
                + " gave "
                + given.length
                + " numbers or NaN, expected one mask of "
                + side
                + "x"
                + side
                + " logits. Choose the profile made for this model.");
      }
    }
    return given;
  }

  /** The logits of the answer before, or what a mask that is none stands for. */
  private Optional<float[]> fedBack(SlicePrediction previous, SliceGrid grid) {
    Optional<float[]> own =
        previous.memory().filter(m -> m.kind().equals(MEMORY)).map(ModelMemory::values);
    if (own.isPresent() || previous.mask().isEmpty()) {
      return own;
    }
    float[] inside = new float[grid.pixels()];
    for (int n = 0; n < inside.length; n++) {
      boolean in = previous.mask().get(n % grid.columns(), n / grid.columns());
      inside[n] = in ? 1 : 0;
    }
    float[] logits = toSide(inside, grid);
    for (int n = 0; n < logits.length; n++) {
      logits[n] = logits[n] > HALF ? maskLogit : -maskLogit;
    }
    return Optional.of(logits);
  }

  private SlicePrediction answer(float[] logits, SliceGrid grid) {
    float[] onSlice =
        LinearTaps.apply(
            Logits.probabilities(logits),
            profile.side(),
            LinearTaps.bilinear(profile.side(), grid.columns()),
            LinearTaps.bilinear(profile.side(), grid.rows()));
    return SlicePrediction.of(
        ProbabilityMap.of(grid.columns(), grid.rows(), onSlice), profile.threshold());
  }

  @Override
  public void close() {
    files.close();
  }
}
