package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.panel.PropagationEnds;
import io.github.voxelclick.plugin.panel.ReviewStatus;
import io.github.voxelclick.plugin.panel.SliceNames;
import io.github.voxelclick.plugin.task.EditQueue;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.PropagationSettings;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionException;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Term;
import io.github.voxelclick.volume.VolumeException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/**
 * What panel, keys and menu can do with a case. Short edits are entered at once; what needs a model
 * or a long computation becomes a job. Used on the event thread only.
 */
final class CaseCommands {
  private final SegmentationSession session;
  private final DisplayState display;
  private final Jobs jobs;
  private final Consumer<SlicePlane> goTo;
  private final NewSegment newSegment;
  private final SliceNames names;

  /** Starts work on the inference thread. */
  interface Jobs {
    /**
     * Starts a job, which replaces the one that runs, once all edits before it are entered: so what
     * was asked for last is what counts.
     */
    <T> void submit(String what, LatestJobRunner.Job<T> job);

    /** Starts at once what follows from an edit that has just been entered. */
    <T> void follow(String what, LatestJobRunner.Job<T> job);

    /**
     * Enters an edit after all before it, without waiting for it.
     *
     * @param then what follows on the event thread when it has changed something
     */
    void enter(EditQueue.Edit edit, Runnable then);

    /** Steps are taken back: what was still to follow from them is not to. On any thread. */
    void takenBack();
  }

  /** Describes a segment that the model in use draws. */
  interface NewSegment {
    /** As {@link io.github.voxelclick.plugin.task.SegmentNaming#describe}. */
    Segment describe(String code, String label) throws VolumeException;
  }

  CaseCommands(
      SegmentationSession session,
      DisplayState display,
      Jobs jobs,
      Consumer<SlicePlane> goTo,
      NewSegment newSegment) {
    this.session = session;
    this.display = display;
    this.jobs = jobs;
    this.goTo = goTo;
    this.newSegment = newSegment;
    this.names = new SliceNames(session.volume().geometry());
  }

  private SessionState state() {
    return session.state();
  }

  private SegmentState selected() {
    display.follow(state());
    return state().segment(display.selected());
  }

  /** An edit of the session. */
  @FunctionalInterface
  private interface Edit {
    void run() throws VolumeException;
  }

  /** Nothing in it may ask the display, which another thread than this may not. */
  private void enter(Edit edit) {
    enter(edit, () -> {});
  }

  private void enter(Edit edit, Runnable then) {
    jobs.enter(
        () -> {
          edit.run();
          return true;
        },
        then);
  }

  /** Adds a segment and works on it. */
  void addSegment() {
    AtomicInteger added = new AtomicInteger(display.selected());
    IntSupplier number = added::get;
    display.selectComing(number);
    enter(
        () -> {
          int free = 1 + state().segments().stream().mapToInt(SegmentState::number).max().orElse(0);
          Segment described = newSegment.describe("", "");
          Segment segment =
              described
                  .withNumber(free)
                  .withLabel(described.label() + " " + free)
                  .withColour(Segment.Rgb.ofNumber(free));
          session.tools().addSegment(segment);
          added.set(free);
        },
        () -> display.arrived(number));
  }

  /** Removes a segment; the last one stays, so that there is always one to work on. */
  void removeSegment(int number) {
    jobs.enter(
        () -> {
          if (state().segments().size() < 2) {
            Messages.status(Texts.get("case.lastSegment"));
            return false;
          }
          session.tools().removeSegment(number);
          return true;
        },
        () -> {});
  }

  /** Works on the next segment in the list, after the last on the first. */
  void selectNext() {
    List<Integer> numbers = state().segments().stream().map(SegmentState::number).toList();
    int at = numbers.indexOf(display.selected());
    display.select(numbers.get((at + 1) % numbers.size()));
  }

  void rename(int number, String label) {
    enter(() -> session.tools().describe(segment(number).withLabel(label)));
  }

  void recolour(int number, Segment.Rgb colour) {
    enter(() -> session.tools().describe(segment(number).withColour(colour)));
  }

  /** Gives a segment the code of a term; its name and colour, too, unless a person chose others. */
  void code(int number, Term term) {
    enter(
        () -> {
          Segment s = segment(number);
          boolean named = !s.label().matches(Pattern.quote(usual(s)) + "( \\d+)?");
          session
              .tools()
              .describe(
                  new Segment(
                      s.number(),
                      named ? s.label() : term.label(),
                      term.category(),
                      term.type(),
                      named ? s.colour() : term.colour(),
                      s.algorithm(),
                      s.algorithmName(),
                      s.algorithmVersion(),
                      term.details()));
        });
  }

  /** What a segment would be called by its code. */
  private static String usual(Segment s) {
    return new Term(
            s.category(),
            s.type(),
            s.details().typeModifiers().stream().findFirst(),
            s.details().region(),
            s.colour())
        .label();
  }

  private Segment segment(int number) throws SessionException {
    return state().present(number).segment();
  }

  void setLocked(int number, boolean locked) {
    enter(() -> session.tools().setLocked(number, locked));
  }

  void toggleLock() {
    int number = selected().number();
    enter(() -> session.tools().setLocked(number, !state().present(number).locked()));
  }

