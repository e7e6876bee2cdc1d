package io.github.voxelclick.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("E10")
class SegmentFractionsTest {
  private static final GridSize SIZE = new GridSize(3, 2, 4);
  private static final byte[] STEPS = {0, 50, 99, 100, 120, (byte) 200};

  private final SegmentFractions fractions = SegmentFractions.none(SIZE, 200).withSlice(2, STEPS);

  @Test
  void a_voxel_has_the_share_of_the_maximum() {
    assertEquals(0.25, fractions.get(new VoxelIndex(1, 0, 2)));
    assertEquals(1, fractions.get(new VoxelIndex(2, 1, 2)));
    assertEquals(0, fractions.get(new VoxelIndex(1, 0, 1)));
    assertThrows(IllegalArgumentException.class, () -> fractions.get(new VoxelIndex(3, 0, 2)));
  }

  @Test
  void more_than_the_maximum_is_the_whole_but_is_kept() {
    SegmentFractions over = SegmentFractions.none(SIZE, 100).withSlice(0, STEPS);
    assertEquals(1, over.get(new VoxelIndex(2, 1, 0)));
    assertEquals((byte) 200, over.slice(0)[5]);
    assertFalse(over.isBinary());
  }

  @Test
  void a_mask_holds_what_reaches_the_threshold() {
    assertEquals(
        SliceMask.of(3, 2, (i, j) -> j == 1), fractions.atLeast(0.5).slice(SlicePlane.k(2)));
    assertEquals(1, fractions.atLeast(1).count());
    assertEquals(5, fractions.atLeast(1e-9).count());
    assertThrows(IllegalArgumentException.class, () -> fractions.atLeast(0));
    assertThrows(IllegalArgumentException.class, () -> fractions.atLeast(1.01));
    assertThrows(IllegalArgumentException.class, () -> fractions.atLeast(Double.NaN));
  }

  @Test
  void floats_are_rounded_to_steps_and_clipped() {
    float[] values = {-1, 0, 0.0024f, 0.0026f, 1, 7};
    byte[] steps = SegmentFractions.none(SIZE, 200).withSlice(1, values).slice(1);
    assertArrayEquals(new byte[] {0, 0, 0, 1, (byte) 200, (byte) 200}, steps);
  }

  @Test
  void slices_of_zeros_do_not_count() {
    assertEquals(Set.of(2), fractions.occupiedSlices());
    SegmentFractions none = fractions.withSlice(2, new byte[6]);
    assertEquals(SegmentFractions.none(SIZE, 200), none);
    assertNotEquals(SegmentFractions.none(SIZE, 201), none);
    assertNotEquals(fractions, none);
    assertEquals(fractions.hashCode(), none.withSlice(2, STEPS).hashCode());
  }

  @Test
  void a_mask_becomes_all_or_nothing_and_comes_back() {
    Mask mask = Mask.empty(SIZE).withSlice(SlicePlane.k(3), SliceMask.of(3, 2, (i, j) -> i > j));
    SegmentFractions whole = SegmentFractions.of(mask, 7);
    assertTrue(whole.isBinary());
    assertFalse(fractions.isBinary());
    assertEquals(mask, whole.atLeast(0.5));
    assertEquals(7, whole.slice(3)[1]);
  }

  @Test
  void the_volume_is_the_sum_of_the_fractions() throws GeometryException {
    VolumeGeometry geometry =
        VolumeGeometry.regular(
            SIZE,
            Affine.ofColumns(
                new WorldPoint(2, 0, 0),
                new WorldPoint(0, 5, 0),
                new WorldPoint(0, 0, 100),
                new WorldPoint(0, 0, 0)),
            Optional.empty());
    assertEquals((50 + 99 + 100 + 120 + 200) / 200.0, fractions.millilitres(geometry), 1e-12);
  }

  @Test
  void slices_that_do_not_fit_are_rejected() {
    assertThrows(IllegalArgumentException.class, () -> fractions.withSlice(4, STEPS));
    assertThrows(IllegalArgumentException.class, () -> fractions.withSlice(1, new byte[5]));
    assertThrows(IllegalArgumentException.class, () -> SegmentFractions.none(SIZE, 0));
    assertThrows(IllegalArgumentException.class, () -> SegmentFractions.none(SIZE, 256));
  }
}
