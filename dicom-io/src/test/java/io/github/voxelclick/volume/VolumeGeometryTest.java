package io.github.voxelclick.volume;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VolumeGeometryTest {
  private static final GridSize SIZE = new GridSize(5, 7, 3);

  private static void assertNear(WorldPoint expected, WorldPoint found) {
    assertAll(
        () -> assertEquals(expected.x(), found.x(), 1e-9),
        () -> assertEquals(expected.y(), found.y(), 1e-9),
        () -> assertEquals(expected.z(), found.z(), 1e-9));
  }

  /** The example of docs/coordinates.md: rows tilted by 3-4-5 triangles, so numbers are exact. */
  private static VolumeGeometry workedExample() throws GeometryException {
    return VolumeGeometry.regular(
        SIZE,
        Affine.ofColumns(
            new WorldPoint(0.8, 0.6, 0).times(0.7),
            new WorldPoint(-0.36, 0.48, 0.8).times(1.1),
            new WorldPoint(0.48, -0.64, 0.6).times(2.5),
            new WorldPoint(-100, 20, 300)),
        Optional.of("2.25.1"));
  }

  @Test
  void worked_oblique_example_of_the_coordinates_page_holds() throws GeometryException {
    VolumeGeometry g = workedExample();
    assertNear(new WorldPoint(-98.064, 19.752, 306.52), g.toWorld(new VoxelPoint(2, 4, 2)));
    assertEquals("LHA", g.orientation());
    assertEquals(0.7 * 1.1 * 2.5, g.voxelVolumeMm3(1), 1e-12);
    assertNear(new WorldPoint(0.48, -0.64, 0.6), g.normal());
  }

  @Test
  void world_and_voxel_conversions_are_inverse() throws GeometryException {
    VolumeGeometry g = workedExample();
    for (VoxelPoint p :
        List.of(new VoxelPoint(0, 0, 0), new VoxelPoint(4, 6, 2), new VoxelPoint(-1.5, 2.25, 9))) {
      VoxelPoint back = g.toVoxel(g.toWorld(p));
      assertAll(
          () -> assertEquals(p.i(), back.i(), 1e-9),
          () -> assertEquals(p.j(), back.j(), 1e-9),
          () -> assertEquals(p.k(), back.k(), 1e-9));
    }
  }

  @Test
  void corners_run_with_i_fastest() throws GeometryException {
    VolumeGeometry g = workedExample();
    List<WorldPoint> corners = g.corners();
    assertEquals(8, corners.size());
    assertNear(g.toWorld(new VoxelPoint(4, 0, 0)), corners.get(1));
    assertNear(g.toWorld(new VoxelPoint(0, 6, 0)), corners.get(2));
    assertNear(g.toWorld(new VoxelPoint(4, 6, 2)), corners.get(7));
  }

  @Nested
  class Uneven_slices {
    private VolumeGeometry uneven(double... heights) throws GeometryException {
      List<WorldPoint> places =
          Arrays.stream(heights).mapToObj(z -> new WorldPoint(10, -20, z)).toList();
      return VolumeGeometry.ofSlices(
          new GridSize(5, 7, heights.length),
          new WorldPoint(0.7, 0, 0),
          new WorldPoint(0, 1.1, 0),
          places,
          Optional.empty());
    }

    @Test
    void keep_their_real_places() throws GeometryException {
      VolumeGeometry g = uneven(5, 7, 12);
      assertFalse(g.isRegular());
      assertNear(new WorldPoint(10, -20, 7), g.toWorld(new VoxelPoint(0, 0, 1)));
      assertNear(new WorldPoint(10.7, -17.8, 9.5), g.toWorld(new VoxelPoint(1, 2, 1.5)));
      assertEquals(1.5, g.toVoxel(new WorldPoint(10.7, -17.8, 9.5)).k(), 1e-12);
      assertEquals(2, g.toVoxel(new WorldPoint(10, -20, 12)).k(), 1e-12);
      assertEquals(0.25, g.toVoxel(new WorldPoint(10, -20, 5.5)).k(), 1e-12);
    }

    @Test
    void fill_the_space_half_way_to_each_neighbour() throws GeometryException {
      VolumeGeometry g = uneven(5, 7, 10);
      assertEquals(0.7 * 1.1 * 2, g.voxelVolumeMm3(0), 1e-12);
      assertEquals(0.7 * 1.1 * 2.5, g.voxelVolumeMm3(1), 1e-12);
      assertEquals(0.7 * 1.1 * 3, g.voxelVolumeMm3(2), 1e-12);
    }

    @Test
    @Tag("C2.6")
    void do_not_fill_the_space_of_missing_ones() throws GeometryException {
      VolumeGeometry g = uneven(0, 2, 5, 30, 32, 60);
      assertEquals(0.7 * 1.1 * 3, g.voxelVolumeMm3(2), 1e-12);
      assertEquals(0.7 * 1.1 * 2, g.voxelVolumeMm3(3), 1e-12);
      assertEquals(0.7 * 1.1 * 3, g.voxelVolumeMm3(5), 1e-12); // alone: the usual distance
    }

    @Test
    void may_run_against_the_normal() throws GeometryException {
      VolumeGeometry g = uneven(12, 7, 5);
      assertEquals("LPF", g.orientation());
      assertEquals(0.5, g.toVoxel(new WorldPoint(10, -20, 9.5)).k(), 1e-12);
      assertEquals(1.75, g.toVoxel(new WorldPoint(10, -20, 5.5)).k(), 1e-12);
    }

    @Test
    void are_refused_when_they_do_not_advance() {
      GeometryException e = assertThrows(GeometryException.class, () -> uneven(5, 12, 7));
      assertTrue(e.getMessage().contains("1 and 2"), e.getMessage());
      assertThrows(GeometryException.class, () -> uneven(5, 5, 7));
    }
  }

  @Nested
  class Gaps {
    private VolumeGeometry stack(double... heights) throws GeometryException {
      return VolumeGeometry.ofSlices(
          new GridSize(5, 7, heights.length),
          new WorldPoint(0.7, 0, 0),
          new WorldPoint(0, 1.1, 0),
          Arrays.stream(heights).mapToObj(z -> new WorldPoint(10, -20, z)).toList(),
          Optional.empty());
    }

    private static List<Integer> gaps(VolumeGeometry g) {
      return IntStream.range(0, g.size().k() - 1).filter(g::gapAfter).boxed().toList();
    }

    @Test
    @Tag("C2.6")
    void are_where_a_slice_would_fit_in_between() throws GeometryException {
      assertEquals(List.of(1), gaps(stack(0, 2.5, 7.5, 10, 12.5)));
      assertEquals(List.of(0, 3), gaps(stack(0, 9, 11, 13, 17.9, 20)));
      assertEquals(List.of(1), gaps(stack(17.5, 15, 10))); // two gaps: the smaller is usual
    }

    @Test
    void are_not_where_slices_are_merely_uneven() throws GeometryException {
      assertEquals(List.of(), gaps(stack(0, 4, 8, 12, 19, 26)));
      assertEquals(List.of(), gaps(stack(0, 2.5, 7.3)));
    }

    @Test
    void can_be_known_from_elsewhere() throws GeometryException {
      VolumeGeometry g = workedExample().withGapsAfter(Set.of(1));
      assertEquals(List.of(1), gaps(g));
      assertThrows(IllegalArgumentException.class, () -> g.gapAfter(2));
      assertThrows(IllegalArgumentException.class, () -> g.withGapsAfter(Set.of(2)));
    }

    @Test
    void are_between_all_slices_that_are_unrelated_and_none_of_a_loop() throws GeometryException {
      VolumeGeometry g = workedExample();
      assertEquals(SliceRelation.SPATIAL, g.relation());
      assertEquals(List.of(0, 1), gaps(g.withRelation(SliceRelation.UNRELATED)));
      assertEquals(List.of(), gaps(g.withRelation(SliceRelation.TEMPORAL)));
    }
  }

  @Nested
  class Matching {
    @Test
    void accepts_the_same_grid_within_tolerance() throws GeometryException {
      VolumeGeometry g = workedExample();
      VolumeGeometry shifted =
          VolumeGeometry.regular(
              SIZE,
              g.indexToLps().withOrigin(g.indexToLps().origin().plus(new WorldPoint(0, 0, 0.01))),
              Optional.empty());
      assertTrue(g.matches(shifted, 0.02));
      assertFalse(g.matches(shifted, 0.005));
    }

    @Test
    void tells_other_sizes_directions_and_frames_apart() throws GeometryException {
      VolumeGeometry g = workedExample();
      Affine a = g.indexToLps();
      assertFalse(g.matches(VolumeGeometry.regular(new GridSize(7, 5, 3), a, Optional.empty()), 1));
      assertFalse(g.matches(VolumeGeometry.regular(SIZE, a, Optional.of("2.25.2")), 1));
      Affine mirrored = Affine.ofColumns(a.step(0).times(-1), a.step(1), a.step(2), a.origin());
      assertFalse(g.matches(VolumeGeometry.regular(SIZE, mirrored, Optional.empty()), 1));
      assertFalse(g.matches(g.withRelation(SliceRelation.TEMPORAL), 1));
    }
  }

  @Test
  void refuses_axes_that_do_not_span_space() {
    WorldPoint x = new WorldPoint(1, 0, 0);
    GeometryException e =
        assertThrows(
            GeometryException.class,
            () ->
                Affine.ofColumns(x, x.times(2), new WorldPoint(0, 0, 1), new WorldPoint(0, 0, 0)));
    assertTrue(e.getMessage().contains("singular"), e.getMessage());
    assertThrows(
        GeometryException.class,
        () -> Affine.ofRowMajor(1, 0, 0, Double.NaN, 0, 1, 0, 0, 0, 0, 1, 0));
  }
}
