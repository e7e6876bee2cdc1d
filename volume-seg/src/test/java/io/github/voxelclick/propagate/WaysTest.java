package io.github.voxelclick.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WaysTest {
  private static final StopRule RULE =
      new StopRule(0.5, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0);
  private static final SliceMask NOTHING = SliceMask.empty(47, 38);

  private static SliceMask columns(int width) {
    return SliceMask.of(47, 38, (c, r) -> c < width);
  }

  private static PropagationTask task(
      int first, int last, Set<Integer> gaps, Map<Integer, SliceMask> seeds) {
    Volume v = TestVolumes.ellipsoid();
    Volume gappy =
        new Volume(
            v.geometry().withGapsAfter(gaps), v.data(), v.rescale(), v.modality(), List.of());
    return new PropagationTask(
        gappy,
        new Window(0, 1),
        SliceAxis.K,
        new TreeMap<>(seeds),
        first,
        last,
        false,
        Mask.empty(v.size()),
        Optional.empty());
  }

  /** Depends on the way that led to a slice, so that a wrong order or a mix-up changes it. */
  private static SlicePrediction carry(int from, SliceMask mask, int to) {
    if (to == 11) {
      return SlicePrediction.certain(NOTHING);
    }
    float[] values = ProbabilityMap.of(mask).values();
    for (int n = 0; n < values.length; n++) {
      values[n] *= 0.6f + 0.03f * to + (to > from ? 0.02f : 0);
    }
    return SlicePrediction.judged(ProbabilityMap.of(47, 38, values), 0.5, 0.9 + 0.005 * to, 0.8);
  }

  private static Propagation walk(PropagationTask task, Ways ways, Progress progress)
      throws ModelException {
    return new SliceWalk(task, RULE, 0.5, WaysTest::carry, ways, progress).run();
  }

  private static List<PropagationTask> tasks() {
    return List.of(
        task(0, 12, Set.of(), Map.of(5, columns(20))),
        task(1, 12, Set.of(), Map.of(2, columns(9), 9, columns(20))),
        task(0, 12, Set.of(), Map.of(1, columns(9), 4, NOTHING, 8, columns(30))),
        task(0, 12, Set.of(6), Map.of(3, columns(9), 9, columns(12))),
        task(3, 8, Set.of(4), Map.of(0, columns(9), 10, columns(12))),
        task(0, 12, Set.of(), Map.of()));
  }

  @Test
  void side_by_side_gives_what_one_after_the_other_gives() throws ModelException {
    List<Integer> found = new ArrayList<>();
    for (PropagationTask task : tasks()) {
      Propagation expected = walk(task, Ways.inOrder(), Progress.none());
      found.add(expected.slices().size());
      for (int run = 0; run < 20; run++) {
        assertEquals(expected, walk(task, Ways.sideBySide(), Progress.none()));
      }
    }
    assertEquals(List.of(10, 8, 8, 9, 6, 0), found);
  }

  @Test
  void both_directions_are_under_way_at_the_same_time() throws ModelException {
    CountDownLatch met = new CountDownLatch(2);
    AtomicInteger alone = new AtomicInteger();
    SliceWalk.Step meeting =
        (from, mask, to) -> {
          if (to == 4 || to == 6) {
            met.countDown();
            alone.addAndGet(await(met) ? 0 : 1);
          }
          return SlicePrediction.certain(mask);
        };
    PropagationTask task = task(0, 12, Set.of(), Map.of(5, columns(20)));
    Propagation result =
        new SliceWalk(task, RULE, 0.5, meeting, Ways.sideBySide(), Progress.none()).run();
    assertEquals(12, result.slices().size());
    assertEquals(0, alone.get(), "one direction waited for the other");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothing_is_kept_or_told_of_after_a_cancellation() throws ModelException {
    for (PropagationTask task : tasks().subList(0, 4)) {
      Propagation whole = walk(task, Ways.inOrder(), Progress.none());
      List<Integer> updates = new ArrayList<>();
      Progress afterThree =
          new Progress() {
            @Override
            public void update(int done, int total) {
              updates.add(done);
            }

            @Override
            public boolean isCancelled() {
              return updates.size() >= 3;
            }
          };
      Propagation part = walk(task, Ways.sideBySide(), afterThree);
      assertTrue(part.cancelled());
      assertEquals(List.of(1, 2, 3), updates);
      assertEquals(3, part.slices().size());
      part.slices().forEach((index, slice) -> assertEquals(whole.slices().get(index), slice));
    }
  }

  @Test
  void what_counts_after_so_many_steps_does_not_depend_on_which_direction_is_quicker()
      throws ModelException {
    SplittableRandom random = new SplittableRandom(5);
    for (PropagationTask task : tasks().subList(0, 5)) {
      for (int steps = 1; steps <= 8; steps++) {
        Set<Propagation> found = new HashSet<>();
        for (int run = 0; run < 12; run++) {
          // Now the one direction is held up, now the other.
          int slow = random.nextInt(2) * 2 - 1;
          SliceWalk.Step uneven =
              (from, mask, to) -> {
                if (to - from == slow) {
                  LockSupport.parkNanos(200_000);
                }
                return carry(from, mask, to);
              };
          found.add(
              new SliceWalk(task, RULE, 0.5, uneven, Ways.sideBySide(), new After(steps)).run());
        }
        assertEquals(1, found.size(), "after " + steps + " steps");
      }
    }
  }

  @Test
  void slices_count_by_turns_outwards_and_from_the_middle_between_seeds() throws ModelException {
    PropagationTask outwards = task(0, 12, Set.of(), Map.of(5, columns(20)));
    assertEquals(
        Set.of(2, 3, 4, 6, 7), walk(outwards, Ways.sideBySide(), new After(5)).slices().keySet());
    PropagationTask between = task(3, 8, Set.of(), Map.of(2, columns(30), 9, columns(30)));
    assertEquals(Set.of(4, 5, 6), walk(between, Ways.sideBySide(), new After(3)).slices().keySet());
  }

  /** Cancelled after so many steps. */
  private static final class After implements Progress {
    private final int most;
    private final AtomicInteger steps = new AtomicInteger();

    After(int most) {
      this.most = most;
    }

    @Override
    public void update(int done, int total) {
      steps.incrementAndGet();
    }

    @Override
    public boolean isCancelled() {
      return steps.get() >= most;
    }
  }

  @Test
  void after_a_failure_in_one_direction_the_other_goes_no_further() {
    ModelException lost = new ModelException("lost");
    AtomicInteger others = new AtomicInteger();
    SliceWalk.Step step =
        (from, mask, to) -> {
          if (to < from) {
            throw lost;
          }
          others.incrementAndGet();
          return SlicePrediction.certain(mask);
        };
    Ways failedBefore =
        (one, other) -> {
          assertSame(lost, assertThrows(ModelException.class, one::go));
          assertThrows(CancellationException.class, other::go);
          throw lost;
        };
    for (PropagationTask task :
        List.of(
            task(0, 12, Set.of(), Map.of(5, columns(20))),
            task(0, 12, Set.of(), Map.of(5, columns(20), 9, columns(20))))) {
      SliceWalk walk = new SliceWalk(task, RULE, 0.5, step, failedBefore, Progress.none());
      assertSame(lost, assertThrows(ModelException.class, walk::run));
    }
    assertEquals(0, others.get());
  }

  @Test
  void the_worst_of_two_failures_is_thrown_as_it_is() throws ModelException {
    CancellationException cancelled = new CancellationException("not wanted");
    ModelException failed = new ModelException("failed");
    IllegalStateException fault = new IllegalStateException("fault");
    OutOfMemoryError memory = new OutOfMemoryError("made up");
    Ways ways = Ways.sideBySide();
    ways.both(() -> {}, () -> {});
    assertSame(
        cancelled,
        assertThrows(CancellationException.class, () -> ways.both(fails(cancelled), () -> {})));
    assertSame(
        failed,
        assertThrows(ModelException.class, () -> ways.both(fails(cancelled), fails(failed))));
    assertSame(
        fault,
        assertThrows(IllegalStateException.class, () -> ways.both(fails(fault), fails(cancelled))));
    assertSame(
        memory, assertThrows(OutOfMemoryError.class, () -> ways.both(() -> {}, fails(memory))));
  }

  private static Ways.Way fails(Throwable failure) {
    return () -> {
      if (failure instanceof ModelException e) {
        throw e;
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      throw (Error) failure;
    };
  }
}
