package io.github.voxelclick.session;

import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.PropagationTask;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Carries the masks of a segment on to other slices, from those that a person prompted, drew or
 * confirmed. Each is one undo step, answers prompts that wait first and blocks while a model runs,
 * so it belongs on a background thread. Errors and threads as of {@link SegmentationSession}.
 */
public final class Propagations {
  private final SegmentationSession session;
  private final Timeline timeline;
  private final WaitingPrompts waiting;
  private final Propagator propagator;

  /**
   * For a session.
   *
   * @param propagator carries masks where the settings name no other
   */
  Propagations(
      SegmentationSession session,
      Timeline timeline,
      WaitingPrompts waiting,
      Propagator propagator) {
    this.session = session;
    this.timeline = timeline;
    this.waiting = waiting;
    this.propagator = Objects.requireNonNull(propagator, "propagator");
  }

  /** As the other {@code propagate}, by the model's own strategy and never across a gap. */
  public Optional<Propagation> propagate(
      int segment, SliceAxis axis, int first, int last, Progress progress)
      throws PromptException, ModelException, SessionException {
    return propagate(segment, axis, first, last, PropagationSettings.defaults(), progress);
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
    SessionState now = waiting.answered(segment, progress);
    CarriedMasks carried = CarriedMasks.plan(now.segment(segment), axis, first, last);
    CountedProgress counted = new CountedProgress(progress, mostSteps);
    Propagation result = carry(now, carried, settings, counted);
    Map<String, String> more =
        result.cancelled() ? Map.of(Action.STEPS, Integer.toString(counted.steps())) : Map.of();
    return enter(now, carried, settings, result, more);
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
    waiting.answerAll(progress);
    SliceSpan span =
        SliceSpan.around(timeline.state().present(segment), corrected, timeline.actions());
    return propagate(segment, corrected.axis(), span.first(), span.last(), settings, progress);
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
    SessionState now = waiting.answered(segment, progress);
    SegmentState base = now.segment(segment);
    Optional<PropagationSettings> settings =
        CarriedBefore.over(segment, corrected, timeline.actions());
    if (settings.isEmpty() || !base.holdsSeed(corrected.axis())) {
      return Optional.empty();
    }
    SliceSpan span = SliceSpan.around(base, corrected, timeline.actions());
    CarriedMasks carried = CarriedMasks.plan(base, corrected.axis(), span.first(), span.last());
    if (!carried.reachesAnything()) {
      return Optional.empty();
    }
    Propagation result = carry(now, carried, settings.get(), progress);
    progress.checkCancelled();
    return enter(now, carried, settings.get(), result, Map.of(Action.FOLLOWS, "correction"));
  }

  private Propagator by(PropagationSettings settings) {
    return settings.propagator().orElse(propagator);
  }

  private Propagation carry(
      SessionState now, CarriedMasks carried, PropagationSettings settings, Progress progress)
      throws ModelException {
    return by(settings).propagate(task(now, carried, settings), progress);
  }

  private Optional<Propagation> enter(
      SessionState began,
      CarriedMasks carried,
      PropagationSettings settings,
      Propagation result,
      Map<String, String> more)
      throws SessionException {
    Map<String, String> details = new TreeMap<>(more);
    details.put("axis", carried.axis().name());
    details.put("first", Integer.toString(carried.first()));
    details.put("last", Integer.toString(carried.last()));
    details.put("strategy", by(settings).name());
    details.put("crossGaps", Boolean.toString(settings.crossGaps()));
    details.put("overlap", settings.overlap().name());
    details.put("cancelled", Boolean.toString(result.cancelled()));
    if (settings.overlap() != Overlap.ALLOWED && othersChanged(began, carried.base())) {
      details.put(Action.MEANWHILE, "true");
    }
    Optional<Boolean> done =
        timeline.stepIfSame(
            carried.base(),
            settings.origin() == SliceOrigin.CARRIED
                ? ActionKind.PROPAGATE
                : ActionKind.INTERPOLATE,
            details,
            then -> carried.applied(then, result, settings));
    return done.map(changed -> result);
  }

  /** Whether the voxels that other segments hold are others than when the work began. */
  private boolean othersChanged(SessionState began, SegmentState worked) {
    SessionState now = timeline.state();
    return now.segments().size() != began.segments().size()
        || now.segments().stream()
            .filter(s -> s.number() != worked.number())
            .anyMatch(
                s ->
                    began
                        .find(s.number())
                        .filter(b -> Timeline.isSame(b.mask(), s.mask()))
                        .isEmpty());
  }

  /** What carrying masks takes, by whatever strategy; runs no model. */
  PropagationTask task(SessionState now, CarriedMasks carried, PropagationSettings settings) {
    return new PropagationTask(
        session.volume(),
        session.window(carried.base()),
        carried.axis(),
        carried.seeds(),
        carried.first(),
        carried.last(),
        settings.crossGaps(),
        new SegmentEdit(now, carried.base(), settings.overlap()).excluded(),
        Optional.of(session::embedding));
  }
}
