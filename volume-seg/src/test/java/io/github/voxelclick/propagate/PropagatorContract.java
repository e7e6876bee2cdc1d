package io.github.voxelclick.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every propagator must do, those included that only fill in between seeds; each strategy's
 * test inherits it.
 */
public abstract class PropagatorContract {
  protected Propagator propagator;

  /** Makes the strategy. */
  protected abstract Propagator open() throws ModelException;

  /** Frees what {@link #open} made. */
  protected void close() {}

  @BeforeEach
  void makePropagator() throws ModelException {
    propagator = open();
  }

  @AfterEach
  void freePropagator() {
    close();
  }

  protected static PropagationTask task(SliceAxis axis, int first, int last, int... seeds) {
    SortedMap<Integer, SliceMask> masks = new TreeMap<>();
    for (int seed : seeds) {
      masks.put(seed, TestVolumes.truth().slice(new SlicePlane(axis, seed)));
    }
    return new PropagationTask(
        TestVolumes.ellipsoid(), new Window(60, 420), axis, masks, first, last);
  }

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void masks_between_two_seeds_lie_on_the_slices_of_the_axis(SliceAxis axis) throws ModelException {
    int middle = axis == SliceAxis.K ? 6 : 20;
    Propagation result =
        propagator.propagate(
            task(axis, middle, middle + 1, middle - 1, middle + 2), Progress.none());
    assertEquals(Set.of(middle, middle + 1), result.slices().keySet());
    result.slices().forEach((index, slice) -> checkSlice(axis, index, slice));
    assertFalse(result.cancelled());
  }

  /** Checks the size of a slice's mask and that it is near the truth. */
  protected static void checkSlice(SliceAxis axis, int index, SlicePrediction slice) {
    SliceMask truth = TestVolumes.truth().slice(new SlicePlane(axis, index));
    assertEquals(truth.columns(), slice.mask().columns());
    assertEquals(truth.rows(), slice.mask().rows());
    assertTrue(slice.mask().dice(truth) > 0.7, index + ": " + slice.mask().dice(truth));
    assertTrue(slice.confidence() > 0 && slice.confidence() <= 1);
  }

  @Test
  void seeds_are_no_part_of_the_result_and_nothing_between_them_is_left_out()
      throws ModelException {
    Propagation result = propagator.propagate(task(SliceAxis.K, 4, 8, 4, 6, 8), Progress.none());
    assertEquals(Set.of(5, 7), result.slices().keySet());
  }

  @Test
  void seeds_outside_the_range_count_too() throws ModelException {
    Propagation result = propagator.propagate(task(SliceAxis.K, 6, 7, 5, 8), Progress.none());
    assertEquals(Set.of(6, 7), result.slices().keySet());
  }

  @Test
  void equal_tasks_give_equal_results() throws ModelException {
    PropagationTask task = task(SliceAxis.K, 0, 12, 4, 8);
    assertEquals(
        propagator.propagate(task, Progress.none()), propagator.propagate(task, Progress.none()));
  }

  @Test
  void without_any_seed_nothing_is_found() throws ModelException {
    assertEquals(
        Map.of(), propagator.propagate(task(SliceAxis.K, 0, 12), Progress.none()).slices());
  }

  @Test
  void a_cancelled_call_keeps_whole_slices_only() throws ModelException {
    PropagationTask task = task(SliceAxis.K, 3, 9, 3, 9);
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

  @Test
  void a_range_outside_the_volume_is_refused() {
    for (int[] range : new int[][] {{-1, 3}, {4, 3}, {0, 13}}) {
      assertThrows(IllegalArgumentException.class, () -> task(SliceAxis.K, range[0], range[1], 6));
    }
  }
}
