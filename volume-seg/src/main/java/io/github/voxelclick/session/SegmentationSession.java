package io.github.voxelclick.session;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
  private final SliceEmbeddings embeddings;
  private final Timeline timeline;
  private final SessionRecord record;
  private final PromptSteps prompts;
  private final WaitingPrompts waiting;
  private final SegmentTools tools;
  private final ShapeTools shapes;
  private final Propagations propagations;

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
    this.embeddings =
        new SliceEmbeddings(volume, model, Objects.requireNonNull(options, "options"));
    Mask nothing = Mask.empty(volume.size());
    SessionState none = new SessionState(0, List.of());
    SessionState state = first.map(f -> Transitions.added(none, f, nothing)).orElse(none);
    this.timeline = new Timeline(state, nothing, options.clock());
    this.record = new SessionRecord(timeline, nothing, model, options);
    this.prompts = new PromptSteps(timeline, volume.size(), model);
    this.waiting = new WaitingPrompts(timeline, embeddings, model);
    this.tools = new SegmentTools(this, timeline, waiting);
    this.shapes = new ShapeTools(this, tools);
    this.propagations = new Propagations(this, timeline, waiting, propagator);
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
    session.record.keepIn(log, log, first);
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

  /** What carries masks on to other slices. */
  public Propagations propagations() {
    return propagations;
  }

  /** The state at this moment; never waits. */
  public SessionState state() {
    return timeline.state();
  }

  Timeline timeline() {
    return timeline;
  }

  SessionRecord record() {
    return record;
  }

  WaitingPrompts waiting() {
    return waiting;
  }

  SliceEmbeddings embeddings() {
    return embeddings;
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
    prompts.add(segment, prompt, overlap);
  }

  /**
   * Takes a prompt back; those left on its slice are answered anew. One undo step.
   *
   * @param prompt {@linkplain GivenPrompt#id id} of the prompt
   * @throws SessionException also when the slice was edited after the prompt was answered
   */
  public void removePrompt(int segment, long prompt) throws SessionException {
    prompts.remove(segment, prompt);
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
    prompts.move(segment, prompt, replacement);
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
    waiting.answerAll(progress);
  }

  /**
   * Answers the prompt that has waited longest, if any does. Otherwise as {@link #answerPending}.
   *
   * @return false when none waited
   */
  public boolean answerNext(Progress progress) throws ModelException, SessionException {
    return waiting.answerNext(progress);
  }

  /**
   * The modality values that the model sees from 0 to 1 for a segment: those of the options, else
   * those that its profile chooses for the segment's first positive prompt.
   */
  public Window window(SegmentState segment) {
    return embeddings.window(segment);
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
