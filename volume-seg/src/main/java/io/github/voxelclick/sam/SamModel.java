package io.github.voxelclick.sam;

import io.github.voxelclick.model.DistanceTransform;
import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.GraphSpec;
import io.github.voxelclick.model.Logits;
import io.github.voxelclick.model.ModelMemory;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.PromptSupport;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.model.TensorType;
import io.github.voxelclick.onnx.FloatTensor;
import io.github.voxelclick.onnx.GraphFiles;
import io.github.voxelclick.onnx.InputBuffers;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.onnx.TensorBuffer;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A model of the SAM kind, as its profile describes it. All prompts of a slice are sent with every
 * new one, together with the logits of the answer before, if the model was trained to take them.
 */
public final class SamModel implements SegmentationModel {
  private static final String ENCODER = "encoder";
  private static final String DECODER = "decoder";
  private static final String MEMORY = "sam logits";

  /** Part of its sides by which the box round a neighbour's mask is enlarged on each side. */
  private static final double BOX_MARGIN = 0.05;

  private final ModelProfile profile;
  private final SamProfile sam;
  private final SamGraphs graphs;
  private final GraphFiles files;
  private final SamImage image;

  /** Guards the buffers: more than one run at a time would only share the same cores. */
  private final ReentrantLock running = new ReentrantLock();

  /** Memory for large inputs by their names, used again and again. */
  private final InputBuffers buffers = new InputBuffers();

  private SamModel(ModelProfile profile, SamProfile sam, SamGraphs graphs, GraphFiles files) {
    this.profile = profile;
    this.sam = sam;
    this.graphs = graphs;
    this.files = files;
    this.image = new SamImage(sam.image());
  }

  /**
   * A model whose graphs lie in a folder.
   *
   * @param folder where the files lie that the profile names
   * @param profile of family {@code sam}
   * @throws ModelException when a file cannot be read, is not ONNX or does not fit the profile
   */
  public static SamModel open(Path folder, ModelProfile profile, OrtOptions options)
      throws ModelException {
    SamProfile sam = SamProfile.of(profile.settings());
    GraphFiles files = GraphFiles.open(folder, profile, List.of(ENCODER, DECODER), options);
    try {
      SamGraphs graphs =
          new SamGraphs(
              profile, sam, files.graph(ENCODER).signature(), files.graph(DECODER).signature());
      return new SamModel(profile, sam, graphs, files);
    } catch (ModelException e) {
      files.close();
      throw e;
    }
  }

  /**
   * Whether graphs have the signatures that a profile expects.
   *
   * @param profile of family {@code sam}
   */
  public static boolean fits(ModelProfile profile, GraphSpec encoder, GraphSpec decoder) {
    try {
      return new SamGraphs(profile, SamProfile.of(profile.settings()), encoder, decoder) != null;
    } catch (ModelException e) {
      return false; // the question was whether
    }
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }

  @Override
  public PromptSupport prompts() {
    SamProfile.Prompts how = sam.prompts();
    return new PromptSupport(
        how.clicks() != SamProfile.Clicks.NONE,
        how.clicks() == SamProfile.Clicks.BOTH,
        how.box() != SamProfile.Box.NONE,
        takesMasks(),
        how.mostTokens());
  }

  private boolean takesMasks() {
    return sam.previous().map(SamProfile.Previous::used).orElse(false);
  }

  @Override
  public String sha256() {
    return files.sha256();
  }

  @Override
  public String device() {
    return files.graph(ENCODER).device();
  }

  @Override
  public Embedding encode(SliceImage slice, Progress progress) throws ModelException {
    SamFrame frame = SamFrame.of(slice.grid(), sam.image(), profile.side());
    float[] input = image.input(slice.grey(), frame, profile.side());
    Map<String, FloatTensor> seen;
    running.lock();
    try {
      Map<String, TensorBuffer.Shaped> inputs = new HashMap<>();
      add(inputs, sam.image().input(), graphs.imageType(), input, shape(frame));
      seen = files.graph(ENCODER).run(inputs, sam.embedding().keySet(), progress);
    } finally {
      running.unlock();
    }
    Map<String, float[]> tensors = new HashMap<>();
    sam.embedding().forEach((output, taken) -> tensors.put(taken, seen.get(output).values()));
    return new Embedding(
        new EmbeddingKey(slice.plane(), slice.window(), sha256()), slice.grid(), tensors);
  }

