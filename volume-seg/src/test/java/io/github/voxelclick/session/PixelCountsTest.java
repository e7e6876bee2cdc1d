package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelCountsTest {
  private static Mask random(GridSize size, double density) {
    Random random = new Random(size.hashCode());
    Map<Integer, SliceMask> slices = new TreeMap<>();
    for (int k = 1; k < size.k(); k += 2) {
      slices.put(k, SliceMask.of(size.i(), size.j(), (i, j) -> random.nextDouble() < density));
    }
    return Mask.of(size, slices);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 2",
    "7, 5, 3",
    "64, 3, 4",
    "63, 5, 3",
    "65, 4, 5",
    "130, 9, 3",
    "3, 200, 2",
    "128, 2, 6"
  })
  void are_those_of_every_slice_cut_out(int columns, int rows, int slices) {
    GridSize size = new GridSize(columns, rows, slices);
    for (double density : new double[] {0.02, 0.6, 1}) {
      Mask mask = random(size, density);
      for (SliceAxis axis : SliceAxis.values()) {
        int[] expected =
            IntStream.range(0, axis.slices(size))
                .map(n -> mask.slice(new SlicePlane(axis, n)).count())
                .toArray();
        assertArrayEquals(expected, PixelCounts.of(mask, axis), axis + " of " + size);
      }
    }
  }

  @Test
  void an_empty_mask_has_none() {
    GridSize size = new GridSize(9, 4, 3);
    assertEquals(0, IntStream.of(PixelCounts.of(Mask.empty(size), SliceAxis.J)).sum());
  }
}
