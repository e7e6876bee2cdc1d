package io.github.voxelclick.session;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.Optional;

/**
 * What a model sees of the slices of a volume, in which window, and as embeddings that are
 * remembered within a budget. Thread-safe.
 */
final class SliceEmbeddings {
  private final Volume volume;
  private final SegmentationModel model;
  private final long budget;
  private final EmbeddingCache cache;
  private final IntensityWindows windows;
  private volatile Optional<Window> chosenWindow;

  /**
   * Nothing is remembered yet.
   *
   * @param options window, and memory for embeddings
   */
  SliceEmbeddings(Volume volume, SegmentationModel model, SessionOptions options) {
    this.volume = volume;
    this.model = model;
    this.budget = options.embeddingBytes();
    this.cache = new EmbeddingCache(budget);
    this.windows = new IntensityWindows(volume, model.profile().intensity());
    this.chosenWindow = options.window();
  }

  /** The window for a segment, as {@link SegmentationSession#window} says. */
  Window window(SegmentState segment) {
    return chosenWindow.orElseGet(() -> windows.choose(segment.firstPositive()));
  }

  /** From now on another window counts, as it did when the actions that follow were done. */
  void useWindow(Optional<Window> window) {
    chosenWindow = window;
  }

  /** The embedding of a slice, from memory or made now. */
  Embedding get(SlicePlane plane, Window window, Progress progress) throws ModelException {
    Optional<Embedding> known = cache.get(new EmbeddingKey(plane, window, model.sha256()));
    if (known.isPresent()) {
      return known.get();
    }
    Embedding made = model.encode(SliceImage.of(volume, plane, window), progress);
    cache.put(made);
    return made;
  }

  /** Makes those of a slice and its neighbours, as {@link SegmentationSession#prefetch} says. */
  int prefetch(SlicePlane centre, Window window, int reach, Progress progress)
      throws ModelException {
    int slices = centre.axis().slices(volume.size());
    int ready = 0;
    for (int step = 0; step <= 2 * reach; step++) {
      int index = centre.index() + (step % 2 == 0 ? -step / 2 : (step + 1) / 2);
      if (index < 0 || index >= slices) {
        continue;
      }
      progress.checkCancelled();
      long bytes = get(new SlicePlane(centre.axis(), index), window, progress).bytes();
      ready++;
      progress.update(ready, 2 * reach + 1);
      if ((ready + 1) * bytes > budget) {
        break; // one more would push out the first
      }
    }
    return ready;
  }
}
