package io.github.voxelclick.propagate;

import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * The order in which slices are visited: from the outermost seeds outwards, and between two seeds
 * from both to the middle, where a slice that both reach gets the mean of both. Strategies differ
 * in the {@link Step} alone. Used once.
 */
final class SliceWalk {
  /** How one strategy carries a mask to the next slice. */
  @FunctionalInterface
  interface Step {
    /**
     * Carries a mask on by one slice.
     *
     * @param from index of the slice with the known mask
     * @param mask on that slice, not empty
     * @param to index of the slice next to it
     */
    SlicePrediction carry(int from, SliceMask mask, int to) throws ModelException;
  }

  /**
   * Presence above this counts as this: among near-certainties odds differ widely for no reason.
   */
  private static final double SUREST = 0.97;

  private final PropagationTask task;
  private final StopRule rule;
  private final double threshold;
  private final Step step;
  private final Progress progress;
  private final int total;
  private int done;

  private final Map<Integer, SeedLook> seedLooks = new HashMap<>();

  /** Confidence of every slice passed, those outside the range included. */
  private final Map<Integer, Double> sure = new HashMap<>();

  private final SortedMap<Integer, SlicePrediction> slices = new TreeMap<>();
  private final SortedMap<Integer, Propagation.StopReason> stops = new TreeMap<>();

  /**
   * @param threshold above which a mean probability is in the mask
   * @param progress told after each slice and asked before each
   */
  SliceWalk(PropagationTask task, StopRule rule, double threshold, Step step, Progress progress) {
    this.task = task;
    this.rule = rule;
    this.threshold = threshold;
    this.step = step;
    this.progress = progress;
    this.total = task.last() - task.first() + 1;
  }

  Propagation run() throws ModelException {
    boolean cancelled = false;
    try {
      if (!task.seeds().isEmpty()) {
        outward(task.seeds().firstKey(), task.first(), -1);
        outward(task.seeds().lastKey(), task.last(), 1);
        betweenSeeds();
      }
    } catch (CancellationException e) {
      cancelled = true; // what was carried so far is whole slices
    }
    return new Propagation(slices, stops, cancelled);
  }

  private void outward(int seed, int end, int direction) throws ModelException {
    walk(seed, end, direction, true);
  }

  private void betweenSeeds() throws ModelException {
    Iterator<Integer> seeds = task.seeds().keySet().iterator();
    int below = seeds.next();
    while (seeds.hasNext()) {
      int above = seeds.next();
      boolean anchoredBelow = !task.seeds().get(below).isEmpty();
      boolean anchoredAbove = !task.seeds().get(above).isEmpty();
      if (anchoredBelow && anchoredAbove && !isGapBetween(below, above)) {
        bridge(below, above);
      } else {
        walk(below, above - 1, 1, true);
        walk(above, below + 1, -1, true);
      }
      below = above;
    }
  }

  private boolean isGapBetween(int below, int above) {
    for (int k = below; k < above; k++) {
      if (task.stopsBetween(k, k + 1)) {
        return true;
      }
    }
    return false;
  }

  private void bridge(int below, int above) throws ModelException {
    int gap = above - below - 1;
    int half = gap / 2;
    Optional<SliceMask> up = walk(below, below + half, 1, false);
    Optional<SliceMask> down = walk(above, above - half, -1, false);
    int middle = below + half + 1;
    if (gap % 2 == 0 || !inRange(middle)) {
      return;
    }
    progress.checkCancelled();
    Optional<SlicePrediction> fromBelow = carry(middle - 1, up, middle);
    Optional<SlicePrediction> fromAbove = carry(middle + 1, down, middle);
    if (fromBelow.isPresent() && fromAbove.isPresent()) {
      keep(
          middle, mean(chained(fromBelow.get(), middle - 1), chained(fromAbove.get(), middle + 1)));
    } else {
      fromBelow.ifPresent(p -> keep(middle, chained(p, middle - 1)));
      fromAbove.ifPresent(p -> keep(middle, chained(p, middle + 1)));
    }
    finished();
  }

  private Optional<SlicePrediction> carry(int from, Optional<SliceMask> mask, int to)
      throws ModelException {
    return mask.isPresent() ? Optional.of(carry(from, mask.get(), to)) : Optional.empty();
  }