  private long[] shape(SamFrame frame) {
    boolean asIs = sam.image().resize() == SamProfile.Resize.NONE;
    long rows = asIs ? frame.rows() : profile.side();
    long columns = asIs ? frame.columns() : profile.side();
    boolean nchw = sam.image().layout() == SamProfile.Layout.NCHW;
    long[] image = nchw ? new long[] {3, rows, columns} : new long[] {rows, columns, 3};
    return graphs.imageRank() == image.length
        ? image
        : new long[] {1, image[0], image[1], image[2]};
  }

  @Override
  public SlicePrediction decode(SliceQuery query, Progress progress) throws ModelException {
    query.requireOf(sha256());
    SamPrompts prompts = SamPrompts.of(query.prompts());
    SamFrame frame = SamFrame.of(query.embedding().grid(), sam.image(), profile.side());
    SamMask masks = new SamMask(sam.mask(), frame, profile.side());
    Optional<float[]> before = query.previous().flatMap(p -> fedBack(p, masks));
    if (prompts.isEmpty()) {
      if (query.neighbour().isEmpty()) {
        return query.previous().orElseGet(() -> SlicePrediction.certain(empty(frame)));
      }
      SliceMask mask = query.neighbour().get().mask();
      if (mask.isEmpty()) {
        return SlicePrediction.certain(mask);
      }
      prompts = projected(mask, query.embedding().key().plane());
      before =
          takesMasks() ? Optional.of(masks.asLogits(mask, sam.previous().get())) : Optional.empty();
    }
    return decode(query.embedding(), prompts, before, frame, masks, progress);
  }

  /** Names of what the decoder takes from the encoder, in the profile's order. */
  List<String> embeddingInputs() {
    return List.copyOf(sam.embedding().values());
  }

  long[] embeddingShape(String input, int numbers) throws ModelException {
    return graphs.embeddingShape(input, numbers);
  }

  private static SliceMask empty(SamFrame frame) {
    return SliceMask.empty(frame.columns(), frame.rows());
  }

  /** What the decoder is told of an earlier answer: its own logits, or what a mask stands for. */
  private Optional<float[]> fedBack(SlicePrediction previous, SamMask masks) {
    if (!takesMasks()) {
      return Optional.empty();
    }
    int side = sam.previous().get().side();
    Optional<float[]> own =
        previous
            .memory()
            .filter(m -> m.kind().equals(MEMORY))
            .map(ModelMemory::values)
            .filter(v -> v.length == side * side);
    return own.isPresent() || previous.mask().isEmpty()
        ? own
        : Optional.of(masks.asLogits(previous.mask(), sam.previous().get()));
  }

  /** A neighbour's mask as prompts: its box, a little enlarged, or its deepest pixel. */
  private SamPrompts projected(SliceMask mask, SlicePlane plane) {
    if (sam.prompts().box() == SamProfile.Box.NONE) {
      PlanePoint deepest = DistanceTransform.deepest(mask).orElseThrow();
      return new SamPrompts(List.of(new PointPrompt(plane, deepest, true)), Optional.empty());
    }
    SliceMask.Bounds b = mask.bounds().orElseThrow();
    double across = BOX_MARGIN * (b.maxColumn() - b.minColumn() + 1);
    double down = BOX_MARGIN * (b.maxRow() - b.minRow() + 1);
    PlanePoint min =
        new PlanePoint(
            Math.max(0, Math.rint(b.minColumn() - across)),
            Math.max(0, Math.rint(b.minRow() - down)));
    PlanePoint max =
        new PlanePoint(
            Math.min(mask.columns() - 1, Math.rint(b.maxColumn() + across)),
            Math.min(mask.rows() - 1, Math.rint(b.maxRow() + down)));
    return new SamPrompts(List.of(), Optional.of(new BoxPrompt(plane, min, max)));
  }

