package io.github.voxelclick.session;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a model for the live prompts of a slice, each answer starting from the one before. An answer
 * depends on image, start and prompts alone, so the last ones are remembered only to be faster.
 * Thread-safe.
 */
final class PromptAnswers {
  private static final int REMEMBERED = 32;

  private final SegmentationModel model;
  private final Map<Key, SlicePrediction> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, SlicePrediction> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** What an answer follows from. */
  private record Key(EmbeddingKey image, SliceStart start, List<Prompt> prompts) {}

  PromptAnswers(SegmentationModel model) {
    this.model = model;
  }

  /**
   * The answer to the first prompt that waits.
   *
   * @param slice is pending
   * @param embedding of the slice, in the window of its segment
   * @throws ModelException when the model cannot run
   */
  SlicePrediction next(SliceState slice, Embedding embedding, Progress progress)
      throws ModelException {
    SliceStart start = slice.start().orElseThrow();
    int count = slice.answered() - slice.settled() + 1;
    List<Prompt> prompts = slice.livePrompts().subList(0, count);
    Optional<SlicePrediction> previous =
        start.isSeen() ? Optional.of(SlicePrediction.certain(start.mask())) : Optional.empty();
    int done = 0;
    for (int n = count; n > 0 && done == 0; n--) {
      Optional<SlicePrediction> known = get(new Key(embedding.key(), start, prompts.subList(0, n)));
      if (known.isPresent()) {
        previous = known;
        done = n;
      }
    }
    for (int n = done + 1; n <= count; n++) {
      progress.checkCancelled();
      List<Prompt> asked = prompts.subList(0, n);
      SlicePrediction answer = model.answer(embedding, asked, previous, progress);
      put(new Key(embedding.key(), start, List.copyOf(asked)), answer);
      previous = Optional.of(answer);
    }
    return previous.orElseThrow();
  }

  private synchronized Optional<SlicePrediction> get(Key key) {
    return Optional.ofNullable(last.get(key));
  }

  private synchronized void put(Key key, SlicePrediction answer) {
    last.put(key, answer);
  }
}
