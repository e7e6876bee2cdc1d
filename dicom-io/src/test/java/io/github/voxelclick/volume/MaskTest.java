package io.github.voxelclick.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaskTest {
  private static final GridSize SIZE = new GridSize(5, 7, 3);

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void a_slice_of_any_axis_lands_on_the_voxels_it_names(SliceAxis axis) {
    SlicePlane plane = new SlicePlane(axis, 2);
    int columns = axis.columns(SIZE);
    int rows = axis.rows(SIZE);
    SliceMask glyph = SliceMask.of(columns, rows, (c, r) -> r == 0 || (c == 1 && r < rows - 1));
    Mask before = Mask.empty(SIZE).withSlice(SlicePlane.k(0), full(5, 7));
    Mask mask = before.withSlice(plane, glyph);
    assertEquals(glyph, mask.slice(plane));
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        assertEquals(glyph.get(c, r), mask.get(plane.voxel(c, r)));
      }
    }
    long outside = axis == SliceAxis.K ? 35 : 35 - columns;
    assertEquals(outside + glyph.count(), mask.count());
    assertEquals(35, before.count(), "the earlier version is untouched");
  }

  private static SliceMask full(int columns, int rows) {
    return SliceMask.of(columns, rows, (c, r) -> true);
  }

  @Test
  void versions_share_untouched_slices_and_empty_ones_are_not_kept() {
    Mask one = Mask.empty(SIZE).withSlice(SlicePlane.k(1), full(5, 7));
    Mask two = one.withSlice(SlicePlane.k(2), full(5, 7));
    assertSame(one.slice(SlicePlane.k(1)), two.slice(SlicePlane.k(1)));
    assertEquals(List.of(1, 2), List.copyOf(two.occupiedSlices()));
    assertEquals(one, two.withSlice(SlicePlane.k(2), SliceMask.empty(5, 7)));
    assertNotEquals(one, two);
    assertTrue(one.withSlice(SlicePlane.k(1), SliceMask.empty(5, 7)).isEmpty());
  }

  @Test
  void a_slice_of_transposed_size_is_refused() {
    Mask mask = Mask.empty(SIZE);
    assertThrows(IllegalArgumentException.class, () -> mask.withSlice(SlicePlane.k(1), full(7, 5)));
    assertThrows(IllegalArgumentException.class, () -> mask.withSlice(SlicePlane.k(3), full(5, 7)));
    assertThrows(IllegalArgumentException.class, () -> mask.get(new VoxelIndex(5, 0, 0)));
    assertThrows(IllegalArgumentException.class, () -> full(5, 7).get(-1, 3));
  }

  @Test
  void words_hold_the_pixels_row_by_row_from_the_lowest_bit() {
    SliceMask s = SliceMask.of(5, 13, (c, r) -> (c == 1 && r == 0) || (c == 4 && r == 12));
    assertArrayEquals(new long[] {2, 1}, s.toWords());
    assertEquals(s, SliceMask.ofWords(5, 13, s.toWords()));
    assertThrows(IllegalArgumentException.class, () -> SliceMask.ofWords(5, 13, new long[] {2}));
    assertThrows(IllegalArgumentException.class, () -> SliceMask.ofWords(5, 13, new long[] {2, 3}));
    assertEquals(64, SliceMask.ofWords(8, 8, new long[] {-1}).count());
  }

  @Test
  void a_slice_is_made_of_bytes_and_becomes_bytes() {
    byte[] values = new byte[5 * 13];
    for (int n = 0; n < values.length; n++) {
      values[n] = (byte) (n * 37);
    }
    SliceMask s = SliceMask.ofBytes(5, 13, values, 128);
    assertEquals(SliceMask.of(5, 13, (c, r) -> values[r * 5 + c] < 0), s);
    byte[] sevens = s.toBytes((byte) 7);
    assertEquals(s, SliceMask.ofBytes(5, 13, sevens, 7));
    assertEquals(s, SliceMask.ofBytes(5, 13, sevens, 1));
    assertTrue(SliceMask.ofBytes(5, 13, sevens, 8).isEmpty());
    List<Integer> visited = new ArrayList<>();
    s.forEachSet(visited::add);
    assertEquals(s.count(), visited.size());
    assertTrue(visited.stream().allMatch(n -> s.get(n % 5, n / 5)));
    assertThrows(IllegalArgumentException.class, () -> SliceMask.ofBytes(5, 12, values, 1));
  }

  @Test
  void overlap_measures_follow_their_definitions() {
    SliceMask left = SliceMask.of(5, 7, (c, r) -> c < 3);
    SliceMask top = SliceMask.of(5, 7, (c, r) -> r < 2);
    assertEquals(2.0 * 6 / (21 + 10), left.dice(top), 1e-12);
    assertEquals(6.0 / 25, left.iou(top), 1e-12);
    assertEquals(15, left.andNot(top).count());
    assertEquals(1, SliceMask.empty(5, 7).dice(SliceMask.empty(5, 7)));
    assertEquals(0, left.dice(SliceMask.empty(5, 7)));
    Mask a = Mask.empty(SIZE).withSlice(SlicePlane.k(0), left);
    Mask b = a.withSlice(SlicePlane.k(2), top);
    assertEquals(2.0 * 21 / (21 + 31), a.dice(b), 1e-12);
    assertEquals(a.dice(b), b.dice(a));
  }

  @Test
  void a_mask_of_slices_keeps_them_and_leaves_out_empty_ones() {
    SliceMask left = SliceMask.of(5, 7, (c, r) -> c < 3);
    Mask mask = Mask.of(SIZE, Map.of(2, left, 0, SliceMask.empty(5, 7)));
    assertEquals(Mask.empty(SIZE).withSlice(SlicePlane.k(2), left), mask);
    assertSame(left, mask.slice(SlicePlane.k(2)));
    for (Map<Integer, SliceMask> wrong :
        List.of(Map.of(3, left), Map.of(-1, left), Map.of(1, full(7, 5)))) {
      assertThrows(IllegalArgumentException.class, () -> Mask.of(SIZE, wrong));
    }
  }

  @Test
  void voxels_are_united_intersected_and_taken_away_one_by_one() {
    Random random = new Random(11);
    for (int trial = 0; trial < 30; trial++) {
      Mask a = random(random);
      Mask b = random(random);
      for (int n = 0; n < SIZE.voxels(); n++) {
        VoxelIndex v = new VoxelIndex(n % 5, n / 5 % 7, n / 35);
        assertEquals(a.get(v) || b.get(v), a.or(b).get(v));
        assertEquals(a.get(v) && b.get(v), a.and(b).get(v));
        assertEquals(a.get(v) && !b.get(v), a.andNot(b).get(v));
      }
      assertEquals(a, a.andNot(b).or(a.and(b)), "empty slices are not kept");
    }
  }

  /** A random mask with empty, full and mixed slices. */
  private static Mask random(Random random) {
    Mask mask = Mask.empty(SIZE);
    for (int k = 0; k < SIZE.k(); k++) {
      int kind = random.nextInt(4);
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(5, 7, (c, r) -> kind > 0 && (kind == 1 || random.nextBoolean())));
    }
    return mask;
  }

  @Test
  void slices_that_another_mask_does_not_change_are_shared() {
    Mask all = Mask.of(SIZE, Map.of(0, full(5, 7), 1, full(5, 7), 2, full(5, 7)));
    Mask some = Mask.of(SIZE, Map.of(1, SliceMask.of(5, 7, (c, r) -> c == r)));
    assertSame(all.slice(SlicePlane.k(0)), all.andNot(some).slice(SlicePlane.k(0)));
    assertSame(all.slice(SlicePlane.k(1)), all.or(some).slice(SlicePlane.k(1)));
    assertSame(some.slice(SlicePlane.k(1)), some.and(all).slice(SlicePlane.k(1)));
    assertSame(all.slice(SlicePlane.k(2)), some.or(all).slice(SlicePlane.k(2)));
  }

  @Test
  void masks_on_other_grids_are_refused() {
    Mask mask = Mask.empty(SIZE);
    Mask other = Mask.empty(new GridSize(5, 7, 4));
    assertThrows(IllegalArgumentException.class, () -> mask.or(other));
    assertThrows(IllegalArgumentException.class, () -> mask.and(other));
    assertThrows(IllegalArgumentException.class, () -> mask.andNot(other));
    assertThrows(IllegalArgumentException.class, () -> mask.dice(other));
  }

  @Test
  void bounds_are_inclusive() {
    SliceMask s = SliceMask.of(5, 7, (c, r) -> (c == 1 && r == 6) || (c == 3 && r == 2));
    assertEquals(Optional.of(new SliceMask.Bounds(1, 2, 3, 6)), s.bounds());
    assertEquals(Optional.empty(), SliceMask.empty(5, 7).bounds());
  }

  @Test
  void volume_in_millilitres_counts_real_thickness() throws GeometryException {
    VolumeGeometry g =
        VolumeGeometry.ofSlices(
            SIZE,
            new WorldPoint(0.7, 0, 0),
            new WorldPoint(0, 1.1, 0),
            List.of(new WorldPoint(0, 0, 0), new WorldPoint(0, 0, 2), new WorldPoint(0, 0, 5)),
            Optional.empty());
    Mask mask =
        Mask.empty(SIZE)
            .withSlice(SlicePlane.k(0), full(5, 7))
            .withSlice(SlicePlane.k(2), full(5, 7));
    assertEquals(35 * 0.77 * (2 + 3) / 1000, mask.millilitres(g), 1e-12);
  }

  @Test
  void a_segmentation_knows_whether_segments_overlap() throws GeometryException {
    VolumeGeometry g =
        VolumeGeometry.regular(
            SIZE, Affine.ofRowMajor(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0), Optional.empty());
    Mask left = Mask.empty(SIZE).withSlice(SlicePlane.k(1), SliceMask.of(5, 7, (c, r) -> c < 3));
    Mask right = Mask.empty(SIZE).withSlice(SlicePlane.k(1), SliceMask.of(5, 7, (c, r) -> c > 2));
    Mask middle = Mask.empty(SIZE).withSlice(SlicePlane.k(1), SliceMask.of(5, 7, (c, r) -> c == 2));
    assertFalse(new Segmentation(g, List.of(entry(1, left), entry(2, right))).overlaps());
    assertTrue(new Segmentation(g, List.of(entry(1, left), entry(2, middle))).overlaps());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Segmentation(g, List.of(entry(1, left), entry(1, right))));
  }

  private static Segmentation.Entry entry(int number, Mask mask) {
    return new Segmentation.Entry(
        new Segment(
            number,
            "s" + number,
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            new Segment.Rgb(255, 0, 0),
            Segment.Algorithm.MANUAL,
            "",
            ""),
        mask);
  }
}
