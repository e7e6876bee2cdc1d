package io.github.voxelclick.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.model.SliceImage;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeighbourMaskPropagatorTest extends OutwardPropagatorContract {
  private SegmentationModel model;

  @Override
  protected Propagator open() throws ModelException {
    model = MiniatureModels.open("similarity");
    return new NeighbourMaskPropagator(model);
  }

  @Override
  protected void close() {
    model.close();
  }

  @Test
  void follows_the_tilted_structure_to_its_ends_and_stops_there() throws ModelException {
    Propagation result = propagator.propagate(task(SliceAxis.K, 0, 12, 6), Progress.none());
    for (int k = 4; k <= 8; k++) {
      if (k != 6) {
        double dice =
            result.slices().get(k).mask().dice(TestVolumes.truth().slice(SlicePlane.k(k)));
        assertTrue(dice > 0.9, k + ": " + dice);
      }
    }
    assertTrue(result.slices().firstKey() >= 3 && result.slices().lastKey() <= 9);
    assertEquals(2, result.stops().size());
  }

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void both_directions_side_by_side_give_what_one_after_the_other_gives(SliceAxis axis)
      throws ModelException {
    Propagator inOrder = new NeighbourMaskPropagator(model).inOrder();
    int last = axis.slices(TestVolumes.SIZE) - 1;
    int middle = last / 2;
    for (int[] seeds :
        new int[][] {{middle}, {middle - 2, middle + 3}, {middle - 3, middle, middle + 2}}) {
      PropagationTask task = task(axis, 0, last, seeds);
      Propagation expected = inOrder.propagate(task, Progress.none());
      assertTrue(expected.slices().size() >= 3, axis + ": " + expected.slices().keySet());
      assertEquals(expected, propagator.propagate(task, Progress.none()));
    }
  }

  @Test
  void a_failure_in_either_direction_is_reported() throws ModelException {
    PropagationTask whole = task(SliceAxis.K, 0, 12, 6);
    for (int broken : new int[] {4, 8}) {
      PropagationTask task =
          new PropagationTask(
              whole.volume(),
              whole.window(),
              whole.axis(),
              whole.seeds(),
              whole.first(),
              whole.last(),
              false,
              whole.excluded(),
              Optional.of(
                  (plane, window, progress) -> {
                    if (plane.index() == broken) {
                      throw new ModelException("slice " + broken);
                    }
                    return model.encode(SliceImage.of(whole.volume(), plane, window), progress);
                  }));
      ModelException e =
          assertThrows(ModelException.class, () -> propagator.propagate(task, Progress.none()));
      assertEquals("slice " + broken, e.getMessage());
    }
  }
}
