package io.github.voxelclick.session;

import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person asked in a step that is recorded together with its answers.
 *
 * @param plane the slice that was asked about
 * @param asked the session with the prompts that wait for these answers
 */
record MergedStep(SlicePlane plane, SessionState asked) {
  /**
   * Works out what was asked.
   *
   * @param before the session before
   * @param after the session after, answers included
   * @return empty when it was not a prompt that was given, moved or taken back
   */
  static Optional<MergedStep> of(Action action, SessionState before, SessionState after) {
    Optional<SegmentState> from = before.find(action.segment());
    Optional<SegmentState> to = after.find(action.segment());
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    List<SlicePlane> changed = new ArrayList<>();
    for (Map.Entry<SlicePlane, SliceState> e : to.get().slices().entrySet()) {
      if (!prompts(from.get(), e.getKey()).equals(e.getValue().prompts())) {
        changed.add(e.getKey());
      }
    }
    if (changed.size() != 1) {
      return Optional.empty();
    }
    SlicePlane plane = changed.get(0);
    return asked(action, before, from.get(), prompts(to.get(), plane), plane)
        .map(state -> new MergedStep(plane, state));
  }

  private static List<GivenPrompt> prompts(SegmentState segment, SlicePlane plane) {
    return segment.slice(plane).map(SliceState::prompts).orElse(List.of());
  }

  private static Optional<SessionState> asked(
      Action action,
      SessionState before,
      SegmentState segment,
      List<GivenPrompt> next,
      SlicePlane plane) {
    List<GivenPrompt> old = prompts(segment, plane);
    return switch (action.kind()) {
      case ADD_PROMPT ->
          next.size() == old.size() + 1 && next.subList(0, old.size()).equals(old)
              ? Optional.of(before.with(Transitions.prompted(segment, next.get(old.size()))))
              : Optional.empty();
      case REMOVE_PROMPT ->
          next.size() == old.size() - 1
              ? replaced(before, segment, plane, differing(old, next), Optional.empty())
              : Optional.empty();
      case MOVE_PROMPT ->
          next.size() == old.size()
              ? replaced(
                  before,
                  segment,
                  plane,
                  differing(old, next),
                  Optional.of(next.get(differing(old, next))))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Place of the first prompt that is another one, or gone. */
  private static int differing(List<GivenPrompt> old, List<GivenPrompt> next) {
    int n = 0;
    while (n < next.size() && n < old.size() && old.get(n).equals(next.get(n))) {
      n++;
    }
    return n;
  }

  private static Optional<SessionState> replaced(
      SessionState before,
      SegmentState segment,
      SlicePlane plane,
      int place,
      Optional<GivenPrompt> replacement) {
    SliceState slice = segment.slices().get(plane);
    if (place < slice.settled()) {
      return Optional.empty();
    }
    long prompt = slice.prompts().get(place).id();
    return Optional.of(Transitions.replaced(before, segment, slice, prompt, replacement));
  }
}
