package io.github.voxelclick.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HolesTest {
  private static final GridSize SIZE = Grids.SIZE;

  /**
   * Fills by spreading the background from the border of the grid and of each slab.
   *
   * @param still the axis along which nothing spreads, -1 for none
   */
  private static Mask bruteForce(Mask mask, String slabs, int still) {
    Set<VoxelIndex> open = new HashSet<>();
    Deque<VoxelIndex> todo = new ArrayDeque<>();
    for (VoxelIndex v : Grids.voxels(SIZE)) {
      boolean end =
          (still != 0 && (v.i() == 0 || v.i() == 6))
              || (still != 1 && (v.j() == 0 || v.j() == 4))
              || (still != 2 && isEnd(v.k(), slabs));
      if (end && !mask.get(v) && open.add(v)) {
        todo.add(v);
      }
    }
    while (!todo.isEmpty()) {
      VoxelIndex v = todo.remove();
      for (VoxelIndex w : Grids.voxels(SIZE)) {
        int di = Math.abs(v.i() - w.i());
        int dj = Math.abs(v.j() - w.j());
        int dk = Math.abs(v.k() - w.k());
        boolean moved = still >= 0 && new int[] {di, dj, dk}[still] > 0;
        if (di + dj + dk == 1
            && !moved
            && slabs.charAt(v.k()) == slabs.charAt(w.k())
            && !mask.get(w)
            && open.add(w)) {
          todo.add(w);
        }
      }
    }
    return Grids.mask(SIZE, (i, j, k) -> !open.contains(new VoxelIndex(i, j, k)));
  }

  /** Whether a slice is the first or last of its slab; a slab of one slice has no ends. */
  private static boolean isEnd(int k, String slabs) {
    int first = slabs.indexOf(slabs.charAt(k));
    int last = slabs.lastIndexOf(slabs.charAt(k));
    return first != last && (k == first || k == last);
  }

  @Test
  void cavities_are_what_the_background_does_not_reach_from_outside() {
    Random random = new Random(17);
    int cavities = 0;
    for (int trial = 0; trial < 120; trial++) {
      Mask mask = Grids.random(random, 0.5 + 0.4 * random.nextDouble());
      VolumeGeometry whole = Grids.uneven();
      Mask filled = Holes.filled(mask, whole);
      cavities += filled.equals(mask) ? 0 : 1;
      assertEquals(bruteForce(mask, "aaaa", -1), filled);
      assertEquals(
          bruteForce(mask, "abbb", -1), Holes.filled(mask, whole.withGapsAfter(Set.of(0))));
      assertEquals(
          bruteForce(mask, "abcd", -1),
          Holes.filled(mask, whole.withRelation(SliceRelation.UNRELATED)));
    }
    assertTrue(cavities > 20, "only " + cavities + " masks had any");
  }

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void holes_of_a_slice_are_what_the_background_does_not_reach_on_it(SliceAxis axis) {
    Random random = new Random(19);
    int holes = 0;
    for (int trial = 0; trial < 120; trial++) {
      Mask mask = Grids.random(random, 0.4 + 0.4 * random.nextDouble());
      Mask filled = Holes.filledOnSlices(mask, Grids.uneven(), axis);
      holes += filled.equals(mask) ? 0 : 1;
      // Rows of slices along i and j are slices k, whose ends are always ends of the slice.
      int still = List.of(SliceAxis.I, SliceAxis.J, SliceAxis.K).indexOf(axis);
      assertEquals(bruteForce(mask, "aaaa", still), filled);
    }
    assertTrue(holes > 20, "only " + holes + " masks had any");
  }

  @Test
  void a_hole_never_reaches_across_missing_slices() {
    Mask tube = Grids.mask(SIZE, (i, j, k) -> !(i == 3 && j == 2 && (k == 1 || k == 2)));
    VolumeGeometry parted = Grids.uneven().withGapsAfter(Set.of(1));
    Mask all = Grids.mask(SIZE, (i, j, k) -> true);
    assertEquals(all, Holes.filled(tube, Grids.uneven()));
    assertEquals(tube, Holes.filled(tube, parted));
    assertEquals(all, Holes.filledOnSlices(tube, Grids.uneven(), SliceAxis.J));
    assertEquals(tube, Holes.filledOnSlices(tube, parted, SliceAxis.J));
    assertEquals(all, Holes.filledOnSlices(tube, parted, SliceAxis.K));
  }

  @Test
  void what_is_open_to_the_border_of_the_grid_stays_open() {
    Mask ring = Grids.mask(SIZE, (i, j, k) -> k == 2 && (i > 1 && i < 6) && !(i < 4 && j == 0));
    assertEquals(ring, Holes.filledOnSlices(ring, Grids.uneven(), SliceAxis.K));
    assertFalse(ring.get(new VoxelIndex(3, 0, 2)));
  }

  @Test
  void empty_and_whole_masks_stay_as_they_are() {
    Mask all = Grids.mask(SIZE, (i, j, k) -> true);
    Mask none = Mask.empty(SIZE);
    for (SliceAxis axis : SliceAxis.values()) {
      assertEquals(all, Holes.filledOnSlices(all, Grids.uneven(), axis));
      assertEquals(none, Holes.filledOnSlices(none, Grids.uneven(), axis));
    }
    assertEquals(all, Holes.filled(all, Grids.uneven()));
    assertEquals(none, Holes.filled(none, Grids.uneven()));
    assertEquals(
        all.slice(SlicePlane.k(0)), Holes.filled(all, Grids.uneven()).slice(SlicePlane.k(0)));
  }
}
