package io.github.voxelclick.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.phantom.Shape;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SurfaceAreaTest {
  private static final double[] CENTRE = {0.31, -0.17, 0.43};

  private static SurfaceArea of(Mask mask, VolumeGeometry geometry) {
    return SurfaceArea.of(mask, geometry, Progress.none());
  }

  /** By integration over the parameters of the surface. */
  private static double ellipsoidMm2(double a, double b, double c) {
    int steps = 600;
    double sum = 0;
    for (int n = 0; n < steps; n++) {
      double u = Math.PI * (n + 0.5) / steps;
      for (int m = 0; m < steps; m++) {
        double v = 2 * Math.PI * (m + 0.5) / steps;
        double x = b * c * Math.sin(u) * Math.cos(v);
        double y = a * c * Math.sin(u) * Math.sin(v);
        double z = a * b * Math.cos(u);
        sum += Math.sin(u) * Math.sqrt(x * x + y * y + z * z);
      }
    }
    return sum * Math.PI / steps * 2 * Math.PI / steps;
  }

  /** Half axes, spacings, and by how many per cent each method may be wrong at most. */
  @ParameterizedTest
  @CsvSource({
    "20, 20, 20, 1, 1, 1,        0.7, 10",
    "5, 5, 5, 1, 1, 1,           3, 10",
    "10, 10, 10, 0.8, 0.8, 2.5,  2, 19",
    "10, 10, 10, 0.8, 0.8, 5,    5, 24",
    "25, 15, 10, 0.9, 1.1, 2,    3.5, 18",
    "30, 12, 20, 0.8, 0.8, 5,    4, 25",
    "9, 7, 5, 0.7, 0.9, 1.25,    3, 14"
  })
  void ellipsoids_are_right_by_the_first_method_and_too_large_by_the_mesh(
      double a, double b, double c, double i, double j, double k, double percent, double mesh) {
    double expected = ellipsoidMm2(a, b, c);
    for (Grids grid : new Grids[] {Grids.AXIAL, Grids.OBLIQUE, Grids.LEFT_HANDED}) {
      VolumeGeometry geometry = grid.reaching(34, i, j, k);
      SurfaceArea found =
          of(
              Grids.mask(geometry, Shape.ellipsoid(CENTRE, new double[] {a, b, c}, 10, 20, -30)),
              geometry);
      assertEquals(expected, found.mm2(), expected * percent / 100, grid.toString());
      assertTrue(found.meshMm2() > expected * 1.02, grid + ": mesh " + found.meshMm2());
      assertTrue(found.meshMm2() < expected * (1 + mesh / 100), grid + ": " + found.meshMm2());
    }
  }

  @ParameterizedTest
  @EnumSource(Grids.class)
  void an_ellipsoid_is_right_within_three_per_cent_on_every_kind_of_grid(Grids grid) {
    VolumeGeometry geometry = grid.reaching(26, 0.8, 1.1, 2);
    double expected = ellipsoidMm2(20, 14, 11);
    Mask mask = Grids.mask(geometry, Shape.ellipsoid(CENTRE, new double[] {20, 14, 11}, 15, 40, 5));
    assertEquals(expected, of(mask, geometry).mm2(), expected * 0.03);
  }

  @Test
  void a_box_along_the_axes_has_the_area_of_its_faces_but_for_its_edges_in_the_mesh() {
    VolumeGeometry geometry = Grids.OBLIQUE.reaching(30, 0.7, 1.1, 2.5);
    Mask mask = box(geometry.size(), 20, 47, 11, 40, 6, 17);
    double a = 28 * 0.7;
    double b = 30 * 1.1;
    double c = 12 * 2.5;
    double faces = 2 * (a * b + b * c + c * a);
    SurfaceArea found = of(mask, geometry);
    // Edges are cut off: along each, half a voxel in two directions becomes its diagonal.
    double cut = 4 * (a * lost(1.1, 2.5) + b * lost(0.7, 2.5) + c * lost(0.7, 1.1));
    assertEquals(faces - cut, found.meshMm2(), 0.03 * cut);
    assertTrue(found.mm2() < faces && found.mm2() > 0.82 * faces, found.mm2() + " of " + faces);
  }

  private static double lost(double p, double q) {
    return (p + q - Math.hypot(p, q)) / 2;
  }

  static Mask box(GridSize size, int i0, int i1, int j0, int j1, int k0, int k1) {
    Mask mask = Mask.empty(size);
    for (int k = k0; k <= k1; k++) {
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(size.i(), size.j(), (i, j) -> i >= i0 && i <= i1 && j >= j0 && j <= j1));
    }
    return mask;
  }

  @Test
  void a_surface_closes_at_the_edge_of_the_grid() {
    VolumeGeometry large = Grids.UNEVEN.reaching(12, 0.7, 1.1, 2);
    VolumeGeometry small = Grids.AXIAL.reaching(12, 0.7, 1.1, 2);
    GridSize size = small.size();
    SurfaceArea whole = of(box(size, 0, size.i() - 1, 0, size.j() - 1, 0, size.k() - 1), small);
    SurfaceArea inner = of(box(size, 1, size.i() - 1, 1, size.j() - 1, 1, size.k() - 1), small);
    assertTrue(whole.meshMm2() > inner.meshMm2());
    assertTrue(of(box(large.size(), 0, 6, 0, 4, 0, 2), large).mm2() > 0);
  }

  @Test
  void where_slices_are_missing_the_surface_closes_on_both_sides() {
    VolumeGeometry whole = Grids.AXIAL.reaching(12, 0.7, 1.1, 2);
    Mask mask = box(whole.size(), 5, 20, 4, 12, 2, 9);
    double area = of(mask, whole).meshMm2();
    // Without room for a missing slice nothing changes.
    VolumeGeometry told = whole.withGapsAfter(Set.of(5));
    assertEquals(area, of(mask, told).meshMm2(), 1e-9);
    VolumeGeometry apart = GapGrid.without(whole, 6);
    Mask halves = box(apart.size(), 5, 20, 4, 12, 2, 8);
    assertTrue(apart.gapAfter(5));
    double lower = of(box(apart.size(), 5, 20, 4, 12, 2, 5), apart).meshMm2();
    double upper = of(box(apart.size(), 5, 20, 4, 12, 6, 8), apart).meshMm2();
    assertEquals(lower + upper, of(halves, apart).meshMm2(), 1e-9);
  }

  @Test
  void a_mask_without_voxels_has_no_surface() {
    VolumeGeometry geometry = Grids.TILTED.reaching(6, 1, 1, 3);
    assertEquals(new SurfaceArea(0, 0), of(Mask.empty(geometry.size()), geometry));
  }

  @Test
  void cancelling_ends_the_work() {
    VolumeGeometry geometry = Grids.AXIAL.reaching(6, 1, 1, 3);
    assertThrows(
        CancellationException.class,
        () -> SurfaceArea.of(box(geometry.size(), 1, 3, 1, 3, 1, 2), geometry, new Cancelled()));
  }
}
