package io.github.voxelclick.session;

import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
   */
  record Step(Action action, Delta delta) {}

  /** The latest last. */
  private final List<Step> done = new ArrayList<>();

  /** The next to repeat first. */
  private final Deque<Step> undone = new ArrayDeque<>();

  /** Steps that can neither be undone nor repeated any more, oldest first. */
  private final List<Action> abandoned = new ArrayList<>();

  /** A new step; what was undone cannot be repeated any more. */
  void add(Step step) {
    done.add(step);
    undone.forEach(s -> abandon(s.action()));
    undone.clear();
  }

  /** Remembers that a step was there. */
  void abandon(Action action) {
    abandoned.add(action);
  }

  /** Steps that were undone and overtaken, oldest first; a copy. */
  List<Action> abandoned() {
    return List.copyOf(abandoned);
  }

  /** The steps that undo goes back over, the latest last; a copy. */
  List<Step> done() {
    return List.copyOf(done);
  }

  /** The steps that redo repeats, the next first; a copy. */
  List<Step> undone() {
    return List.copyOf(undone);
  }

  /** Takes the last step back. */
  Optional<Step> undo() {
    if (done.isEmpty()) {
      return Optional.empty();
    }
    Step step = done.remove(done.size() - 1);
    undone.addFirst(step);
    return Optional.of(step);
  }

  /** Takes the step up that was taken back last. */
  Optional<Step> redo() {
    Optional<Step> step = Optional.ofNullable(undone.pollFirst());
    step.ifPresent(done::add);
    return step;
  }

  boolean canUndo() {
    return !done.isEmpty();
  }

  boolean canRedo() {
    return !undone.isEmpty();
  }

  /** The steps that undo goes back over, the latest last; a copy. */
  List<Action> actions() {
    return done.stream().map(Step::action).toList();
  }

  /**
   * The steps to rewrite when a model's answer comes, as if it had come before anything else.
   *
   * @param first index of the step that the answer belongs to
   * @param rest indices of later steps that only added prompts to the slice
   */
  record Place(int first, List<Integer> rest) {}

  /**
   * Where an answer belongs.
   *
   * @param segment number of the segment
   * @param pending the slice as it waits now
   * @param answer all that the answer changes
   * @return empty when a later step changed something that the answer changes, too
   */
  Optional<Place> placeOf(int segment, SliceState pending, Delta answer) {
    Delta beside = answer.withoutSlice(segment, pending.plane());
    List<Integer> rest = new ArrayList<>();
    for (int n = done.size() - 1; n >= 0; n--) {
      Delta delta = done.get(n).delta();
      Optional<Delta.Replaced<SliceState>> slice = delta.slice(segment, pending.plane());
      if (slice.isPresent()) {
        if (slice.get().before().filter(s -> s.waitsLike(pending)).isEmpty()) {
          return Optional.of(new Place(n, rest));
        }
        rest.add(n);
      }
      if (delta.withoutSlice(segment, pending.plane()).collidesWith(beside)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Adds an answer where it belongs. What was undone can still be repeated. */
  void amend(Place place, int segment, SlicePlane plane, Delta answer) {
    double confidence =
        answer.slice(segment, plane).flatMap(Delta.Replaced::after).orElseThrow().confidence();
    Step asked = done.get(place.first());
    Delta.Replaced<SliceState> slice = asked.delta().slice(segment, plane).orElseThrow();
    done.set(
        place.first(),
        new Step(
            asked.action(),
            asked
                .delta()
                .then(answer.withoutSlice(segment, plane))
                .withSlice(
                    segment,
                    plane,
                    new Delta.Replaced<>(
                        slice.before(), slice.after().map(s -> s.withAnswer(confidence))))));
    for (int n : place.rest()) {
      Step later = done.get(n);
      Delta.Replaced<SliceState> seen = later.delta().slice(segment, plane).orElseThrow();
      done.set(
          n,
          new Step(
              later.action(),
              later
                  .delta()
                  .withSlice(
                      segment,
                      plane,
                      new Delta.Replaced<>(
                          seen.before().map(s -> s.withAnswer(confidence)),
                          seen.after().map(s -> s.withAnswer(confidence))))));
    }
  }
}
