package io.github.voxelclick.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.phantom.Shape;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DiametersTest {
  private static Diameters of(Mask mask, VolumeGeometry geometry) {
    return Diameters.of(mask, geometry, Progress.none()).orElseThrow();
  }

  /** The points half way between a pixel that is set and a neighbour that is not. */
  private static List<VoxelPoint> outline(Mask mask, int k) {
    SliceMask slice = mask.slice(SlicePlane.k(k));
    List<VoxelPoint> points = new ArrayList<>();
    for (int j = 0; j < slice.rows(); j++) {
      for (int i = 0; i < slice.columns(); i++) {
        if (slice.get(i, j)) {
          for (int[] d : new int[][] {{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
            int x = i + d[0];
            int y = j + d[1];
            boolean inside = x >= 0 && y >= 0 && x < slice.columns() && y < slice.rows();
            if (!inside || !slice.get(x, y)) {
              points.add(new VoxelPoint(i + d[0] / 2.0, j + d[1] / 2.0, k));
            }
          }
        }
      }
    }
    return points;
  }

  @ParameterizedTest
  @EnumSource(Grids.class)
  void the_longest_is_that_of_all_pairs_of_points_of_the_outline(Grids grid) {
    VolumeGeometry geometry = grid.reaching(6, 0.7, 1.1, 2.5);
    for (long seed = 0; seed < 60; seed++) {
      Mask mask = Grids.blobs(geometry.size(), seed);
      double longest = 0;
      for (int k : mask.occupiedSlices()) {
        List<WorldPoint> points = outline(mask, k).stream().map(geometry::toWorld).toList();
        for (WorldPoint a : points) {
          for (WorldPoint b : points) {
            longest = Math.max(longest, a.minus(b).length());
          }
        }
      }
      Diameters found = of(mask, geometry);
      assertEquals(longest, found.longest().mm(), 1e-9);
      List<VoxelPoint> ends = outline(mask, found.k());
      assertTrue(ends.contains(found.longest().from()) && ends.contains(found.longest().to()));
    }
  }

  @ParameterizedTest
  @EnumSource(Grids.class)
  void the_one_across_is_perpendicular_and_the_longest_of_those_between_pieces(Grids grid) {
    VolumeGeometry geometry = grid.reaching(6, 0.7, 1.1, 2.5);
    for (long seed = 0; seed < 60; seed++) {
      Mask mask = Grids.blobs(geometry.size(), seed);
      Diameters found = of(mask, geometry);
      WorldPoint along = found.longest().toLps().minus(found.longest().fromLps());
      WorldPoint across = found.across().toLps().minus(found.across().fromLps());
      assertEquals(0, along.dot(across) / along.length(), 1e-6);
      assertEquals(found.k(), found.across().from().k());
      double widest = widestStrip(mask, geometry, found, along.times(1 / along.length()));
      assertEquals(widest, found.across().mm(), 0.05, "seed " + seed);
    }
  }

  /** Points strewn along the outline, sorted into strips of 0.005 mm across the diameter. */
  private static double widestStrip(
      Mask mask, VolumeGeometry geometry, Diameters found, WorldPoint along) {
    WorldPoint across = geometry.normal().cross(along);
    Map<Long, double[]> strips = new HashMap<>();
    for (Outline.Piece piece : Outline.of(mask.slice(SlicePlane.k(found.k()))).pieces()) {
      WorldPoint a = world(piece.a(), found.k(), geometry);
      WorldPoint b = world(piece.b(), found.k(), geometry);
      for (int n = 0; n <= 400; n++) {
        WorldPoint p = a.plus(b.minus(a).times(n / 400.0));
        double t = p.dot(across);
        double[] strip =
            strips.computeIfAbsent(Math.round(p.dot(along) / 0.005), place -> new double[] {t, t});
        strip[0] = Math.min(strip[0], t);
        strip[1] = Math.max(strip[1], t);
      }
    }
    return strips.values().stream().mapToDouble(s -> s[1] - s[0]).max().orElseThrow();
  }

  private static WorldPoint world(Outline.Point p, int k, VolumeGeometry geometry) {
    return geometry.toWorld(new VoxelPoint(p.x() / 2.0, p.y() / 2.0, k));
  }

  @Test
  void an_ellipsoid_shows_its_axes_within_a_pixel() {
    VolumeGeometry geometry = Grids.AXIAL.reaching(30, 0.7, 0.9, 2);
    Shape shape = Shape.ellipsoid(new double[] {1, 2, 0.1}, new double[] {25, 14, 9}, 0, 0, 35);
    Diameters found = of(Grids.mask(geometry, shape), geometry);
    assertEquals(50, found.longest().mm(), 0.9);
    assertEquals(28, found.across().mm(), 0.9);
    assertEquals(0, geometry.slicePosition(found.k()).z(), 1.1);
    WorldPoint along = found.longest().toLps().minus(found.longest().fromLps());
    assertEquals(35, Math.toDegrees(Math.atan2(along.y(), along.x())) % 180, 2, "towards its axis");
  }

  @Test
  void a_row_of_pixels_is_as_long_as_its_pixels_together() {
    VolumeGeometry geometry = Grids.OBLIQUE.reaching(6, 0.7, 1.1, 2.5);
    Diameters found = of(SurfaceAreaTest.box(geometry.size(), 3, 9, 4, 4, 2, 2), geometry);
    assertEquals(7 * 0.7, found.longest().mm(), 1e-9);
    assertEquals(1.1, found.across().mm(), 1e-9);
    assertEquals(2, found.k());
  }

  @Test
  void a_single_voxel_is_one_pixel_long_and_wide() {
    VolumeGeometry geometry = Grids.TILTED.reaching(6, 0.7, 1.1, 2.5);
    Diameters found = of(SurfaceAreaTest.box(geometry.size(), 0, 0, 0, 0, 0, 0), geometry);
    assertEquals(new VoxelPoint(0, -0.5, 0), found.longest().from());
    assertEquals(1.1, found.longest().mm(), 1e-9);
    assertEquals(0.7, found.across().mm(), 1e-9);
  }

  @Test
  void the_first_of_equal_slices_is_taken() {
    VolumeGeometry geometry = Grids.OBLIQUE.reaching(6, 0.7, 1.1, 2.5);
    assertEquals(1, of(SurfaceAreaTest.box(geometry.size(), 3, 9, 4, 6, 1, 3), geometry).k());
  }

  @Test
  void a_mask_without_voxels_has_none() {
    VolumeGeometry geometry = Grids.AXIAL.reaching(6, 1, 1, 3);
    Mask empty = Mask.empty(new GridSize(13, 14, 5));
    assertEquals(Optional.empty(), Diameters.of(empty, geometry, Progress.none()));
  }
}
