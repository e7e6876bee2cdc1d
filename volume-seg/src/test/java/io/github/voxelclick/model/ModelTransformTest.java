package io.github.voxelclick.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.volume.PlanePoint;
import org.junit.jupiter.api.Test;

class ModelTransformTest {
  private final ModelTransform transform =
      new ModelTransform(new PlanePoint(40.3, 28.9), new PlanePoint(63.5, 63.5), 0.79, 1.3);

  @Test
  void both_ways_undo_each_other() {
    for (PlanePoint p : new PlanePoint[] {new PlanePoint(3, 77), new PlanePoint(-8.5, 12.25)}) {
      PlanePoint back = transform.toSlice(transform.toModel(p));
      assertEquals(p.column(), back.column(), 1e-9);
      assertEquals(p.row(), back.row(), 1e-9);
    }
  }

  @Test
  void anchors_meet_exactly() {
    assertEquals(new PlanePoint(63.5, 63.5), transform.toModel(new PlanePoint(40.3, 28.9)));
    assertEquals(new PlanePoint(40.3 + 0.79, 28.9), transform.toSlice(new PlanePoint(64.5, 63.5)));
  }

  @Test
  void a_step_of_zero_is_refused() {
    PlanePoint o = new PlanePoint(0, 0);
    assertThrows(IllegalArgumentException.class, () -> new ModelTransform(o, o, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ModelTransform(o, o, 1, Double.NaN));
  }
}
