package io.github.voxelclick.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.volume.WorldPoint;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MeshCellsTest {
  private static double[] areas(double i, double j, double k) {
    return MeshCells.areasMm2(
        new WorldPoint(i, 0, 0), new WorldPoint(0, j, 0), new WorldPoint(0, 0, k));
  }

  /** One configuration of each kind; areas in the unit cube from its geometry. */
  @ParameterizedTest
  @CsvSource({
    "0b00000000, 0", // nothing set
    "0b00000001, 0.216506", // a corner: sides of √½
    "0b00000011, 0.707107", // an edge: 1 × √½
    "0b00001001, 0.433013", // two corners of a face: apart
    "0b10000001, 0.433013", // two opposite corners: apart
    "0b00000111, 1.149519", // three corners of a face: ½ + (3/8)√3
    "0b00001111, 1", // a face
    "0b00010111, 1.299038", // a corner and its neighbours: a regular hexagon
    "0b01101001, 0.866025", // every other corner
    "0b11000011, 1.414214", // two opposite edges
    "0b11111110, 0.216506", // all but a corner
  })
  void areas_in_the_unit_cube_are_those_of_marching_cubes(String code, double expected) {
    assertEquals(expected, areas(1, 1, 1)[Integer.parseInt(code.substring(2), 2)], 1e-6);
  }

  @Test
  void a_mask_and_its_inverse_have_the_same_surface() {
    double[] areas = areas(0.7, 1.1, 2.5);
    for (int code = 0; code < 256; code++) {
      assertEquals(areas[code], areas[255 - code], 1e-12);
    }
  }

  @Test
  void faces_and_edges_take_the_real_lengths_of_the_cell() {
    double[] areas = areas(0.7, 1.1, 2.5);
    assertEquals(0.7 * 1.1, areas[0b00001111], 1e-12);
    assertEquals(0.7 * 2.5, areas[0b00110011], 1e-12);
    assertEquals(1.1 * 2.5, areas[0b01010101], 1e-12);
    assertEquals(0.7 * Math.hypot(1.1, 2.5) / 2, areas[0b00000011], 1e-12);
  }
}
