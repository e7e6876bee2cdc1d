package io.github.voxelclick.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SurfaceBuilderTest {
  private static final GridSize SMALL = new GridSize(7, 6, 5);
  private static final GridSize LARGE = new GridSize(61, 43, 27);
  private static final VoxelPoint MIDDLE = new VoxelPoint(29.3, 20.6, 12.2);

  private static Mesh exact(Mask mask, VolumeGeometry geometry) throws VolumeException {
    return SurfaceBuilder.build(mask, geometry, SurfaceSettings.exact(), Progress.none()).mesh();
  }

  private static Mesh smooth(Mask mask, VolumeGeometry geometry) throws VolumeException {
    return SurfaceBuilder.build(
            mask, geometry, SurfaceSettings.exact().withSmooth(true), Progress.none())
        .mesh();
  }

  private static Mask random(GridSize size, int seed, double share) {
    Random random = new Random(seed);
    return TestGrids.mask(size, (i, j, k) -> random.nextDouble() < share);
  }

  /** Every way in which eight corners can be set, next to each other and at every edge. */
  @ParameterizedTest
  @CsvSource({"1, 0.05", "2, 0.2", "3, 0.5", "4, 0.8", "5, 0.95", "6, 1"})
  void meshes_of_random_masks_are_closed_and_face_outwards(int seed, double share)
      throws Exception {
    for (TestGrids grid : TestGrids.values()) {
      VolumeGeometry geometry = grid.of(SMALL);
      for (int n = 0; n < 40; n++) {
        Mesh mesh = exact(random(SMALL, 100 * seed + n, share), geometry);
        Manifold.check(mesh);
        assertTrue(mesh.triangleCount() == 0 || mesh.volumeMm3() > 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_voxel_is_an_octahedron_round_its_centre(TestGrids grid) throws Exception {
    VolumeGeometry geometry = grid.of(SMALL);
    Mesh mesh = exact(TestGrids.mask(SMALL, (i, j, k) -> i == 6 && j == 2 && k == 3), geometry);
    assertEquals(8, mesh.triangleCount());
    assertEquals(2, Manifold.check(mesh));
    assertEquals(geometry.voxelVolumeMm3(3) / 6, mesh.volumeMm3(), 1e-3);
    Set<WorldPoint> expected = new HashSet<>();
    for (double[] d :
        new double[][] {
          {.5, 0, 0}, {-.5, 0, 0}, {0, .5, 0}, {0, -.5, 0}, {0, 0, .5}, {0, 0, -.5}
        }) {
      expected.add(geometry.toWorld(new VoxelPoint(6 + d[0], 2 + d[1], 3 + d[2])));
    }
    for (int v = 0; v < 6; v++) {
      WorldPoint at =
          new WorldPoint(mesh.coordinate(v, 0), mesh.coordinate(v, 1), mesh.coordinate(v, 2));
      assertTrue(expected.removeIf(p -> p.minus(at).length() < 1e-4), () -> at + " of " + expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_box_at_the_edge_of_the_grid_has_its_own_volume_but_for_edges(TestGrids grid)
      throws Exception {
    VolumeGeometry geometry = grid.of(LARGE);
    Mask box = TestGrids.mask(LARGE, (i, j, k) -> i < 50 && j >= 10 && k > 3);
    Mesh mesh = exact(box, geometry);
    assertEquals(2, Manifold.check(mesh));
    double mm3 = 1000 * box.millilitres(geometry);
    assertTrue(mesh.volumeMm3() < mm3 && mesh.volumeMm3() > 0.99 * mm3);
  }

  @ParameterizedTest
  @EnumSource
  void balls_rings_and_shells_have_their_euler_characteristic_and_volume(TestGrids grid)
      throws Exception {
    VolumeGeometry geometry = grid.of(LARGE);
    Mask ball = TestGrids.ball(geometry, MIDDLE, 15);
    Mask ring = TestGrids.ring(geometry, MIDDLE, 13, 5);
    Mask shell = ball.andNot(TestGrids.ball(geometry, MIDDLE, 9));
    int[] characteristics = {2, 0, 4};
    Mask[] masks = {ball, ring, shell};
    for (int n = 0; n < 3; n++) {
      double mm3 = 1000 * masks[n].millilitres(geometry);
      Mesh mesh = exact(masks[n], geometry);
      assertEquals(characteristics[n], Manifold.check(mesh));
      assertEquals(mm3, mesh.volumeMm3(), 0.02 * mm3);
      Mesh smooth = smooth(masks[n], geometry);
      assertEquals(characteristics[n], Manifold.check(smooth));
      assertEquals(mesh.volumeMm3(), smooth.volumeMm3(), 1e-3 * mm3);
    }
  }

  /** Smoothing may not carry the surface away from where the mask is, in any direction. */
  @ParameterizedTest
  @EnumSource
  void a_smooth_ball_is_a_ball(TestGrids grid) throws Exception {
    VolumeGeometry geometry = grid.of(LARGE);
    Mesh mesh = smooth(TestGrids.ball(geometry, MIDDLE, 15), geometry);
    WorldPoint centre = geometry.toWorld(MIDDLE);
    double worst = 0;
    double squares = 0;
    for (int v = 0; v < mesh.vertexCount(); v++) {
      WorldPoint at =
          new WorldPoint(mesh.coordinate(v, 0), mesh.coordinate(v, 1), mesh.coordinate(v, 2));
      double off = at.minus(centre).length() - 15;
      worst = Math.max(worst, Math.abs(off));
      squares += off * off;
    }
    assertTrue(worst < TestGrids.K_MM / 2, worst + " mm");
    assertTrue(Math.sqrt(squares / mesh.vertexCount()) < 0.3, squares + " mm²");
    double area = 4 * Math.PI * 15 * 15;
    assertEquals(area, mesh.areaMm2(), 0.03 * area);
  }

  @Test
  void small_parts_keep_their_volume_when_smoothed() throws Exception {
    VolumeGeometry geometry = TestGrids.UNEVEN.of(SMALL);
    for (int n = 0; n < 40; n++) {
      Mask mask = random(SMALL, n, 0.3);
      double mm3 = exact(mask, geometry).volumeMm3();
      Mesh smooth = smooth(mask, geometry);
      Manifold.check(smooth);
      assertEquals(mm3, smooth.volumeMm3(), 0.05 * mm3);
    }
  }

  @Test
  void no_surface_bridges_a_gap() throws Exception {
    VolumeGeometry whole = TestGrids.OBLIQUE.of(new GridSize(9, 8, 8));
    VolumeGeometry geometry = TestGrids.without(whole, 4);
    Mask column = TestGrids.mask(geometry.size(), (i, j, k) -> i > 2 && j < 6 && k > 1 && k < 6);
    Mesh mesh = exact(column, geometry);
    assertEquals(4, Manifold.check(mesh)); // two balls
    WorldPoint normal = geometry.normal();
    double below = geometry.slicePosition(3).dot(normal);
    double above = geometry.slicePosition(4).dot(normal);
    assertEquals(2 * TestGrids.K_MM, above - below, 1e-9);
    for (int v = 0; v < mesh.vertexCount(); v++) {
      double height =
          new WorldPoint(mesh.coordinate(v, 0), mesh.coordinate(v, 1), mesh.coordinate(v, 2))
              .dot(normal);
      assertFalse(
          height > below + TestGrids.K_MM / 2 + 1e-3 && height < above - TestGrids.K_MM / 2 - 1e-3);
    }
    assertEquals(2, Manifold.check(exact(columnOf(whole), whole)));
  }

  private static Mask columnOf(VolumeGeometry whole) {
    return TestGrids.mask(whole.size(), (i, j, k) -> i > 2 && j < 6 && k > 1 && k < 7);
  }

  @Test
  void a_mask_without_voxels_has_no_triangles() throws Exception {
    Surface surface =
        SurfaceBuilder.build(
            Mask.empty(SMALL),
            TestGrids.TILTED.of(SMALL),
            SurfaceSettings.preview(3),
            Progress.none());
    assertEquals(0, surface.mesh().triangleCount());
    assertEquals(0, surface.mesh().vertexCount());
    assertEquals(0, surface.mesh().volumeMm3());
    assertFalse(surface.isCoarse());
  }

  @ParameterizedTest
  @EnumSource
  void too_many_triangles_make_the_preview_coarser_and_are_refused_else(TestGrids grid)
      throws Exception {
    VolumeGeometry geometry = grid.of(LARGE);
    Mask ball = TestGrids.ball(geometry, MIDDLE, 19);
    Mesh exact = exact(ball, geometry);
    SurfaceSettings few = new SurfaceSettings(2000, true, false);
    assertTrue(exact.triangleCount() > 3 * few.mostTriangles());
    Surface surface = SurfaceBuilder.build(ball, geometry, few, Progress.none());
    assertTrue(surface.isCoarse());
    assertEquals(grid == TestGrids.UNEVEN ? 1 : 2, Math.min(2, surface.slices()));
    assertTrue(surface.mesh().triangleCount() <= few.mostTriangles());
    assertTrue(surface.mesh().triangleCount() > few.mostTriangles() / 8);
    assertEquals(2, Manifold.check(surface.mesh()));
    assertEquals(exact.volumeMm3(), surface.mesh().volumeMm3(), 0.1 * exact.volumeMm3());
    for (int axis = 0; axis < 3; axis++) {
      assertEquals(mean(exact, axis), mean(surface.mesh(), axis), 0.5);
    }
    SurfaceException refused =
        assertThrows(
            SurfaceException.class,
            () ->
                SurfaceBuilder.build(
                    ball, geometry, new SurfaceSettings(2000, false, false), Progress.none()));
    assertTrue(refused.getMessage().contains(exact.triangleCount() + " triangles"));
    assertTrue(refused.getMessage().contains("2000"));
  }

  private static double mean(Mesh mesh, int axis) {
    double sum = 0;
    for (int v = 0; v < mesh.vertexCount(); v++) {
      sum += mesh.coordinate(v, axis);
    }
    return sum / mesh.vertexCount();
  }

  @Test
  void dust_becomes_coarser_until_it_fits() throws Exception {
    Mask dust = random(LARGE, 9, 0.4);
    Surface surface =
        SurfaceBuilder.build(
            dust,
            TestGrids.UNEVEN.of(LARGE),
            new SurfaceSettings(SurfaceSettings.LEAST, true, true),
            Progress.none());
    assertTrue(surface.mesh().triangleCount() <= SurfaceSettings.LEAST);
  }

  @Test
  void pictures_that_are_no_volume_have_no_surface() {
    VolumeGeometry loop = TestGrids.OBLIQUE.of(SMALL).withRelation(SliceRelation.TEMPORAL);
    Mask mask = random(SMALL, 1, 0.5);
    assertThrows(SurfaceException.class, () -> exact(mask, loop));
  }

  @Test
  void coordinates_that_single_precision_cannot_hold_are_refused() throws Exception {
    Mask mask = random(SMALL, 1, 0.5);
    Manifold.check(exact(mask, at(new WorldPoint(9000, -8000, 500), 0.7)));
    SurfaceException refused =
        assertThrows(SurfaceException.class, () -> exact(mask, at(new WorldPoint(0, 1e6, 0), 0.7)));
    assertTrue(refused.getMessage().contains("0.7 mm"), refused.getMessage());
    // Microscopy: pixels of a few tenths of a micrometre.
    Mesh mesh = exact(mask, at(new WorldPoint(0, 0, 0), 0.0003));
    Manifold.check(mesh);
    assertTrue(mesh.volumeMm3() > 0);
  }

  private static VolumeGeometry at(WorldPoint origin, double mm) {
    return TestGrids.regular(
        SMALL,
        new WorldPoint(mm, 0, 0),
        new WorldPoint(0, mm, 0),
        new WorldPoint(0, 0, mm),
        origin);
  }

  @Test
  void cancelling_ends_the_work() {
    Progress cancelled =
        new Progress() {
          @Override
          public void update(int done, int total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThrows(
        CancellationException.class,
        () ->
            SurfaceBuilder.build(
                random(SMALL, 1, 0.5),
                TestGrids.OBLIQUE.of(SMALL),
                SurfaceSettings.exact(),
                cancelled));
  }
}
