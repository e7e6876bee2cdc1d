package io.github.voxelclick.distance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AxisPlacesTest {
  private static VolumeGeometry uneven() throws GeometryException {
    return VolumeGeometry.ofSlices(
        new GridSize(7, 5, 3),
        new WorldPoint(0.7, 0, 0),
        new WorldPoint(0, 1.1, 0),
        List.of(new WorldPoint(1, 2, 9), new WorldPoint(1, 2, 7), new WorldPoint(1, 2, 4)),
        Optional.empty());
  }

  @Test
  void slices_lie_at_their_real_places_and_columns_and_rows_evenly() throws GeometryException {
    AxisPlaces k = AxisPlaces.of(uneven(), SliceAxis.K);
    assertArrayEquals(new double[] {-2, 0, 2, 5, 8}, k.range(-1, 3), 1e-12);
    assertArrayEquals(
        new double[] {1.4, 2.1}, AxisPlaces.of(uneven(), SliceAxis.I).range(2, 3), 1e-12);
    assertArrayEquals(
        new double[] {1.1, 2.2}, AxisPlaces.of(uneven(), SliceAxis.J).range(1, 2), 1e-12);
    assertArrayEquals(new double[] {-1, 2, 5, 8}, k.part(1, 2).range(-1, 2), 1e-12);
    assertArrayEquals(new double[] {3, 5, 7}, k.part(2, 2).range(-1, 1), 1e-12);
  }

  @Test
  void a_continuous_index_has_a_place_and_the_place_that_index() throws GeometryException {
    AxisPlaces k = AxisPlaces.of(uneven(), SliceAxis.K);
    assertEquals(3.5, k.at(1.5), 1e-12);
    for (double index = -2; index < 5; index += 0.125) {
      assertEquals(index, k.indexAt(k.at(index)), 1e-12);
    }
  }

  @Test
  void voxels_before_and_behind_a_place_are_found() throws GeometryException {
    AxisPlaces k = AxisPlaces.of(uneven(), SliceAxis.K);
    assertEquals(List.of(0, 1, 2, 3), places(k, -1, 2, 2.1, 5.1));
    assertEquals(-1, k.lastUpTo(-0.1));
    assertEquals(1, k.lastUpTo(4.9));
    assertEquals(2, k.lastUpTo(5));
  }

  private static List<Integer> places(AxisPlaces places, double... mm) {
    return java.util.Arrays.stream(mm).mapToObj(places::firstFrom).toList();
  }

  @Test
  void rejects_no_places_and_no_spacing() {
    assertThrows(IllegalArgumentException.class, () -> AxisPlaces.evenly(0, 1));
    assertThrows(IllegalArgumentException.class, () -> AxisPlaces.evenly(3, 0));
  }
}
