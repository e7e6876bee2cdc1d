package io.github.voxelclick.plugin.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SessionState;
import io.github.voxelclick.volume.CodedConcept;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SavedMasksTest {
  private static final GridSize SIZE = new GridSize(7, 5, 3);
  private final SavedMasks saved = new SavedMasks();

  private static Mask mask(int pixels) {
    SliceMask slice = SliceMask.of(SIZE.i(), SIZE.j(), (i, j) -> j * SIZE.i() + i < pixels);
    return pixels == 0 ? Mask.empty(SIZE) : Mask.of(SIZE, new TreeMap<>(Map.of(1, slice)));
  }

  private static SegmentState segment(int number, int pixels) {
    Segment segment =
        new Segment(
            number,
            "segment " + number,
            CodedConcept.TISSUE,
            CodedConcept.TISSUE,
            Segment.Rgb.ofNumber(number),
            Segment.Algorithm.MANUAL,
            "",
            "");
    return new SegmentState(
        number, segment, false, mask(pixels), Optional.empty(), new TreeMap<>());
  }

  private static SessionState state(SegmentState... segments) {
    return new SessionState(3, Arrays.asList(segments));
  }

  @Test
  void a_segment_without_voxels_is_no_loss() {
    assertEquals(List.of(), saved.missing(state(segment(1, 0))));
    assertEquals(List.of(4), saved.missing(state(segment(1, 0), segment(4, 3))));
  }

  @Test
  void what_was_saved_counts_until_it_changes() {
    SessionState before = state(segment(1, 8), segment(2, 5));
    saved.add(before, List.of(1));
    assertEquals(List.of(2), saved.missing(before));
    saved.add(before, List.of(2));
    assertEquals(List.of(), saved.missing(before));
    assertEquals(List.of(1), saved.missing(state(segment(1, 9), segment(2, 5))));
    assertEquals(List.of(), saved.missing(state(segment(1, 8), segment(2, 5))), "undone again");
  }

  @Test
  void a_segment_that_went_while_it_was_saved_is_nothing_to_save() {
    saved.add(state(segment(2, 5)), List.of(1, 2));
    assertEquals(List.of(1), saved.missing(state(segment(1, 2), segment(2, 5))));
  }
}
