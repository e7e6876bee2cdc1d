package io.github.voxelclick.evaluate;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.model.IntensityWindows;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.PropagationTask;
import io.github.voxelclick.propagate.Propagator;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.Window;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The protocols by which solvers and propagators are judged, on slices of constant k. Deterministic
 * but for the times.
 */
public final class Evaluator {
  private static final int MOST_SLICES = 5;
  private static final double NEAR_MM = 10;
  private static final double NANOS_PER_MILLI = 1e6;

  private final int maxClicks;

  /**
   * @param maxClicks how many clicks the simulated user gives on a slice, at least 1
   */
  public Evaluator(int maxClicks) {
    if (maxClicks < 1) {
      throw new IllegalArgumentException(maxClicks + " clicks");
    }
    this.maxClicks = maxClicks;
  }

  /**
   * Clicks on up to five slices evenly spaced among those that hold the structure, and the true box
   * on each.
   *
   * @param progress told after each slice
   * @throws ModelException when a model cannot run
   */
  public ClickScore clicks(Structure structure, SliceSolver solver, Progress progress)
      throws ModelException {
    List<SlicePlane> planes = structure.spread(MOST_SLICES);
    List<ClickTrial> trials = new ArrayList<>();
    List<Double> boxes = new ArrayList<>();
    for (SlicePlane plane : planes) {
      progress.checkCancelled();
      trials.add(clickThrough(structure, plane, solver));
      boxes.add(box(structure, plane, solver));
      progress.update(trials.size(), planes.size());
    }
    return new ClickScore(trials, boxes);
  }

  /**
   * Clicks as in {@link #clicks}, without boxes, for several solvers of which an oracle takes the
   * best after every click.
   *
   * @throws ModelException when a model cannot run
   */
  public ClickScore bestOf(Structure structure, List<SliceSolver> solvers, Progress progress)
      throws ModelException {
    List<SlicePlane> planes = structure.spread(MOST_SLICES);
    List<ClickTrial> best = new ArrayList<>();
    for (SlicePlane plane : planes) {
      List<ClickTrial> trials = new ArrayList<>();
      for (SliceSolver solver : solvers) {
        progress.checkCancelled();
        trials.add(clickThrough(structure, plane, solver));
      }
      best.add(bestOf(trials));
      progress.update(best.size(), planes.size());
    }
    return new ClickScore(best, List.of());
  }

  private ClickTrial bestOf(List<ClickTrial> trials) {
    List<Double> dice = new ArrayList<>();
    List<Double> iou = new ArrayList<>();
    for (int n = 0; n < maxClicks; n++) {
      int click = n;
      dice.add(trials.stream().mapToDouble(t -> t.dice().get(click)).max().orElseThrow());
      iou.add(trials.stream().mapToDouble(t -> t.iou().get(click)).max().orElseThrow());
    }
    ClickTrial first = trials.get(0);
    return new ClickTrial(first.plane(), first.clicks(), dice, iou, first.milliseconds());
  }

  private ClickTrial clickThrough(Structure structure, SlicePlane plane, SliceSolver solver)
      throws ModelException {
    SliceMask truth = structure.truth().slice(plane);
    SimulatedUser user = new SimulatedUser(plane, truth);
    SliceSolver.Dialogue dialogue = solver.begin(structure.volume(), plane);
    SliceMask predicted = SliceMask.empty(truth.columns(), truth.rows());
    List<PointPrompt> clicks = new ArrayList<>();
    List<Double> dice = new ArrayList<>();
    List<Double> iou = new ArrayList<>();
    List<Double> milliseconds = new ArrayList<>();
    for (int n = 0; n < maxClicks; n++) {
      Optional<PointPrompt> click = user.next(predicted);
      if (click.isPresent()) {
        clicks.add(click.get());
        long start = System.nanoTime();
        predicted = dialogue.answer(click.get());
        milliseconds.add((System.nanoTime() - start) / NANOS_PER_MILLI);
      }
      dice.add(predicted.dice(truth));
      iou.add(predicted.iou(truth));
    }
    return new ClickTrial(plane, clicks, dice, iou, milliseconds);
  }

