package io.github.voxelclick.propagate;

import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Objects;

/** Carries masks by moving them, without any model: a baseline. */
public final class MaskMovePropagator implements Propagator {
  private static final double HALF = 0.5;

  private final String name;
  private final Mover mover;

  /** How a mask is moved to the next slice. */
  @FunctionalInterface
  public interface Mover {
    /**
     * Moves a mask.
     *
     * @param task whose volume and window to look at
     * @param from the slice that the mask is known on
     * @param mask not empty
     * @param to the slice next to it
     */
    SliceMask moved(PropagationTask task, SlicePlane from, SliceMask mask, SlicePlane to);
  }

  /**
   * @param name of the strategy
   * @param mover how a mask is moved
   */
  public MaskMovePropagator(String name, Mover mover) {
    this.name = Objects.requireNonNull(name, "name");
    this.mover = Objects.requireNonNull(mover, "mover");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Propagation propagate(PropagationTask task, Progress progress) throws ModelException {
    SliceWalk.Step step =
        (from, mask, to) ->
            SlicePrediction.certain(
                mover.moved(
                    task,
                    new SlicePlane(task.axis(), from),
                    mask,
                    new SlicePlane(task.axis(), to)));
    return new SliceWalk(task, StopRule.emptyOnly(), HALF, step, progress).run();
  }
}
