package io.github.voxelclick.plugin.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.propagate.Propagation.StopReason;
import io.github.voxelclick.volume.SliceAxis;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ExtendWith(Spoken.class)
class PropagationEndsTest {
  private static String ends(SliceAxis axis, Map<Integer, StopReason> stops) {
    Propagation done = new Propagation(new TreeMap<>(), new TreeMap<>(stops), false);
    return PropagationEnds.of(done, axis, new SliceNames(Cases.geometry()));
  }

  @Test
  void each_end_is_told_with_the_first_slice_left_out_and_the_reason() {
    assertEquals(
        "slice 3 (gone), slice 10 (unsure)",
        ends(SliceAxis.K, Map.of(10, StopReason.UNSURE, 3, StopReason.ABSENT)));
    assertEquals("coronal 2 (gap)", ends(SliceAxis.J, Map.of(2, StopReason.GAP)));
  }

  @Test
  void nothing_is_told_of_a_propagation_through_its_whole_range() {
    assertEquals("", ends(SliceAxis.K, Map.of()));
  }

  @Test
  void of_many_ends_the_first_four_are_told() {
    SortedMap<Integer, StopReason> stops = new TreeMap<>();
    for (int k = 2; k < 8; k++) {
      stops.put(k, StopReason.EMPTY);
    }
    String told = ends(SliceAxis.K, stops);
    assertEquals("slice 2 (gone), slice 3 (gone), slice 4 (gone), slice 5 (gone), …", told);
    stops.tailMap(6).clear();
    assertFalse(ends(SliceAxis.K, stops).contains("…"));
  }

  @ParameterizedTest
  @EnumSource
  void every_reason_has_words(StopReason why) {
    String told = ends(SliceAxis.K, Map.of(4, why));
    assertFalse(told.contains("case.") || told.endsWith("()"), told);
  }
}
