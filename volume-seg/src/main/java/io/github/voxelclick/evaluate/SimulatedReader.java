package io.github.voxelclick.evaluate;

import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.session.PropagationSettings;
import io.github.voxelclick.session.ReviewQueue;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionException;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A perfect, deterministic reader at work on one structure in a session. Every click and
 * propagation counts one; looking is free, and so is what the session does by itself. Once the
 * structure is done or the reader has given up, nothing more is done or counted.
 */
final class SimulatedReader {
  private final Structure structure;
  private final SegmentationSession session;
  private final int segment;
  private final EffortRules rules;
  private final Progress progress;
  private final Map<Integer, SimulatedUser> users = new HashMap<>();

  /** Slices that are wrong, but without an error left that was not clicked on. */
  private final Set<Integer> hopeless = new HashSet<>();

  /** Slices that were looked at since masks were carried last. */
  private final Set<Integer> passed = new HashSet<>();

  private int clicks;
  private int propagations;
  private int carriedAnew;
  private double dice;

  /**
   * @param session on the structure's image, with one segment without a prompt
   * @param progress asked before every interaction
   */
  SimulatedReader(
      Structure structure, SegmentationSession session, EffortRules rules, Progress progress) {
    this.structure = structure;
    this.session = session;
    this.segment = session.state().segments().get(0).number();
    this.rules = rules;
    this.progress = progress;
  }

  /** What was done so far and what came of it. */
  EffortScore.Trial trial() {
    return new EffortScore.Trial(
        clicks, propagations, carriedAnew, dice >= EffortRules.ENOUGH, dice);
  }

  /** Whether the structure is done or given up. */
  boolean isDone() {
    return dice >= EffortRules.ENOUGH || trial().given() >= rules.maxInteractions();
  }

  /** Whether a slice needs no correction. */
  boolean isRight(int k) {
    return mask().slice(SlicePlane.k(k)).dice(truth(k)) >= EffortRules.RIGHT;
  }

  /**
   * The first slice of the review queue that can be worked on; it may be right. Empty when there is
   * none.
   */
  Optional<Integer> nextInQueue() {
    return ReviewQueue.of(state()).stream()
        .map(item -> item.plane().index())
        .filter(k -> !hopeless.contains(k) && !passed.contains(k))
        .findFirst();
  }

  /** The wrong slice with the most wrong pixels, the first of several, whoever worked on it. */
  Optional<Integer> worst() {
    Set<Integer> slices = new TreeSet<>(structure.truth().occupiedSlices());
    slices.addAll(mask().occupiedSlices());
    Optional<Integer> worst = Optional.empty();
    int most = 0;
    for (int k : slices) {
      int wrong = mask().slice(SlicePlane.k(k)).xor(truth(k)).count();
      if (wrong > most && !hopeless.contains(k) && !isRight(k)) {
        worst = Optional.of(k);
        most = wrong;
      }
    }
    return worst;
  }

  /** Clicks on a slice until it is right, or for as long as the rules say. */
  void visit(int k) throws ModelException {
    SimulatedUser user =
        users.computeIfAbsent(k, n -> new SimulatedUser(SlicePlane.k(n), truth(n)));
    for (int n = 0; n < rules.clicksPerVisit() && !isDone() && !isRight(k); n++) {
      Optional<PointPrompt> click = user.next(mask().slice(SlicePlane.k(k)));
      if (click.isEmpty()) {
        hopeless.add(k);
        return;
      }
      clicks++;
      act(
          () -> {
            session.addPrompt(segment, click.get());
            session.answerPending(progress);
          });
    }
  }

  /** Looks at a slice and leaves it as it is, until masks are carried anew. */
  void pass(int k) {
    passed.add(k);
  }

  private boolean isSeed(SliceState slice) {
    return slice.isTouched() && !mask().slice(slice.plane()).isEmpty();
  }

  /** Carries the slices worked on over the whole volume, when one of them holds a mask. */
  void propagate(PropagationSettings settings) throws ModelException {
    if (!isDone() && state().slices().values().stream().anyMatch(this::isSeed)) {
      passed.clear();
      int last = session.volume().size().k() - 1;
      propagations++;
      act(
          () ->
              session.propagations().propagate(segment, SliceAxis.K, 0, last, settings, progress));
    }
  }

  /** As {@link #propagate}, unless that was done before. */
  void propagateOnce(PropagationSettings settings) throws ModelException {
    if (propagations == 0) {
      propagate(settings);
    }
  }

  /**
   * What the session does by itself once a slice is corrected: masks are carried anew around it,
   * where they were carried before.
   */
  void corrected(int k) throws ModelException {
    if (!isDone()) {
      passed.clear();
      act(
          () ->
              session
                  .propagations()
                  .carryCorrection(segment, SlicePlane.k(k), progress)
                  .ifPresent(done -> carriedAnew++));
    }
  }

  /** Something that is done to the session. */
  private interface Act {
    void run() throws PromptException, SessionException, ModelException;
  }

  private void act(Act act) throws ModelException {
    progress.checkCancelled();
    try {
      act.run();
    } catch (PromptException e) {
      return; // A person would be told why, and be left with the mask as it is.
    } catch (SessionException e) {
      throw new IllegalStateException(
          "a segment that is not locked, in a session without a log", e);
    }
    dice = mask().dice(structure.truth());
  }

  private SegmentState state() {
    return session.state().segment(segment);
  }

  private Mask mask() {
    return state().mask();
  }

  private SliceMask truth(int k) {
    return structure.truth().slice(SlicePlane.k(k));
  }
}
