package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.WorldPoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GridMatchTest {
  private static final GridSize SIZE = new GridSize(5, 7, 3);
  private static final WorldPoint I = new WorldPoint(0.69, 0.05, 0.02);
  private static final WorldPoint J = new WorldPoint(-0.08, 1.09, 0.1);
  private static final WorldPoint K = new WorldPoint(0.1, -0.2, 2.48);
  private static final WorldPoint ORIGIN = new WorldPoint(-12, 31, -140);

  private static VolumeGeometry grid(
      GridSize size, WorldPoint i, WorldPoint j, WorldPoint k, WorldPoint origin)
      throws GeometryException {
    return VolumeGeometry.regular(size, Affine.ofColumns(i, j, k, origin), Optional.empty());
  }

  private static VolumeGeometry series() throws GeometryException {
    return grid(SIZE, I, J, K, ORIGIN);
  }

  private static Segmentation oneVoxel(VolumeGeometry geometry, VoxelIndex v) {
    Mask mask =
        Mask.empty(geometry.size())
            .withSlice(
                SlicePlane.k(v.k()),
                SliceMask.of(
                    geometry.size().i(), geometry.size().j(), (i, j) -> i == v.i() && j == v.j()));
    Segment segment =
        new Segment(
            1,
            "x",
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            new Segment.Rgb(1, 2, 3),
            Segment.Algorithm.MANUAL,
            "",
            "");
    return new Segmentation(geometry, List.of(new Segmentation.Entry(segment, mask)));
  }

  @ParameterizedTest
  @CsvSource({"false,false,false", "true,false,false", "false,true,false", "true,true,true"})
  void voxels_keep_their_place_when_axes_are_turned_round(boolean i, boolean j, boolean k)
      throws GeometryException {
    WorldPoint origin = ORIGIN;
    origin = i ? origin.plus(I.times(SIZE.i() - 1)) : origin;
    origin = j ? origin.plus(J.times(SIZE.j() - 1)) : origin;
    origin = k ? origin.plus(K.times(SIZE.k() - 1)) : origin;
    VolumeGeometry turned =
        grid(SIZE, I.times(i ? -1 : 1), J.times(j ? -1 : 1), K.times(k ? -1 : 1), origin);
    assertCarries(turned, new VoxelIndex(1, 5, 2));
  }

  @Test
  void voxels_keep_their_place_when_axes_are_exchanged() throws GeometryException {
    VolumeGeometry exchanged = grid(new GridSize(SIZE.k(), SIZE.i(), SIZE.j()), K, I, J, ORIGIN);
    assertCarries(exchanged, new VoxelIndex(2, 1, 5));
  }

  private static void assertCarries(VolumeGeometry from, VoxelIndex v) throws GeometryException {
    Segmentation carried = GridMatch.of(from, series()).carry(oneVoxel(from, v));
    Mask mask = carried.entries().get(0).mask();
    VoxelIndex expected = series().toVoxel(from.toWorld(v.centre())).nearest();
    assertEquals(1, mask.count());
    assertTrue(mask.get(expected), expected + " in " + mask);
    assertEquals(series().size(), carried.geometry().size());
  }

  @Test
  void a_shift_below_a_tenth_of_a_voxel_is_rounding_and_more_is_another_grid()
      throws GeometryException {
    assertCarries(grid(SIZE, I, J, K, ORIGIN.plus(I.times(0.09))), new VoxelIndex(4, 6, 0));
    VolumeGeometry shifted = grid(SIZE, I, J, K, ORIGIN.plus(I.times(0.12)));
    assertThrows(GeometryException.class, () -> GridMatch.of(shifted, series()));
    VolumeGeometry wholeSlice = grid(SIZE, I, J, K, ORIGIN.plus(K));
    assertThrows(GeometryException.class, () -> GridMatch.of(wholeSlice, series()));
  }

  @Test
  void other_sizes_spacings_and_directions_are_refused() throws GeometryException {
    List<VolumeGeometry> others =
        List.of(
            grid(new GridSize(6, 7, 3), I, J, K, ORIGIN),
            grid(new GridSize(5, 7, 2), I, J, K, ORIGIN),
            grid(SIZE, I.times(1.1), J, K, ORIGIN),
            grid(SIZE, I, J, K.times(2), ORIGIN),
            grid(SIZE, J, I, K, ORIGIN));
    for (VolumeGeometry other : others) {
      GeometryException e =
          assertThrows(GeometryException.class, () -> GridMatch.of(other, series()));
      assertTrue(e.getMessage().contains("--reference"), e.getMessage());
    }
  }

  @Test
  void a_stack_that_is_uneven_in_the_middle_is_another_grid() throws GeometryException {
    VolumeGeometry uneven =
        VolumeGeometry.ofSlices(
            SIZE,
            I,
            J,
            List.of(ORIGIN, ORIGIN.plus(K.times(1.3)), ORIGIN.plus(K.times(2))),
            Optional.empty());
    assertThrows(GeometryException.class, () -> GridMatch.of(series(), uneven));
  }
}
