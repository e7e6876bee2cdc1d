package io.github.voxelclick.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Padding;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PeakSearchTest {
  private static final Rescale RESCALE = new Rescale(0.5, -3);
  private static final float PADDING = -99;

  /** Random values, some of them padding or no number. */
  private static Volume volume(VolumeGeometry geometry, long seed) {
    GridSize size = geometry.size();
    Random random = new Random(seed);
    float[][] data = new float[size.k()][size.voxelsPerSlice()];
    for (float[] slice : data) {
      for (int n = 0; n < slice.length; n++) {
        int kind = random.nextInt(12);
        slice[n] = kind == 0 ? PADDING : kind == 1 ? Float.NaN : 100 * random.nextFloat();
      }
    }
    return volume(geometry, data);
  }

  private static Volume volume(VolumeGeometry geometry, float[][] data) {
    Padding.Range padding = new Padding.Range(PADDING, PADDING);
    return new Volume(
        geometry,
        new VoxelData.F32(data),
        RESCALE,
        "PT",
        Display.NONE,
        Padding.of(Collections.nCopies(data.length, Optional.of(padding))));
  }

  private static List<VoxelIndex> all(GridSize size) {
    List<VoxelIndex> all = new ArrayList<>();
    for (int k = 0; k < size.k(); k++) {
      for (int j = 0; j < size.j(); j++) {
        for (int i = 0; i < size.i(); i++) {
          all.add(new VoxelIndex(i, j, k));
        }
      }
    }
    return all;
  }

  /** The definition, word by word. */
  private static UptakePeak expected(Mask mask, Volume volume) {
    List<VoxelIndex> voxels = all(volume.size());
    UptakePeak best = null;
    for (VoxelIndex centre : voxels) {
      if (!mask.get(centre)) {
        continue;
      }
      WorldPoint middle = volume.geometry().toWorld(centre.centre());
      double sum = 0;
      double weights = 0;
      long count = 0;
      for (VoxelIndex v : voxels) {
        double value = volume.value(v);
        double mm = volume.geometry().toWorld(v.centre()).minus(middle).length();
        if (mm <= 6.203504908994 // (3 / 4 pi)^(1/3) cm
            && Double.isFinite(value)
            && !volume.isPadding(v.k(), v.i() + v.j() * volume.size().i())) {
          double weight = volume.geometry().voxelVolumeMm3(v.k());
          sum += weight * value;
          weights += weight;
          count++;
        }
      }
      if (count > 0 && (best == null || sum / weights > best.mean() + 1e-9)) {
        best = new UptakePeak(sum / weights, centre, middle, count);
      }
    }
    return best;
  }

  private static void assertSame(UptakePeak expected, UptakePeak found) {
    assertEquals(expected.mean(), found.mean(), 1e-9);
    assertEquals(expected.centre(), found.centre());
    assertEquals(expected.voxels(), found.voxels());
    assertEquals(0, expected.centreLps().minus(found.centreLps()).length(), 1e-9);
  }

  private static Optional<UptakePeak> highest(Mask mask, Volume volume) throws Exception {
    return new PeakSearch(volume, PeakSearch.MOST_STEPS).highest(mask, Progress.none());
  }

  @ParameterizedTest
  @EnumSource(Grids.class)
  void finds_the_sphere_with_the_highest_mean_on_every_grid(Grids grid) throws Exception {
    VolumeGeometry geometry = grid.reaching(10, 1.9, 2.6, 3.1);
    Volume volume = volume(geometry, 5);
    Mask mask = Grids.blobs(geometry.size(), 3);
    UptakePeak expected = expected(mask, volume);
    assertTrue(expected.voxels() > 20, "a sphere of several slices");
    assertSame(expected, highest(mask, volume).orElseThrow());
  }

  @Test
  void crosses_a_gap_only_as_far_as_slices_really_are() throws Exception {
    GridSize size = new GridSize(6, 5, 5);
    List<WorldPoint> places = new ArrayList<>();
    for (double z : new double[] {0, 3, 6, 18, 21}) {
      places.add(new WorldPoint(1, 2, z));
    }
    VolumeGeometry geometry =
        VolumeGeometry.ofSlices(
            size, new WorldPoint(2, 0, 0), new WorldPoint(0, 3, 0), places, Optional.empty());
    Volume volume = volume(geometry, 11);
    Mask mask = Grids.blobs(size, 8);
    assertSame(expected(mask, volume), highest(mask, volume).orElseThrow());
  }

  @Test
  void the_hottest_voxel_need_not_be_in_its_middle_and_neighbours_outside_the_mask_count()
      throws Exception {
    GridSize size = new GridSize(15, 9, 5);
    VolumeGeometry geometry =
        VolumeGeometry.regular(
            size, Affine.ofRowMajor(4, 0, 0, 0, 0, 4, 0, 0, 0, 0, 7, 0), Optional.empty());
    float[][] data = new float[5][15 * 9];
    data[2][3 + 4 * 15] = 100; // alone
    for (int j = 3; j <= 5; j++) {
      for (int i = 10; i <= 12; i++) {
        data[2][i + j * 15] = 60; // a plateau, of which the mask has one voxel
      }
    }
    Volume volume = volume(geometry, data);
    Mask mask = SurfaceAreaTest.box(size, 3, 3, 4, 4, 2, 2);
    // Within 6.2 mm: the voxel, 4 neighbours by a side and 4 by a corner (5.7 mm), one slice.
    UptakePeak alone = highest(mask, volume).orElseThrow();
    assertEquals(9, alone.voxels());
    assertEquals(0.5 * 100 / 9 - 3, alone.mean(), 1e-12);
    UptakePeak both = highest(SurfaceAreaTest.box(size, 3, 11, 4, 4, 2, 2), volume).orElseThrow();
    assertEquals(new VoxelIndex(11, 4, 2), both.centre());
    assertEquals(0.5 * 60 - 3, both.mean(), 1e-12);
    assertEquals(27, both.times(1).mean(), 1e-12);
    assertEquals(13.5, both.times(0.5).mean(), 1e-12);
  }

  @Test
  void a_sphere_that_reaches_beyond_the_image_is_the_mean_of_what_there_is() throws Exception {
    VolumeGeometry geometry = Grids.OBLIQUE.reaching(4, 2, 2.5, 3);
    Volume volume = volume(geometry, 9);
    Mask corner = SurfaceAreaTest.box(geometry.size(), 0, 0, 0, 0, 0, 0);
    assertSame(expected(corner, volume), highest(corner, volume).orElseThrow());
  }

  @Test
  void voxels_larger_than_the_sphere_are_their_own_mean() throws Exception {
    GridSize size = new GridSize(4, 3, 2);
    VolumeGeometry geometry =
        VolumeGeometry.regular(
            size, Affine.ofRowMajor(8, 0, 0, 0, 0, 9, 0, 0, 0, 0, 10, 0), Optional.empty());
    float[][] data = new float[2][12];
    data[1][6] = 50;
    data[1][5] = PADDING;
    Volume volume = volume(geometry, data);
    Mask mask = SurfaceAreaTest.box(size, 1, 2, 1, 1, 1, 1);
    UptakePeak found = highest(mask, volume).orElseThrow();
    assertEquals(1, found.voxels());
    assertEquals(22, found.mean());
    Mask padding = SurfaceAreaTest.box(size, 1, 1, 1, 1, 1, 1);
    assertEquals(Optional.empty(), highest(padding, volume));
    assertEquals(Optional.empty(), highest(Mask.empty(size), volume));
  }

  @Test
  void of_equal_spheres_the_first_is_told() throws Exception {
    VolumeGeometry geometry = Grids.AXIAL.reaching(6, 4, 4, 4);
    Volume volume =
        volume(geometry, new float[geometry.size().k()][geometry.size().voxelsPerSlice()]);
    Mask mask = SurfaceAreaTest.box(geometry.size(), 1, 3, 1, 3, 1, 3);
    UptakePeak found = highest(mask, volume).orElseThrow();
    assertEquals(new VoxelIndex(1, 1, 1), found.centre());
    assertEquals(-3, found.mean());
  }

  @Test
  void it_gives_up_rather_than_search_for_hours_and_stops_when_told() throws Exception {
    VolumeGeometry geometry = Grids.AXIAL.reaching(6, 1, 1, 1);
    Volume volume = volume(geometry, 2);
    Mask mask = Grids.blobs(geometry.size(), 3);
    assertTrue(highest(mask, volume).isPresent());
    assertEquals(Optional.empty(), new PeakSearch(volume, 10_000).highest(mask, Progress.none()));
    assertThrows(
        CancellationException.class,
        () -> new PeakSearch(volume, PeakSearch.MOST_STEPS).highest(mask, new Cancelled()));
  }
}
