package io.github.voxelclick.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import org.junit.jupiter.api.Test;

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
}
