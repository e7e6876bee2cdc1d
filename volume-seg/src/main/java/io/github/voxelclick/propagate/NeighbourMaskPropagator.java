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

  /** For a model that was trained to carry masks on, with the default stop rule. */
  public NeighbourMaskPropagator(SegmentationModel model) {
    this(model, StopRule.defaults());
  }

  /** For a model that was trained to carry masks on, with a stop rule. */
  public NeighbourMaskPropagator(SegmentationModel model, StopRule rule) {
    this(model, "neighbour-mask", rule);
  }

  private NeighbourMaskPropagator(SegmentationModel model, String name, StopRule rule) {
    this.model = Objects.requireNonNull(model, "model");
    this.name = name;
    this.rule = Objects.requireNonNull(rule, "rule");
  }

  /** For a model that knows prompts alone. */
  public static NeighbourMaskPropagator projecting(SegmentationModel model) {
    return new NeighbourMaskPropagator(model, "prompt-projection", StopRule.projection());
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
    return new SliceWalk(task, rule, model.profile().threshold(), step, progress).run();
  }

  /** Embeds slices and remembers the two last: each is the next one's neighbour. */
  private final class Slices {
    private final PropagationTask task;
    private final Progress progress;
    private final Deque<Embedding> last = new ArrayDeque<>();

    Slices(PropagationTask task, Progress progress) {
      this.task = task;
      this.progress = progress;
    }

    Embedding embedding(int index) throws ModelException {
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
      if (last.size() > 2) {
        last.removeLast();
      }
      return made;
    }
  }
}
