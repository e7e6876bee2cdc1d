package io.github.voxelclick.models;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.PromptSupport;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;

/** A model that counts how often it looked at a slice. */
public final class CountingModel implements SegmentationModel {
  private final SegmentationModel model;
  private int encodes;

  /** Counts the calls of another; whoever opened that closes it. */
  public CountingModel(SegmentationModel model) {
    this.model = model;
  }

  /** How often it looked. */
  public int encodes() {
    return encodes;
  }

  @Override
  public Embedding encode(SliceImage image, Progress progress) throws ModelException {
    encodes++;
    return model.encode(image, progress);
  }

  @Override
  public SlicePrediction decode(SliceQuery query, Progress progress) throws ModelException {
    return model.decode(query, progress);
  }

  @Override
  public ModelProfile profile() {
    return model.profile();
  }

  @Override
  public PromptSupport prompts() {
    return model.prompts();
  }

  @Override
  public String sha256() {
    return model.sha256();
  }

  @Override
  public String device() {
    return model.device();
  }

  @Override
  public void close() {}
}
