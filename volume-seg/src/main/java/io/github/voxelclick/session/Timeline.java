package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The state of a session and how it came about. Every change is written down before it happens and
 * happens whole or not at all. Thread-safe: changes come one after the other, reading never waits.
 */
final class Timeline {
  private static final System.Logger LOG = System.getLogger(Timeline.class.getName());

  private final Mask nothing;
  private final Clock clock;
  private final ReentrantLock edits = new ReentrantLock();
  private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
  private final List<ActionListener> actionListeners = new CopyOnWriteArrayList<>();

  /**
   * Written under the lock, and while the history itself is held: who reads it need not wait for
   * the disk, which the lock is kept for.
   */
  private final History history = new History();

  /** The following are written under the lock alone. */
  private SessionLog log = SessionLog.none();

  private long lastId;
  private volatile SessionState state;
  private volatile boolean canUndo;
  private volatile boolean canRedo;

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

  /** The id of the latest entry. */
  long lastId() {
    edits.lock();
    try {
      return lastId;
    } finally {
      edits.unlock();
    }
  }

  void add(SessionListener listener) {
    listeners.add(listener);
  }

  void remove(SessionListener listener) {
    listeners.remove(listener);
  }

  void add(ActionListener listener) {
    actionListeners.add(listener);
  }

  void remove(ActionListener listener) {
    actionListeners.remove(listener);
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
   * As {@link #step}, unless the segment is no longer the one that the work began with.
   *
   * @param base the segment as it was then
   * @param change makes the next state; given what it is at that moment
   * @return empty when an edit has overtaken the work; nothing has happened then
   */
  Optional<Boolean> stepIfSame(
      SegmentState base,
      ActionKind kind,
      Map<String, String> details,
      UnaryOperator<SessionState> change)
      throws SessionException {
    boolean[] overtaken = new boolean[1];
    boolean changed =
        step(
            kind,
            base.number(),
            details,
            (now, id) -> {
              overtaken[0] = now.find(base.number()).filter(s -> isSame(s, base)).isEmpty();
              return overtaken[0] ? now : change.apply(now);
            });
    return overtaken[0] ? Optional.empty() : Optional.of(changed);
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
      boolean late = history.amendment(segment, pending, delta).isEmpty();
      ActionKind kind = late ? ActionKind.LATE_ANSWER : ActionKind.ANSWER;
      commit(action(kind, segment, details), delta);
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

  /** Versions are told apart by identity: equal content is costly to see and proves nothing. */
  static boolean isSame(Object a, Object b) {
    return a == b;
  }

  /** Takes the last step back; false when there is none. */
  boolean undo() throws SessionException {
    return move(ActionKind.UNDO, history::last);
  }

  /** Repeats the step taken back last; false when there is none. */
  boolean redo() throws SessionException {
    return move(ActionKind.REDO, history::next);
  }

  private boolean move(ActionKind kind, Supplier<Optional<History.Step>> step)
      throws SessionException {
    edits.lock();
    try {
      if (step.get().isEmpty()) {
        return false;
      }
      commit(action(kind, 0, Map.of()), new Delta(new TreeMap<>()));
      return true;
    } finally {
      edits.unlock();
    }
  }

  boolean canUndo() {
    return canUndo;
  }

  boolean canRedo() {
    return canRedo;
  }

  List<Action> actions() {
    synchronized (history) {
      return history.actions();
    }
  }

  /** The steps that redo repeats, the next first. */
  List<Action> undone() {
    synchronized (history) {
      return history.undone().stream().map(History.Step::action).toList();
    }
  }

  private Action action(ActionKind kind, int segment, Map<String, String> details) {
    return new Action(lastId + 1, kind, segment, new TreeMap<>(details), clock.instant());
  }

  private void commit(Action action, Delta delta) throws SessionException {
    Outcome outcome = outcome(action, delta); // what does not fit is never written down
    log.append(action, delta);
    happen(action, outcome);
  }

  /**
   * Repeats an entry that was written down.
   *
   * @throws IllegalArgumentException when the entry does not fit the state; nothing has changed
   */
  void enter(EntryReader.Entry entry) {
    edits.lock();
    try {
      happen(entry.action(), outcome(entry.action(), entry.delta()));
    } finally {
      edits.unlock();
    }
  }

  /** What an entry leads to. */
  private record Outcome(SessionState state, Runnable entering) {}

  private Outcome outcome(Action action, Delta delta) {
    return switch (action.kind()) {
      case OPEN, ABANDONED -> outcome(delta, () -> history.note(action));
      case SETTLE -> outcome(delta, () -> {});
      case ANSWER -> {
        History.Amendment amendment =
            pending(action)
                .flatMap(p -> history.amendment(action.segment(), p, delta))
                .orElseThrow(() -> misfit(action));
        yield outcome(delta, () -> history.amend(amendment, delta));
      }
      case LATE_ANSWER -> {
        History.Step step =
            new History.Step(action.without(Action.ANSWERS), withoutPrompt(action, delta), 1);
        yield outcome(delta, () -> history.add(step));
      }
      case UNDO -> {
        History.Step step = history.last().orElseThrow(() -> misfit(action));
        yield outcome(step.delta().reversed(), history::undo);
      }
      case REDO -> {
        History.Step step = history.next().orElseThrow(() -> misfit(action));
        yield outcome(step.delta(), history::redo);
      }
      default -> {
        int answers = action.number(Action.ANSWERS).orElse(0);
        History.Step step = new History.Step(action.without(Action.ANSWERS), delta, answers);
        yield outcome(delta, () -> history.add(step));
      }
    };
  }

  private Outcome outcome(Delta way, Runnable entering) {
    return new Outcome(way.apply(state, nothing).after(state), entering);
  }

  private static IllegalArgumentException misfit(Action action) {
    return new IllegalArgumentException(action.kind() + " without anything that it concerns");
  }

  private Optional<SliceState> pending(Action action) {
    return state
        .find(action.segment())
        .flatMap(s -> s.slice(action.plane().orElseThrow(() -> misfit(action))))
        .filter(SliceState::isPending);
  }

  /** A late answer is undone together with its prompt, which would only be answered again. */
  private Delta withoutPrompt(Action action, Delta delta) {
    SliceState waiting = pending(action).orElseThrow(() -> misfit(action));
    Optional<SliceState> before = Optional.of(waiting.withoutWaiting()).filter(s -> !s.isUnknown());
    Optional<SliceState> after =
        delta.slice(action.segment(), waiting.plane()).flatMap(Delta.Replaced::after);
    return delta.withSlice(action.segment(), waiting.plane(), new Delta.Replaced<>(before, after));
  }

  private void happen(Action action, Outcome outcome) {
    SessionState before = state;
    synchronized (history) {
      outcome.entering().run();
    }
    lastId = action.id();
    canUndo = history.last().isPresent();
    canRedo = history.next().isPresent();
    state = outcome.state();
    listeners.forEach(listener -> tell(() -> listener.changed(state)));
    actionListeners.forEach(listener -> tell(() -> listener.happened(action, before, state)));
  }

  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a listener of a session failed", e);
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

  /** How the state came about. */
  Past past() {
    edits.lock();
    try {
      return Past.of(history, state, nothing);
    } finally {
      edits.unlock();
    }
  }

  /** What to write down in place of all entries so far. */
  Compacted compacted() {
    edits.lock();
    try {
      return Compacted.of(past(), lastId, clock);
    } finally {
      edits.unlock();
    }
  }
}
