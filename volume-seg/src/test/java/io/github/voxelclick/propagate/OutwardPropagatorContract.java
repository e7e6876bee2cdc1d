package io.github.voxelclick.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a propagator must do that also carries masks outwards, from a single seed on. */
public abstract class OutwardPropagatorContract extends PropagatorContract {
  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void masks_lie_on_the_slices_of_the_axis(SliceAxis axis) throws ModelException {
    int seed = axis == SliceAxis.K ? 6 : 20;
    Propagation result =
        propagator.propagate(task(axis, seed - 1, seed + 1, seed), Progress.none());
    assertEquals(Set.of(seed - 1, seed + 1), result.slices().keySet());
    result.slices().forEach((index, slice) -> checkSlice(axis, index, slice));
    assertFalse(result.cancelled());
  }

  @Test
  void seeds_are_never_part_of_the_result_and_nothing_lies_outside_the_range()
      throws ModelException {
    Propagation result = propagator.propagate(task(SliceAxis.K, 4, 8, 5, 6, 7), Progress.none());
    assertEquals(Set.of(4, 8), result.slices().keySet());
  }

  @Test
  void a_seed_outside_the_range_counts_too() throws ModelException {
    Propagation result = propagator.propagate(task(SliceAxis.K, 7, 8, 6), Progress.none());
    assertEquals(Set.of(7, 8), result.slices().keySet());
  }

  @Test
  void nothing_passes_an_empty_seed() throws ModelException {
    PropagationTask open = task(SliceAxis.K, 3, 9, 6);
    SortedMap<Integer, SliceMask> seeds = new TreeMap<>(open.seeds());
    seeds.put(8, SliceMask.empty(47, 38));
    Propagation result =
        propagator.propagate(
            new PropagationTask(open.volume(), open.window(), SliceAxis.K, seeds, 3, 9),
            Progress.none());
    assertTrue(result.slices().containsKey(7));
    assertFalse(result.slices().containsKey(8));
    assertFalse(result.slices().containsKey(9));
  }

  @Test
  void a_cancelled_walk_from_one_seed_keeps_whole_slices_only() throws ModelException {
    PropagationTask task = task(SliceAxis.K, 3, 9, 6);
    Propagation whole = propagator.propagate(task, Progress.none());
    List<Integer> updates = new ArrayList<>();
    Progress afterTwo =
        new Progress() {
          @Override
          public void update(int done, int total) {
            updates.add(done);
            assertEquals(7, total);
          }

          @Override
          public boolean isCancelled() {
            return updates.size() >= 2;
          }
        };
    Propagation part = propagator.propagate(task, afterTwo);
    assertTrue(part.cancelled());
    assertEquals(List.of(1, 2), updates);
    assertEquals(2, part.slices().size());
    part.slices().forEach((index, slice) -> assertEquals(whole.slices().get(index), slice));
  }
}
