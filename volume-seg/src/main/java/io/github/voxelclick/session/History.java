package io.github.voxelclick.session;

import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps that can be undone and those that can be repeated, without a limit. Not thread-safe.
 */
final class History {
  /**
   * One step.
   *
   * @param action what was done
   * @param delta what it changed, answers of a model included
   * @param answers how many answers it includes
   */
  record Step(Action action, Delta delta, int answers) {
    Step with(Delta other) {
      return new Step(action, other, answers);
    }

    /** What is left of it once it is out of reach. */
    Action note() {
      return action.with(Action.ANSWERS, Integer.toString(answers));
    }
  }

  /** The latest last. */
  private final List<Step> done = new ArrayList<>();

  /** The next to repeat first. */
  private final Deque<Step> undone = new ArrayDeque<>();

  /** What else is worth remembering, oldest first: openings, and steps that are out of reach. */
  private final List<Action> notes = new ArrayList<>();

  /** A new step; what was undone cannot be repeated any more. */
  void add(Step step) {
    done.add(step);
    abandonUndone();
  }

  private void abandonUndone() {
    undone.forEach(s -> note(s.note()));
    undone.clear();
  }

  /** Remembers something that is no step, or no longer one. */
  void note(Action action) {
    notes.add(action);
  }

  /** What {@link #note} remembered, and steps that were undone and overtaken; a copy. */
  List<Action> notes() {
    return List.copyOf(notes);
  }

  /** The steps that undo goes back over, the latest last; a copy. */
  List<Step> done() {
    return List.copyOf(done);
  }

  /** The steps that redo repeats, the next first; a copy. */
  List<Step> undone() {
    return List.copyOf(undone);
  }

  /** The step that undo would take back. */
  Optional<Step> last() {
    return done.isEmpty() ? Optional.empty() : Optional.of(done.get(done.size() - 1));
  }

  /** The step that redo would repeat. */
  Optional<Step> next() {
    return Optional.ofNullable(undone.peekFirst());
  }

  /** Takes {@link #last} back. */
  void undo() {
    undone.addFirst(done.remove(done.size() - 1));
  }

  /** Takes {@link #next} up again. */
  void redo() {
    done.add(undone.removeFirst());
  }

  /** The steps that undo goes back over, the latest last; a copy. */
  List<Action> actions() {
    return done.stream().map(Step::action).toList();
  }

  /**
   * How the history is rewritten when a model's answer comes, as if it had come before anything
   * else.
   *
   * @param steps what takes the place of which steps
   */
  record Amendment(Map<Integer, Step> steps) {}

  /**
   * Where an answer belongs: to the latest step that changed what is known of its slice otherwise
   * than by adding prompts.
   *
   * @param segment number of the segment
   * @param pending the slice as it waits now
   * @param answer all that the answer changes
   * @return empty when a later step changed something that the answer changes, too
   */
  Optional<Amendment> amendment(int segment, SliceState pending, Delta answer) {
    SlicePlane plane = pending.plane();
    Delta beside = answer.withoutSlice(segment, plane);
    Map<Integer, Step> steps = new HashMap<>();
    double confidence = confidence(answer, segment, plane);
    for (int n = done.size() - 1; n >= 0; n--) {
      Step step = done.get(n);
      Optional<Delta.Replaced<SliceState>> slice = step.delta().slice(segment, plane);
      if (slice.isPresent() && slice.get().before().filter(s -> s.waitsLike(pending)).isEmpty()) {
        Delta with =
            step.delta()
                .then(beside)
                .withSlice(
                    segment,
                    plane,
                    new Delta.Replaced<>(
                        slice.get().before(), answered(slice.get().after(), confidence)));
        steps.put(n, new Step(step.action(), with, step.answers() + 1));
        return Optional.of(new Amendment(steps));
      }
      if (step.delta().withoutSlice(segment, plane).collidesWith(beside)) {
        return Optional.empty();
      }
      if (slice.isPresent()) {
        Delta.Replaced<SliceState> later =
            new Delta.Replaced<>(
                answered(slice.get().before(), confidence),
                answered(slice.get().after(), confidence));
        steps.put(n, step.with(step.delta().withSlice(segment, plane, later)));
      }
    }
    return Optional.empty();
  }

  private static double confidence(Delta answer, int segment, SlicePlane plane) {
    return answer
        .slice(segment, plane)
        .flatMap(Delta.Replaced::after)
        .map(SliceState::confidence)
        .orElseThrow(() -> new IllegalArgumentException("an answer that answers nothing"));
  }

  private static Optional<SliceState> answered(Optional<SliceState> slice, double confidence) {
    return slice.map(s -> s.withAnswer(confidence));
  }

  /**
   * Enters an answer where it belongs. Steps that were undone stay repeatable unless they concern
   * what the answer changes: they were made without it.
   */
  void amend(Amendment amendment, Delta answer) {
    amendment.steps().forEach(done::set);
    if (undone.stream().anyMatch(s -> s.delta().collidesWith(answer))) {
      abandonUndone();
    }
  }
}