  private SlicePrediction carry(int from, SliceMask mask, int to) throws ModelException {
    SlicePrediction carried = step.carry(from, mask, to);
    return task.excluded().isEmpty() ? carried : carried.without(task.excluded().slice(plane(to)));
  }

  /** An answer that is no surer than the slice it was carried from: its errors are carried on. */
  private SlicePrediction chained(SlicePrediction carried, int from) {
    return carried.withConfidence(sure.getOrDefault(from, 1.0) * carried.confidence());
  }

  private SlicePrediction mean(SlicePrediction a, SlicePrediction b) {
    float[] mean = a.probability().values();
    float[] other = b.probability().values();
    for (int n = 0; n < mean.length; n++) {
      mean[n] = (mean[n] + other[n]) / 2;
    }
    return SlicePrediction.judged(
        ProbabilityMap.of(a.probability().columns(), a.probability().rows(), mean),
        threshold,
        Math.min(a.confidence(), b.confidence()),
        Math.max(a.presence(), b.presence()));
  }

  /**
   * Carries a seed's mask on, slice by slice.
   *
   * @param end the last slice to reach; nothing happens when it lies behind the seed
   * @return the mask on {@code end}, or the seed's own when that is no step away; empty when the
   *     way ended before
   */
  private Optional<SliceMask> walk(int seed, int end, int direction, boolean outward)
      throws ModelException {
    SliceMask mask = task.seeds().get(seed);
    if (mask.isEmpty()) {
      return Optional.empty();
    }
    double firstOdds = 0;
    for (int to = seed + direction; (end - to) * direction >= 0; to += direction) {
      progress.checkCancelled();
      if (task.stopsBetween(to - direction, to)) {
        stops.put(to, Propagation.StopReason.GAP);
        return Optional.empty();
      }
      SlicePrediction carried = carry(to - direction, mask, to);
      double odds = odds(carried.presence());
      firstOdds = to == seed + direction ? odds : firstOdds;
      Optional<Propagation.StopReason> stop =
          outward && odds < rule.leastPresence() * firstOdds && !carried.mask().isEmpty()
              ? Optional.of(Propagation.StopReason.ABSENT)
              : stop(mask, carried.mask(), seed, to, outward);
      if (stop.isPresent()) {
        stops.put(to, stop.get());
        return Optional.empty();
      }
      mask = carried.mask();
      keep(to, chained(carried, to - direction));
      finished();
    }
    return Optional.of(mask);
  }

  /** How many times likelier than not; finite for a model that never doubts. */
  private static double odds(double presence) {
    double sure = Math.min(presence, SUREST);
    return sure / (1 - sure);
  }

  private Optional<Propagation.StopReason> stop(
      SliceMask from, SliceMask carried, int seed, int to, boolean outward) {
    if (carried.isEmpty()) {
      return Optional.of(Propagation.StopReason.EMPTY);
    }
    if (!outward) {
      return Optional.empty();
    }
    long shared = from.and(carried).count();
    long union = from.count() + carried.count() - shared;
    if (shared < rule.leastOverlap() * carried.count() || shared < rule.leastIou() * union) {
      return Optional.of(Propagation.StopReason.JUMP);
    }
    SeedLook look =
        seedLooks.computeIfAbsent(
            seed, s -> SeedLook.of(task.volume(), task.window(), plane(s), task.seeds().get(s)));
    double mean = SeedLook.meanUnder(task.volume(), task.window(), plane(to), carried);
    if (look.fadeAt(mean) > rule.mostFade()) {
      return Optional.of(Propagation.StopReason.FADE);
    }
    return look.driftAt(mean) > rule.mostDrift()
        ? Optional.of(Propagation.StopReason.DRIFT)
        : Optional.empty();
  }

  private SlicePlane plane(int index) {
    return new SlicePlane(task.axis(), index);
  }

  private boolean inRange(int index) {
    return index >= task.first() && index <= task.last();
  }

  private void keep(int index, SlicePrediction carried) {
    sure.put(index, carried.confidence());
    if (inRange(index) && !carried.mask().isEmpty()) {
      slices.put(index, carried);
    }
  }

  private void finished() {
    done = Math.min(done + 1, total);
    progress.update(done, total);
  }
}
