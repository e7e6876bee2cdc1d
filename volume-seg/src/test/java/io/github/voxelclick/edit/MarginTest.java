package io.github.voxelclick.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarginTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.7, 1.1, 1.4, 2.2, 2.5, 3.3, 50})
  void grows_and_shrinks_as_asking_every_voxel_about_every_other(double mm) {
    Random random = new Random(3);
    for (int trial = 0; trial < 25; trial++) {
      Mask mask = Grids.random(random, trial % 2 == 0 ? 0.05 : 0.9);
      VolumeGeometry whole = Grids.uneven();
      VolumeGeometry parted = whole.withGapsAfter(Set.of(1));
      VolumeGeometry pages = whole.withRelation(SliceRelation.UNRELATED);
      VolumeGeometry frames = whole.withRelation(SliceRelation.TEMPORAL);
      for (long chunk : new long[] {1, 60, 1 << 20}) {
        check(mask, whole, mm, chunk, "aaaa");
        check(mask, parted, mm, chunk, "aabb");
        check(mask, pages, mm, chunk, "abcd");
        check(mask, frames, mm, chunk, "abcd");
      }
    }
  }

  private static void check(
      Mask mask, VolumeGeometry geometry, double mm, long chunk, String slabs) {
    assertEquals(Grids.grown(mask, mm, slabs), Margin.grow(mask, geometry, mm, chunk));
    Mask shrunk = Grids.not(Grids.grown(Grids.not(mask), mm, slabs));
    assertEquals(shrunk, Margin.shrink(mask, geometry, mm, chunk));
  }

  @Test
  void what_the_field_of_view_cuts_does_not_shrink_away_from_the_cut() {
    Mask left = Grids.mask(Grids.SIZE, (i, j, k) -> i < 4);
    Mask less = Grids.mask(Grids.SIZE, (i, j, k) -> i < 2);
    assertEquals(less, Margin.shrink(left, Grids.uneven(), 1.5));
    Mask all = Grids.mask(Grids.SIZE, (i, j, k) -> true);
    assertEquals(all, Margin.shrink(all, Grids.uneven(), 100));
    assertEquals(all, Margin.grow(all, Grids.uneven(), 100));
  }

  @Test
  void an_empty_mask_stays_empty() {
    Mask empty = Mask.empty(Grids.SIZE);
    assertTrue(Margin.grow(empty, Grids.uneven(), 5).isEmpty());
    assertTrue(Margin.shrink(empty, Grids.uneven(), 5).isEmpty());
  }

  @Test
  void a_small_ball_in_a_huge_grid_takes_little() {
    GridSize huge = new GridSize(512, 512, 2000);
    VolumeGeometry geometry = Grids.even(huge);
    Mask ball = BallBrush.stroke(geometry, List.of(new VoxelPoint(300.2, 17, 1717.4)), 9);
    Mask far = BallBrush.stroke(geometry, List.of(new VoxelPoint(3, 500, 2)), 9);
    Mask two = ball.or(far);
    long before = allocated();
    Mask grown = Margin.grow(two, geometry, 4);
    Mask shrunk = Margin.shrink(grown, geometry, 4);
    assertTrue(allocated() - before < 300 << 20, "allocated " + (allocated() - before));
    assertTrue(grown.count() > two.count());
    assertEquals(two, shrunk.and(two));
    Mask smooth = GaussianSmoothing.smoothed(ball, geometry, 2);
    assertTrue(smooth.dice(ball) > 0.9, "dice " + smooth.dice(ball));
    assertEquals(2, Components.of(two, geometry).list().size());
    assertEquals(ball.count(), Components.of(two, geometry).list().get(0).voxels());
    Mask shell = ball.andNot(Margin.shrink(ball, geometry, 3));
    assertEquals(ball, Holes.filled(shell, geometry));
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void a_whole_clinical_slice_is_fine() {
    GridSize size = new GridSize(512, 509, 3);
    SliceMask all = SliceMask.of(512, 509, (i, j) -> i > 100);
    Mask mask = Mask.empty(size).withSlice(SlicePlane.k(1), all);
    Mask grown = Margin.grow(mask, Grids.even(size), 1);
    assertEquals(SliceMask.of(512, 509, (i, j) -> i > 99), grown.slice(SlicePlane.k(1)));
    assertEquals(Set.of(1), grown.occupiedSlices());
  }

  @Test
  void rejects_what_is_no_distance_and_masks_of_other_grids() {
    Mask mask = Mask.empty(Grids.SIZE);
    for (double mm : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> Margin.grow(mask, Grids.uneven(), mm));
      assertThrows(IllegalArgumentException.class, () -> Margin.shrink(mask, Grids.uneven(), mm));
    }
    Mask other = Mask.empty(new GridSize(5, 7, 4));
    assertThrows(IllegalArgumentException.class, () -> Margin.grow(other, Grids.uneven(), 1));
  }
}
