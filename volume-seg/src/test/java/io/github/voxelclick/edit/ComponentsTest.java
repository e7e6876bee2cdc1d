package io.github.voxelclick.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentsTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.15, 0.3, 0.6, 1})
  void equal_those_found_by_spreading_from_voxel_to_voxel(double density) {
    Random random = new Random(7);
    for (int trial = 0; trial < 40; trial++) {
      Mask mask = Grids.random(random, density);
      VolumeGeometry whole = Grids.uneven();
      check(mask, whole, "aaaa");
      check(mask, whole.withGapsAfter(Set.of(0, 2)), "abbc");
      check(mask, whole.withRelation(SliceRelation.UNRELATED), "abcd");
      check(mask, whole.withRelation(SliceRelation.TEMPORAL), "aaaa");
    }
  }

  private static void check(Mask mask, VolumeGeometry geometry, String slabs) {
    List<Set<VoxelIndex>> expected = bruteForce(mask, slabs);
    Components found = Components.of(mask, geometry);
    assertEquals(expected.size(), found.list().size());
    for (int n = 0; n < expected.size(); n++) {
      Set<VoxelIndex> voxels = expected.get(n);
      Components.Component component = found.list().get(n);
      assertEquals(voxels.size(), component.voxels());
      assertTrue(voxels.contains(component.first()));
      Mask only = Grids.mask(mask.size(), (i, j, k) -> voxels.contains(new VoxelIndex(i, j, k)));
      assertEquals(only, found.mask(component));
      voxels.forEach(v -> assertEquals(Optional.of(component), found.at(v)));
      if (n == 0) {
        assertEquals(only, Components.keepLargest(mask, geometry));
      }
    }
  }

  /** The largest first, of equal ones the first in order of slices, rows, columns. */
  private static List<Set<VoxelIndex>> bruteForce(Mask mask, String slabs) {
    Set<VoxelIndex> seen = new HashSet<>();
    List<Set<VoxelIndex>> all = new ArrayList<>();
    for (VoxelIndex start : Grids.voxels(mask.size())) {
      if (mask.get(start) && seen.add(start)) {
        Set<VoxelIndex> component = new HashSet<>();
        List<VoxelIndex> todo = new ArrayList<>(List.of(start));
        while (!todo.isEmpty()) {
          VoxelIndex v = todo.remove(todo.size() - 1);
          component.add(v);
          for (VoxelIndex w : Grids.voxels(mask.size())) {
            boolean near =
                Math.abs(v.i() - w.i()) <= 1
                    && Math.abs(v.j() - w.j()) <= 1
                    && Math.abs(v.k() - w.k()) <= 1;
            if (near && mask.get(w) && slabs.charAt(v.k()) == slabs.charAt(w.k()) && seen.add(w)) {
              todo.add(w);
            }
          }
        }
        all.add(component);
      }
    }
    all.sort(Comparator.comparingInt(c -> -c.size()));
    return all;
  }

  @Test
  void of_equally_large_ones_the_first_in_slices_rows_and_columns_is_kept() {
    Mask mask =
        Grids.mask(
            Grids.SIZE,
            (i, j, k) -> (k == 3 && i == 0) || (k == 0 && i == 6) || (k == 0 && i == 2));
    Mask first = Grids.mask(Grids.SIZE, (i, j, k) -> k == 0 && i == 2);
    assertEquals(first, Components.keepLargest(mask, Grids.uneven()));
  }

  @Test
  void an_empty_mask_has_none_and_one_component_is_kept_as_it_is() {
    Mask empty = Mask.empty(Grids.SIZE);
    assertEquals(List.of(), Components.of(empty, Grids.uneven()).list());
    assertSame(empty, Components.keepLargest(empty, Grids.uneven()));
    Mask all = Grids.mask(Grids.SIZE, (i, j, k) -> true);
    assertSame(all, Components.keepLargest(all, Grids.uneven()));
  }

  @Test
  void a_voxel_that_is_not_set_has_none_and_one_outside_is_refused() {
    Components one =
        Components.of(Grids.mask(Grids.SIZE, (i, j, k) -> i == 1 && k < 2), Grids.uneven());
    assertEquals(Optional.empty(), one.at(new VoxelIndex(0, 0, 0)));
    assertThrows(IllegalArgumentException.class, () -> one.at(new VoxelIndex(0, 5, 0)));
  }
}
