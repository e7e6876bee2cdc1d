package io.github.voxelclick.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.edit.Components;
import io.github.voxelclick.edit.GaussianSmoothing;
import io.github.voxelclick.edit.Holes;
import io.github.voxelclick.edit.Margin;
import io.github.voxelclick.edit.Threshold;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SegmentToolsTest {
  private final Volume volume = TestVolumes.ellipsoid();
  private final VolumeGeometry geometry = volume.geometry();
  private final Mask truth = TestVolumes.truth();
  private SegmentationSession session;

  @BeforeEach
  void begin() throws VolumeException {
    session =
        new SegmentationSession(
            volume,
            new PlainModel(SessionPropertyTest.profile()),
            new MaskCopyPropagator(),
            SessionOptions.defaults(),
            RandomActions.segment(1, "first"));
    load(1, truth);
  }

  private void load(int segment, Mask mask) throws VolumeException {
    session
        .tools()
        .edit(ActionKind.LOAD, segment, Map.of(), Overlap.ALLOWED, (m, p) -> mask, Progress.none());
  }

  private Mask mask(int segment) {
    return session.state().segment(segment).mask();
  }

  private static SliceMask rows(int from, int to) {
    return SliceMask.of(47, 38, (c, r) -> r >= from && r <= to);
  }

  @Nested
  class Loaded {
    @Test
    void segments_come_whole_in_one_step_and_go_with_it() throws VolumeException {
      int steps = session.history().size();
      List<SegmentState> before = session.state().segments();
      Mask mask = truth.withSlice(SlicePlane.k(2), rows(3, 9));
      assertEquals(4, session.tools().load(RandomActions.segment(4, "loaded"), mask));
      assertEquals(steps + 1, session.history().size());
      Action action = session.history().get(steps);
      assertEquals(ActionKind.LOAD, action.kind());
      assertEquals(4, action.segment());
      assertEquals(mask, mask(4));
      assertEquals("loaded", session.state().segment(4).segment().label());
      assertTrue(session.state().segment(4).slices().isEmpty());
      assertFalse(session.state().segment(4).locked());
      assertEquals(truth, mask(1));
      assertTrue(session.undo());
      assertEquals(before, session.state().segments());
      assertTrue(session.redo());
      assertEquals(mask, mask(4));
    }

    @Test
    void segments_get_the_next_free_number_where_theirs_is_taken() throws VolumeException {
      session.tools().addSegment(RandomActions.segment(2, "second"));
      assertEquals(3, session.tools().load(RandomActions.segment(1, "a"), truth));
      assertEquals(
          4, session.tools().load(RandomActions.segment(1, "b"), Mask.empty(volume.size())));
      assertEquals("b", session.state().segment(4).segment().label());
      assertEquals(4, session.state().segment(4).segment().number());
      assertEquals(65535, session.tools().load(RandomActions.segment(65535, "last"), truth));
      assertEquals(5, session.tools().load(RandomActions.segment(65535, "wrapped"), truth));
      assertEquals(List.of(1, 2, 3, 4, 65535, 5), numbers());
    }

    private List<Integer> numbers() {
      return session.state().segments().stream().map(SegmentState::number).toList();
    }

    @Test
    void masks_of_another_size_are_our_mistake() {
      Mask other = Mask.empty(RandomActions.SIZE);
      assertThrows(
          IllegalArgumentException.class,
          () -> session.tools().load(RandomActions.segment(2, "x"), other));
      assertEquals(1, session.state().segments().size());
    }

    @Test
    void slices_are_no_seed_before_a_person_confirmed_one() throws VolumeException {
      session.tools().load(RandomActions.segment(2, "x"), truth);
      assertFalse(session.state().segment(2).holdsSeed(SliceAxis.K));
      session.tools().setConfirmed(2, List.of(SlicePlane.k(6)), true);
      assertTrue(session.state().segment(2).holdsSeed(SliceAxis.K));
    }
  }

  @Nested
  class Shapes {
    @Test
    void change_as_the_pure_functions_say_and_come_back_one_by_one() throws VolumeException {
      ShapeTools shapes = session.shapes();
      Mask bitten = truth.andNot(truth.withSlice(SlicePlane.k(6), rows(0, 20)));
      load(1, truth.withSlice(SlicePlane.k(11), rows(30, 31)).andNot(bitten));
      Mask start = mask(1);
      assertTrue(shapes.keepLargest(1, Progress.none()));
      Mask largest = Components.keepLargest(start, geometry);
      assertEquals(largest, mask(1));
      assertTrue(shapes.grow(1, 3, Overlap.ALLOWED, Progress.none()));
      Mask grown = Margin.grow(largest, geometry, 3);
      assertEquals(grown, mask(1));
      assertTrue(shapes.shrink(1, 2, Progress.none()));
      Mask shrunk = Margin.shrink(grown, geometry, 2);
      assertEquals(shrunk, mask(1));
      assertTrue(shapes.smooth(1, 1.5, Overlap.ALLOWED, Progress.none()));
      Mask smooth = GaussianSmoothing.smoothed(shrunk, geometry, 1.5);
      assertEquals(smooth, mask(1));
      assertTrue(shapes.threshold(1, 300, 420, Progress.none()));
      Mask within = Threshold.within(smooth, volume, 300, 420);
      assertEquals(within, mask(1));
      boolean holes = shapes.fillHoles(1, Overlap.ALLOWED, Progress.none());
      assertEquals(Holes.filled(within, geometry), mask(1));
      assertEquals(holes, !Holes.filled(within, geometry).equals(within));
      if (holes) {
        session.undo();
      }
      for (Mask before : List.of(smooth, shrunk, grown, largest, start)) {
        session.undo();
        assertEquals(before, mask(1));
      }
    }

    @Test
    void that_stay_are_no_step() throws VolumeException {
      int steps = session.history().size();
      assertFalse(session.shapes().grow(1, 0, Overlap.ALLOWED, Progress.none()));
      assertFalse(session.shapes().fillHoles(1, Overlap.ALLOWED, Progress.none()));
      assertEquals(steps, session.history().size());
    }

    @Test
    void never_change_confirmed_slices_of_any_axis() throws VolumeException {
      SlicePlane axial = SlicePlane.k(5);
      SlicePlane sagittal = new SlicePlane(SliceAxis.I, 19);
      session.tools().setConfirmed(1, List.of(axial, sagittal), true);
      session.shapes().grow(1, 4, Overlap.ALLOWED, Progress.none());
      assertEquals(truth.slice(axial), mask(1).slice(axial));
      assertEquals(truth.slice(sagittal), mask(1).slice(sagittal));
      assertTrue(mask(1).count() > truth.count());
      session.shapes().shrink(1, 6, Progress.none());
      assertEquals(truth.slice(axial), mask(1).slice(axial));
      assertEquals(truth.slice(sagittal), mask(1).slice(sagittal));
    }
  }

  @Nested
  class Others {
    @BeforeEach
    void second() throws VolumeException {
      session.tools().addSegment(RandomActions.segment(2, "second"));
    }

    @Test
    void are_combined_and_the_second_stays() throws VolumeException {
      Mask slab = Mask.empty(TestVolumes.SIZE).withSlice(SlicePlane.k(6), rows(10, 22));
      load(2, slab);
      session.tools().combine(1, 2, SegmentTools.Combination.DIFFERENCE);
      assertEquals(truth.andNot(slab), mask(1));
      session.tools().combine(1, 2, SegmentTools.Combination.UNION);
      assertEquals(truth.or(slab), mask(1));
      session.tools().combine(1, 2, SegmentTools.Combination.INTERSECTION);
      assertEquals(slab, mask(1));
      assertEquals(slab, mask(2));
    }

    @Test
    void lose_are_spared_or_share_what_is_drawn() throws VolumeException {
      SlicePlane plane = SlicePlane.k(6);
      SliceMask band = rows(18, 24);
      SegmentTools tools = session.tools();
      tools.draw(ActionKind.BRUSH, 2, plane, band, true, Overlap.ALLOWED);
      assertEquals(band, mask(2).slice(plane));
      assertEquals(truth, mask(1));
      session.undo();
      tools.draw(ActionKind.BRUSH, 2, plane, band, true, Overlap.SPARE_OTHERS);
      assertEquals(band.andNot(truth.slice(plane)), mask(2).slice(plane));
      session.undo();
      tools.draw(ActionKind.BRUSH, 2, plane, band, true, Overlap.REPLACE_OTHERS);
      assertEquals(band, mask(2).slice(plane));
      assertEquals(truth.slice(plane).andNot(band), mask(1).slice(plane));
      session.undo();
      assertEquals(truth, mask(1), "one step for both");
      tools.setLocked(1, true);
      tools.draw(ActionKind.BRUSH, 2, plane, band, true, Overlap.REPLACE_OTHERS);
      assertEquals(truth, mask(1));
      assertEquals(band.andNot(truth.slice(plane)), mask(2).slice(plane));
    }

    @Test
    void that_are_locked_keep_masks_from_leaking_through_them() throws VolumeException {
      SliceMask seed = rows(30, 36);
      load(1, Mask.empty(TestVolumes.SIZE).withSlice(SlicePlane.k(4), rows(0, 37)));
      session.tools().setLocked(1, true);
      session.addPrompt(2, new MaskPrompt(SlicePlane.k(2), seed));
      PropagationSettings settings = PropagationSettings.defaults();
      session.propagations().propagate(2, SliceAxis.K, 0, 12, settings, Progress.none());
      assertEquals(seed, mask(2).slice(SlicePlane.k(9)), "overlap is allowed");
      session
          .propagations()
          .propagate(
              2, SliceAxis.K, 0, 12, settings.withOverlap(Overlap.REPLACE_OTHERS), Progress.none());
      assertEquals(Set.of(0, 1, 2, 3), mask(2).occupiedSlices());
    }
  }

  @Nested
  class Slices {
    @Test
    void copied_count_as_drawn_and_propagation_spares_them() throws VolumeException {
      SlicePlane from = SlicePlane.k(6);
      SlicePlane to = SlicePlane.k(9);
      assertTrue(session.tools().copySlice(1, from, to, Overlap.ALLOWED));
      assertEquals(truth.slice(from), mask(1).slice(to));
      assertTrue(session.state().segment(1).slice(to).orElseThrow().isTouched());
      assertThrows(
          IllegalArgumentException.class,
          () ->
              session.tools().copySlice(1, from, new SlicePlane(SliceAxis.J, 3), Overlap.ALLOWED));
    }

    @Test
    void between_drawn_ones_are_interpolated_by_shape() throws VolumeException {
      load(1, Mask.empty(TestVolumes.SIZE));
      for (int k : new int[] {4, 6, 8}) {
        session
            .tools()
            .draw(
                ActionKind.POLYGON,
                1,
                SlicePlane.k(k),
                truth.slice(SlicePlane.k(k)),
                true,
                Overlap.ALLOWED);
      }
      Propagation result =
          session
              .propagations()
              .propagate(
                  1, SliceAxis.K, 0, 12, PropagationSettings.interpolation(), Progress.none())
              .orElseThrow();
      assertEquals(Set.of(5, 7), result.slices().keySet());
      assertEquals(
          Optional.of(SliceOrigin.INTERPOLATED),
          session.state().segment(1).slice(SlicePlane.k(5)).orElseThrow().origin());
      assertTrue(mask(1).slice(SlicePlane.k(5)).dice(truth.slice(SlicePlane.k(5))) > 0.9);
      List<Action> history = session.history();
      assertEquals(ActionKind.INTERPOLATE, history.get(history.size() - 1).kind());
    }

    @Test
    void corrected_carry_only_to_the_next_that_a_person_worked_on() throws VolumeException {
      load(1, Mask.empty(TestVolumes.SIZE));
      session.addPrompt(1, new MaskPrompt(SlicePlane.k(2), rows(0, 5)));
      session.propagations().propagate(1, SliceAxis.K, 1, 11, Progress.none());
      session.tools().setConfirmed(1, List.of(SlicePlane.k(5)), true);
      session.addPrompt(1, new MaskPrompt(SlicePlane.k(7), rows(0, 9)));
      Propagation again =
          session
              .propagations()
              .propagateAround(1, SlicePlane.k(7), PropagationSettings.defaults(), Progress.none())
              .orElseThrow();
      assertEquals(Set.of(6, 8, 9, 10, 11), again.slices().keySet());
      assertEquals(rows(0, 9), mask(1).slice(SlicePlane.k(11)), "as far as before");
      assertEquals(rows(0, 5), mask(1).slice(SlicePlane.k(4)));
      assertEquals(rows(0, 5), mask(1).slice(SlicePlane.k(5)), "confirmed");
      assertTrue(mask(1).slice(SlicePlane.k(12)).isEmpty());
      session.addPrompt(1, new MaskPrompt(SlicePlane.k(3), rows(0, 2)));
      Propagation below =
          session
              .propagations()
              .propagateAround(1, SlicePlane.k(3), PropagationSettings.defaults(), Progress.none())
              .orElseThrow();
      assertEquals(Set.of(4), below.slices().keySet());
    }

    @Test
    void to_look_at_come_first_where_most_is_expected_wrong_and_leave_when_someone_did()
        throws VolumeException {
      load(1, Mask.empty(TestVolumes.SIZE));
      for (int k : new int[] {2, 8}) {
        SliceMask drawn = truth.slice(SlicePlane.k(6));
        session.tools().draw(ActionKind.BRUSH, 1, SlicePlane.k(k), drawn, true, Overlap.ALLOWED);
      }
      session
          .propagations()
          .propagate(1, SliceAxis.K, 0, 12, PropagationSettings.interpolation(), Progress.none());
      List<ReviewQueue.Item> queue = ReviewQueue.of(session.state().segment(1));
      assertEquals(5, queue.get(0).plane().index(), "in the middle between both");
      for (int n = 0; n < queue.size(); n++) {
        ReviewQueue.Item item = queue.get(n);
        int pixels = mask(1).slice(item.plane()).count();
        assertEquals(2 * pixels * (1 - item.confidence()), item.expectedWrong(), 1e-9);
        assertTrue(n == 0 || item.expectedWrong() <= queue.get(n - 1).expectedWrong());
      }
      session.tools().setConfirmed(1, List.of(SlicePlane.k(5)), true);
      session.addPrompt(1, new PointPrompt(SlicePlane.k(4), new PlanePoint(19, 21), true));
      session.answerPending(Progress.none());
      assertEquals(
          Set.of(3, 6, 7),
          ReviewQueue.of(session.state().segment(1)).stream()
              .map(item -> item.plane().index())
              .collect(Collectors.toSet()));
    }

    @Test
    void all_confirmed_lock_the_segment() throws VolumeException {
      session.tools().confirmAndLock(1, SliceAxis.K);
      SegmentState s = session.state().segment(1);
      assertTrue(s.locked());
      assertEquals(7, s.slices().values().stream().filter(SliceState::confirmed).count());
      assertThrows(
          SessionException.class,
          () -> session.shapes().grow(1, 5, Overlap.ALLOWED, Progress.none()));
      session.undo();
      assertFalse(session.state().segment(1).locked());
    }
  }

  @Test
  void what_a_ball_painted_is_kept_by_clicks_and_by_propagation() throws VolumeException {
    load(1, Mask.empty(TestVolumes.SIZE));
    Mask ball =
        Mask.empty(TestVolumes.SIZE)
            .withSlice(SlicePlane.k(4), rows(30, 32))
            .withSlice(SlicePlane.k(5), rows(30, 32));
    session.tools().drawVoxels(1, ball, true, Overlap.ALLOWED);
    session.addPrompt(1, new PointPrompt(SlicePlane.k(4), new PlanePoint(19, 10), true));
    session.answerPending(Progress.none());
    assertEquals(rows(30, 32), mask(1).slice(SlicePlane.k(4)).and(rows(30, 32)));
    session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none());
    assertEquals(rows(30, 32), mask(1).slice(SlicePlane.k(5)));
  }

  @Test
  void a_stroke_that_changes_no_pixel_has_not_happened() throws VolumeException {
    SlicePlane empty = SlicePlane.k(0);
    int steps = session.history().size();
    assertFalse(
        session.tools().draw(ActionKind.ERASE, 1, empty, rows(3, 9), false, Overlap.ALLOWED));
    assertFalse(session.tools().copySlice(1, SlicePlane.k(6), SlicePlane.k(6), Overlap.ALLOWED));
    assertEquals(steps, session.history().size());
    assertTrue(session.state().segment(1).slices().isEmpty());
  }

  @Test
  void a_slice_that_waits_for_an_answer_cannot_be_confirmed() throws VolumeException {
    session.addPrompt(1, new PointPrompt(SlicePlane.k(4), new PlanePoint(19, 10), true));
    assertThrows(
        SessionException.class,
        () -> session.tools().setConfirmed(1, List.of(SlicePlane.k(4)), true));
  }

  @Test
  void the_window_follows_the_first_positive_prompt_that_is_left() throws VolumeException {
    PointPrompt first = new PointPrompt(SlicePlane.k(4), new PlanePoint(19, 10), true);
    PointPrompt moved = new PointPrompt(SlicePlane.k(4), new PlanePoint(3, 3), true);
    session.addPrompt(1, first);
    session.addPrompt(1, new PointPrompt(SlicePlane.k(5), new PlanePoint(20, 10), true));
    session.answerPending(Progress.none());
    long id = session.state().segment(1).slice(SlicePlane.k(4)).orElseThrow().prompts().get(0).id();
    session.movePrompt(1, id, moved);
    assertEquals(
        Optional.of(session.state().segment(1).prompts().get(1)),
        session.state().segment(1).firstPositive(),
        "the earlier one");
    session.undo();
    assertEquals(Optional.of(first), session.state().segment(1).firstPositive());
  }

  @Test
  void a_cancelled_propagation_leaves_slices_that_it_did_not_reach() throws VolumeException {
    load(1, Mask.empty(TestVolumes.SIZE));
    session.addPrompt(1, new MaskPrompt(SlicePlane.k(2), rows(0, 5)));
    session.propagations().propagate(1, SliceAxis.K, 0, 12, Progress.none());
    Set<Integer> before = mask(1).occupiedSlices();
    session.addPrompt(1, new MaskPrompt(SlicePlane.k(3), rows(0, 9)));
    Propagation part =
        session
            .propagations()
            .propagate(1, SliceAxis.K, 0, 12, new CancelledAfter(2))
            .orElseThrow();
    assertTrue(part.cancelled());
    assertEquals(before, mask(1).occupiedSlices());
    session.tools().setConfirmed(1, List.of(SlicePlane.k(9)), true);
    session
        .propagations()
        .propagate(1, SliceAxis.K, 0, 12, PropagationSettings.interpolation(), Progress.none());
    assertEquals(before, mask(1).occupiedSlices(), "beyond the seeds nothing is interpolated");
  }

  @Test
  void a_ball_paints_and_erases_but_for_confirmed_slices() throws VolumeException {
    Mask ball = truth.withSlice(SlicePlane.k(2), rows(3, 6));
    session.tools().setConfirmed(1, List.of(SlicePlane.k(7)), true);
    assertTrue(session.tools().drawVoxels(1, ball, false, Overlap.ALLOWED));
    assertEquals(truth.slice(SlicePlane.k(7)), mask(1).slice(SlicePlane.k(7)));
    assertEquals(Set.of(7), mask(1).occupiedSlices());
    assertTrue(session.tools().drawVoxels(1, ball, true, Overlap.ALLOWED));
    assertEquals(ball, mask(1));
    assertFalse(session.tools().drawVoxels(1, ball, true, Overlap.ALLOWED));
  }
}
