package io.github.voxelclick.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Padding;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ThresholdTest {
  private static Volume volume(VoxelData data, Rescale rescale, Optional<Padding> padding) {
    return new Volume(Grids.uneven(), data, rescale, "CT", Display.ofWindows(List.of()), padding);
  }

  private static VoxelData stored() {
    short[][] data = new short[4][35];
    for (int k = 0; k < 4; k++) {
      for (int n = 0; n < 35; n++) {
        data[k][n] = (short) (n + 40 * k - 60);
      }
    }
    return new VoxelData.S16(data);
  }

  @Test
  void keeps_the_voxels_of_the_mask_whose_values_lie_between_the_limits() {
    Volume volume = volume(stored(), new Rescale(-2, 7), Optional.empty());
    Mask mask = Grids.random(new Random(41), 0.6);
    Mask kept = Threshold.within(mask, volume, -51, 33);
    for (VoxelIndex v : Grids.voxels(Grids.SIZE)) {
      double value = volume.value(v);
      assertEquals(mask.get(v) && value >= -51 && value <= 33, kept.get(v), v + ": " + value);
    }
    assertTrue(kept.count() > 5);
    assertEquals(
        mask, Threshold.within(mask, volume, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  @Test
  void a_limit_is_included_in_spite_of_rounding() {
    Volume volume = volume(stored(), new Rescale(0.1, 0), Optional.empty());
    Mask all = Grids.mask(Grids.SIZE, (i, j, k) -> true);
    assertEquals(1, Threshold.within(all, volume, 0.3, 0.3).count(), "0.1 * 3 > 0.3");
    assertEquals(0, Threshold.within(all, volume, 0.31, 0.39).count());
  }

  @Test
  void padding_and_what_is_no_number_are_never_kept() {
    Mask all = Grids.mask(Grids.SIZE, (i, j, k) -> true);
    Optional<Padding> padding =
        Padding.of(Collections.nCopies(4, Optional.of(new Padding.Range(-60, -50))));
    Volume padded = volume(stored(), Rescale.IDENTITY, padding);
    assertEquals(1, Threshold.within(all, padded, -80, -49).count());
    float[][] values = new float[4][35];
    values[0][0] = Float.NaN;
    values[1][3] = Float.POSITIVE_INFINITY;
    Volume floats = volume(new VoxelData.F32(values), Rescale.IDENTITY, Optional.empty());
    assertEquals(138, Threshold.within(all, floats, -1, 1).count());
  }

  @Test
  void rejects_limits_in_the_wrong_order_and_other_grids() {
    Volume volume = volume(stored(), Rescale.IDENTITY, Optional.empty());
    Mask mask = Mask.empty(Grids.SIZE);
    assertEquals(mask, Threshold.within(mask, volume, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> Threshold.within(mask, volume, 2, 1));
    assertThrows(
        IllegalArgumentException.class, () -> Threshold.within(mask, volume, Double.NaN, 1));
    Mask other = Mask.empty(new GridSize(7, 5, 3));
    assertThrows(IllegalArgumentException.class, () -> Threshold.within(other, volume, 1, 2));
  }

  @Nested
  class Copies {
    @Test
    void replace_one_slice_by_another_of_the_same_axis() {
      Mask mask = Grids.random(new Random(43), 0.5);
      for (SliceAxis axis : SliceAxis.values()) {
        SlicePlane from = new SlicePlane(axis, 1);
        SlicePlane to = new SlicePlane(axis, 3);
        assertEquals(mask.withSlice(to, mask.slice(from)), SliceCopy.copied(mask, from, to));
        assertEquals(mask.slice(from), SliceCopy.copied(mask, from, to).slice(to));
      }
    }

    @Test
    void refuse_slices_of_two_axes_or_outside() {
      Mask mask = Mask.empty(Grids.SIZE);
      SlicePlane k = SlicePlane.k(1);
      assertThrows(
          IllegalArgumentException.class,
          () -> SliceCopy.copied(mask, k, new SlicePlane(SliceAxis.J, 1)));
      assertThrows(
          IllegalArgumentException.class, () -> SliceCopy.copied(mask, k, SlicePlane.k(4)));
    }
  }
}
