package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SegmentRowsTest {
  private final SegmentRows rows = new SegmentRows(Cases.geometry(), true);

  @Test
  void a_row_says_what_a_segment_is_and_how_far_it_is() {
    List<SegmentRow> all = rows.of(Cases.session(), number -> number != 2);
    SegmentRow kidney = all.get(0);
    assertEquals("left kidney", kidney.name());
    assertEquals("Left Kidney", kidney.type());
    assertEquals("SCT:64033007", kidney.code());
    assertEquals(7 * 2 * Cases.VOXEL_MM3 / 1000, kidney.millilitres().orElseThrow(), 1e-4);
    assertEquals(1, kidney.confirmedSlices(), "slice 11 is confirmed, too, but empty");
    assertEquals(7, kidney.maskSlices());
    assertTrue(kidney.visible());
    SegmentRow liver = all.get(1);
    assertTrue(liver.locked());
    assertEquals(List.of(true, false, true), all.stream().map(SegmentRow::visible).toList());
    assertEquals(List.of(1, 2, 7), all.stream().map(SegmentRow::number).toList());
    assertEquals(List.of(true, true, false), all.stream().map(SegmentRow::hasMask).toList());
  }

  @Test
  void voxels_of_unknown_size_are_counted_and_so_are_those_of_slices_that_are_no_neighbours() {
    VolumeGeometry plain = Cases.regular(Cases.SIZE).withRelation(SliceRelation.UNRELATED);
    for (SegmentRows counting :
        List.of(new SegmentRows(Cases.geometry(), false), new SegmentRows(plain, true))) {
      SegmentRow kidney = counting.of(Cases.session(), number -> true).get(0);
      assertEquals(OptionalDouble.empty(), kidney.millilitres());
      assertEquals(14, kidney.voxels());
      assertEquals("14 voxels", SegmentCells.text(SegmentsModel.Column.VOLUME, kidney));
    }
  }

  @Test
  void findings_say_where_they_are() {
    Segment cyst = Cases.segment(3, "cyst of the right kidney");
    SegmentState s = Cases.state(cyst, false, Cases.mask(1));
    assertEquals(
        "Cyst, Right Kidney", rows.of(new SessionState(1, List.of(s)), n -> true).get(0).type());
  }

  @Test
  void slices_are_counted_along_the_axis_that_is_wanted() {
    SegmentState s = Cases.kidney();
    SegmentRow row = rows.of(new SessionState(1, List.of(s)), n -> true, n -> SliceAxis.I).get(0);
    assertEquals(2, row.maskSlices());
    assertEquals(0, row.confirmedSlices());
  }

  @Test
  void a_mask_is_counted_once() {
    SegmentState before = Cases.kidney();
    rows.of(new SessionState(1, List.of(before)), n -> true);
    SegmentRows.Figures counted = rows.figures(before, SliceAxis.K);
    SegmentState confirmed =
        Cases.state(
            before.segment(), true, before.mask(), Cases.slice(3, SliceOrigin.CARRIED, 1, true));
    rows.of(new SessionState(2, List.of(confirmed, Cases.liver())), n -> true);
    assertSame(counted, rows.figures(confirmed, SliceAxis.K));
    SegmentState erased =
        Cases.state(
            before.segment(),
            false,
            before.mask().withSlice(SlicePlane.k(3), Cases.mask().slice(SlicePlane.k(3))));
    assertNotSame(counted, rows.figures(erased, SliceAxis.K));
    assertEquals(6, rows.of(new SessionState(3, List.of(erased)), n -> true).get(0).maskSlices());
    assertNotSame(counted, rows.figures(erased, SliceAxis.J));
  }

  @Test
  void more_confirmed_slices_than_slices_is_a_mistake() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SegmentRow(
                1,
                "a",
                "b",
                "c:d",
                Segment.Rgb.ofNumber(1),
                false,
                true,
                0,
                OptionalDouble.of(0),
                2,
                1));
  }
}
