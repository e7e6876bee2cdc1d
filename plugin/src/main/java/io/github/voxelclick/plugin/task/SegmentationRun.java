package io.github.voxelclick.plugin.task;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.PropagationSettings;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A finished segmentation of one structure.
 *
 * @param session what was done
 * @param state what the session knows of the segment, which is not empty
 * @param encodeMs time for the prompted slices' embeddings
 * @param clickMs time for the answers to all prompts
 * @param propagateMs time for the other slices
 * @param stops where propagation ended before its range did and why, by the first slice left out
 */
public record SegmentationRun(
    SegmentationSession session,
    SegmentState state,
    double encodeMs,
    double clickMs,
    double propagateMs,
    SortedMap<Integer, Propagation.StopReason> stops) {

  /**
   * Prompts a model and propagates its answer, in the way of a user who gives all prompts first.
   *
   * @param segment describes the structure
   * @param prompts inside the volume, at least one
   * @param range slices to propagate over, if any
   * @throws VolumeException when the model fails or nothing is found at the prompts
   */
  public static SegmentationRun of(
      Volume volume,
      SegmentationModel model,
      SessionOptions options,
      Segment segment,
      List<Prompt> prompts,
      Optional<PropagationRange> range)
      throws VolumeException {
    SegmentationSession session =
        SegmentationSession.kept(
            volume, model, ModelCatalog.propagatorFor(model), options, segment);
    return in(session, segment, prompts, range, Progress.none());
  }

  /**
   * As {@link #of}, for one structure of several in a session. Structures may share voxels, so that
   * each comes out as it would alone.
   *
   * @param session where the segment is added if it is not there
   * @param progress asked whether to go on
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public static SegmentationRun in(
      SegmentationSession session,
      Segment segment,
      List<Prompt> prompts,
      Optional<PropagationRange> range,
      Progress progress)
      throws VolumeException {
    int number = segment.number();
    if (session.state().find(number).isEmpty()) {
      session.tools().addSegment(segment);
    }
    Set<SlicePlane> planes = new LinkedHashSet<>();
    for (Prompt p : prompts) {
      session.addPrompt(number, p);
      planes.add(p.plane());
    }
    Stopwatch watch = new Stopwatch();
    for (SlicePlane plane : planes) {
      session.embedding(plane, session.window(session.state().segment(number)), progress);
    }
    double encodeMs = watch.lapMs();
    session.answerPending(progress);
    double clickMs = watch.lapMs();
    requireFound(session.state().segment(number));
    SortedMap<Integer, Propagation.StopReason> stops =
        range.isPresent()
            ? carry(session, number, range.get(), PropagationSettings.defaults(), progress)
            : new TreeMap<>();
    progress.checkCancelled(); // what was carried so far is not all
    double propagateMs = watch.lapMs();
    return new SegmentationRun(
        session, session.state().segment(number), encodeMs, clickMs, propagateMs, stops);
  }

  /** All segments of the session on the volume's grid. */
  public Segmentation segmentation() {
    return session.segmentation();
  }

  /**
   * Makes sure that the answered prompts of a segment gave a mask.
   *
   * @throws JobException when it is empty
   */
  public static void requireFound(SegmentState state) throws JobException {
    if (state.mask().isEmpty()) {
      throw new JobException(
          "The model found nothing at these prompts. Click well inside the structure, or draw a box"
              + " round it.");
    }
  }

  /**
   * Carries a segment's mask over slices of constant k. Blocks.
   *
   * @param number of the segment
   * @param settings how, but for gaps, which the range says
   * @param progress told slice by slice; what is done when it is cancelled stays
   * @return where it ended before the range did and why, by the first slice left out
   * @throws VolumeException when the model cannot run, or there is no slice to start from
   */
  public static SortedMap<Integer, Propagation.StopReason> carry(
      SegmentationSession session,
      int number,
      PropagationRange range,
      PropagationSettings settings,
      Progress progress)
      throws VolumeException {
    SortedMap<Integer, Propagation.StopReason> stops = new TreeMap<>();
    session
        .propagations()
        .propagate(
            number,
            SliceAxis.K,
            range.first(),
            range.last(),
            settings.withCrossGaps(range.crossGaps()),
            progress)
        .ifPresent(done -> stops.putAll(done.stops()));
    return stops;
  }

  /** First and last slice that hold a voxel. */
  public PropagationRange extent() {
    return extent(state);
  }

  /** First and last slice that hold a voxel of a segment, which must not be empty. */
  public static PropagationRange extent(SegmentState state) {
    SortedSet<Integer> occupied = state.mask().occupiedSlices();
    return new PropagationRange(occupied.first(), occupied.last(), false);
  }

  /**
   * What a person should know of the slices that propagation did not enter because others are
   * missing before them.
   *
   * @param stops where it ended and why
   * @param goOn what to do to cross gaps, such as {@code Give --cross-gaps}
   * @return two clauses, or empty where there are none
   */
  public static Optional<String> gapWarning(
      Map<Integer, Propagation.StopReason> stops, String goOn) {
    String ends =
        stops.entrySet().stream()
            .filter(stop -> stop.getValue() == Propagation.StopReason.GAP)
            .map(stop -> String.valueOf(stop.getKey()))
            .collect(Collectors.joining(", "));
    return ends.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Slices are missing next to slice "
                + ends
                + ", or are unrelated to it: propagation ended there. "
                + goOn
                + " to go on.");
  }

  /** How sure the model is of each slice of the {@link #extent}, 0 where it found nothing. */
  public List<Double> confidence() {
    return confidence(state);
  }

  /** As {@link #confidence()}, of a segment that is not empty. */
  public static List<Double> confidence(SegmentState state) {
    PropagationRange extent = extent(state);
    List<Double> all = new ArrayList<>();
    for (int k = extent.first(); k <= extent.last(); k++) {
      all.add(state.slice(SlicePlane.k(k)).map(SliceState::confidence).orElse(0.0));
    }
    return all;
  }
}
