package io.github.voxelclick.clickmap;

import io.github.voxelclick.model.DistanceTransform;
import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.GraphSpec;
import io.github.voxelclick.model.ModelMemory;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.PromptSupport;
import io.github.voxelclick.model.ScribbleClicks;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.model.TensorSpec;
import io.github.voxelclick.model.TensorType;
import io.github.voxelclick.onnx.GraphFiles;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that sees clicks as maps, as RITM and SimpleClick. Nothing of a slice can be computed
 * ahead, so its embedding is the slice as 8-bit grey levels. What it carries from click to click is
 * the probabilities so far and the part of the slice that it last looked at.
 */
public final class ClickMapModel implements SegmentationModel {
  private static final String NETWORK = "network";
  private static final String REFINER = "refiner";
  private static final String IMAGE = "image";
  private static final String MEMORY = "click map region";
  private static final int GREY_LEVELS = 255;

  private final ModelProfile profile;
  private final ClickMapProfile clickMap;
  private final GraphFiles files;
  private final ClickMapNetwork network;

  private ClickMapModel(ModelProfile profile, ClickMapProfile clickMap, GraphFiles files) {
    this.profile = profile;
    this.clickMap = clickMap;
    this.files = files;
    this.network =
        new ClickMapNetwork(
            profile,
            clickMap,
            files.graph(NETWORK),
            clickMap.refiner().map(r -> new ClickMapRefiner(profile, r, files.graph(REFINER))));
  }

  /**
   * A model whose graphs lie in a folder.
   *
   * @param folder where the files lie that the profile names
   * @param profile of family {@code clickmap}
   * @throws ModelException when a file cannot be read, is not ONNX or does not fit the profile
   */
  public static ClickMapModel open(Path folder, ModelProfile profile, OrtOptions options)
      throws ModelException {
    ClickMapProfile clickMap = ClickMapProfile.of(profile.settings());
    List<String> parts =
        clickMap.refiner().isPresent() ? List.of(NETWORK, REFINER) : List.of(NETWORK);
    GraphFiles files = GraphFiles.open(folder, profile, parts, options);
    try {
      GraphSpec found = files.graph(NETWORK).signature();
      require(profile, NETWORK, found, misfit(clickMap, found));
      if (clickMap.refiner().isPresent()) {
        GraphSpec second = files.graph(REFINER).signature();
        require(profile, REFINER, second, misfit(clickMap.refiner().get(), second));
      }
      return new ClickMapModel(profile, clickMap, files);
    } catch (ModelException e) {
      files.close();
      throw e;
    }
  }

  /**
   * Whether a graph has the signature that a profile expects.
   *
   * @param profile of family {@code clickmap}
   */
  public static boolean fits(ModelProfile profile, GraphSpec graph) {
    try {
      ClickMapProfile clickMap = ClickMapProfile.of(profile.settings());
      return clickMap.refiner().isEmpty() && misfit(clickMap, graph).isEmpty();
    } catch (ModelException e) {
      return false; // the question was whether
    }
  }

  /** Whether both graphs of a model with a refiner have the signatures that a profile expects. */
  public static boolean fits(ModelProfile profile, GraphSpec graph, GraphSpec refiner) {
    try {
      ClickMapProfile clickMap = ClickMapProfile.of(profile.settings());
      return clickMap.refiner().isPresent()
          && misfit(clickMap, graph).isEmpty()
          && misfit(clickMap.refiner().get(), refiner).isEmpty();
    } catch (ModelException e) {
      return false; // the question was whether
    }
  }

  private static void require(
      ModelProfile profile, String part, GraphSpec found, Optional<String> misfit)
      throws ModelException {
    if (misfit.isPresent()) {
      throw new ModelException(
          "The model "
              + profile.graphs().get(part)
              + " does not fit the profile "
              + profile.id()
              + ": it "
              + found
              + ", expected "
              + misfit.get()
              + ". Choose the profile made for this model.");
    }
  }

