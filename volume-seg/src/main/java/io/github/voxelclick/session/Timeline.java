package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

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

  /** Versions are told apart by identity: equal content proves nothing. */
  private static boolean isSame(Object a, Object b) {
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
  void enter(Action action, Delta delta) {
    edits.lock();
    try {
      happen(action, outcome(action, delta));
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

  /**
   * How the state came about, as far as undo and redo reach.
   *
   * @param base the state before all of it
   * @param done the steps that lead from there to the state, in order
   * @param undone the steps that redo repeats
   * @param notes openings, and steps that were undone and are out of reach, oldest first
   * @param state the state
   */
  record Past(
      SessionState base,
      List<History.Step> done,
      List<History.Step> undone,
      List<Action> notes,
      SessionState state) {}

  Past past() {
    edits.lock();
    try {
      List<History.Step> done = history.done();
      return new Past(base(done), done, history.undone(), history.notes(), state);
    } finally {
      edits.unlock();
    }
  }

  /** The state before all steps. */
  private SessionState base(List<History.Step> steps) {
    SessionState base = state;
    for (int n = steps.size() - 1; n >= 0; n--) {
      base = steps.get(n).delta().reversed().apply(base, nothing);
    }
    return base;
  }

  /**
   * What could take the place of all entries so far.
   *
   * @param entries with nothing in them that undo and redo cannot reach
   * @param state what they must lead to
   * @param history the steps that they must lead to
   * @param answers how many answers of a model they no longer tell apart
   */
  record Compacted(
      List<EntryReader.Entry> entries, SessionState state, List<Action> history, int answers) {
    /** Whether they lead there. Takes as long as opening the session. */
    boolean holds(Mask nothing) {
      Timeline again = new Timeline(new SessionState(0, List.of()), nothing, Clock.systemUTC());
      for (EntryReader.Entry entry : entries) {
        again.enter(entry.action(), entry.delta());
      }
      return again.state.segments().equals(state.segments()) && again.actions().equals(history);
    }
  }

  /** What to write down in place of all entries so far. */
  Compacted compacted() {
    edits.lock();
    try {
      List<History.Step> steps = new ArrayList<>(history.done());
      List<History.Step> undone = history.undone();
      SessionState base = base(steps);
      steps.addAll(undone);
      Delta empty = new Delta(new TreeMap<>());
      List<EntryReader.Entry> entries = new ArrayList<>();
      SessionState none = new SessionState(0, List.of());
      entries.add(
          new EntryReader.Entry(bookkeeping(0, ActionKind.SETTLE), Delta.between(none, base)));
      history.notes().forEach(a -> entries.add(new EntryReader.Entry(note(a), empty)));
      steps.forEach(s -> entries.add(new EntryReader.Entry(withAnswers(s), s.delta())));
      undone.forEach(
          s -> entries.add(new EntryReader.Entry(bookkeeping(lastId, ActionKind.UNDO), empty)));
      entries.add(new EntryReader.Entry(bookkeeping(lastId, ActionKind.SETTLE), empty));
      int answers = steps.stream().mapToInt(History.Step::answers).sum();
      return new Compacted(entries, state, history.actions(), answers);
    } finally {
      edits.unlock();
    }
  }

  private Action bookkeeping(long id, ActionKind kind) {
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
