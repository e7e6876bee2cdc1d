package io.github.voxelclick.sam;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.ModelMemory;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.onnx.OrtOptions;
import io.github.voxelclick.parity.GoldenModel;
import io.github.voxelclick.parity.ParityFigures;
import io.github.voxelclick.parity.ParityImages;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What our adapter answers against what a reference answered, prompt by prompt. */
final class SamReplay {
  private static final double SAME_EMBEDDING = 0.999;
  private static final double END_TO_END = 0.99;
  private static final double LOGITS = 1e-3;

  private SamReplay() {}

  /**
   * Plays all cases of a model; fails with all answers that differ.
   *
   * @param name under which the worst figures are left in {@code target/parity}
   */
  static void play(GoldenModel golden, String name) throws ModelException {
    ParityFigures figures = new ParityFigures(name);
    try (SegmentationModel model = ModelCatalog.open(golden.profile(), new OrtOptions(1))) {
      for (GoldenModel.Case c : golden.cases()) {
        Embedding embedding = embedding(model, c);
        Optional<SlicePrediction> answer = Optional.empty();
        for (GoldenModel.Step step : c.steps()) {
          answer = Optional.of(model.answer(embedding, step.prompts(), answer, Progress.none()));
          note(figures, golden, c, step, answer.get());
        }
      }
    }
    figures.check();
  }

  private static void note(
      ParityFigures figures,
      GoldenModel golden,
      GoldenModel.Case c,
      GoldenModel.Step step,
      SlicePrediction answer) {
    String what = c.name() + ", " + step.prompts().size() + " prompts";
    if (!c.formula()) {
      figures.mask("end to end", what, step.mask(), answer.mask(), END_TO_END);
      return;
    }
    figures.mask("from one embedding", what, step.mask(), answer.mask(), SAME_EMBEDDING);
    Optional<float[]> memory = answer.memory().map(ModelMemory::values);
    if (memory.isPresent() && step.logits().isPresent()) {
      int side = (int) Math.round(Math.sqrt(memory.get().length));
      double difference = step.logitDifference(memory.get(), side, golden.stride());
      figures.difference("logits of their spread", what, difference, LOGITS);
    }
  }

  private static Embedding embedding(SegmentationModel model, GoldenModel.Case c)
      throws ModelException {
    SliceImage image = c.image();
    Embedding seen = model.encode(image, Progress.none());
    if (!c.formula()) {
      return seen;
    }
    Map<String, float[]> madeUp = new HashMap<>();
    int salt = 0;
    for (String name : ((SamModel) model).embeddingInputs()) {
      long[] shape = ((SamModel) model).embeddingShape(name, seen.tensor(name).length);
      int n = shape.length;
      madeUp.put(
          name,
          ParityImages.embedding((int) shape[n - 3], (int) shape[n - 2], (int) shape[n - 1], salt));
      salt++;
    }
    EmbeddingKey key = seen.key();
    return new Embedding(key, image.grid(), madeUp);
  }
}