  /** Confirms a slice of the selected segment, or takes that back. */
  void confirm(SlicePlane plane, boolean confirmed) {
    int number = display.selected();
    enter(() -> session.tools().setConfirmed(number, List.of(plane), confirmed));
  }

  void toggleConfirmed(SlicePlane plane) {
    int number = selected().number();
    enter(
        () -> {
          SegmentState now = state().present(number);
          boolean confirmed = now.slice(plane).filter(SliceState::confirmed).isEmpty();
          session.tools().setConfirmed(number, List.of(plane), confirmed);
        });
  }

  /** Confirms all slices of a segment and locks it. */
  void confirmAndLock(int number) {
    enter(() -> session.tools().confirmAndLock(number, axis(number)));
  }

  /** Shows the slice that most is probably wrong with, then those that nobody has looked at. */
  void review() {
    ReviewStatus.of(selected(), display.current())
        .next()
        .ifPresentOrElse(goTo, () -> Messages.status(Texts.get("case.allReviewed")));
  }

  /** The axis along which a person worked on a segment last. */
  SliceAxis axis(int number) throws SessionException {
    return state().present(number).slices().values().stream()
        .filter(SliceState::isTouched)
        .max(Comparator.comparingLong(CaseCommands::latest))
        .map(s -> s.plane().axis())
        .orElse(SliceAxis.K);
  }

  private static long latest(SliceState slice) {
    return slice.prompts().stream().mapToLong(p -> p.id()).max().orElse(-1);
  }

  /** Carries the masks of the selected segment over the whole volume. */
  void propagateAll() {
    propagate(Texts.get("case.job.propagating"), PropagationSettings.defaults());
  }

  /** Fills the slices between those that a person worked on, without a model. */
  void interpolate() {
    propagate(Texts.get("case.job.interpolating"), PropagationSettings.interpolation());
  }

  private void propagate(String what, PropagationSettings settings) {
    IntSupplier target = display.target();
    PropagationSettings chosen = settings.withOverlap(display.overlap());
    jobs.submit(
        what,
        progress -> {
          int number = target.getAsInt();
          SliceAxis axis = axis(number);
          int last = axis.slices(session.volume().size()) - 1;
          return propagate(number, axis, 0, last, chosen, progress);
        });
  }

  /**
   * Propagates; says where it ended. On the inference thread.
   *
   * @param first index of a slice along the axis
   * @param last likewise, included
   */
  JobRemark propagate(
      int number,
      SliceAxis axis,
      int first,
      int last,
      PropagationSettings settings,
      Progress progress)
      throws VolumeException {
    String ends =
        session
            .propagations()
            .propagate(number, axis, first, last, settings, progress)
            .map(done -> PropagationEnds.of(done, axis, names))
            .orElse("");
    return new JobRemark(ends.isEmpty() ? "" : Texts.get("case.ended", ends));
  }

  /**
   * Goes back (below 0) or forth by as many steps as there are now: to that place in the history,
   * whatever a job that is still running enters meanwhile.
   */
  void travel(int steps) {
    List<Action> done = session.history();
    List<Action> undone = session.undone();
    if (steps > 0 && undone.isEmpty()) {
      return;
    }
    int at = done.size() + steps;
    OptionalLong place =
        steps < 0
            ? (at > 0 ? OptionalLong.of(done.get(at - 1).id()) : OptionalLong.empty())
            : OptionalLong.of(undone.get(Math.min(steps, undone.size()) - 1).id());
    jobs.submit(
        Texts.get("case.job.travelling"),
        progress -> {
          jobs.takenBack();
          while (steps < 0 ? isAfter(place) : !isAt(place)) {
            progress.checkCancelled();
            if (!(steps < 0 ? session.undo() : session.redo())) {
              break;
            }
          }
          session.answerPending(progress);
          return Optional.empty();
        });
  }

  private boolean isAt(OptionalLong place) {
    List<Action> done = session.history();
    return !done.isEmpty() && place.equals(OptionalLong.of(done.get(done.size() - 1).id()));
  }

  /** Whether there are steps after a place, which is the beginning where it is empty. */
  private boolean isAfter(OptionalLong place) {
    List<Action> done = session.history();
    return place.isEmpty()
        ? !done.isEmpty()
        : done.stream().anyMatch(a -> place.equals(OptionalLong.of(a.id()))) && !isAt(place);
  }

  /** Takes the last step back, and with what followed from a correction the correction. */
  void undo() {
    jobs.enter(
        () -> {
          jobs.takenBack();
          List<Action> done = session.history();
          boolean both = !done.isEmpty() && done.get(done.size() - 1).followsFromLast();
          return session.undo() && (!both || session.undo());
        },
        this::answerWhatCameBack);
  }

  /** Repeats the step taken back last, and what followed from it. */
  void redo() {
    jobs.enter(
        () -> {
          boolean moved = session.redo();
          if (session.undone().stream().findFirst().filter(Action::followsFromLast).isPresent()) {
            session.redo();
          }
          return moved;
        },
        this::answerWhatCameBack);
  }

  private void answerWhatCameBack() {
    jobs.follow(Texts.get("case.job.segmenting"), this::answerPending);
  }

  /** Answers what waits. */
  void answer() {
    jobs.submit(Texts.get("case.job.segmenting"), this::answerPending);
  }

  private Optional<Object> answerPending(Progress progress) throws VolumeException {
    session.answerPending(progress);
    return Optional.empty();
  }
}