  private static Optional<String> misfit(ClickMapProfile.Refiner refiner, GraphSpec graph) {
    List<String> inputs =
        List.of(
            refiner.image(),
            refiner.points(),
            refiner.feature(),
            refiner.logits(),
            refiner.region());
    boolean fits =
        graph.inputs().size() == inputs.size()
            && inputs.stream().allMatch(name -> graph.input(name).isPresent())
            && graph.output(refiner.refined()).isPresent();
    return fits
        ? Optional.empty()
        : Optional.of("the inputs " + inputs + " and the output \"" + refiner.refined() + "\"");
  }

  private static Optional<String> misfit(ClickMapProfile clickMap, GraphSpec graph) {
    Optional<TensorSpec> image = graph.input(clickMap.image());
    Optional<TensorSpec> points = graph.input(clickMap.points());
    Optional<TensorSpec> logits = graph.output(clickMap.logits());
    boolean fits =
        graph.inputs().size() == 2
            && image.isPresent()
            && image.get().type() == TensorType.FLOAT32
            && image.get().rank() == 4
            && Math.abs(image.get().size(1)) != 1
            && (image.get().size(1) == TensorSpec.ANY
                || image.get().size(1) == ClickMapNetwork.CHANNELS)
            && points.isPresent()
            && points.get().rank() == 3
            && points.get().size(2) == ClickMapNetwork.POINT_NUMBERS
            && logits.isPresent()
            && logits.get().rank() == 4
            && clickMap.refiner().map(r -> graph.output(r.feature()).isPresent()).orElse(true);
    return fits
        ? Optional.empty()
        : Optional.of(
            "\""
                + clickMap.image()
                + "\" [windows, 4, rows, columns] and \""
                + clickMap.points()
                + "\" [windows, points, 3] in, \""
                + clickMap.logits()
                + "\" [windows, 1, rows, columns] out");
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }

  @Override
  public PromptSupport prompts() {
    return new PromptSupport(true, true, false, true, Integer.MAX_VALUE);
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
    float[] seen = new float[grey.length];
    for (int n = 0; n < seen.length; n++) {
      seen[n] = (grey[n] & 0xff) / (float) GREY_LEVELS;
    }
    EmbeddingKey key = new EmbeddingKey(image.plane(), image.window(), sha256());
    return new Embedding(key, image.grid(), Map.of(IMAGE, seen));
  }

  @Override
  public SlicePrediction decode(SliceQuery query, Progress progress) throws ModelException {
    query.requireOf(sha256());
    SliceGrid grid = query.embedding().grid();
    float[] image = query.embedding().tensor(IMAGE);
    List<PointPrompt> clicks = ScribbleClicks.sinceMask(query.prompts());
    Optional<SlicePrediction> before = query.previous();
    if (clicks.isEmpty()) {
      if (query.neighbour().isEmpty()) {
        return before.orElseGet(
            () -> SlicePrediction.certain(SliceMask.empty(grid.columns(), grid.rows())));
      }
      SliceMask mask = query.neighbour().get().mask();
      Optional<PlanePoint> deepest = DistanceTransform.deepest(mask);
      if (deepest.isEmpty()) {
        return SlicePrediction.certain(mask);
      }
      clicks = List.of(new PointPrompt(query.embedding().key().plane(), deepest.get(), true));
      before = Optional.of(SlicePrediction.certain(mask));
    }
    ClickMapState state = before.map(p -> stateOf(p)).orElseGet(() -> ClickMapState.begin(grid));
    // A mask that no answer of ours made is started from as the authors' programs do it.
    boolean start = before.isPresent() && !state.answered();
    ClickMapState answer = state;
    for (int pass = 0; pass < (start ? clickMap.startPasses() : 1); pass++) {
      answer = network.answer(grid, image, clicks, state.probabilities(), answer, progress);
    }
    ProbabilityMap probability =
        ProbabilityMap.of(grid.columns(), grid.rows(), answer.probabilities());
    return SlicePrediction.of(probability, profile.threshold())
        .withMemory(new ModelMemory(MEMORY, answer.remembered()));
  }

  private static ClickMapState stateOf(SlicePrediction previous) {
    Optional<float[]> own =
        previous.memory().filter(m -> m.kind().equals(MEMORY)).map(ModelMemory::values);
    return ClickMapState.of(previous.probability().values(), own);
  }

  @Override
  public void close() {
    files.close();
  }
}
