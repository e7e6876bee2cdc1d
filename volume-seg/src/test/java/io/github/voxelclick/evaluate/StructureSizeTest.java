package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StructureSizeTest {
  private static StructureSize size(int value, Integer... pixels) {
    return new StructureSize(value, List.of(pixels));
  }

  private static List<Integer> values(List<StructureSize> sizes) {
    return sizes.stream().map(StructureSize::value).toList();
  }

  @Test
  void is_large_with_three_slices_of_a_hundred_pixels_and_small_with_one_of_twelve() {
    assertEquals(Optional.of(SizeGroup.LARGE), size(1, 0, 100, 500, 100, 3).group());
    assertEquals(Optional.of(SizeGroup.SMALL), size(1, 0, 99, 500, 100, 3).group());
    assertEquals(Optional.of(SizeGroup.SMALL), size(1, 12).group());
    assertEquals(Optional.empty(), size(1, 11, 11, 11, 0, 11).group());
  }

  @Test
  void structures_are_chosen_evenly_by_volume_rank_from_largest_to_smallest() {
    List<StructureSize> all = new ArrayList<>();
    for (int value = 1; value <= 11; value++) {
      all.add(size(value, 100 + value, 200, 300));
    }
    all.add(size(12, 50, 50));
    assertEquals(List.of(11, 9, 7, 5, 3, 1), values(StructureSize.choose(all, SizeGroup.LARGE, 6)));
    assertEquals(List.of(11, 1), values(StructureSize.choose(all, SizeGroup.LARGE, 2)));
    assertEquals(List.of(11), values(StructureSize.choose(all, SizeGroup.LARGE, 1)));
    assertEquals(11, StructureSize.choose(all, SizeGroup.LARGE, Integer.MAX_VALUE).size());
    assertEquals(List.of(12), values(StructureSize.choose(all, SizeGroup.SMALL, 6)));
    assertThrows(
        IllegalArgumentException.class, () -> StructureSize.choose(all, SizeGroup.SMALL, 0));
  }

  @Test
  void equal_volumes_rank_by_value() {
    List<StructureSize> all = List.of(size(9, 30, 20), size(2, 20, 30), size(5, 50, 0));
    assertEquals(List.of(2, 5, 9), values(StructureSize.choose(all, SizeGroup.SMALL, 6)));
  }

  @Test
  void rejects_structures_that_are_not_there() {
    assertThrows(IllegalArgumentException.class, () -> size(1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> size(0, 5));
    assertThrows(IllegalArgumentException.class, () -> size(1, 5, -1));
  }
}
