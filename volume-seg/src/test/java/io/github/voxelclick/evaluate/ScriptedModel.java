package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.PromptSupport;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.HashMap;
import java.util.Map;

/**
 * A model that knows the truth: it answers a click with it, and carries it, with a confidence of
 * 0.9, to every slice for which nothing else is scripted.
 */
final class ScriptedModel implements SegmentationModel {
  private static final String SHA = "0".repeat(64);

  private final Mask truth;
  private final Map<Integer, SlicePrediction> carried = new HashMap<>();
  private int clicksNeeded = 1;
  private PromptSupport prompts = PromptSupport.all();

  ScriptedModel(Structure structure) {
    this.truth = structure.truth();
  }

  /** Carries this to some slices, whatever is there. */
  ScriptedModel carries(SliceMask mask, double confidence, int... slices) {
    for (int k : slices) {
      carried.put(k, prediction(mask, confidence));
    }
    return this;
  }

  /** Answers nothing to fewer clicks on a slice. */
  ScriptedModel clicksNeeded(int clicks) {
    clicksNeeded = clicks;
    return this;
  }

  /** Takes positive clicks alone. */
  ScriptedModel withoutNegative() {
    prompts = new PromptSupport(true, false, false, true, Integer.MAX_VALUE);
    return this;
  }

  private static SlicePrediction prediction(SliceMask mask, double confidence) {
    return SlicePrediction.judged(ProbabilityMap.of(mask), 0.5, confidence, 1);
  }

  @Override
  public Embedding encode(SliceImage image, Progress progress) {
    return new Embedding(
        new EmbeddingKey(image.plane(), image.window(), SHA), image.grid(), Map.of());
  }

  @Override
  public SlicePrediction decode(SliceQuery query, Progress progress) {
    SlicePlane plane = query.embedding().key().plane();
    SliceMask right = truth.slice(plane);
    if (query.neighbour().isPresent()) {
      SlicePrediction scripted = carried.get(plane.index());
      return scripted == null ? prediction(right, 0.9) : scripted;
    }
    boolean enough = query.prompts().size() >= clicksNeeded;
    return prediction(enough ? right : SliceMask.empty(right.columns(), right.rows()), 0.9);
  }

  @Override
  public ModelProfile profile() {
    try {
      return MiniatureModels.profile();
    } catch (ModelException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public PromptSupport prompts() {
    return prompts;
  }

  @Override
  public String sha256() {
    return SHA;
  }

  @Override
  public String device() {
    return "test";
  }

  @Override
  public void close() {}
}
