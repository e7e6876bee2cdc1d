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
 * Carries the masks of a {@link SegmentationSession} to other slices. Errors and threads as there:
 * all but {@link #task} blocks while a model runs.
 */
final class Propagations {
  private final SegmentationSession session;
  private final Propagator propagator;

  /**
   * For a session.
   *
   * @param propagator carries masks where the settings name no other
   */
  Propagations(SegmentationSession session, Propagator propagator) {
    this.session = session;
    this.propagator = Objects.requireNonNull(propagator, "propagator");
  }

  /** As {@code SegmentationSession.propagate}. */
  Optional<Propagation> run(
      int segment,
      SliceAxis axis,
      int first,
      int last,
      PropagationSettings settings,
      int mostSteps,
      Progress progress)
      throws PromptException, ModelException, SessionException {
    SessionState now = session.answered(segment, progress);
    CarriedMasks carried = CarriedMasks.plan(now.segment(segment), axis, first, last);
    CountedProgress counted = new CountedProgress(progress, mostSteps);
    Propagation result = carry(now, carried, settings, counted);
    Map<String, String> more =
        result.cancelled() ? Map.of(Action.STEPS, Integer.toString(counted.steps())) : Map.of();
    return enter(now, carried, settings, result, more);
  }

  /** As {@link SegmentationSession#propagateAround}. */
  Optional<Propagation> around(
      int segment, SlicePlane corrected, PropagationSettings settings, Progress progress)
      throws PromptException, ModelException, SessionException {
    session.answerPending(progress);
    SliceSpan span =
        SliceSpan.around(session.state().present(segment), corrected, session.history());
    return run(
        segment,
        corrected.axis(),
        span.first(),
        span.last(),
        settings,
        Integer.MAX_VALUE,
        progress);
  }

  /** As {@link SegmentationSession#carryCorrection}. */
  Optional<Propagation> correction(int segment, SlicePlane corrected, Progress progress)
      throws PromptException, ModelException, SessionException {
    SessionState now = session.answered(segment, progress);
    SegmentState base = now.segment(segment);
    Optional<PropagationSettings> settings =
        CarriedBefore.over(segment, corrected, session.history());
    if (settings.isEmpty() || !base.holdsSeed(corrected.axis())) {
      return Optional.empty();
    }
    SliceSpan span = SliceSpan.around(base, corrected, session.history());
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
        session.applyIfSame(
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
    SessionState now = session.state();
    return now.segments().size() != began.segments().size()
        || now.segments().stream()
            .filter(s -> s.number() != worked.number())
            .anyMatch(
                s ->
                    began
                        .find(s.number())
                        .filter(b -> SegmentationSession.isSame(b.mask(), s.mask()))
                        .isEmpty());
  }

  /** What carrying masks takes, by whatever strategy. */
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
