package io.github.voxelclick.propagate;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.model.SliceQuery;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Shows the model each slice together with its neighbour's image and mask. A model that was trained
 * to carry masks on looks at both; any other is given what the mask stands for as prompts (its box,
 * or its deepest point, and the mask itself where the model takes one).
 */
public final class NeighbourMaskPropagator implements Propagator {
  private final SegmentationModel model;
  private final String name;
  private final StopRule rule;
  private final Ways ways;

  /** For a model that was trained to carry masks on, with the default stop rule. */
  public NeighbourMaskPropagator(SegmentationModel model) {
    this(model, StopRule.defaults());
  }

  /** For a model that was trained to carry masks on, with a stop rule. */
  public NeighbourMaskPropagator(SegmentationModel model, StopRule rule) {
    this(model, "neighbour-mask", rule, Ways.sideBySide());
  }

  private NeighbourMaskPropagator(SegmentationModel model, String name, StopRule rule, Ways ways) {
    this.model = Objects.requireNonNull(model, "model");
    this.name = name;
    this.rule = Objects.requireNonNull(rule, "rule");
    this.ways = ways;
  }

  /**
   * For a model that knows prompts alone. Such a model's encoder fills all cores or the device, and
   * much memory, so one direction waits for the other.
   */
  public static NeighbourMaskPropagator projecting(SegmentationModel model) {
    return new NeighbourMaskPropagator(
        model, "prompt-projection", StopRule.projection(), Ways.inOrder());
  }

  /** The same, but one direction after the other: what the tests compare with. */
  NeighbourMaskPropagator inOrder() {
    return new NeighbourMaskPropagator(model, name, rule, Ways.inOrder());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Propagation propagate(PropagationTask task, Progress progress) throws ModelException {
    Slices slices = new Slices(task, progress);
    SliceWalk.Step step =
        (from, mask, to) ->
            model.decode(
                SliceQuery.ofNeighbour(
                    slices.embedding(to), new SliceQuery.Neighbour(slices.embedding(from), mask)),
                progress);
    return new SliceWalk(task, rule, model.profile().threshold(), step, ways, progress).run();
  }

  /**
   * Embeds slices and remembers the last two of each direction: each is the next one's neighbour.
   * Thread-safe.
   */
  private final class Slices {
    private static final int MOST = 4;

    private final PropagationTask task;
    private final Progress progress;
    private final Deque<Embedding> last = new ArrayDeque<>();

    Slices(PropagationTask task, Progress progress) {
      this.task = task;
      this.progress = progress;
    }

    /** One at a time: both directions begin with the same slice, which is looked at once. */
    synchronized Embedding embedding(int index) throws ModelException {
      SlicePlane plane = new SlicePlane(task.axis(), index);
      for (Embedding known : last) {
        if (known.key().plane().equals(plane)) {
          return known;
        }
      }
      Embedding made =
          task.embeddings().isPresent()
              ? task.embeddings().get().of(plane, task.window(), progress)
              : model.encode(SliceImage.of(task.volume(), plane, task.window()), progress);
      last.addFirst(made);
      if (last.size() > MOST) {
        last.removeLast();
      }
      return made;
    }
  }
}
