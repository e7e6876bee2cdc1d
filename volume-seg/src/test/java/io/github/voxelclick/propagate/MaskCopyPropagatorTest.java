package io.github.voxelclick.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import org.junit.jupiter.api.Test;

class MaskCopyPropagatorTest extends OutwardPropagatorContract {
  @Override
  protected Propagator open() {
    return new MaskCopyPropagator();
  }

  @Test
  void copies_to_the_end_of_the_range() throws ModelException {
    Propagation result = propagator.propagate(task(SliceAxis.K, 0, 12, 6), Progress.none());
    assertEquals(12, result.slices().size());
    assertEquals(TestVolumes.truth().slice(SlicePlane.k(6)), result.slices().get(12).mask());
  }
}
