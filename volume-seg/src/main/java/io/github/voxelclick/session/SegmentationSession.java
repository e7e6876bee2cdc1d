package io.github.voxelclick.session;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The work on one volume with one model. Any thread may read {@link #state} and make edits; edits
 * never wait for a model. The calls that say so block while a model or a long computation runs and
 * belong on a background thread; meanwhile edits go on, and an answer that an edit has overtaken is
 * dropped.
 *
 * <p>Every edit and every propagation is one undo step, without a limit; the answer to a prompt
 * belongs to the step of that prompt. Prompts that were given faster than the model answers are
 * answered one after the other all the same; what is drawn on a slice that waits comes before its
 * answer, which then starts from it.
 *
 * <p>No action changes the voxels of a locked segment; it is refused. On a confirmed slice nothing
 * but prompts, drawing and copying on that very slice changes a pixel.
 *
 * <p>Every method that changes something throws {@link SessionException} when there is no such
 * segment any more, it is locked, or the action cannot be written down; nothing has changed then.
 *
 * <p>The caller owns the model and closes it after the last call.
 */
public final class SegmentationSession {
  private final Volume volume;
  private final SegmentationModel model;
  private final SessionOptions options;
  private final IntensityWindows windows;
  private final SliceEmbeddings embeddings;
  private final PromptAnswers answers;
  private final Timeline timeline;
  private final SegmentTools tools;
  private final ShapeTools shapes;
  private final Propagations propagations;
  private volatile Optional<Window> chosenWindow;
  private volatile Optional<EntrySource> entries = Optional.empty();

  /**
   * A session without any prompt, which is written down nowhere.
   *
   * @param volume the image
   * @param model answers prompts
   * @param propagator carries masks on
   * @param options window and memory
   * @param first the segment to begin with
   */
  public SegmentationSession(
      Volume volume,
      SegmentationModel model,
      Propagator propagator,
      SessionOptions options,
      Segment first) {
    this(volume, model, propagator, options, Optional.of(first));
  }

  SegmentationSession(
      Volume volume,
      SegmentationModel model,
      Propagator propagator,
      SessionOptions options,
      Optional<Segment> first) {
    this.volume = Objects.requireNonNull(volume, "volume");
    this.model = Objects.requireNonNull(model, "model");
    this.options = Objects.requireNonNull(options, "options");
    this.chosenWindow = options.window();
    this.windows = new IntensityWindows(volume, model.profile().intensity());
    this.embeddings = new SliceEmbeddings(volume, model, options.embeddingBytes());
    this.answers = new PromptAnswers(model);
    Mask nothing = Mask.empty(volume.size());
    SessionState none = new SessionState(0, List.of());
    SessionState state = first.map(f -> Transitions.added(none, f, nothing)).orElse(none);
    this.timeline = new Timeline(state, nothing, options.clock());
    this.tools = new SegmentTools(this, timeline);
    this.shapes = new ShapeTools(this, tools);
    this.propagations = new Propagations(this, propagator);
  }

  /**
   * A session of which the entries are kept in memory, so that what comes of it can be told and
   * repeated; nothing is written to the disk.
   *
   * @param first the segment to begin with
   * @throws SessionException never, since memory refuses no entry
   */
  public static SegmentationSession kept(
      Volume volume,
      SegmentationModel model,
      Propagator propagator,
      SessionOptions options,
      Segment first)
      throws SessionException {
    return kept(volume, model, propagator, options, Optional.of(first));
  }

  /**
   * As the other {@code kept}, without a segment to begin with: all are added or loaded.
   *
   * @throws SessionException never, since memory refuses no entry
   */
  public static SegmentationSession kept(
      Volume volume, SegmentationModel model, Propagator propagator, SessionOptions options)
      throws SessionException {
    return kept(volume, model, propagator, options, Optional.empty());
  }

  private static SegmentationSession kept(
      Volume volume,
      SegmentationModel model,
      Propagator propagator,
      SessionOptions options,
      Optional<Segment> first)
      throws SessionException {
    SegmentationSession session =
        new SegmentationSession(volume, model, propagator, options, Optional.empty());
    MemoryLog log = new MemoryLog();
    session.logTo(log);
    if (first.isPresent()) {
      session.begin(first.get());
    }
    session.noteOpening();
    session.entriesFrom(log);
    return session;
  }

  /** The image. */
  public Volume volume() {
    return volume;
  }

  /** The model that answers prompts. */
  public SegmentationModel model() {
    return model;
  }

  /** What changes segments without a model. */
  public SegmentTools tools() {
    return tools;
  }

  /** What changes the shape of whole segments. */
  public ShapeTools shapes() {
    return shapes;
  }

  /** The state at this moment; never waits. */
  public SessionState state() {
    return timeline.state();
  }

  /** From now on everything is written down there first. */
  void logTo(SessionLog log) {
    timeline.logTo(log);
  }

  /** Adds the segment to begin with; no step. */
  void begin(Segment first) throws SessionException {
    Mask nothing = Mask.empty(volume.size());
    timeline.step(
        ActionKind.SETTLE,
        first.number(),
        Map.of(),
        (now, id) -> Transitions.added(now, first, nothing));
  }

  /** Writes down what changes nothing. */
  void note(ActionKind kind, Map<String, String> details) throws SessionException {
    timeline.step(kind, 0, details, (now, id) -> now);
  }

  /** Notes with which model, and in which window if one was chosen, work goes on from here. */
  void noteOpening() throws SessionException {
    Map<String, String> details = new TreeMap<>();
    details.put(Action.MODEL, model.profile().name());
    details.put(Action.FAMILY, model.profile().family());
    details.put(Action.SHA256, model.sha256());
    options
        .window()
        .ifPresent(
            w -> {
              details.put(Action.WINDOW_LOW, Double.toString(w.low()));
              details.put(Action.WINDOW_HIGH, Double.toString(w.high()));
            });
    note(ActionKind.OPEN, details);
  }

  /** From now on another window counts, as it did when the actions that follow were done. */
  void useWindow(Optional<Window> window) {
    chosenWindow = window;
  }

  /** Where everything is written down. */
  void entriesFrom(EntrySource source) {
    entries = Optional.of(source);
  }

  Optional<EntrySource> entries() {
    return entries;
  }

  Timeline timeline() {
    return timeline;
  }

  Propagations propagations() {
    return propagations;
  }

  /**
   * Repeats an entry that was written down.
   *
   * @throws IllegalArgumentException when it does not follow from the state
   */
  void enter(EntryReader.Entry entry) {
    timeline.enter(entry.action(), entry.delta());
  }

  /** All segments with their masks at this moment, in world space. */
  public Segmentation segmentation() {
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (SegmentState s : state().segments()) {
      entries.add(new Segmentation.Entry(s.segment(), s.mask()));
    }
    return new Segmentation(volume.geometry(), entries);
  }

  /** Adds someone who learns of every change. */
  public void addListener(SessionListener listener) {
    timeline.add(listener);
  }

  /** Removes a listener; does nothing when it was not there. */
  public void removeListener(SessionListener listener) {
    timeline.remove(listener);
  }

  /** Adds someone who learns of every action. */
  public void addActionListener(ActionListener listener) {
    timeline.add(listener);
  }

  /** Removes a listener; does nothing when it was not there. */
  public void removeActionListener(ActionListener listener) {
    timeline.remove(listener);
  }

  /** As the other {@code addPrompt}; other segments may share the voxels. */
  public void addPrompt(int segment, Prompt prompt) throws PromptException, SessionException {
    addPrompt(segment, prompt, Overlap.ALLOWED);
  }

  /**
   * Adds a prompt; {@link #answerPending} answers it. One undo step.
   *
   * @param segment number of the segment
   * @param overlap what becomes of voxels that other segments hold
   * @throws PromptException when the prompt lies outside the volume or the model cannot take it;
   *     nothing has changed then
   */
  public void addPrompt(int segment, Prompt prompt, Overlap overlap)
      throws PromptException, SessionException {
    prompt.requireWithin(volume.size());
    timeline.<PromptException>step(
        ActionKind.ADD_PROMPT,
        segment,
        describe(prompt),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          requireTaken(s.sliceOrUnknown(prompt.plane()).livePrompts(), prompt);
          return now.with(Transitions.prompted(s, new GivenPrompt(id, prompt, overlap)));
        });
  }

  private void requireTaken(List<Prompt> given, Prompt prompt) throws PromptException {
    Optional<String> refusal = model.prompts().refusal(model.profile().name(), given, prompt);
    if (refusal.isPresent()) {
      throw new PromptException("Cannot use this prompt: " + refusal.get());
    }
  }

  private static Map<String, String> describe(Prompt prompt) {
    return Map.of(
        Action.PLANE,
        Action.text(prompt.plane()),
        "prompt",
        prompt.kind(),
        "positive",
        Boolean.toString(prompt.positive()));
  }

  /**
   * Takes a prompt back; those left on its slice are answered anew. One undo step.
   *
   * @param prompt {@linkplain GivenPrompt#id id} of the prompt
   * @throws SessionException also when the slice was edited after the prompt was answered
   */
  public void removePrompt(int segment, long prompt) throws SessionException {
    timeline.step(
        ActionKind.REMOVE_PROMPT,
        segment,
        Map.of(),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          SliceState slice = Transitions.sliceOf(s, prompt);
          return Transitions.replaced(now, s, slice, prompt, Optional.empty());
        });
  }

  /**
   * Puts another prompt in the place of one, such as the same click elsewhere; all live prompts of
   * the slice are answered anew. One undo step.
   *
   * @param prompt {@linkplain GivenPrompt#id id} of the prompt to replace
   * @param replacement on the same slice
   * @throws PromptException as of {@link #addPrompt}, and for one on another slice
   * @throws SessionException also when the slice was edited after the prompt was answered
   */
  public void movePrompt(int segment, long prompt, Prompt replacement)
      throws PromptException, SessionException {
    replacement.requireWithin(volume.size());
    timeline.<PromptException>step(
        ActionKind.MOVE_PROMPT,
        segment,
        describe(replacement),
        (now, id) -> {
          SegmentState s = Transitions.unlocked(now, segment);
          SliceState slice = Transitions.sliceOf(s, prompt);
          if (!slice.plane().equals(replacement.plane())) {
            throw new PromptException(
                "Cannot move a prompt to another slice. Take it back and give a new one there.");
          }
          GivenPrompt old =
              slice.live().stream().filter(p -> p.id() == prompt).findFirst().orElseThrow();
          requireTaken(
              slice.live().stream().filter(p -> p.id() != prompt).map(GivenPrompt::prompt).toList(),
              replacement);
          GivenPrompt next = new GivenPrompt(id, replacement, old.overlap());
          return Transitions.replaced(now, s, slice, prompt, Optional.of(next));
        });
  }

  /** Empty when the segment is no longer the one that the work began with. */
  Optional<Boolean> applyIfSame(
      SegmentState base,
      ActionKind kind,
      Map<String, String> details,
      UnaryOperator<SessionState> change)
      throws SessionException {
    boolean[] overtaken = new boolean[1];
    boolean changed =
        timeline.step(
            kind,
            base.number(),
            details,
            (now, id) -> {
              overtaken[0] = now.find(base.number()).filter(s -> isSame(s, base)).isEmpty();
              return overtaken[0] ? now : change.apply(now);
            });
    return overtaken[0] ? Optional.empty() : Optional.of(changed);
  }

  /** Versions are told apart by identity: equal content is costly to see and proves nothing. */
  static boolean isSame(Object a, Object b) {
    return a == b;
  }

  /** Whether there is a step to undo. */
  public boolean canUndo() {
    return timeline.canUndo();
  }

  /** Whether there is a step to redo. */
  public boolean canRedo() {
    return timeline.canRedo();
  }

  /** The steps that {@link #undo} goes back over, the latest last. */
  public List<Action> history() {
    return timeline.actions();
  }

  /**
   * The steps that {@link #redo} repeats, the next first; none once an edit came after the undo.
   */
  public List<Action> undone() {
    return timeline.undone();
  }

  /**
   * Goes back to the state before the last step, prompts included.
   *
   * @return false when there is none
   */
  public boolean undo() throws SessionException {
    return timeline.undo();
  }

  /**
   * Repeats the step that was undone last.
   *
   * @return false when there is none, or an edit came after the undo
   */
  public boolean redo() throws SessionException {
    return timeline.redo();
  }

  /**
   * Answers every prompt that waits in the order in which they were given, those that arrive
   * meanwhile included; those of locked segments go on waiting. Blocks while the model runs.
   *
   * @param progress asked between model runs; cancelling leaves unanswered prompts waiting
   * @throws ModelException when the model cannot run; the prompt keeps waiting
   * @throws SessionException when an answer cannot be written down; the prompt keeps waiting
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public void answerPending(Progress progress) throws ModelException, SessionException {
    boolean more = true;
    while (more) {
      more = answerNext(progress);
    }
  }

  /**
   * Answers the prompt that has waited longest, if any does. Otherwise as {@link #answerPending}.
   *
   * @return false when none waited
   */
  public boolean answerNext(Progress progress) throws ModelException, SessionException {
    Optional<Pending> next = Pending.first(state());
    if (next.isEmpty()) {
      return false;
    }
    progress.checkCancelled();
    SegmentState segment = next.get().segment();
    SliceState slice = next.get().slice();
    SlicePrediction answer = predict(segment, slice, progress);
    timeline.answer(
        segment.number(),
        slice,
        (now, id) -> Transitions.answered(now, now.segment(segment.number()), slice, answer));
    return true;
  }

  /**
   * The session once nothing waits on a segment.
   *
   * @throws SessionException when the segment is locked, or not there any more
   */
  SessionState answered(int segment, Progress progress) throws ModelException, SessionException {
    while (true) {
      SessionState now = state();
      SegmentState s = Transitions.unlocked(now, segment);
      if (s.slices().values().stream().noneMatch(SliceState::isPending)) {
        return now;
      }
      answerPending(progress);
    }
  }

  /** The model's answer to the first prompt that waits on a slice. */
  SlicePrediction predict(SegmentState segment, SliceState slice, Progress progress)
      throws ModelException {
    return answers.next(slice, embedding(slice.plane(), window(segment), progress), progress);
  }

  /** A slice of a segment with unanswered prompts, as it was when work on it began. */
  private record Pending(SegmentState segment, SliceState slice) {
    static Optional<Pending> first(SessionState state) {
      Optional<Pending> first = Optional.empty();
      long least = Long.MAX_VALUE;
      for (SegmentState segment : state.segments()) {
        if (segment.locked()) {
          continue;
        }
        for (SliceState slice : segment.slices().values()) {
          if (slice.isPending() && slice.firstPending().id() < least) {
            least = slice.firstPending().id();
            first = Optional.of(new Pending(segment, slice));
          }
        }
      }
      return first;
    }
  }

  /**
   * Carries the slices of a segment that a person prompted, drew or confirmed on to the other
   * slices of a range, after answering what waits. Masks carried there before are replaced; slices
   * that a person worked on keep their pixels, those of other axes included. One undo step. Blocks
   * while the model runs.
   *
   * @param segment number of the segment
   * @param axis along which to carry
   * @param first first slice of the range
   * @param last last slice of the range, included
   * @param settings how
   * @param progress told after each slice; when it is cancelled, the slices done so far are kept
   * @return what was carried where; empty when an edit of the segment has overtaken the work, which
   *     is then dropped
   * @throws PromptException when the range lies outside or no slice of this axis holds a mask to
   *     start from
   * @throws ModelException when the model cannot run; nothing has changed then
   */
  public Optional<Propagation> propagate(
      int segment,
      SliceAxis axis,
      int first,
      int last,
      PropagationSettings settings,
      Progress progress)
      throws PromptException, ModelException, SessionException {
    return propagate(segment, axis, first, last, settings, Integer.MAX_VALUE, progress);
  }

  /**
   * As the other {@code propagate}, but as if cancelled after a number of steps: so a propagation
   * that was cancelled can be repeated.
   *
   * @param mostSteps as the action says under {@link Action#STEPS}
   */
  public Optional<Propagation> propagate(
      int segment,
      SliceAxis axis,
      int first,
      int last,
      PropagationSettings settings,
      int mostSteps,
      Progress progress)
      throws PromptException, ModelException, SessionException {
    return propagations.run(segment, axis, first, last, settings, mostSteps, progress);
  }

  /**
   * Carries masks anew where a corrected slice has a say: between the next slices on either side
   * that a person worked on, and past the outermost as far as any propagation went. Otherwise as
   * {@link #propagate(int, SliceAxis, int, int, PropagationSettings, Progress)}.
   *
   * @param corrected a slice that a person worked on
   */
  public Optional<Propagation> propagateAround(
      int segment, SlicePlane corrected, PropagationSettings settings, Progress progress)
      throws PromptException, ModelException, SessionException {
    return propagations.around(segment, corrected, settings, progress);
  }

  /**
   * Answers what waits and, where masks were carried over a slice before, carries them anew around
   * it in the same way, so that a correction has its say at once. As {@link #propagateAround}, but
   * whole or not at all.
   *
   * @param corrected a slice that a person worked on
   * @return empty also when there is nothing to carry anew
   * @throws java.util.concurrent.CancellationException when cancelled; what was carried before
   *     stays
   */
  public Optional<Propagation> carryCorrection(int segment, SlicePlane corrected, Progress progress)
      throws PromptException, ModelException, SessionException {
    return propagations.correction(segment, corrected, progress);
  }

  /** As the other {@code propagate}, by the model's own strategy and never across a gap. */
  public Optional<Propagation> propagate(
      int segment, SliceAxis axis, int first, int last, Progress progress)
      throws PromptException, ModelException, SessionException {
    return propagate(segment, axis, first, last, PropagationSettings.defaults(), progress);
  }

  /**
   * The modality values that the model sees from 0 to 1 for a segment: those of the options, else
   * those that its profile chooses for the segment's first positive prompt.
   */
  public Window window(SegmentState segment) {
    return chosenWindow.orElseGet(() -> windows.choose(segment.firstPositive()));
  }

  /**
   * Looks at a slice and its neighbours before anyone asks, the nearest first, so that prompts on
   * them are answered quickly. Ends when the memory for embeddings is full. Blocks while the model
   * runs; cancel it when the person has moved on.
   *
   * @param segment whose window is used
   * @param centre the slice that is looked at
   * @param reach how many slices to each side
   * @return how many slices are ready
   * @throws ModelException when the model cannot run
   * @throws java.util.concurrent.CancellationException when cancelled; what is ready stays
   */
  public int prefetch(int segment, SlicePlane centre, int reach, Progress progress)
      throws ModelException {
    return embeddings.prefetch(centre, window(state().segment(segment)), reach, progress);
  }

  /**
   * The embedding of a slice, from memory or made now. Call it ahead of a prompt to make the prompt
   * faster. Blocks while the model runs.
   *
   * @throws ModelException when the model cannot run
   */
  public Embedding embedding(SlicePlane plane, Window window, Progress progress)
      throws ModelException {
    return embeddings.get(plane, window, progress);
  }
}
