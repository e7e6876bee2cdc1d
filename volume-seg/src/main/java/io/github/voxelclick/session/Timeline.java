package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SlicePlane;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The state of a session and how it came about. Every change is written down before it happens and
 * happens whole or not at all. Thread-safe: changes come one after the other, reading never waits.
 */
final class Timeline {
  private final Mask nothing;
  private final Clock clock;
  private final ReentrantLock edits = new ReentrantLock();
  private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();

  /** The following are written under the lock alone. */
  private final History history = new History();

  private SessionLog log = SessionLog.none();
  private long lastId;
  private volatile SessionState state;

  /** Makes the next state of a session. */
  @FunctionalInterface
  interface Change<E extends Exception> {
    /**
     * The next state.
     *
     * @param now the state at this moment; nothing else happens meanwhile
     * @param id of the action
     */
    SessionState of(SessionState now, long id) throws E, SessionException;
  }

  /**
   * A timeline that begins with a state.
   *
   * @param nothing a mask without voxels of the session's grid
   */
  Timeline(SessionState first, Mask nothing, Clock clock) {
    this.state = first;
    this.nothing = nothing;
    this.clock = clock;
  }

  SessionState state() {
    return state;
  }

  void add(SessionListener listener) {
    listeners.add(listener);
  }

  void remove(SessionListener listener) {
    listeners.remove(listener);
  }

  /** From now on everything is written down there. */
  void logTo(SessionLog next) {
    edits.lock();
    try {
      log = next;
    } finally {
      edits.unlock();
    }
  }

  /**
   * Changes the state by an action that is a step, or bookkeeping that is none.
   *
   * @param segment number of the segment, 0 when none
   * @return false when the action changes nothing; then it has not happened
   * @throws SessionException when it cannot be written down; nothing has changed then
   */
  <E extends Exception> boolean step(
      ActionKind kind, int segment, Map<String, String> details, Change<E> change)
      throws E, SessionException {
    edits.lock();
    try {
      Delta delta = Delta.between(state, change.of(state, lastId + 1));
      if (delta.isEmpty() && kind.isStep()) {
        return false;
      }
      commit(action(kind, segment, details), delta);
      return true;
    } finally {
      edits.unlock();
    }
  }

  /**
   * Enters a model's answer where it belongs.
   *
   * @param segment number of the segment
   * @param pending the slice with which the work began; an edit that changed it since has overtaken
   *     the answer, which is then dropped
   * @param answer what the session is with it; given what it is at that moment
   */
  void answer(int segment, SliceState pending, Change<RuntimeException> answer)
      throws SessionException {
    edits.lock();
    try {
      if (!isWaiting(segment, pending)) {
        return;
      }
      Map<String, String> details = Map.of(Action.PLANE, Action.text(pending.plane()));
      Delta delta = Delta.between(state, answer.of(state, lastId + 1));
      if (history.placeOf(segment, pending, delta).isPresent()) {
        commit(action(ActionKind.ANSWER, segment, details), delta);
        return;
      }
      SessionState answered = answer.of(state, lastId + 1);
      SegmentState s = state.segment(segment);
      SessionState muted = state.with(s.withSlices(List.of(pending.muted())));
      commit(action(ActionKind.SETTLE, segment, details), Delta.between(state, muted));
      commit(action(ActionKind.LATE_ANSWER, segment, details), Delta.between(state, answered));
    } finally {
      edits.unlock();
    }
  }

  private boolean isWaiting(int segment, SliceState pending) {
    return state
        .find(segment)
        .filter(s -> !s.locked())
        .flatMap(s -> s.slice(pending.plane()))
        .filter(s -> isSame(s, pending))
        .isPresent();
  }

  /** Versions are told apart by identity: equal content proves nothing. */
  private static boolean isSame(Object a, Object b) {
    return a == b;
  }

  /** Takes the last step back; false when there is none. */
  boolean undo() throws SessionException {
    return move(ActionKind.UNDO, history::canUndo);
  }

  /** Repeats the step taken back last; false when there is none. */
  boolean redo() throws SessionException {
    return move(ActionKind.REDO, history::canRedo);
  }

  private boolean move(ActionKind kind, BooleanSupplier possible) throws SessionException {
    edits.lock();
    try {
      if (!possible.getAsBoolean()) {
        return false;
      }
      commit(action(kind, 0, Map.of()), new Delta(new TreeMap<>()));
      return true;
    } finally {
      edits.unlock();
    }
  }

  boolean canUndo() {
    edits.lock();
    try {
      return history.canUndo();
    } finally {
      edits.unlock();
    }
  }

