package io.github.voxelclick.propagate;

import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;

/** Copies masks unchanged to the end of the range: the baseline that any model has to beat. */
public final class MaskCopyPropagator implements Propagator {
  private static final double HALF = 0.5;

  @Override
  public String name() {
    return "mask-copy";
  }

  @Override
  public Propagation propagate(PropagationTask task, Progress progress) throws ModelException {
    SliceWalk.Step copy = (from, mask, to) -> SlicePrediction.certain(mask);
    return new SliceWalk(task, StopRule.emptyOnly(), HALF, copy, progress).run();
  }
}
