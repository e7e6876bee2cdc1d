package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What could take the place of all entries of a session so far. Immutable.
 *
 * @param entries with nothing in them that undo and redo cannot reach
 * @param state what they must lead to
 * @param history the steps that they must lead to
 * @param answers how many answers of a model they no longer tell apart
 */
record Compacted(
    List<EntryReader.Entry> entries, SessionState state, List<Action> history, int answers) {

  /**
   * What leads to the same as a past.
   *
   * @param lastId of the latest entry
   * @param clock says when entries are made that only keep the books
   */
  static Compacted of(Past past, long lastId, Clock clock) {
    List<History.Step> steps = new ArrayList<>(past.done());
    steps.addAll(past.undone());
    Delta empty = new Delta(new TreeMap<>());
    List<EntryReader.Entry> entries = new ArrayList<>();
    SessionState none = new SessionState(0, List.of());
    entries.add(
        new EntryReader.Entry(
            bookkeeping(0, ActionKind.SETTLE, clock), Delta.between(none, past.base())));
    past.notes().forEach(a -> entries.add(new EntryReader.Entry(note(a), empty)));
    steps.forEach(s -> entries.add(new EntryReader.Entry(withAnswers(s), s.delta())));
    past.undone()
        .forEach(
            s ->
                entries.add(
                    new EntryReader.Entry(bookkeeping(lastId, ActionKind.UNDO, clock), empty)));
    entries.add(new EntryReader.Entry(bookkeeping(lastId, ActionKind.SETTLE, clock), empty));
    int answers = steps.stream().mapToInt(History.Step::answers).sum();
    List<Action> history = past.done().stream().map(History.Step::action).toList();
    return new Compacted(entries, past.state(), history, answers);
  }

  /** Whether they lead there. Takes as long as opening the session. */
  boolean holds(Mask nothing) {
    Timeline again = new Timeline(new SessionState(0, List.of()), nothing, Clock.systemUTC());
    entries.forEach(again::enter);
    return again.state().segments().equals(state.segments()) && again.actions().equals(history);
  }

  private static Action bookkeeping(long id, ActionKind kind, Clock clock) {
    return new Action(id, kind, 0, new TreeMap<>(), clock.instant());
  }

  private static Action withAnswers(History.Step step) {
    return step.answers() == 0
        ? step.action()
        : step.action().with(Action.ANSWERS, Integer.toString(step.answers()));
  }

  private static Action note(Action a) {
    return a.kind() == ActionKind.ABANDONED || a.kind() == ActionKind.OPEN
        ? a
        : a.with(Action.KIND, a.kind().name()).as(ActionKind.ABANDONED);
  }
}
