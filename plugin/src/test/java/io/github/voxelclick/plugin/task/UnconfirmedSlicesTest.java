package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.session.GivenPrompt;
import io.github.voxelclick.session.Overlap;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnconfirmedSlicesTest {
  private static final GridSize SIZE = new GridSize(9, 7, 8);

  private final SortedMap<SlicePlane, SliceState> slices = new TreeMap<>();

  private void slice(SlicePlane plane, SliceOrigin origin, boolean confirmed) {
    slices.put(
        plane,
        new SliceState(
            plane, List.of(), 0, 0, Optional.empty(), Optional.of(origin), 0.7, confirmed));
  }

  /** A prompt that was answered and settled. */
  private void prompted(SlicePlane plane, SliceOrigin now) {
    GivenPrompt prompt =
        new GivenPrompt(3, new PointPrompt(plane, new PlanePoint(2, 1), true), Overlap.ALLOWED);
    slices.put(
        plane,
        new SliceState(
            plane, List.of(prompt), 1, 1, Optional.empty(), Optional.of(now), 0.7, false));
  }

  /** Columns 2 to 4 and rows 1 to 2 of the slices from k = 1 to 6. */
  private static Mask mask() {
    Mask mask = Mask.empty(SIZE);
    for (int k = 1; k <= 6; k++) {
      mask =
          mask.withSlice(
              SlicePlane.k(k), SliceMask.of(9, 7, (i, j) -> i >= 2 && i <= 4 && j >= 1 && j <= 2));
    }
    return mask;
  }

  private SegmentState segment(int number, String label) {
    Segment segment =
        new Segment(
            number,
            label,
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            Segment.Rgb.ofNumber(number),
            Segment.Algorithm.MANUAL,
            "",
            "");
    return new SegmentState(number, segment, false, mask(), Optional.empty(), slices);
  }

  private UnconfirmedSlices counts() {
    return UnconfirmedSlices.of(segment(1, "Liver"));
  }

  @Test
  void are_those_that_were_neither_prompted_nor_drawn_nor_confirmed() {
    slice(SlicePlane.k(1), SliceOrigin.CARRIED, false);
    slice(SlicePlane.k(2), SliceOrigin.CARRIED, true);
    prompted(SlicePlane.k(3), SliceOrigin.PROMPTED);
    slice(SlicePlane.k(4), SliceOrigin.DRAWN, false);
    slice(SlicePlane.k(5), SliceOrigin.INTERPOLATED, false);
    // k = 6 holds a part of the mask of which nothing is known
    assertEquals(new UnconfirmedSlices(1, "Liver", 6, 1, 1, 1), counts());
    assertEquals(3, counts().count());
  }

  @Test
  void do_not_count_where_the_mask_is_empty() {
    slice(SlicePlane.k(0), SliceOrigin.CARRIED, false);
    slice(SlicePlane.k(7), SliceOrigin.INTERPOLATED, false);
    assertEquals(new UnconfirmedSlices(1, "Liver", 6, 0, 0, 6), counts());
  }

  @Test
  void a_carried_slice_that_was_prompted_before_is_touched() {
    prompted(SlicePlane.k(1), SliceOrigin.CARRIED);
    assertEquals(5, counts().count());
  }

  @Test
  void are_none_when_every_pixel_was_looked_after_in_another_plane() {
    slice(new SlicePlane(SliceAxis.J, 1), SliceOrigin.CARRIED, true);
    assertEquals(6, counts().count());
    slice(new SlicePlane(SliceAxis.J, 2), SliceOrigin.DRAWN, false);
    assertEquals(0, counts().count());
  }

  @Test
  void columns_and_rows_are_not_mixed_up() {
    slice(new SlicePlane(SliceAxis.I, 1), SliceOrigin.CARRIED, true);
    slice(new SlicePlane(SliceAxis.I, 2), SliceOrigin.CARRIED, true);
    assertEquals(6, counts().count());
    slice(new SlicePlane(SliceAxis.I, 3), SliceOrigin.CARRIED, true);
    slice(new SlicePlane(SliceAxis.I, 4), SliceOrigin.CARRIED, true);
    assertEquals(0, counts().count());
  }

  private List<SlicePlane> unseen() {
    return UnconfirmedSlices.unseen(segment(1, "Liver"));
  }

  private static List<SlicePlane> planes(int... k) {
    return Arrays.stream(k).mapToObj(SlicePlane::k).toList();
  }

  @Test
  void of_a_file_nothing_is_known() {
    assertEquals(planes(1, 2, 3, 4, 5, 6), unseen());
    slice(SlicePlane.k(1), SliceOrigin.CARRIED, false);
    slice(SlicePlane.k(4), SliceOrigin.DRAWN, true);
    assertEquals(planes(2, 3, 5, 6), unseen());
  }

  @Test
  void what_was_carried_in_another_plane_is_not_unknown() {
    slice(new SlicePlane(SliceAxis.J, 1), SliceOrigin.CARRIED, false);
    assertEquals(6, unseen().size());
    slice(new SlicePlane(SliceAxis.J, 2), SliceOrigin.CARRIED, false);
    assertEquals(List.of(), unseen());
    assertEquals(6, counts().count(), "nobody looked after it");
  }

  @Test
  void are_warned_of_for_the_segments_that_are_saved_only() {
    slice(SlicePlane.k(1), SliceOrigin.CARRIED, false);
    slice(SlicePlane.k(2), SliceOrigin.INTERPOLATED, false);
    SegmentState liver = segment(1, "Liver");
    SegmentState cyst = segment(4, "Cyst");
    for (int k = 1; k <= 6; k++) {
      slice(SlicePlane.k(k), SliceOrigin.CARRIED, true);
    }
    SegmentState done = segment(7, "Done");
    SessionState state = new SessionState(5, List.of(liver, cyst, done));
    List<ReadWarning> warnings = UnconfirmedSlices.warnings(state, Set.of(1, 7));
    assertEquals(
        List.of(
            "6 of 6 slices of \"Liver\" are confirmed by nobody: 1 carried there by the model,"
                + " 1 interpolated, 4 made otherwise. Look through them before the mask is relied"
                + " on."),
        warnings.stream().map(ReadWarning::message).toList());
  }
}
