package io.github.voxelclick.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.edit.ShapeInterpolation;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.Window;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InterpolationPropagatorTest extends PropagatorContract {
  @Override
  protected Propagator open() {
    return new InterpolationPropagator();
  }

  private static PropagationTask on(
      VolumeGeometry geometry, boolean crossGaps, SortedMap<Integer, SliceMask> seeds) {
    Volume v = TestVolumes.ellipsoid();
    Volume moved =
        new Volume(geometry, v.data(), v.rescale(), v.modality(), v.display(), v.padding());
    return new PropagationTask(
        moved,
        new Window(60, 420),
        SliceAxis.K,
        seeds,
        0,
        12,
        crossGaps,
        Mask.empty(v.size()),
        Optional.empty());
  }

  private Set<Integer> filled(PropagationTask task) throws ModelException {
    return propagator.propagate(task, Progress.none()).slices().keySet();
  }

  @Test
  void follows_the_tilted_structure_between_its_seeds_and_adds_nothing_beyond() throws Exception {
    Propagation result = propagator.propagate(task(SliceAxis.K, 0, 12, 4, 6, 8), Progress.none());
    assertEquals(Set.of(5, 7), result.slices().keySet());
    result
        .slices()
        .forEach(
            (k, slice) -> {
              double dice = slice.mask().dice(TestVolumes.truth().slice(SlicePlane.k(k)));
              assertTrue(dice > 0.85, k + ": " + dice);
            });
    assertEquals(Map.of(), result.stops());
    assertEquals(Set.of(), filled(task(SliceAxis.K, 0, 12, 6)));
  }

  @Test
  void an_empty_seed_leaves_both_of_its_sides_open() throws ModelException {
    PropagationTask task = task(SliceAxis.K, 0, 12, 3, 5, 9);
    SortedMap<Integer, SliceMask> seeds = new TreeMap<>(task.seeds());
    seeds.put(7, SliceMask.empty(47, 38));
    assertEquals(Set.of(4), filled(on(task.volume().geometry(), false, seeds)));
  }

  @Test
  void a_gap_between_two_seeds_is_crossed_only_on_request() throws ModelException {
    PropagationTask task = task(SliceAxis.K, 0, 12, 3, 6, 9);
    VolumeGeometry parted = task.volume().geometry().withGapsAfter(Set.of(4));
    Propagation stopped = propagator.propagate(on(parted, false, task.seeds()), Progress.none());
    assertEquals(Set.of(7, 8), stopped.slices().keySet());
    assertEquals(Map.of(4, Propagation.StopReason.GAP), stopped.stops());
    assertEquals(Set.of(4, 5, 7, 8), filled(on(parted, true, task.seeds())));
    VolumeGeometry pages = task.volume().geometry().withRelation(SliceRelation.UNRELATED);
    assertEquals(Set.of(), filled(on(pages, false, task.seeds())));
  }

  @Test
  void place_counts_by_the_real_distance_of_slices() throws ModelException, GeometryException {
    List<WorldPoint> places = new ArrayList<>();
    for (int k = 0; k < 13; k++) {
      places.add(new WorldPoint(0, 0, 2 * k + (k > 4 ? 1.5 : 0)));
    }
    VolumeGeometry uneven =
        VolumeGeometry.ofSlices(
            TestVolumes.SIZE,
            new WorldPoint(0.7, 0, 0),
            new WorldPoint(0, 1.1, 0),
            places,
            Optional.empty());
    PropagationTask task = task(SliceAxis.K, 0, 12, 3, 6);
    SliceMask expected =
        ShapeInterpolation.between(task.seeds().get(3), task.seeds().get(6), 2 / 7.5, 0.7, 1.1);
    Propagation result = propagator.propagate(on(uneven, false, task.seeds()), Progress.none());
    assertEquals(expected, result.slices().get(4).mask());
  }

  @Test
  void is_surest_next_to_a_seed_and_of_seeds_that_are_alike() throws ModelException {
    Propagation wide = propagator.propagate(task(SliceAxis.K, 0, 12, 3, 9), Progress.none());
    double atSeed = wide.slices().get(4).confidence();
    double middle = wide.slices().get(6).confidence();
    assertTrue(atSeed > wide.slices().get(5).confidence());
    assertTrue(wide.slices().get(5).confidence() > middle);
    SortedMap<Integer, SliceMask> alike = new TreeMap<>();
    alike.put(3, TestVolumes.truth().slice(SlicePlane.k(3)));
    alike.put(9, alike.get(3));
    PropagationTask task = on(TestVolumes.ellipsoid().geometry(), false, alike);
    Propagation same = propagator.propagate(task, Progress.none());
    assertTrue(same.slices().get(6).confidence() > middle);
  }

  @Test
  void where_nothing_is_left_between_two_shapes_it_says_so() throws ModelException {
    SortedMap<Integer, SliceMask> seeds = new TreeMap<>();
    seeds.put(
        4,
        SliceMask.of(
            47, 38, (c, r) -> Math.abs(Math.hypot(0.7 * (c - 23), 1.1 * (r - 19)) - 12) < 0.8));
    seeds.put(8, SliceMask.of(47, 38, (c, r) -> c == 23 && r == 19));
    PropagationTask task = on(TestVolumes.ellipsoid().geometry(), false, seeds);
    Propagation result = propagator.propagate(task, Progress.none());
    assertEquals(Propagation.StopReason.EMPTY, result.stops().get(6));
  }
}
