package io.github.voxelclick.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.fixtures.phantom.Shape;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SegmentMeasurementTest {
  private static Volume volume(VolumeGeometry geometry) {
    byte[][] zeros = new byte[geometry.size().k()][geometry.size().voxelsPerSlice()];
    return new Volume(geometry, new VoxelData.U8(zeros), Rescale.IDENTITY, "CT", List.of());
  }

  private static SegmentMeasurement of(Mask mask, VolumeGeometry geometry) throws Exception {
    return SegmentMeasurement.of(mask, volume(geometry), Progress.none());
  }

  @ParameterizedTest
  @EnumSource(Grids.class)
  void volume_and_centroid_of_an_ellipsoid_are_right_on_every_kind_of_grid(Grids grid)
      throws Exception {
    VolumeGeometry geometry = grid.reaching(24, 0.8, 1.1, 2);
    double[] centre = {1.7, -2.3, 0.9};
    Mask mask = Grids.mask(geometry, Shape.ellipsoid(centre, new double[] {18, 12, 9}, 15, 40, 5));
    SegmentMeasurement found = of(mask, geometry);
    double ml = 4 * Math.PI / 3 * 18 * 12 * 9 / 1000;
    assertEquals(ml, found.millilitres().orElseThrow(), 0.02 * ml);
    assertEquals(mask.count(), found.voxels());
    WorldPoint at = found.centroid().orElseThrow();
    assertEquals(0, at.minus(new WorldPoint(centre[0], centre[1], centre[2])).length(), 0.25);
  }

  @Test
  void the_box_holds_the_first_and_the_last_voxel() throws Exception {
    VolumeGeometry geometry = Grids.LEFT_HANDED.reaching(6, 0.7, 1.1, 2.5);
    SegmentMeasurement found = of(SurfaceAreaTest.box(geometry.size(), 3, 9, 4, 6, 1, 3), geometry);
    assertEquals(
        Optional.of(new VoxelBox(new VoxelIndex(3, 4, 1), new VoxelIndex(9, 6, 3))), found.box());
    assertEquals(
        0,
        found
            .centroid()
            .orElseThrow()
            .minus(geometry.toWorld(new VoxelIndex(6, 5, 2).centre()))
            .length(),
        1e-9);
  }

  @Test
  void an_empty_mask_has_no_volume_and_no_place() throws Exception {
    VolumeGeometry geometry = Grids.UNEVEN.reaching(6, 0.7, 1.1, 2.5);
    SegmentMeasurement found = of(Mask.empty(geometry.size()), geometry);
    assertEquals(0, found.voxels());
    assertEquals(0, found.millilitres().orElseThrow());
    assertEquals(new SurfaceArea(0, 0), found.surface().orElseThrow());
    assertTrue(found.centroid().isEmpty() && found.box().isEmpty());
    assertTrue(found.diameters().isEmpty() && found.intensity().values().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(
      value = SliceRelation.class,
      names = {"TEMPORAL", "UNRELATED"})
  void slices_that_are_no_neighbours_have_diameters_but_no_volume(SliceRelation relation)
      throws Exception {
    VolumeGeometry geometry = Grids.AXIAL.reaching(6, 0.7, 1.1, 2.5).withRelation(relation);
    SegmentMeasurement found = of(SurfaceAreaTest.box(geometry.size(), 3, 9, 4, 4, 1, 3), geometry);
    assertTrue(found.millilitres().isEmpty() && found.surface().isEmpty());
    assertTrue(found.centroid().isEmpty());
    assertEquals(4.9, found.diameters().orElseThrow().longest().mm(), 1e-9);
    assertEquals(21, found.intensity().voxels());
  }

  @Test
  void a_mask_of_another_grid_is_a_fault() {
    VolumeGeometry geometry = Grids.AXIAL.reaching(6, 0.7, 1.1, 2.5);
    Mask other = Mask.empty(new GridSize(4, 5, 6));
    assertThrows(IllegalArgumentException.class, () -> of(other, geometry));
  }

  @Test
  void cancelling_ends_the_work() {
    VolumeGeometry geometry = Grids.AXIAL.reaching(6, 0.7, 1.1, 2.5);
    Mask mask = Grids.blobs(geometry.size(), 2);
    assertThrows(
        CancellationException.class,
        () -> SegmentMeasurement.of(mask, volume(geometry), new Cancelled()));
  }
}