  private SlicePrediction decode(
      Embedding embedding,
      SamPrompts prompts,
      Optional<float[]> before,
      SamFrame frame,
      SamMask masks,
      Progress progress)
      throws ModelException {
    Set<String> outputs = new HashSet<>(Set.of(sam.mask().output()));
    sam.mask().scores().ifPresent(outputs::add);
    Map<String, FloatTensor> given;
    running.lock();
    try {
      Map<String, TensorBuffer.Shaped> inputs = inputs(embedding, prompts, before, frame);
      given = files.graph(DECODER).run(inputs, outputs, progress);
    } finally {
      running.unlock();
    }
    SamAnswer answer =
        SamAnswer.choose(
            sam.mask(),
            profile,
            given.get(sam.mask().output()),
            sam.mask().scores().map(given::get),
            prompts.isLoneClick() && before.isEmpty());
    if (sam.mask().frame() == SamProfile.Frame.SLICE) {
      answer.requireSize(frame.columns(), frame.rows());
    }
    ProbabilityMap probability = masks.onSlice(answer.logits(), answer.columns());
    SlicePrediction prediction =
        answer.score().isPresent()
            ? SlicePrediction.judged(probability, profile.threshold(), answer.score().get(), 1)
            : SlicePrediction.of(probability, profile.threshold());
    return takesMasks()
        ? prediction.withMemory(
            new ModelMemory(MEMORY, answer.limited(sam.previous().get().limit())))
        : prediction;
  }

  private Map<String, TensorBuffer.Shaped> inputs(
      Embedding embedding, SamPrompts prompts, Optional<float[]> before, SamFrame frame)
      throws ModelException {
    Map<String, TensorBuffer.Shaped> inputs = new HashMap<>();
    for (String name : sam.embedding().values()) {
      float[] values = embedding.tensor(name);
      add(inputs, name, values, graphs.embeddingShape(name, values.length));
    }
    SamPrompts.Tokens tokens = prompts.tokens(sam.prompts(), frame);
    String points = sam.prompts().points();
    String labels = sam.prompts().labels();
    add(inputs, points, tokens.coordinates(), graphs.padded(points, tokens.count(), 2));
    add(inputs, labels, tokens.labels(), graphs.padded(labels, tokens.count()));
    for (String empty : sam.prompts().empty()) {
      add(inputs, empty, new float[0], graphs.emptyShape(empty));
    }
    if (sam.previous().isPresent()) {
      SamProfile.Previous previous = sam.previous().get();
      int side = previous.side();
      add(
          inputs,
          previous.mask(),
          before
              .map(
                  l ->
                      previous.values() == SamProfile.Resampled.LOGITS
                          ? l
                          : Logits.probabilities(l))
              .orElseGet(() -> new float[side * side]),
          graphs.padded(previous.mask(), side, side));
      if (previous.flag().isPresent()) {
        float[] flag = {before.isPresent() ? 1 : 0};
        add(inputs, previous.flag().get(), flag, graphs.padded(previous.flag().get()));
      }
    }
    if (sam.sizeInput().isPresent()) {
      add(inputs, sam.sizeInput().get(), new float[] {frame.rows(), frame.columns()}, 2);
    }
    return inputs;
  }

  private void add(
      Map<String, TensorBuffer.Shaped> inputs, String name, float[] values, long... shape) {
    add(inputs, name, graphs.decoderType(name), values, shape);
  }

  private void add(
      Map<String, TensorBuffer.Shaped> inputs,
      String name,
      TensorType type,
      float[] values,
      long... shape) {
    inputs.put(name, buffers.fill(name, type, values, shape));
  }

  @Override
  public void close() {
    files.close();
  }
}
