package io.github.voxelclick.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.phantom.Shape;
import io.github.voxelclick.surface.CellLayer;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MaskComparisonTest {
  private static MaskComparison of(Mask a, Mask b, VolumeGeometry geometry, double mm)
      throws Exception {
    return MaskComparison.of(a, b, geometry, mm, Progress.none());
  }

  @Nested
  class Surfaces {
    @ParameterizedTest
    @EnumSource(Grids.class)
    void agree_with_brute_force_over_all_pairs_of_cells(Grids grid) throws Exception {
      VolumeGeometry geometry = grid.reaching(5, 0.7, 1.1, 2.5);
      for (long seed = 0; seed < 25; seed++) {
        assertBruteForce(geometry, seed);
      }
    }

    @Test
    void agree_with_brute_force_where_a_slice_is_missing() throws Exception {
      VolumeGeometry geometry = GapGrid.without(Grids.AXIAL.reaching(9, 0.7, 1.1, 2.5), 4);
      for (long seed = 0; seed < 25; seed++) {
        assertBruteForce(geometry, seed);
      }
    }

    private void assertBruteForce(VolumeGeometry geometry, long seed) throws Exception {
      Mask a = Grids.blobs(geometry.size(), seed);
      Mask b = Grids.blobs(geometry.size(), seed + 1000);
      SurfaceAgreement found = of(a, b, geometry, 1.3).surfaces().orElseThrow();
      List<double[]> cellsA = distances(cells(a, geometry), cells(b, geometry));
      List<double[]> cellsB = distances(cells(b, geometry), cells(a, geometry));
      List<double[]> all = new ArrayList<>(cellsA);
      all.addAll(cellsB);
      double area = all.stream().mapToDouble(c -> c[1]).sum();
      double within = all.stream().filter(c -> c[0] <= 1.3).mapToDouble(c -> c[1]).sum();
      double mean = all.stream().mapToDouble(c -> c[0] * c[1]).sum() / area;
      assertEquals(within / area, found.surfaceDice(), 1e-6);
      assertEquals(mean, found.meanMm(), 1e-5);
      assertEquals(Math.max(percentile(cellsA), percentile(cellsB)), found.hausdorff95Mm(), 1e-5);
      double most = all.stream().mapToDouble(c -> c[0]).max().orElseThrow();
      assertEquals(most, found.hausdorffMm(), 1e-5);
    }

    private double percentile(List<double[]> cells) {
      List<double[]> sorted = new ArrayList<>(cells);
      sorted.sort(Comparator.comparingDouble(c -> c[0]));
      double area = sorted.stream().mapToDouble(c -> c[1]).sum();
      double seen = 0;
      for (double[] c : sorted) {
        seen += c[1];
        if (seen >= 0.95 * area) {
          return c[0];
        }
      }
      throw new AssertionError();
    }

    /** Place and area of the surface cells, each found by looking at its eight voxels. */
    private List<double[]> cells(Mask mask, VolumeGeometry geometry) {
      GridSize size = mask.size();
      WorldPoint stepI = geometry.indexToLps().step(0);
      WorldPoint stepJ = geometry.indexToLps().step(1);
      List<double[]> cells = new ArrayList<>();
      for (CellLayer layer : CellLayer.of(geometry)) {
        double[] areas = MeshCells.areasMm2(stepI, stepJ, layer.step());
        for (int j = 0; j <= size.j(); j++) {
          for (int i = 0; i <= size.i(); i++) {
            int code = 0;
            for (int corner = 0; corner < 8; corner++) {
              int k = corner < 4 ? layer.below() : layer.above();
              VoxelIndex v = new VoxelIndex(i - 1 + (corner & 1), j - 1 + (corner >> 1 & 1), k);
              code |= size.contains(v) && mask.get(v) ? 1 << corner : 0;
            }
            if (code != 0 && code != 255) {
              WorldPoint p = layer.centre().plus(stepI.times(i - 0.5)).plus(stepJ.times(j - 0.5));
              cells.add(new double[] {p.x(), p.y(), p.z(), areas[code]});
            }
          }
        }
      }
      return cells;
    }

    private List<double[]> distances(List<double[]> from, List<double[]> to) {
      List<double[]> found = new ArrayList<>();
      for (double[] a : from) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] b : to) {
          double x = a[0] - b[0];
          double y = a[1] - b[1];
          double z = a[2] - b[2];
          least = Math.min(least, x * x + y * y + z * z);
        }
        found.add(new double[] {Math.sqrt(least), a[3]});
      }
      return found;
    }

    @Test
    void of_boxes_that_are_moved_are_as_far_apart_as_they_were_moved() throws Exception {
      VolumeGeometry geometry = Grids.OBLIQUE.reaching(30, 0.7, 1.1, 2.5);
      Mask a = SurfaceAreaTest.box(geometry.size(), 10, 40, 11, 40, 6, 17);
      Mask b = SurfaceAreaTest.box(geometry.size(), 13, 43, 11, 40, 6, 17);
      SurfaceAgreement found = of(a, b, geometry, 2.1).surfaces().orElseThrow();
      assertEquals(2.1, found.hausdorffMm(), 1e-5);
      assertEquals(2.1, found.hausdorff95Mm(), 1e-5);
      assertEquals(1, found.surfaceDice(), 1e-12);
      double less = of(a, b, geometry, 2.09).surfaceDice().orElseThrow();
      assertTrue(less > 0.6 && less < 0.8, "the ends are out of tolerance: " + less);
    }

    @Test
    void of_an_ellipsoid_and_a_larger_one_are_the_rim_apart() throws Exception {
      VolumeGeometry geometry = Grids.UNEVEN.reaching(26, 0.8, 0.8, 2);
      Shape shape = Shape.ellipsoid(new double[3], new double[] {18, 15, 13});
      Shape larger = Shape.ellipsoid(new double[3], new double[] {21, 18, 16});
      SurfaceAgreement found =
          of(Grids.mask(geometry, shape), Grids.mask(geometry, larger), geometry, 1)
              .surfaces()
              .orElseThrow();
      // Elements fill cells, so the nearest one is up to about half a cell nearer.
      assertEquals(3, found.meanMm(), 0.6);
      assertEquals(3, found.hausdorff95Mm(), 1);
      assertTrue(found.surfaceDice() < 0.05);
    }

    @ParameterizedTest
    @EnumSource(Grids.class)
    void of_equal_masks_are_the_same_and_order_does_not_matter(Grids grid) throws Exception {
      VolumeGeometry geometry = grid.reaching(5, 0.7, 1.1, 2.5);
      Mask a = Grids.blobs(geometry.size(), 1);
      Mask b = Grids.blobs(geometry.size(), 2);
      SurfaceAgreement same = of(a, a, geometry, 0).surfaces().orElseThrow();
      assertEquals(1, same.surfaceDice(), 1e-12);
      assertEquals(0, same.hausdorffMm(), 1e-9);
      SurfaceAgreement one = of(a, b, geometry, 1).surfaces().orElseThrow();
      SurfaceAgreement other = of(b, a, geometry, 1).surfaces().orElseThrow();
      assertEquals(one.surfaceDice(), other.surfaceDice(), 1e-12);
      assertEquals(one.meanMm(), other.meanMm(), 1e-12);
      assertEquals(one.hausdorff95Mm(), other.hausdorff95Mm(), 1e-12);
      assertEquals(one.hausdorffMm(), other.hausdorffMm(), 1e-12);
    }
  }

  @Nested
  class Overlap {
    private final VolumeGeometry geometry = Grids.UNEVEN.reaching(6, 0.7, 1.1, 2);
    private final Mask a = SurfaceAreaTest.box(geometry.size(), 2, 7, 3, 5, 1, 3);
    private final Mask b = SurfaceAreaTest.box(geometry.size(), 4, 9, 3, 5, 2, 5);

    @Test
    void counts_what_both_have() throws Exception {
      MaskComparison found = of(a, b, geometry, 1);
      assertEquals(54, found.voxelsA());
      assertEquals(72, found.voxelsB());
      assertEquals(24, found.voxelsBoth());
      assertEquals(48.0 / 126, found.dice().orElseThrow(), 1e-12);
      assertEquals(24.0 / 102, found.jaccard().orElseThrow(), 1e-12);
      double mlA = a.millilitres(geometry);
      double mlB = b.millilitres(geometry);
      assertEquals(mlB - mlA, found.differenceMl().orElseThrow(), 1e-12);
      assertEquals(100 * (mlB - mlA) / mlA, found.differencePercent().orElseThrow(), 1e-9);
      assertEquals(
          List.of(
              new SliceOverlap(1, 18, 0, 0, 0),
              new SliceOverlap(2, 18, 18, 12, 24.0 / 36),
              new SliceOverlap(3, 18, 18, 12, 24.0 / 36),
              new SliceOverlap(4, 0, 18, 0, 0),
              new SliceOverlap(5, 0, 18, 0, 0)),
          found.slices());
    }

    @Test
    void with_an_empty_mask_is_nothing_and_distances_are_not_defined() throws Exception {
      Mask empty = Mask.empty(geometry.size());
      MaskComparison found = of(a, empty, geometry, 1);
      assertEquals(0, found.dice().orElseThrow());
      assertEquals(0, found.jaccard().orElseThrow());
      assertEquals(0, found.surfaceDice().orElseThrow());
      assertEquals(-100, found.differencePercent().orElseThrow());
      assertTrue(found.surfaces().isEmpty());
      assertTrue(of(empty, a, geometry, 1).differencePercent().isEmpty());
      assertEquals(0, of(empty, a, geometry, 1).dice().orElseThrow());
    }

    @Test
    void of_two_empty_masks_is_not_defined() throws Exception {
      Mask empty = Mask.empty(geometry.size());
      MaskComparison found = of(empty, empty, geometry, 1);
      assertTrue(found.dice().isEmpty() && found.jaccard().isEmpty());
      assertTrue(found.surfaceDice().isEmpty() && found.surfaces().isEmpty());
      assertTrue(found.differencePercent().isEmpty() && found.slices().isEmpty());
      assertEquals(0, found.differenceMl().orElseThrow());
    }

    @Test
    void of_slices_that_are_no_neighbours_is_counted_without_volume_or_surface() throws Exception {
      MaskComparison found = of(a, b, geometry.withRelation(SliceRelation.TEMPORAL), 1);
      assertEquals(48.0 / 126, found.dice().orElseThrow(), 1e-12);
      assertTrue(found.surfaces().isEmpty() && found.surfaceDice().isEmpty());
      assertTrue(found.differenceMl().isEmpty() && found.differencePercent().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void an_impossible_tolerance_is_a_fault(double mm) {
      assertThrows(IllegalArgumentException.class, () -> of(a, b, geometry, mm));
    }

    @Test
    void masks_of_another_grid_are_a_fault() {
      Mask other = Mask.empty(new GridSize(3, 4, 5));
      assertThrows(IllegalArgumentException.class, () -> of(a, other, geometry, 1));
      assertThrows(IllegalArgumentException.class, () -> of(other, b, geometry, 1));
    }

    @Test
    void cancelling_ends_the_work() {
      assertThrows(
          CancellationException.class, () -> MaskComparison.of(a, b, geometry, 1, new Cancelled()));
    }
  }
}
