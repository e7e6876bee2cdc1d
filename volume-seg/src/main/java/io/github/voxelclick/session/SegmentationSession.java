package io.github.voxelclick.session;

import io.github.voxelclick.model.Embedding;
import io.github.voxelclick.model.EmbeddingKey;
import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.PropagationTask;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The work on one volume with one model. Any thread may read {@link #state} and make edits; edits
 * never wait for a model. The two calls that run the model ({@link #answerPending} and {@link
 * #propagate}) block and belong on a background thread; while they run, edits go on, and an answer
 * that an edit has overtaken is dropped.
 *
 * <p>Every edit and every propagation is one undo step; the answer to a prompt belongs to the step
 * of that prompt. The masks depend on prompts and their order alone, never on timing: prompts that
 * were given faster than the model answers are answered one after the other all the same.
 *
 * <p>The caller owns the model and closes it after the last call.
 */
public final class SegmentationSession {
  private final Volume volume;
  private final SegmentationModel model;
  private final Propagator propagator;
  private final SessionOptions options;
  private final IntensityWindows windows;
  private final EmbeddingCache embeddings;
  private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();

  /** Guards undo, redo and every write of {@code state}. */
  private final ReentrantLock edits = new ReentrantLock();

  private final Deque<List<SegmentState>> undo = new ArrayDeque<>();
  private final Deque<List<SegmentState>> redo = new ArrayDeque<>();
  private volatile SessionState state;

  /**
   * A session without any prompt.
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
    this.volume = Objects.requireNonNull(volume, "volume");
    this.model = Objects.requireNonNull(model, "model");
    this.propagator = Objects.requireNonNull(propagator, "propagator");
    this.options = Objects.requireNonNull(options, "options");
    this.windows = new IntensityWindows(volume, model.profile().intensity());
    this.embeddings = new EmbeddingCache(options.embeddingBytes());
    this.state = new SessionState(0, List.of(emptySegment(first)));
  }

  private SegmentState emptySegment(Segment segment) {
    return new SegmentState(segment, Mask.empty(volume.size()), Optional.empty(), Map.of());
  }

  /** The image. */
  public Volume volume() {
    return volume;
  }

  /** The model that answers prompts. */
  public SegmentationModel model() {
    return model;
  }

  /** The state at this moment; never waits. */
  public SessionState state() {
    return state;
  }

  /** All segments with their masks at this moment, in world space. */
  public Segmentation segmentation() {
    List<Segmentation.Entry> entries = new ArrayList<>();
    for (SegmentState s : state.segments()) {
      entries.add(new Segmentation.Entry(s.segment(), s.mask()));
    }
    return new Segmentation(volume.geometry(), entries);
  }

  /** Adds someone who learns of every change. */
  public void addListener(SessionListener listener) {
    listeners.add(listener);
  }

  /** Removes a listener; does nothing when it was not there. */
  public void removeListener(SessionListener listener) {
    listeners.remove(listener);
  }

  /**
   * Adds a segment without any prompt. One undo step.
   *
   * @throws IllegalArgumentException when its number is taken
   */
  public void addSegment(Segment segment) {
    edits.lock();
    try {
      for (SegmentState s : state.segments()) {
        if (s.segment().number() == segment.number()) {
          throw new IllegalArgumentException("segment " + segment.number() + " is there already");
        }
      }
      List<SegmentState> next = new ArrayList<>(state.segments());
      next.add(emptySegment(segment));
      step(next);
    } finally {
      edits.unlock();
    }
  }

  /**
   * Replaces name, code or colour of the segment with the same number. One undo step.
   *
   * @throws IllegalArgumentException when there is no such segment
   */
  public void describe(Segment segment) {
    edits.lock();
    try {
      SegmentState s = state.segment(segment.number());
      step(replaced(s, s.withSegment(segment)));
    } finally {
      edits.unlock();
    }
  }

  /**
   * Adds a prompt; {@link #answerPending} answers it. One undo step.
   *
   * @param segment number of the segment
   * @throws PromptException when the prompt lies outside the volume or the model cannot take it;
   *     nothing has changed then
   * @throws IllegalArgumentException when there is no such segment
   */
  public void addPrompt(int segment, Prompt prompt) throws PromptException {
    prompt.requireWithin(volume.size());
    edits.lock();
    try {
      SegmentState s = state.segment(segment);
      List<Prompt> given = s.slice(prompt.plane()).map(SliceState::prompts).orElse(List.of());
      Optional<String> refusal = model.prompts().refusal(model.profile().name(), given, prompt);
      if (refusal.isPresent()) {
        throw new PromptException("Cannot use this prompt: " + refusal.get());
      }
      step(replaced(s, s.withPrompt(prompt)));
    } finally {
      edits.unlock();
    }
  }

  /** Whether there is a step to undo. */
  public boolean canUndo() {
    edits.lock();
    try {
      return !undo.isEmpty();
    } finally {
      edits.unlock();
    }
  }

  /** Whether there is a step to redo. */
  public boolean canRedo() {
    edits.lock();
    try {
      return !redo.isEmpty();
    } finally {
      edits.unlock();
    }
  }

  /**
   * Goes back to the state before the last step, prompts included.
   *
   * @return false when there is none
   */
  public boolean undo() {
    return move(undo, redo);
  }

  /**
   * Repeats the step that was undone last.
   *
   * @return false when there is none, or an edit came after the undo
   */
  public boolean redo() {
    return move(redo, undo);
  }

  private boolean move(Deque<List<SegmentState>> from, Deque<List<SegmentState>> to) {
    edits.lock();
    try {
      List<SegmentState> target = from.pollFirst();
      if (target == null) {
        return false;
      }
      to.addFirst(state.segments());
      publish(target);
      return true;
    } finally {
      edits.unlock();
    }
  }

  /**
   * Answers every prompt that waits, slice by slice, those that arrive meanwhile included. Blocks
   * while the model runs.
   *
   * @param progress asked between model runs; cancelling leaves unanswered prompts waiting
   * @throws ModelException when the model cannot run; the prompt keeps waiting
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public void answerPending(Progress progress) throws ModelException {
    Optional<Pending> next = nextPending();
    while (next.isPresent()) {
      progress.checkCancelled();
      SliceState answered = answer(next.get(), progress);
      apply(next.get(), answered);
      next = nextPending();
    }
  }

  /** A slice of a segment with unanswered prompts, as it was when work on it began. */
  private record Pending(SegmentState segment, SliceState slice) {}

  private Optional<Pending> nextPending() {
    for (SegmentState segment : state.segments()) {
      for (SliceState slice : segment.slices().values()) {
        if (slice.isPending()) {
          return Optional.of(new Pending(segment, slice));
        }
      }
    }
    return Optional.empty();
  }

  private SliceState answer(Pending pending, Progress progress) throws ModelException {
    SliceState slice = pending.slice();
    Embedding embedding = embedding(slice.plane(), window(pending.segment()), progress);
    while (slice.isPending()) {
      int count = slice.answered() + 1;
      List<Prompt> prompts = slice.prompts().subList(0, count);
      slice = slice.withAnswer(model.answer(embedding, prompts, slice.answer(), progress), count);
    }
    return slice;
  }

  private void apply(Pending pending, SliceState answered) {
    edits.lock();
    try {
      for (SegmentState s : state.segments()) {
        // The very slice that the work began with, or an edit has overtaken it.
        if (s.segment().number() == pending.segment().segment().number()
            && isSame(s.slices().get(answered.plane()), pending.slice())) {
          publish(replaced(s, s.withAnswer(answered)));
        }
      }
    } finally {
      edits.unlock();
    }
  }

  /**
   * Carries the segment's prompted slices on to the other slices of a range, after answering what
   * waits. Masks carried there before are replaced; prompted slices stay as they are, those of
   * other axes included. One undo step. Blocks while the model runs.
   *
   * @param segment number of the segment
   * @param axis along which to carry
   * @param first first slice of the range
   * @param last last slice of the range, included
   * @param crossGaps whether to go on where slices are missing
   * @param progress told after each slice; when it is cancelled, the slices done so far are kept
   * @return what was carried where; empty when an edit of the segment has overtaken the work, which
   *     is then dropped
   * @throws PromptException when the range lies outside or no slice of this axis holds a mask that
   *     a prompt made
   * @throws ModelException when the model cannot run; nothing has changed then
   */
  public Optional<Propagation> propagate(
      int segment, SliceAxis axis, int first, int last, boolean crossGaps, Progress progress)
      throws PromptException, ModelException {
    answerPending(progress);
    SegmentState base = state.segment(segment);
    CarriedMasks carried = CarriedMasks.plan(base, axis, first, last);
    Propagation result =
        propagator.propagate(
            new PropagationTask(
                volume,
                window(base),
                axis,
                carried.seeds(),
                first,
                last,
                crossGaps,
                Optional.of(this::embedding)),
            progress);
    SegmentState next = carried.merge(result);
    edits.lock();
    try {
      SegmentState now = state.segment(segment);
      if (!isSame(now, base)) {
        return Optional.empty();
      }
      step(replaced(now, next));
      return Optional.of(result);
    } finally {
      edits.unlock();
    }
  }

  /** As the other {@code propagate}, never across a gap. */
  public Optional<Propagation> propagate(
      int segment, SliceAxis axis, int first, int last, Progress progress)
      throws PromptException, ModelException {
    return propagate(segment, axis, first, last, false, progress);
  }

  /**
   * The modality values that the model sees from 0 to 1 for a segment: those of the options, else
   * those that its profile chooses for the segment's first positive prompt.
   */
  public Window window(SegmentState segment) {
    return options.window().orElseGet(() -> windows.choose(segment.firstPositive()));
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
    Window window = window(state.segment(segment));
    int slices = centre.axis().slices(volume.size());
    int ready = 0;
    for (int step = 0; step <= 2 * reach; step++) {
      int index = centre.index() + (step % 2 == 0 ? -step / 2 : (step + 1) / 2);
      if (index < 0 || index >= slices) {
        continue;
      }
      progress.checkCancelled();
      long bytes = embedding(new SlicePlane(centre.axis(), index), window, progress).bytes();
      ready++;
      progress.update(ready, 2 * reach + 1);
      if ((ready + 1) * bytes > options.embeddingBytes()) {
        break; // one more would push out the first
      }
    }
    return ready;
  }

  /**
   * The embedding of a slice, from memory or made now. Call it ahead of a prompt to make the prompt
   * faster. Blocks while the model runs.
   *
   * @throws ModelException when the model cannot run
   */
  public Embedding embedding(SlicePlane plane, Window window, Progress progress)
      throws ModelException {
    EmbeddingKey key = new EmbeddingKey(plane, window, model.sha256());
    Optional<Embedding> known = embeddings.get(key);
    if (known.isPresent()) {
      return known.get();
    }
    Embedding made = model.encode(SliceImage.of(volume, plane, window), progress);
    embeddings.put(made);
    return made;
  }

  private List<SegmentState> replaced(SegmentState old, SegmentState replacement) {
    List<SegmentState> next = new ArrayList<>();
    for (SegmentState s : state.segments()) {
      next.add(isSame(s, old) ? replacement : s);
    }
    return next;
  }

  /** Versions are told apart by identity: equal content is costly to see and proves nothing. */
  private static boolean isSame(@Nullable Object a, Object b) {
    return a == b;
  }

  private void step(List<SegmentState> next) {
    undo.addFirst(state.segments());
    redo.clear();
    publish(next);
  }

  private void publish(List<SegmentState> next) {
    state = new SessionState(state.revision() + 1, next);
    for (SessionListener listener : listeners) {
      listener.changed(state);
    }
  }
}
