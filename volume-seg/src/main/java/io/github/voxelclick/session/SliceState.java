package io.github.voxelclick.session;

import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a segment knows of one slice; its pixels are in the segment's mask. Immutable.
 *
 * <p>Prompts are live until something other than their own answers changes the slice: drawing, an
 * edit of the whole segment, an answer on a slice that crosses it. Those answered by then are
 * settled: they stay listed, but later answers start from what is seen and no longer from them.
 *
 * @param plane the slice
 * @param prompts all prompts given on it, oldest first
 * @param settled how many of them, from the first, are no longer live
 * @param answered how many of them, from the first, the mask answers; fewer than given while a
 *     model is at work
 * @param start what the live prompts start from; empty when there are none
 * @param origin how the mask came about; empty before the first answer and when the slice was only
 *     confirmed
 * @param confidence 0 to 1, see {@link SlicePrediction}; 1 of a drawn slice
 * @param confirmed whether a person said that it is right
 */
public record SliceState(
    SlicePlane plane,
    List<GivenPrompt> prompts,
    int settled,
    int answered,
    Optional<SliceStart> start,
    Optional<SliceOrigin> origin,
    double confidence,
    boolean confirmed) {
  /** Checks the counts. */
  public SliceState {
    Objects.requireNonNull(plane, "plane");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(origin, "origin");
    prompts = List.copyOf(prompts);
    if (settled < 0 || answered < settled || answered > prompts.size()) {
      throw new IllegalArgumentException(
          settled + " settled and " + answered + " answered of " + prompts.size() + " prompts");
    }
    if (start.isPresent() != settled < prompts.size()) {
      throw new IllegalArgumentException("a start comes with live prompts and only with them");
    }
  }

  /** A slice without prompts. */
  static SliceState of(SlicePlane plane, SliceOrigin origin, double confidence) {
    return new SliceState(
        plane, List.of(), 0, 0, Optional.empty(), Optional.of(origin), confidence, false);
  }

  /** A slice that nothing is known of. */
  static SliceState unknown(SlicePlane plane) {
    return new SliceState(plane, List.of(), 0, 0, Optional.empty(), Optional.empty(), 0, false);
  }

  /** Whether a prompt waits for its answer. */
  public boolean isPending() {
    return answered < prompts.size();
  }

  /**
   * Whether a person worked on this slice: prompted, drew or confirmed it. Propagation starts from
   * such slices and spares them.
   */
  public boolean isTouched() {
    return !prompts.isEmpty() || confirmed || origin.equals(Optional.of(SliceOrigin.DRAWN));
  }

  /** The prompts that answers follow from, oldest first. */
  public List<GivenPrompt> live() {
    return prompts.subList(settled, prompts.size());
  }

  /** What was given, without who gave what when. */
  List<Prompt> livePrompts() {
    return live().stream().map(GivenPrompt::prompt).toList();
  }

  /** The first prompt that waits; only while {@link #isPending}. */
  GivenPrompt firstPending() {
    return prompts.get(answered);
  }

  /**
   * One more prompt, which waits for its answer.
   *
   * @param seen the pixels of the slice at this moment
   */
  SliceState withPrompt(GivenPrompt prompt, SliceMask seen) {
    List<GivenPrompt> next = new ArrayList<>(prompts);
    next.add(prompt);
    Optional<SliceStart> from =
        start.isPresent() ? start : Optional.of(new SliceStart(seen, origin, confidence));
    return new SliceState(plane, next, settled, answered, from, origin, confidence, confirmed);
  }

  /** Whether the same prompt waits here for the same answer. */
  boolean waitsLike(SliceState other) {
    return isPending()
        && other.isPending()
        && answered == other.answered
        && settled == other.settled
        && prompts.subList(0, answered + 1).equals(other.prompts.subList(0, answered + 1))
        && start.equals(other.start);
  }

  /**
   * One more prompt is answered. What a model drew is to be looked at again.
   *
   * @param answerConfidence 0 to 1
   */
  SliceState withAnswer(double answerConfidence) {
    return new SliceState(
        plane,
        prompts,
        settled,
        answered + 1,
        start,
        Optional.of(SliceOrigin.PROMPTED),
        answerConfidence,
        false);
  }

  /**
   * Other live prompts than before, all to be answered anew; with none left the slice is what it
   * was before them.
   */
  SliceState withLive(List<GivenPrompt> live) {
    List<GivenPrompt> next = new ArrayList<>(prompts.subList(0, settled));
    next.addAll(live);
    SliceStart from = start.orElseThrow();
    return live.isEmpty()
        ? new SliceState(
            plane,
            next,
            settled,
            settled,
            Optional.empty(),
            from.origin(),
            from.confidence(),
            false)
        : new SliceState(plane, next, settled, settled, start, origin, confidence, confirmed);
  }

  /**
   * Something else than an answer changed the slice: what is answered is settled, and what waits
   * starts from here.
   *
   * @param seen the pixels of the slice now
   */
  SliceState settled(SliceMask seen) {
    if (start.isEmpty()) {
      return this;
    }
    Optional<SliceStart> from =
        isPending() ? Optional.of(new SliceStart(seen, origin, confidence)) : Optional.empty();
    return new SliceState(plane, prompts, answered, answered, from, origin, confidence, confirmed);
  }

  /** The same without the prompts that wait. */
  SliceState withoutWaiting() {
    return new SliceState(
        plane,
        prompts.subList(0, answered),
        settled,
        answered,
        settled < answered ? start : Optional.empty(),
        origin,
        confidence,
        confirmed);
  }

  SliceState withOrigin(SliceOrigin other, double otherConfidence) {
    return new SliceState(
        plane, prompts, settled, answered, start, Optional.of(other), otherConfidence, confirmed);
  }

  SliceState withConfirmed(boolean other) {
    return new SliceState(plane, prompts, settled, answered, start, origin, confidence, other);
  }

  /** Whether it says no more than a slice that is not listed. */
  boolean isUnknown() {
    return prompts.isEmpty() && origin.isEmpty() && !confirmed;
  }
}
