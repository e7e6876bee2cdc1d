package io.github.voxelclick.propagate;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be carried where.
 *
 * @param volume the image
 * @param window the modality values that a model sees from 0 to 1
 * @param axis along which masks are carried
 * @param seeds known masks by slice index; an empty one says that the structure is not there and
 *     nothing is carried past it. Seeds outside the range count as well
 * @param first first slice of the range
 * @param last last slice of the range, included
 * @param crossGaps whether to go on where slices of constant k are missing
 * @param excluded voxels that are known to be something else; nothing is carried onto them or
 *     through them
 * @param embeddings where to get what the model saw of slices; empty lets it look at each anew
 */
public record PropagationTask(
    Volume volume,
    Window window,
    SliceAxis axis,
    SortedMap<Integer, SliceMask> seeds,
    int first,
    int last,
    boolean crossGaps,
    Mask excluded,
    Optional<EmbeddingSource> embeddings) {
  /** Checks range and seeds against the volume. */
  public PropagationTask {
    Objects.requireNonNull(window, "window");
    if (!excluded.size().equals(volume.size())) {
      throw new IllegalArgumentException(excluded + " does not fit " + volume.size());
    }
    int slices = axis.slices(volume.size());
    if (first < 0 || last < first || last >= slices) {
      throw new IllegalArgumentException(
          "slices " + first + ".." + last + " of 0.." + (slices - 1));
    }
    seeds = Collections.unmodifiableSortedMap(new TreeMap<>(seeds));
    for (Map.Entry<Integer, SliceMask> seed : seeds.entrySet()) {
      if (seed.getKey() < 0
          || seed.getKey() >= slices
          || seed.getValue().columns() != axis.columns(volume.size())
          || seed.getValue().rows() != axis.rows(volume.size())) {
        throw new IllegalArgumentException(
            "seed " + seed.getValue() + " on slice " + seed.getKey() + " of " + volume.size());
      }
    }
  }

  /** Embeddings of the slices of the task's volume, such as a session remembers. */
  @FunctionalInterface
  public interface EmbeddingSource {
    /**
     * What the model sees of a slice. A propagation asks for one at a time, from any thread.
     *
     * @param window the modality values shown from 0 to 1
     * @throws ModelException when the model cannot run
     */
    Embedding of(SlicePlane plane, Window window, Progress progress) throws ModelException;
  }

  /** A task that ends at gaps. */
  public PropagationTask(
      Volume volume,
      Window window,
      SliceAxis axis,
      SortedMap<Integer, SliceMask> seeds,
      int first,
      int last) {
    this(
        volume,
        window,
        axis,
        seeds,
        first,
        last,
        false,
        Mask.empty(volume.size()),
        Optional.empty());
  }

  /** What is left of an answer on a slice without the excluded voxels. */
  SlicePrediction allowed(int index, SlicePrediction answer) {
    return excluded.isEmpty()
        ? answer
        : answer.without(excluded.slice(new SlicePlane(axis, index)));
  }

  /** Whether a mask may not be carried between two neighbouring slices. */
  boolean stopsBetween(int slice, int neighbour) {
    return !crossGaps
        && axis == SliceAxis.K
        && volume.geometry().gapAfter(Math.min(slice, neighbour));
  }
}
