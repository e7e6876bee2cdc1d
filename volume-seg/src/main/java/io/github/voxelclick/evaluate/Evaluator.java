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
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.Window;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
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
  private final int leastPixels;
  private final EffortRules effort;

  /**
   * Judges any slice that holds the structure.
   *
   * @param maxClicks how many clicks the simulated user gives on a slice, at least 1
   */
  public Evaluator(int maxClicks) {
    this(maxClicks, 1);
  }

  /**
   * Judges clicks and boxes on large slices only; propagation is judged on all.
   *
   * @param maxClicks how many clicks the simulated user gives on a slice, at least 1
   * @param leastPixels how many pixels the structure has on a judged slice, at least 1
   */
  public Evaluator(int maxClicks, int leastPixels) {
    this(maxClicks, leastPixels, EffortRules.DEFAULT_MAX_INTERACTIONS);
  }

  /**
   * Judges clicks and boxes on large slices only; propagation and effort are judged on all.
   *
   * @param maxClicks how many clicks the simulated user gives on a slice, at least 1
   * @param leastPixels how many pixels the structure has on a judged slice, at least 1
   * @param maxInteractions how many the simulated reader gives a structure, at least 1
   */
  public Evaluator(int maxClicks, int leastPixels, int maxInteractions) {
    if (maxClicks < 1 || leastPixels < 1) {
      throw new IllegalArgumentException(maxClicks + " clicks on " + leastPixels + " pixels");
    }
    this.maxClicks = maxClicks;
    this.leastPixels = leastPixels;
    this.effort = EffortRules.of(maxInteractions, maxClicks);
  }

  private List<SlicePlane> judged(Structure structure) {
    return structure.spread(MOST_SLICES, leastPixels);
  }

  /**
   * Clicks on up to five slices evenly spaced among those that are judged, and the true box on
   * each.
   *
   * @param progress told after each slice
   * @throws ModelException when a model cannot run
   */
  public ClickScore clicks(Structure structure, SliceSolver solver, Progress progress)
      throws ModelException {
    return bestOf(structure, List.of(OracleSolver.blind(solver)), progress)
        .withBoxDice(tightBoxes(structure, solver, progress));
  }

  /**
   * The exact box of the structure on each of the same slices.
   *
   * @return Dice by slice
   * @throws ModelException when a model cannot run
   */
  List<Double> tightBoxes(Structure structure, SliceSolver solver, Progress progress)
      throws ModelException {
    List<Double> dice = new ArrayList<>();
    for (SlicePlane plane : judged(structure)) {
      progress.checkCancelled();
      dice.add(tightBox(structure, plane, solver));
    }
    return dice;
  }

  /**
   * Clicks on the same slices, without boxes, for one or several solvers of which an oracle takes
   * the best after every click. Each has a user of its own.
   *
   * @param solvers at least one
   * @param progress told after each slice
   * @return clicks and times of the first solver, overlaps of the best
   * @throws ModelException when a model cannot run
   */
  public ClickScore bestOf(Structure structure, List<OracleSolver> solvers, Progress progress)
      throws ModelException {
    List<SlicePlane> planes = judged(structure);
    List<ClickTrial> best = new ArrayList<>();
    for (SlicePlane plane : planes) {
      List<ClickTrial> trials = new ArrayList<>();
      for (OracleSolver solver : solvers) {
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

  /**
   * One {@linkplain LooseBox loose box} on each of the same slices, and the ellipse drawn in it.
   *
   * @param seed of the boxes' randomness; equal seeds give every solver the same boxes
   * @param progress told after each slice
   * @throws ModelException when a model cannot run
   */
  public BoxScore boxes(Structure structure, SliceSolver solver, long seed, Progress progress)
      throws ModelException {
    List<SlicePlane> planes = judged(structure);
    SliceSolver ellipse = new BoxEllipse();
    List<BoxScore.Trial> trials = new ArrayList<>();
    for (SlicePlane plane : planes) {
      progress.checkCancelled();
      SliceMask truth = structure.truth().slice(plane);
      BoxPrompt box = LooseBox.of(plane, truth, seed, structure.value());
      trials.add(
          new BoxScore.Trial(
              box,
              solver.begin(structure.volume(), plane).answer(box).dice(truth),
              ellipse.begin(structure.volume(), plane).answer(box).dice(truth)));
      progress.update(trials.size(), planes.size());
    }
    return new BoxScore(trials);
  }

  private ClickTrial clickThrough(Structure structure, SlicePlane plane, OracleSolver solver)
      throws ModelException {
    SliceMask truth = structure.truth().slice(plane);
    SimulatedUser user = new SimulatedUser(plane, truth);
    SliceSolver.Dialogue dialogue = solver.begin(structure.volume(), plane, truth);
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

  private static double tightBox(Structure structure, SlicePlane plane, SliceSolver solver)
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

  /**
   * Segments the whole structure in each way of working.
   *
   * @param sessions begins a session on an image, with one segment without a prompt
   * @param progress asked before every interaction, and told as propagation uses it
   * @throws ModelException when a model cannot run
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public EffortScore effort(
      Structure structure, Function<Volume, SegmentationSession> sessions, Progress progress)
      throws ModelException {
    return new Effort(structure, sessions, effort, progress).run();
  }

  private static PropagationScore score(
      Structure structure, int seed, Propagation result, double milliseconds) {
    List<PropagationScore.Slice> slices = new ArrayList<>();
    int falsePositives = 0;
    int depth = structure.volume().size().k();
    for (int k = 0; k < depth; k++) {
      SliceMask truth = structure.truth().slice(SlicePlane.k(k));
      SlicePrediction found = result.slices().get(k);
      if (k == seed || (truth.isEmpty() && found == null)) {
        continue;
      }
      falsePositives += truth.isEmpty() ? 1 : 0;
      slices.add(
          new PropagationScore.Slice(
              k,
              Math.abs(k - seed),
              distanceMm(structure.volume().geometry(), k, seed),
              truth.count(),
              found == null ? 0 : found.mask().count(),
              found == null ? 0 : found.mask().and(truth).count(),
              found == null ? 0 : found.confidence()));
    }
    int visited = Math.max(1, result.slices().size() + result.stops().size());
    return new PropagationScore(
        seed,
        dice(slices, s -> true).orElse(1),
        dice(slices, s -> s.distanceMm() <= NEAR_MM),
        falsePositives,
        pastEnds(structure.slices(), depth, result),
        milliseconds / visited,
        slices);
  }

  /**
   * Slices with a result past the ends that lie well inside the volume; empty without such ends.
   */
  private static OptionalInt pastEnds(List<Integer> occupied, int depth, Propagation result) {
    int first = occupied.get(0);
    int last = occupied.get(occupied.size() - 1);
    boolean beginsInside = first >= PropagationScore.INSIDE;
    boolean endsInside = depth - 1 - last >= PropagationScore.INSIDE;
    if (!beginsInside && !endsInside) {
      return OptionalInt.empty();
    }
    int before = beginsInside ? result.slices().headMap(first).size() : 0;
    int after = endsInside ? result.slices().tailMap(last + 1).size() : 0;
    return OptionalInt.of(before + after);
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
