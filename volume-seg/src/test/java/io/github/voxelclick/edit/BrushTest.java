package io.github.voxelclick.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.VoxelPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrushTest {
  private static final GridSize SIZE = Grids.SIZE;

  /** Mm along k of a continuous slice, beyond the ends by the step there. */
  private static double placeMm(double k) {
    int below = (int) Math.min(Math.max(Math.floor(k), 0), 2);
    double step = Grids.PLACES[below + 1] - Grids.PLACES[below];
    return Grids.PLACES[below] + (k - below) * step;
  }

  private static double[] mm(VoxelPoint p) {
    return new double[] {0.7 * p.i(), 1.1 * p.j(), placeMm(p.k())};
  }

  /** The distance to a straight line, found by looking at very many points of it. */
  private static double distance(double[] p, double[] a, double[] b) {
    double least = Double.POSITIVE_INFINITY;
    int steps = 4000;
    for (int n = 0; n <= steps; n++) {
      double t = n / (double) steps;
      double sum = 0;
      for (int axis = 0; axis < 3; axis++) {
        sum += Math.pow(a[axis] + t * (b[axis] - a[axis]) - p[axis], 2);
      }
      least = Math.min(least, Math.sqrt(sum));
    }
    return least;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 1.9, 4})
  void a_ball_sets_the_centres_within_its_radius_of_the_line(double radius) {
    Random random = new Random(29);
    for (int trial = 0; trial < 8; trial++) {
      List<VoxelPoint> path = new ArrayList<>();
      for (int n = 0; n < 1 + trial % 3; n++) {
        path.add(
            new VoxelPoint(
                9 * random.nextDouble() - 1,
                7 * random.nextDouble() - 1,
                6 * random.nextDouble() - 1));
      }
      Mask mask = BallBrush.stroke(Grids.uneven(), path, radius);
      for (VoxelIndex v : Grids.voxels(SIZE)) {
        double[] centre = mm(v.centre());
        double least = distance(centre, mm(path.get(0)), mm(path.get(0)));
        for (int n = 1; n < path.size(); n++) {
          least = Math.min(least, distance(centre, mm(path.get(n - 1)), mm(path.get(n))));
        }
        if (Math.abs(least - radius) > 1e-3) {
          assertEquals(least < radius, mask.get(v), v + " is " + least + " mm from " + path);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void a_disc_is_what_a_ball_sets_on_the_slice(SliceAxis axis) {
    Random random = new Random(31);
    for (VolumeGeometry geometry :
        List.of(
            Grids.uneven(),
            Grids.uneven().withGapsAfter(Set.of(0)),
            Grids.uneven().withRelation(SliceRelation.UNRELATED))) {
      for (int index = 0; index < axis.slices(SIZE); index++) {
        SlicePlane plane = new SlicePlane(axis, index);
        List<PlanePoint> path =
            List.of(
                new PlanePoint(5 * random.nextDouble(), 4 * random.nextDouble()),
                new PlanePoint(5 * random.nextDouble(), 4 * random.nextDouble()),
                new PlanePoint(5 * random.nextDouble(), 4 * random.nextDouble()));
        Mask ball = BallBrush.stroke(geometry, path.stream().map(plane::toVoxel).toList(), 1.7);
        SliceMask disc = DiscBrush.stroke(geometry, plane, path, 1.7);
        assertEquals(ball.slice(plane), disc);
      }
    }
  }

  @Test
  void a_disc_in_millimetres_is_an_ellipse_in_pixels_and_its_rim_is_in() {
    VolumeGeometry geometry = Grids.even(new GridSize(23, 17, 3));
    SliceMask disc =
        DiscBrush.stroke(geometry, SlicePlane.k(1), List.of(new PlanePoint(11, 8)), 3.5);
    assertEquals(
        SliceMask.of(
            23,
            17,
            (i, j) -> Math.pow(0.7 * (i - 11), 2) + Math.pow(1.1 * (j - 8), 2) <= 12.25 + 1e-6),
        disc);
    assertEquals(new SliceMask.Bounds(6, 5, 16, 11), disc.bounds().orElseThrow());
  }

  @Test
  void a_long_stroke_has_no_holes_and_the_brush_follows_each_leg() {
    VolumeGeometry geometry = Grids.even(new GridSize(301, 203, 2));
    List<PlanePoint> path = List.of(new PlanePoint(-40, 3), new PlanePoint(340, 180));
    SliceMask stroke = DiscBrush.stroke(geometry, SlicePlane.k(0), path, 0.9);
    double ax = -28;
    double ay = 3.3;
    double lx = 0.7 * 380;
    double ly = 1.1 * 177;
    SliceMask expected =
        SliceMask.of(
            301,
            203,
            (i, j) ->
                Math.abs((0.7 * i - ax) * ly - (1.1 * j - ay) * lx) / Math.hypot(lx, ly) <= 0.9);
    assertEquals(expected, stroke);
  }

  @Test
  void a_brush_does_not_reach_across_missing_slices() {
    VolumeGeometry parted = Grids.uneven().withGapsAfter(Set.of(1));
    Mask dab = BallBrush.stroke(parted, List.of(new VoxelPoint(3, 2, 1)), 30);
    assertEquals(Set.of(0, 1), dab.occupiedSlices());
    List<VoxelPoint> across = List.of(new VoxelPoint(0, 2, 1), new VoxelPoint(6, 2, 2));
    Mask ends = BallBrush.stroke(parted, across, 0.4);
    assertEquals(
        Grids.mask(SIZE, (i, j, k) -> j == 2 && k == 1 + i / 6 && i % 6 == 0 && (k == 1 || k == 2)),
        ends);
  }

  @Test
  void on_unrelated_slices_a_ball_is_a_disc_on_the_nearest() {
    VolumeGeometry pages = Grids.uneven().withRelation(SliceRelation.UNRELATED);
    Mask dab = BallBrush.stroke(pages, List.of(new VoxelPoint(3, 2, 1.4)), 1.2);
    assertEquals(Set.of(1), dab.occupiedSlices());
    assertEquals(
        DiscBrush.stroke(pages, SlicePlane.k(1), List.of(new PlanePoint(3, 2)), 1.2),
        dab.slice(SlicePlane.k(1)));
    assertTrue(BallBrush.stroke(pages, List.of(new VoxelPoint(3, 2, -1)), 9).isEmpty());
  }

  @Test
  void what_lies_beyond_the_grid_is_cut_off_and_nothing_paints_nothing() {
    assertTrue(BallBrush.stroke(Grids.uneven(), List.of(), 3).isEmpty());
    assertTrue(BallBrush.stroke(Grids.uneven(), List.of(new VoxelPoint(-50, 2, 1)), 3).isEmpty());
    Mask all = BallBrush.stroke(Grids.uneven(), List.of(new VoxelPoint(-2, 2, 1)), 300);
    assertEquals(SIZE.voxels(), all.count());
  }

  @Test
  void rejects_radius_path_and_slice_that_mean_nothing() {
    List<VoxelPoint> path = List.of(new VoxelPoint(1, 1, 1));
    for (double radius : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class, () -> BallBrush.stroke(Grids.uneven(), path, radius));
    }
    List<VoxelPoint> nowhere = List.of(new VoxelPoint(1, Double.NaN, 1));
    assertThrows(
        IllegalArgumentException.class, () -> BallBrush.stroke(Grids.uneven(), nowhere, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> DiscBrush.stroke(Grids.uneven(), SlicePlane.k(4), List.of(), 1));
  }
}
