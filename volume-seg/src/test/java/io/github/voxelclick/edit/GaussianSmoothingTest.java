package io.github.voxelclick.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianSmoothingTest {
  /** The mean at a voxel of the even grid, over all voxels within reach, the border going on. */
  private static double mean(Mask mask, VoxelIndex at, double sigma, boolean alongK) {
    GridSize size = mask.size();
    int[] reach = new int[3];
    double[] spacing = {0.7, 1.1, 2.5};
    for (int axis = 0; axis < 3; axis++) {
      reach[axis] = (int) (4 * sigma / spacing[axis] + 0.5);
    }
    reach[2] = alongK ? reach[2] : 0;
    double sum = 0;
    double all = 0;
    for (int k = -reach[2]; k <= reach[2]; k++) {
      for (int j = -reach[1]; j <= reach[1]; j++) {
        for (int i = -reach[0]; i <= reach[0]; i++) {
          double squared = Math.pow(0.7 * i, 2) + Math.pow(1.1 * j, 2) + Math.pow(2.5 * k, 2);
          double weight = Math.exp(-squared / (2 * sigma * sigma));
          VoxelIndex near =
              new VoxelIndex(
                  Math.min(Math.max(at.i() + i, 0), size.i() - 1),
                  Math.min(Math.max(at.j() + j, 0), size.j() - 1),
                  Math.min(Math.max(at.k() + k, 0), size.k() - 1));
          all += weight;
          sum += mask.get(near) ? weight : 0;
        }
      }
    }
    return sum / all;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 1.6, 3})
  void sets_what_the_mean_over_all_neighbours_says(double sigma) {
    Random random = new Random(23);
    for (int trial = 0; trial < 12; trial++) {
      Mask mask = Grids.random(random, 0.3 + 0.05 * trial);
      Mask smooth = GaussianSmoothing.smoothed(mask, Grids.even(Grids.SIZE), sigma);
      Mask pages =
          GaussianSmoothing.smoothed(
              mask, Grids.even(Grids.SIZE).withRelation(SliceRelation.UNRELATED), sigma);
      for (VoxelIndex v : Grids.voxels(Grids.SIZE)) {
        double mean = mean(mask, v, sigma, true);
        if (Math.abs(mean - 0.5) > 1e-5) {
          assertEquals(mean > 0.5, smooth.get(v), v + ": " + mean);
        }
        double flat = mean(mask, v, sigma, false);
        if (Math.abs(flat - 0.5) > 1e-5) {
          assertEquals(flat > 0.5, pages.get(v), v + " alone: " + flat);
        }
      }
    }
  }

  @Test
  void flat_surfaces_stay_where_they_are_even_on_uneven_slices_and_at_the_border() {
    Mask left = Grids.mask(Grids.SIZE, (i, j, k) -> i < 3);
    Mask low = Grids.mask(Grids.SIZE, (i, j, k) -> k < 2);
    assertEquals(left, GaussianSmoothing.smoothed(left, Grids.uneven(), 1.2));
    assertEquals(low, GaussianSmoothing.smoothed(low, Grids.uneven(), 1.2));
    Mask all = Grids.mask(Grids.SIZE, (i, j, k) -> true);
    assertEquals(all, GaussianSmoothing.smoothed(all, Grids.uneven(), 30));
  }

  @Test
  void thin_parts_and_single_voxels_vanish_and_narrow_gaps_close() {
    GridSize size = new GridSize(31, 23, 9);
    VolumeGeometry geometry = Grids.even(size);
    Mask block = Grids.mask(size, (i, j, k) -> i >= 5 && i < 26 && j >= 4 && j < 19 && k > 0);
    Mask crumb = Grids.mask(size, (i, j, k) -> i == 1 && j == 1 && k == 5);
    Mask slit = Grids.mask(size, (i, j, k) -> i == 15);
    Mask smooth = GaussianSmoothing.smoothed(block.or(crumb).andNot(slit), geometry, 1.5);
    assertTrue(smooth.and(crumb).isEmpty());
    VoxelIndex inSlit = new VoxelIndex(15, 11, 5);
    assertTrue(smooth.get(inSlit));
    assertTrue(smooth.dice(block) > 0.95, "dice " + smooth.dice(block));
  }

  @Test
  void nothing_flows_across_missing_slices() {
    Mask mask = Grids.mask(Grids.SIZE, (i, j, k) -> k != 1);
    VolumeGeometry parted = Grids.even(Grids.SIZE).withGapsAfter(Set.of(0, 1));
    assertEquals(mask, GaussianSmoothing.smoothed(mask, parted, 4));
    Mask closed = GaussianSmoothing.smoothed(mask, Grids.even(Grids.SIZE), 4);
    assertEquals(35, closed.slice(SlicePlane.k(1)).count());
  }

  @Test
  void no_sigma_changes_nothing_and_a_negative_one_is_refused() {
    Mask mask = Grids.random(new Random(1), 0.5);
    assertSame(mask, GaussianSmoothing.smoothed(mask, Grids.uneven(), 0));
    Mask empty = Mask.empty(Grids.SIZE);
    assertEquals(empty, GaussianSmoothing.smoothed(empty, Grids.uneven(), 2));
    for (double sigma : new double[] {-1, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> GaussianSmoothing.smoothed(mask, Grids.uneven(), sigma));
    }
  }
}