  /**
   * A solver's results for the clicks that another one's user gave.
   *
   * @return Dice after each of the trial's clicks; after the last one it stays
   * @throws ModelException when a model cannot run
   */
  public List<Double> replay(Structure structure, ClickTrial trial, SliceSolver solver)
      throws ModelException {
    SliceMask truth = structure.truth().slice(trial.plane());
    SliceSolver.Dialogue dialogue = solver.begin(structure.volume(), trial.plane());
    List<Double> dice = new ArrayList<>();
    for (PointPrompt click : trial.clicks()) {
      dice.add(dialogue.answer(click).dice(truth));
    }
    while (dice.size() < maxClicks) {
      dice.add(dice.get(dice.size() - 1));
    }
    return List.copyOf(dice);
  }

  private static double box(Structure structure, SlicePlane plane, SliceSolver solver)
      throws ModelException {
    SliceMask truth = structure.truth().slice(plane);
    SliceMask.Bounds tight = truth.bounds().orElseThrow();
    BoxPrompt box =
        new BoxPrompt(
            plane,
            new PlanePoint(tight.minColumn(), tight.minRow()),
            new PlanePoint(tight.maxColumn(), tight.maxRow()));
    return solver.begin(structure.volume(), plane).answer(box).dice(truth);
  }

  /**
   * Carries the true mask of the structure's middle slice over the whole volume.
   *
   * @param recipe by which the window is chosen in which the volume is seen
   * @param progress as {@link Propagator#propagate} uses it
   * @throws ModelException when a model cannot run
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public PropagationScore propagation(
      Structure structure, Propagator propagator, IntensityRecipe recipe, Progress progress)
      throws ModelException {
    int seed = structure.middle();
    SliceMask seedMask = structure.truth().slice(SlicePlane.k(seed));
    Prompt given = new MaskPrompt(SlicePlane.k(seed), seedMask);
    Window window = new IntensityWindows(structure.volume(), recipe).choose(Optional.of(given));
    PropagationTask task =
        new PropagationTask(
            structure.volume(),
            window,
            SliceAxis.K,
            new TreeMap<>(Map.of(seed, seedMask)),
            0,
            structure.volume().size().k() - 1);
    long start = System.nanoTime();
    Propagation result = propagator.propagate(task, progress);
    double milliseconds = (System.nanoTime() - start) / NANOS_PER_MILLI;
    progress.checkCancelled();
    return score(structure, seed, result, milliseconds);
  }

  private static PropagationScore score(
      Structure structure, int seed, Propagation result, double milliseconds) {
    List<PropagationScore.Slice> slices = new ArrayList<>();
    int falsePositives = 0;
    for (int k = 0; k < structure.volume().size().k(); k++) {
      SliceMask truth = structure.truth().slice(SlicePlane.k(k));
      SlicePrediction found = result.slices().get(k);
      if (k == seed || (truth.isEmpty() && found == null)) {
        continue;
      }
      falsePositives += truth.isEmpty() ? 1 : 0;
      slices.add(
          new PropagationScore.Slice(
              Math.abs(k - seed),
              distanceMm(structure.volume().geometry(), k, seed),
              truth.count(),
              found == null ? 0 : found.mask().count(),
              found == null ? 0 : found.mask().and(truth).count(),
              found == null ? 0 : found.confidence()));
    }
    int visited = Math.max(1, result.slices().size() + result.stops().size());
    return new PropagationScore(
        dice(slices, s -> true).orElse(1),
        dice(slices, s -> s.distanceMm() <= NEAR_MM),
        falsePositives,
        milliseconds / visited,
        slices);
  }

  private static double distanceMm(VolumeGeometry geometry, int k, int seed) {
    WorldPoint apart = geometry.slicePosition(k).minus(geometry.slicePosition(seed));
    return Math.abs(apart.dot(geometry.normal()));
  }

  /** Dice over the voxels of some slices; empty when there are none. */
  private static OptionalDouble dice(
      List<PropagationScore.Slice> slices, Predicate<PropagationScore.Slice> which) {
    long total = 0;
    long both = 0;
    for (PropagationScore.Slice s : slices) {
      if (which.test(s)) {
        total += s.truePixels() + s.foundPixels();
        both += s.sharedPixels();
      }
    }
    return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(2.0 * both / total);
  }
}
