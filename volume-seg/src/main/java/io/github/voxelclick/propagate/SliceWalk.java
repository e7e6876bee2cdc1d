package io.github.voxelclick.propagate;

import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The order in which slices are visited: from the outermost seeds outwards, and between two seeds
 * from each across to the other, where every slice gets the weighted mean of both. Strategies
 * differ in the {@link Step} alone. Of the two directions neither needs anything of the other, so
 * they may go at the same time; the result is the same. Used once.
 */
final class SliceWalk {
  /** How one strategy carries a mask to the next slice. */
  @FunctionalInterface
  interface Step {
    /**
     * Carries a mask on by one slice. Ways that go side by side call it from two threads.
     *
     * @param from index of the slice with the known mask
     * @param mask on that slice, not empty
     * @param to index of the slice next to it
     */
    SlicePrediction carry(int from, SliceMask mask, int to) throws ModelException;
  }

  private final PropagationTask task;
  private final StopRule rule;
  private final double threshold;
  private final Step step;
  private final Ways ways;
  private final Progress progress;
  private final int total;
  private int done;

  /** One of two ways has failed: the other one's work is of no use. */
  private volatile boolean failed;

  private final Map<Integer, SeedLook> seedLooks = new ConcurrentHashMap<>();

  /** Confidence of every slice passed, those outside the range included. */
  private final Map<Integer, Double> sure = new ConcurrentHashMap<>();

  private final SortedMap<Integer, SlicePrediction> slices = new ConcurrentSkipListMap<>();
  private final SortedMap<Integer, Propagation.StopReason> stops = new ConcurrentSkipListMap<>();

  /**
   * A walk that goes one way after the other.
   *
   * @param threshold above which a mean probability is in the mask
   * @param progress told after each slice and asked before each
   */
  SliceWalk(PropagationTask task, StopRule rule, double threshold, Step step, Progress progress) {
    this(task, rule, threshold, step, Ways.inOrder(), progress);
  }

  /**
   * A walk.
   *
   * @param threshold above which a mean probability is in the mask
   * @param ways how both directions are gone
   * @param progress told after each slice and asked before each
   */
  SliceWalk(
      PropagationTask task,
      StopRule rule,
      double threshold,
      Step step,
      Ways ways,
      Progress progress) {
    this.task = task;
    this.rule = rule;
    this.threshold = threshold;
    this.step = step;
    this.ways = ways;
    this.progress = progress;
    this.total = task.last() - task.first() + 1;
  }

  Propagation run() throws ModelException {
    boolean cancelled = false;
    try {
      if (!task.seeds().isEmpty()) {
        Turns turns = new Turns(ways.alternate());
        both(
            () -> outward(task.seeds().firstKey(), task.first(), -1, turns),
            () -> outward(task.seeds().lastKey(), task.last(), 1, turns));
        betweenSeeds();
      }
    } catch (CancellationException e) {
      cancelled = true; // what was carried so far is whole slices
    }
    return new Propagation(slices, stops, cancelled);
  }

  private void both(Ways.Way one, Ways.Way other) throws ModelException {
    ways.both(() -> go(one), () -> go(other));
  }

  private void go(Ways.Way way) throws ModelException {
    boolean arrived = false;
    try {
      way.go();
      arrived = true;
    } finally {
      failed |= !arrived;
    }
  }

