package io.github.voxelclick.plugin.panel;

import static io.github.voxelclick.plugin.panel.SliceLook.CARRIED;
import static io.github.voxelclick.plugin.panel.SliceLook.CONFIRMED;
import static io.github.voxelclick.plugin.panel.SliceLook.GAP;
import static io.github.voxelclick.plugin.panel.SliceLook.NOTHING;
import static io.github.voxelclick.plugin.panel.SliceLook.OTHER;
import static io.github.voxelclick.plugin.panel.SliceLook.PERSON;
import static io.github.voxelclick.plugin.panel.SliceLook.UNCERTAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SliceStatesTest {
  private static List<SliceLook> looks(SliceStates states) {
    return states.slices().stream().map(SliceStates.One::look).toList();
  }

  @Test
  void each_slice_says_what_is_known_of_it() {
    SliceStates states = Cases.states();
    assertEquals(
        List.of(
            NOTHING, NOTHING, CONFIRMED, CARRIED, PERSON, UNCERTAIN, GAP, UNCERTAIN, CARRIED, OTHER,
            NOTHING, CONFIRMED),
        looks(states));
    assertEquals(0.62, states.slices().get(5).confidence());
    assertEquals(1, states.slices().get(2).confidence(), "a person's word counts, not the model's");
  }

  @Test
  void missing_slices_are_where_the_image_has_none() {
    List<SliceStates.One> slices = Cases.states().slices();
    assertEquals(
        List.of(8), IntStream.range(0, 12).filter(k -> slices.get(k).gapAfter()).boxed().toList());
    SliceStates unrelated =
        SliceStates.none(Cases.geometry().withRelation(SliceRelation.UNRELATED), SliceAxis.K);
    assertTrue(unrelated.slices().stream().noneMatch(SliceStates.One::gapAfter));
    assertTrue(
        SliceStates.none(Cases.geometry(), SliceAxis.J).slices().stream()
            .noneMatch(SliceStates.One::gapAfter));
    assertTrue(SliceStates.none(Cases.geometry(), SliceAxis.K).slices().get(8).gapAfter());
  }

  @Test
  void an_empty_slice_is_a_gap_only_between_masks_and_unless_a_person_wants_it_empty() {
    SegmentState s =
        Cases.state(
            Cases.segment(1, "liver"),
            false,
            Cases.mask(3, 8),
            Cases.slice(4, SliceOrigin.CARRIED, 0, false),
            Cases.slice(5, SliceOrigin.DRAWN, 1, false),
            Cases.slice(6, SliceOrigin.DRAWN, 1, true),
            Cases.slice(10, SliceOrigin.CARRIED, 0, false));
    assertEquals(
        List.of(
            NOTHING, NOTHING, NOTHING, OTHER, GAP, PERSON, CONFIRMED, GAP, OTHER, NOTHING, NOTHING,
            NOTHING),
        looks(SliceStates.of(s, Cases.geometry(), SliceAxis.K)));
  }

  @Test
  void along_other_axes_only_what_was_done_there_counts() {
    assertEquals(
        List.of(NOTHING, OTHER, OTHER, NOTHING, NOTHING, NOTHING, NOTHING),
        looks(SliceStates.of(Cases.kidney(), Cases.geometry(), SliceAxis.I)));
    assertEquals(
        List.of(NOTHING, NOTHING, NOTHING, OTHER, NOTHING),
        looks(SliceStates.of(Cases.kidney(), Cases.geometry(), SliceAxis.J)));
  }

  @Test
  void the_worst_of_a_run_is_seen() {
    SliceStates states = Cases.states();
    assertEquals(NOTHING, states.worst(0, 1).look());
    assertEquals(CONFIRMED, states.worst(0, 2).look());
    assertEquals(PERSON, states.worst(4, 4).look());
    assertEquals(UNCERTAIN, states.worst(2, 5).look());
    assertEquals(GAP, states.worst(5, 7).look());
    assertEquals(CARRIED, states.worst(8, 8).look(), "one slice alone keeps its look");
    assertEquals(GAP, states.worst(8, 9).look(), "slices are missing within");
    SegmentState two =
        Cases.state(
            Cases.segment(1, "liver"),
            false,
            Cases.mask(3, 4),
            Cases.slice(3, SliceOrigin.CARRIED, 0.3, false),
            Cases.slice(4, SliceOrigin.CARRIED, 0.8, false));
    SliceStates uncertain = SliceStates.of(two, Cases.regular(Cases.SIZE), SliceAxis.K);
    assertEquals(0.3, uncertain.worst(3, 4).confidence());
    assertEquals(0.3, uncertain.worst(2, 5).confidence());
  }

  @Test
  void certain_begins_at_its_threshold() {
    for (double confidence : new double[] {SliceStates.CERTAIN, SliceStates.CERTAIN - 1e-9}) {
      SegmentState s =
          Cases.state(
              Cases.segment(1, "liver"),
              false,
              Cases.mask(3),
              Cases.slice(3, SliceOrigin.CARRIED, confidence, false));
      SliceLook look = SliceStates.of(s, Cases.geometry(), SliceAxis.K).slices().get(3).look();
      assertEquals(confidence >= SliceStates.CERTAIN ? CARRIED : UNCERTAIN, look);
    }
  }

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void occupied_slices_are_those_that_hold_a_voxel(SliceAxis axis) {
    GridSize size = new GridSize(13, 70, 6);
    Random random = new Random(8);
    for (int round = 0; round < 20; round++) {
      Map<Integer, SliceMask> slices = new TreeMap<>();
      for (int k = 0; k < size.k(); k += 1 + random.nextInt(3)) {
        int i = random.nextInt(13);
        int j = random.nextInt(70);
        int reach = random.nextInt(5);
        slices.put(k, SliceMask.of(13, 70, (c, r) -> c >= i && c < i + reach && r >= j));
      }
      Mask mask = Mask.of(size, slices);
      BitSet occupied = OccupiedSlices.of(mask, axis);
      for (int n = 0; n < axis.slices(size); n++) {
        assertEquals(!mask.slice(new SlicePlane(axis, n)).isEmpty(), occupied.get(n));
      }
      assertFalse(occupied.length() > axis.slices(size));
    }
  }
}
