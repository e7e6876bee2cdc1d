package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.ModelProfile;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A model whose decoder waits until it is let through, and that counts its calls. */
final class GatedModel implements SegmentationModel {
  private final SegmentationModel model;
  final CountDownLatch entered = new CountDownLatch(1);
  final CountDownLatch open = new CountDownLatch(1);
  int encodes;
  int decodes;

  GatedModel(SegmentationModel model) {
    this.model = model;
  }

  @Override
  public Embedding encode(SliceImage image, Progress progress) throws ModelException {
    encodes++;
    return model.encode(image, progress);
  }

  @Override
  public SlicePrediction decode(SliceQuery query, Progress progress) throws ModelException {
    entered.countDown();
    try {
      assertTrue(open.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    decodes++;
    return model.decode(query, progress);
  }

  @Override
  public ModelProfile profile() {
    return model.profile();
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