  private void checkGoOn() {
    progress.checkCancelled();
    if (failed) {
      throw new CancellationException("the way in the other direction has failed");
    }
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
        int from = below;
        Turns turns = new Turns(ways.alternate());
        both(
            () -> outward(from, Math.min(above - 1, task.last()), 1, turns),
            () -> outward(above, Math.max(from + 1, task.first()), -1, turns));
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

  /**
   * Carries both seeds' masks across what lies between them. Each slice gets the mean of both,
   * weighted by how near the seeds are; where one side's mask has vanished, that of the other.
   */
  private void bridge(int below, int above) throws ModelException {
    int first = Math.max(below + 1, task.first());
    int last = Math.min(above - 1, task.last());
    if (first > last) {
      return;
    }
    Meeting meeting = new Meeting(below, above, first, last);
    both(() -> across(below, last, 1, meeting), () -> across(above, first, -1, meeting));
  }

  /** Carries a seed's mask across to the slice next to the other seed. */
  private void across(int seed, int end, int direction, Meeting meeting) throws ModelException {
    SliceMask mask = task.seeds().get(seed);
    double confidence = 1;
    int next = seed + direction;
    while ((end - next) * direction >= 0) {
      checkGoOn();
      SlicePrediction carried = carry(next - direction, mask, next);
      mask = carried.mask();
      if (mask.isEmpty()) {
        break;
      }
      confidence *= carried.confidence();
      if (inRange(next)) {
        meeting.arrive(next, carried.withConfidence(confidence), direction);
      }
      next += direction;
    }
    meeting.ended(next, direction);
  }

  /**
   * Where two ways meet between two seeds. Slices count in an order that does not depend on which
   * way is quicker: those first that both reach first. Where one side's mask has vanished, that of
   * the other counts.
   */
  private final class Meeting {
    private final int below;
    private final int above;
    private final Deque<Integer> order;
    private final Map<Integer, SlicePrediction> waiting = new ConcurrentHashMap<>();
    private final Map<Integer, SlicePrediction> met = new ConcurrentHashMap<>();

    /** From here on the way from below never comes. */
    private int endFromBelow = Integer.MAX_VALUE;

    /** Down from here the way from above never comes. */
    private int endFromAbove = Integer.MIN_VALUE;

    Meeting(int below, int above, int first, int last) {
      this.below = below;
      this.above = above;
      // One after the other, the second way meets what the first has left from above downwards.
      Comparator<Integer> whenMet =
          ways.alternate()
              ? Comparator.comparingInt(index -> Math.max(index - below, above - index))
              : Comparator.reverseOrder();
      this.order =
          IntStream.rangeClosed(first, last)
              .boxed()
              .sorted(whenMet.thenComparing(Comparator.naturalOrder()))
              .collect(Collectors.toCollection(ArrayDeque::new));
    }

    void arrive(int index, SlicePrediction carried, int direction) {
      Optional<SlicePrediction> other = Optional.ofNullable(waiting.putIfAbsent(index, carried));
      if (other.isPresent()) {
        SlicePrediction fromBelow = direction > 0 ? carried : other.get();
        SlicePrediction fromAbove = direction > 0 ? other.get() : carried;
        met.put(index, mean(fromBelow, fromAbove, (double) (above - index) / (above - below)));
        waiting.remove(index);
      }
      advance();
    }

    /** A way is at its end: this slice and those behind it are not reached by it. */
    synchronized void ended(int next, int direction) {
      if (direction > 0) {
        endFromBelow = next;
      } else {
        endFromAbove = next;
      }
      advance();
    }

    private synchronized void advance() {
      while (!order.isEmpty()) {
        int index = order.element();
        boolean neverFromBelow = index >= endFromBelow;
        boolean neverFromAbove = index <= endFromAbove;
        Optional<SlicePrediction> answer = Optional.ofNullable(met.remove(index));
        if (answer.isEmpty() && (neverFromBelow || neverFromAbove)) {
          answer = Optional.ofNullable(waiting.remove(index));
        }
        if (answer.isEmpty() && !(neverFromBelow && neverFromAbove)) {
          return;
        }
        order.remove();
        finish(index, answer);
      }
    }
  }

  /** Keeps what a slice between two seeds gets, or notes that it gets nothing. */
  private synchronized void finish(int index, Optional<SlicePrediction> answer) {
    progress.checkCancelled();
    answer.ifPresent(p -> keep(index, p));
    if (!slices.containsKey(index)) {
      stops.put(index, Propagation.StopReason.EMPTY);
    }
    finished();
  }

  private SlicePrediction carry(int from, SliceMask mask, int to) throws ModelException {
    return task.allowed(to, step.carry(from, mask, to));
  }

  /** An answer that is no surer than the slice it was carried from: its errors are carried on. */
  private SlicePrediction chained(SlicePrediction carried, int from) {
    return carried.withConfidence(sure.getOrDefault(from, 1.0) * carried.confidence());
  }

  /**
   * The mean of two answers.
   *
   * @param weight of the first, 0 to 1
   */
  private SlicePrediction mean(SlicePrediction a, SlicePrediction b, double weight) {
    float[] mean = a.probability().values();
    float[] other = b.probability().values();
    for (int n = 0; n < mean.length; n++) {
      mean[n] = (float) (other[n] + weight * (mean[n] - other[n]));
    }
    return SlicePrediction.judged(
        ProbabilityMap.of(a.probability().columns(), a.probability().rows(), mean),
        threshold,
        b.confidence() + weight * (a.confidence() - b.confidence()),
        Math.max(a.presence(), b.presence()));
  }

  /**
   * Carries a seed's mask on, slice by slice, until the structure ends.
   *
   * @param end the last slice to reach; nothing happens when it lies behind the seed
   * @param turns when a slice counts; the way downwards is the first one
   */
  private void outward(int seed, int end, int direction, Turns turns) throws ModelException {
    int way = direction < 0 ? 0 : 1;
    SliceMask mask = task.seeds().get(seed);
    Trail trail = new Trail(rule);
    for (int to = seed + direction;
        (end - to) * direction >= 0 && !mask.isEmpty();
        to += direction) {
      checkGoOn();
      int here = to;
      Optional<Propagation.StopReason> stop = Optional.of(Propagation.StopReason.GAP);
      if (!task.stopsBetween(to - direction, to)) {
        SlicePrediction carried = carry(to - direction, mask, to);
        stop = stop(mask, carried, trail, seed, to);
        mask = carried.mask();
        if (stop.isEmpty()) {
          turns.step(way, () -> keepOutside(here, chained(carried, here - direction)));
        }
      }
      if (stop.isPresent()) {
        Propagation.StopReason why = stop.get();
        turns.step(way, () -> stopOutside(here, why));
        break;
      }
    }
    turns.end(way);
  }

  /** Keeps what a slice outside all seeds gets, unless it was cancelled meanwhile. */
  private synchronized void keepOutside(int index, SlicePrediction carried) {
    progress.checkCancelled();
    keep(index, carried);
    finished();
  }

  private void stopOutside(int index, Propagation.StopReason why) {
    progress.checkCancelled();
    stops.put(index, why);
  }

  private Optional<Propagation.StopReason> stop(
      SliceMask from, SlicePrediction answer, Trail trail, int seed, int to) {
    SliceMask carried = answer.mask();
    if (carried.isEmpty()) {
      return Optional.of(Propagation.StopReason.EMPTY);
    }
    Optional<Propagation.StopReason> said = trail.next(answer.confidence(), answer.presence());
    if (said.isPresent()) {
      return said;
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
