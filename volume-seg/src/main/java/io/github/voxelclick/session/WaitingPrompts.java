package io.github.voxelclick.session;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import java.util.Optional;

/**
 * The prompts of a session that wait for the model's answer. Errors and threads as of {@link
 * SegmentationSession}: all blocks while the model runs.
 */
final class WaitingPrompts {
  private final Timeline timeline;
  private final SliceEmbeddings embeddings;
  private final PromptAnswers answers;

  /**
   * For a session.
   *
   * @param embeddings what the model sees
   * @param model answers
   */
  WaitingPrompts(Timeline timeline, SliceEmbeddings embeddings, SegmentationModel model) {
    this.timeline = timeline;
    this.embeddings = embeddings;
    this.answers = new PromptAnswers(model);
  }

  /** As {@link SegmentationSession#answerPending}. */
  void answerAll(Progress progress) throws ModelException, SessionException {
    boolean more = true;
    while (more) {
      more = answerNext(progress);
    }
  }

  /** As {@link SegmentationSession#answerNext}. */
  boolean answerNext(Progress progress) throws ModelException, SessionException {
    Optional<Pending> next = Pending.first(timeline.state());
    if (next.isEmpty()) {
      return false;
    }
    progress.checkCancelled();
    SegmentState segment = next.get().segment();
    SliceState slice = next.get().slice();
    SlicePrediction answer = predict(segment, slice, progress);
    timeline.answer(
        segment.number(),
        slice,
        (now, id) -> Transitions.answered(now, now.segment(segment.number()), slice, answer));
    return true;
  }

  /**
   * The session once nothing waits on a segment.
   *
   * @throws SessionException when the segment is locked, or not there any more
   */
  SessionState answered(int segment, Progress progress) throws ModelException, SessionException {
    while (true) {
      SessionState now = timeline.state();
      SegmentState s = Transitions.unlocked(now, segment);
      if (s.slices().values().stream().noneMatch(SliceState::isPending)) {
        return now;
      }
      answerAll(progress);
    }
  }

  /** The model's answer to the first prompt that waits on a slice; enters nothing. */
  SlicePrediction predict(SegmentState segment, SliceState slice, Progress progress)
      throws ModelException {
    return answers.next(
        slice, embeddings.get(slice.plane(), embeddings.window(segment), progress), progress);
  }

  /** A slice of a segment with unanswered prompts, as it was when work on it began. */
  private record Pending(SegmentState segment, SliceState slice) {
    static Optional<Pending> first(SessionState state) {
      Optional<Pending> first = Optional.empty();
      long least = Long.MAX_VALUE;
      for (SegmentState segment : state.segments()) {
        if (segment.locked()) {
          continue;
        }
        for (SliceState slice : segment.slices().values()) {
          if (slice.isPending() && slice.firstPending().id() < least) {
            least = slice.firstPending().id();
            first = Optional.of(new Pending(segment, slice));
          }
        }
      }
      return first;
    }
  }
}