  boolean canRedo() {
    edits.lock();
    try {
      return history.canRedo();
    } finally {
      edits.unlock();
    }
  }

  List<Action> actions() {
    edits.lock();
    try {
      return history.actions();
    } finally {
      edits.unlock();
    }
  }

  private Action action(ActionKind kind, int segment, Map<String, String> details) {
    return new Action(lastId + 1, kind, segment, new TreeMap<>(details), clock.instant());
  }

  private void commit(Action action, Delta delta) throws SessionException {
    log.append(action, delta);
    enter(action, delta);
  }

  /**
   * What an entry does to the state, when it happens as when it is read again. Listeners are told.
   *
   * @throws IllegalArgumentException when the entry does not fit the state
   */
  void enter(Action action, Delta delta) {
    edits.lock();
    try {
      Delta way = delta;
      switch (action.kind()) {
        case OPEN, SETTLE -> {}
        case ABANDONED -> history.abandon(action);
        case ANSWER -> amend(action, delta);
        case UNDO -> way = history.undo().map(s -> s.delta().reversed()).orElseThrow(none(action));
        case REDO -> way = history.redo().map(History.Step::delta).orElseThrow(none(action));
        default -> history.add(new History.Step(action, delta));
      }
      lastId = action.id();
      state = way.apply(state, nothing).after(state);
      for (SessionListener listener : listeners) {
        listener.changed(state);
      }
    } finally {
      edits.unlock();
    }
  }

  /** Looks at this while nothing changes. */
  <T> T exclusively(Function<Timeline, T> look) {
    edits.lock();
    try {
      return look.apply(this);
    } finally {
      edits.unlock();
    }
  }

  /**
   * The entries that lead to this state, with nothing in them that undo and redo cannot reach.
   *
   * @param entries empty when they cannot be told apart
   */
  record Compacted(List<EntryReader.Entry> entries) {}

  /** What to write down in place of all entries so far. */
  Compacted compacted() {
    edits.lock();
    try {
      List<History.Step> steps = new ArrayList<>(history.done());
      List<History.Step> undone = history.undone();
      SessionState base = state;
      for (int n = steps.size() - 1; n >= 0; n--) {
        base = steps.get(n).delta().reversed().apply(base, nothing);
      }
      steps.addAll(undone);
      if (steps.stream().anyMatch(s -> s.action().kind() == ActionKind.LATE_ANSWER)) {
        return new Compacted(List.of()); // what it settled is in no step
      }
      Delta empty = new Delta(new TreeMap<>());
      List<EntryReader.Entry> entries = new ArrayList<>();
      Action begin = new Action(0, ActionKind.SETTLE, 0, new TreeMap<>(), clock.instant());
      SessionState none = new SessionState(0, List.of());
      entries.add(new EntryReader.Entry(begin, Delta.between(none, base)));
      for (Action a : history.abandoned()) {
        entries.add(new EntryReader.Entry(note(a), empty));
      }
      steps.forEach(s -> entries.add(new EntryReader.Entry(s.action(), s.delta())));
      for (int n = 0; n < undone.size(); n++) {
        entries.add(
            new EntryReader.Entry(
                new Action(lastId, ActionKind.UNDO, 0, new TreeMap<>(), clock.instant()), empty));
      }
      Action end = new Action(lastId, ActionKind.SETTLE, 0, new TreeMap<>(), clock.instant());
      entries.add(new EntryReader.Entry(end, empty));
      return new Compacted(entries);
    } finally {
      edits.unlock();
    }
  }

  private static Action note(Action a) {
    if (a.kind() == ActionKind.ABANDONED) {
      return a;
    }
    TreeMap<String, String> details = new TreeMap<>(a.details());
    details.put("kind", a.kind().name());
    return new Action(a.id(), ActionKind.ABANDONED, a.segment(), details, a.at());
  }

  private static Supplier<IllegalArgumentException> none(Action action) {
    return () -> new IllegalArgumentException("nothing for " + action.kind());
  }

  private void amend(Action action, Delta delta) {
    SlicePlane plane = action.plane().orElseThrow();
    Optional<SliceState> pending =
        state.find(action.segment()).flatMap(s -> s.slice(plane)).filter(SliceState::isPending);
    History.Place place =
        pending
            .flatMap(p -> history.placeOf(action.segment(), p, delta))
            .orElseThrow(() -> new IllegalArgumentException("an answer that no prompt waits for"));
    history.amend(place, action.segment(), plane, delta);
  }
}
