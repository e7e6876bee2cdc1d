package io.github.voxelclick.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.Window;
import org.junit.jupiter.api.Test;

class SeedLookTest {
  private static final Window WINDOW = new Window(0, 10);
  private static final SliceMask MASK =
      SliceMask.of(21, 15, (c, r) -> c >= 8 && c < 12 && r >= 5 && r < 11);

  /** 6 and 8 in the mask's two halves, 3 within two pixels of it, 9 beyond. */
  private static Volume volume() {
    float[][] data = new float[1][21 * 15];
    for (int row = 0; row < 15; row++) {
      for (int column = 0; column < 21; column++) {
        boolean near = column >= 6 && column < 14 && row >= 3 && row < 13;
        data[0][row * 21 + column] = MASK.get(column, row) ? (column < 10 ? 6 : 8) : near ? 3 : 9;
      }
    }
    return TestVolumes.volume(
        new GridSize(21, 15, 1), new VoxelData.F32(data), Rescale.IDENTITY, "MR");
  }

  @Test
  void is_measured_in_the_window_inside_and_just_outside() {
    SeedLook look = SeedLook.of(volume(), WINDOW, SlicePlane.k(0), MASK);
    assertEquals(0.7, look.mean(), 1e-6);
    assertEquals(0.1, look.deviation(), 1e-6);
    assertEquals(0.3, look.surroundings(), 1e-6);
  }

  @Test
  void the_rim_of_a_large_mask_is_a_fifth_as_wide_as_its_radius() {
    // As large as a disk of radius 19.5: a rim of 4 pixels, in which 3 stands; 9 beyond.
    SliceMask large = SliceMask.of(61, 47, (c, r) -> c >= 9 && c < 50 && r >= 8 && r < 37);
    float[][] data = new float[1][61 * 47];
    for (int row = 0; row < 47; row++) {
      for (int column = 0; column < 61; column++) {
        boolean near = column >= 5 && column < 54 && row >= 4 && row < 41;
        data[0][row * 61 + column] = large.get(column, row) ? 6 : near ? 3 : 9;
      }
    }
    Volume volume =
        TestVolumes.volume(
            new GridSize(61, 47, 1), new VoxelData.F32(data), Rescale.IDENTITY, "MR");
    SeedLook look = SeedLook.of(volume, WINDOW, SlicePlane.k(0), large);
    assertEquals(0.3, look.surroundings(), 1e-6);
  }

  @Test
  void fading_is_the_way_towards_the_surroundings() {
    SeedLook look = new SeedLook(0.7, 0.1, 0.3);
    assertEquals(0, look.fadeAt(0.7), 1e-12);
    assertEquals(0.5, look.fadeAt(0.5), 1e-12);
    assertEquals(-0.25, look.fadeAt(0.8), 1e-12, "brighter still is no fading");
    assertEquals(0, new SeedLook(0.5, 0.1, 0.515).fadeAt(0.2), "no contrast to lose");
    assertEquals(0.5, new SeedLook(0.5, 0.1, 0.53).fadeAt(0.515), 1e-9, "little, but enough");
  }

  @Test
  void drift_counts_both_ways_and_forgives_a_flat_seed() {
    SeedLook look = new SeedLook(0.7, 0.08, 0.3);
    assertEquals(2, look.driftAt(0.9), 1e-12);
    assertEquals(2, look.driftAt(0.5), 1e-12);
    assertEquals(1, new SeedLook(0.7, 0, 0.3).driftAt(0.72), 1e-9);
  }

  @Test
  void a_mask_over_the_whole_slice_cannot_fade() {
    SliceMask all = SliceMask.of(21, 15, (c, r) -> true);
    SeedLook look = SeedLook.of(volume(), WINDOW, SlicePlane.k(0), all);
    assertEquals(look.mean(), look.surroundings());
    assertEquals(0, look.fadeAt(0));
  }
}
