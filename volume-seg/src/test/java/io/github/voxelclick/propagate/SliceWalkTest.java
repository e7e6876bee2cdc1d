package io.github.voxelclick.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.ProbabilityMap;
import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SliceWalkTest {
  private static final StopRule JUMP_ONLY =
      new StopRule(0.5, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0);

  private final List<String> visits = new ArrayList<>();

  /** Columns 0 to width-1 of all rows. */
  private static SliceMask columns(int width) {
    return SliceMask.of(47, 38, (c, r) -> c < width);
  }

  private static PropagationTask task(int first, int last, Map<Integer, SliceMask> seeds) {
    SortedMap<Integer, SliceMask> sorted = new TreeMap<>(seeds);
    return new PropagationTask(
        TestVolumes.ellipsoid(), new Window(0, 1), SliceAxis.K, sorted, first, last);
  }

  private Propagation walk(PropagationTask task, SliceWalk.Step step) throws ModelException {
    SliceWalk.Step noted =
        (from, mask, to) -> {
          visits.add(from + ">" + to);
          return step.carry(from, mask, to);
        };
    return new SliceWalk(task, JUMP_ONLY, 0.5, noted, Progress.none()).run();
  }

  private static SlicePrediction copy(int from, SliceMask mask, int to) {
    return SlicePrediction.certain(mask);
  }

  @Test
  void goes_outwards_from_the_outer_seeds_and_between_two_from_each_to_the_other()
      throws ModelException {
    Propagation result =
        walk(task(2, 11, Map.of(4, columns(9), 9, columns(9))), SliceWalkTest::copy);
    assertEquals(
        List.of(
            "4>3", "3>2", "9>10", "10>11", "4>5", "5>6", "6>7", "7>8", "9>8", "8>7", "7>6", "6>5"),
        visits);
    assertEquals(Set.of(2, 3, 5, 6, 7, 8, 10, 11), result.slices().keySet());
  }

  @Test
  void slices_between_get_the_mean_of_both_sides_weighted_by_nearness() throws ModelException {
    float[] left = ProbabilityMap.of(columns(9)).values();
    Propagation result =
        walk(
            task(4, 8, Map.of(4, columns(9), 8, columns(13))),
            (from, mask, to) -> {
              float[] values = ProbabilityMap.of(mask).values();
              for (int n = 0; n < values.length; n++) {
                // From below sure of its mask, from above a little less.
                values[n] *= from < to ? 0.9f : 0.7f;
              }
              return SlicePrediction.of(ProbabilityMap.of(47, 38, values), 0.5);
            });
    assertEquals(List.of("4>5", "5>6", "6>7", "8>7", "7>6", "6>5"), visits);
    double[] inBoth = {0.85, 0.8, 0.75};
    double[] aboveAlone = {0.175, 0.35, 0.525};
    for (int slice = 5; slice <= 7; slice++) {
      float[] mean = result.slices().get(slice).probability().values();
      for (int n = 0; n < left.length; n++) {
        double expected = n % 47 < 9 ? inBoth[slice - 5] : n % 47 < 13 ? aboveAlone[slice - 5] : 0;
        assertEquals(expected, mean[n], 1e-4);
      }
    }
    assertEquals(columns(9), result.slices().get(6).mask());
    assertEquals(columns(13), result.slices().get(7).mask(), "the nearer seed decides");
  }

  @Test
  void one_slice_between_two_seeds_is_reached_from_both() throws ModelException {
    walk(task(4, 6, Map.of(4, columns(9), 6, columns(9))), SliceWalkTest::copy);
    assertEquals(List.of("4>5", "6>5"), visits);
  }

  @Test
  void a_jump_ends_the_way_outwards_and_is_not_kept() throws ModelException {
    Propagation result =
        walk(
            task(0, 12, Map.of(6, columns(20))),
            (from, mask, to) ->
                SlicePrediction.certain(to >= 9 || to <= 3 ? columns(39) : columns(19)));
    assertEquals(Set.of(4, 5, 7, 8), result.slices().keySet());
    assertEquals(
        Map.of(3, Propagation.StopReason.JUMP, 9, Propagation.StopReason.JUMP), result.stops());
  }

  @Test
  void lower_odds_that_it_is_there_than_at_first_end_the_way_outwards() throws ModelException {
    // Odds of 4, on slice 9 of 1.5.
    SliceWalk.Step surelyUpTo8 =
        (from, mask, to) ->
            SlicePrediction.judged(ProbabilityMap.of(mask), 0.5, 0.9, to > 8 ? 0.6 : 0.8);
    PropagationTask task = task(4, 11, Map.of(6, columns(9)));
    Propagation result =
        new SliceWalk(task, new StopRule(0, 0, 1e9, 1e9, 0.5, 0), 0.5, surelyUpTo8, Progress.none())
            .run();
    assertEquals(Set.of(4, 5, 7, 8), result.slices().keySet());
    assertEquals(Map.of(9, Propagation.StopReason.ABSENT), result.stops());
    assertEquals(0.9, result.slices().get(7).confidence());
    assertEquals(0.81, result.slices().get(8).confidence(), 1e-9, "an error would be carried on");
    Propagation laxer =
        new SliceWalk(task, new StopRule(0, 0, 1e9, 1e9, 0.3, 0), 0.5, surelyUpTo8, Progress.none())
            .run();
    assertEquals(Map.of(), laxer.stops());
  }

  @Test
  void doubts_add_up_and_end_the_way_but_those_of_long_ago_count_less() throws ModelException {
    // Confidences of .97 never fall below .97^20 = .54, those of .8 to .8^20 = .01.
    PropagationTask task = task(0, 12, Map.of(1, columns(9)));
    StopRule atMostOneInTwo = new StopRule(0, 0, 1e9, 1e9, 0, 0.5);
    Propagation surely =
        new SliceWalk(task, atMostOneInTwo, 0.5, confidently(0.97), Progress.none()).run();
    assertEquals(Map.of(), surely.stops());
    assertEquals(Math.pow(0.97, 11), surely.slices().get(12).confidence(), 1e-9);
    Propagation unsurely =
        new SliceWalk(task, atMostOneInTwo, 0.5, confidently(0.8), Progress.none()).run();
    // .8, .64 less a twentieth, ...
    assertEquals(Map.of(5, Propagation.StopReason.UNSURE), unsurely.stops());
    Propagation never =
        new SliceWalk(task, StopRule.emptyOnly(), 0.5, confidently(0), Progress.none()).run();
    assertEquals(Map.of(), never.stops());
  }

  private static SliceWalk.Step confidently(double confidence) {
    return (from, mask, to) -> SlicePrediction.judged(ProbabilityMap.of(mask), 0.5, confidence, 1);
  }

  @Test
  void a_tapering_structure_is_followed_however_fast() throws ModelException {
    Propagation result =
        walk(
            task(0, 12, Map.of(6, columns(20))),
            (from, mask, to) -> SlicePrediction.certain(columns(to == 7 ? 6 : 1)));
    assertEquals(Set.of(0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12), result.slices().keySet());
  }

  private static Propagation copiedFromTheMiddle(StopRule rule) throws ModelException {
    SliceMask seed = TestVolumes.truth().slice(SlicePlane.k(6));
    PropagationTask task =
        new PropagationTask(
            TestVolumes.ellipsoid(),
            new Window(60, 420),
            SliceAxis.K,
            new TreeMap<>(Map.of(6, seed)),
            0,
            12);
    return new SliceWalk(task, rule, 0.5, SliceWalkTest::copy, Progress.none()).run();
  }

  @Test
  void what_fades_into_the_surroundings_is_not_kept() throws ModelException {
    Propagation result = copiedFromTheMiddle(new StopRule(0, 0, 0.7, 1e9, 0, 0));
    int last = result.slices().lastKey();
    assertEquals(Propagation.StopReason.FADE, result.stops().get(last + 1));
    assertTrue(last >= 8 && last < 11, "ended at " + last);
    assertEquals(12, copiedFromTheMiddle(new StopRule(0, 0, 1.01, 1e9, 0, 0)).slices().lastKey());
  }

  @Test
  void what_drifts_away_from_the_seed_is_not_kept() throws ModelException {
    Propagation result = copiedFromTheMiddle(new StopRule(0, 0, 1e9, 8, 0, 0));
    int last = result.slices().lastKey();
    assertEquals(Propagation.StopReason.DRIFT, result.stops().get(last + 1));
    assertTrue(last >= 7 && last < 12, "ended at " + last);
    assertEquals(12, copiedFromTheMiddle(StopRule.emptyOnly()).slices().lastKey());
  }

  @Test
  void a_jump_between_seeds_is_kept_for_both_ends_are_known() throws ModelException {
    Propagation result =
        walk(
            task(2, 6, Map.of(2, columns(40), 6, columns(3))),
            (from, mask, to) -> SlicePrediction.certain(columns(10)));
    assertEquals(Set.of(3, 4, 5), result.slices().keySet());
    assertEquals(Map.of(), result.stops());
  }

  @Test
  void an_empty_mask_ends_the_way() throws ModelException {
    Propagation result =
        walk(
            task(0, 12, Map.of(6, columns(5))),
            (from, mask, to) -> SlicePrediction.certain(to > 7 ? SliceMask.empty(47, 38) : mask));
    assertEquals(7, result.slices().lastKey());
    assertEquals(Map.of(8, Propagation.StopReason.EMPTY), result.stops());
  }

  @Test
  void where_one_side_died_the_other_is_taken() throws ModelException {
    Propagation result =
        walk(
            task(2, 6, Map.of(2, columns(9), 6, columns(11))),
            (from, mask, to) ->
                SlicePrediction.certain(from < to ? SliceMask.empty(47, 38) : mask));
    assertEquals(Set.of(3, 4, 5), result.slices().keySet());
    assertEquals(columns(11), result.slices().get(3).mask());
    assertEquals(Map.of(), result.stops());
  }

  /** Between seeds of which that below dies soon; ended after some slices. */
  private static Set<Integer> keptOfOneSide(Ways ways, int most) throws ModelException {
    AtomicInteger told = new AtomicInteger();
    Progress progress =
        new Progress() {
          @Override
          public void update(int done, int total) {
            told.incrementAndGet();
          }

          @Override
          public boolean isCancelled() {
            return told.get() >= most;
          }
        };
    return new SliceWalk(
            task(2, 10, Map.of(2, columns(9), 10, columns(11))),
            JUMP_ONLY,
            0.5,
            (from, mask, to) ->
                SlicePrediction.certain(from < to && to > 4 ? SliceMask.empty(47, 38) : mask),
            ways,
            progress)
        .run()
        .slices()
        .keySet();
  }

  @Test
  void slices_that_one_side_alone_can_reach_count_when_it_reaches_them() throws ModelException {
    assertEquals(Set.of(7, 8, 9), keptOfOneSide(Ways.inOrder(), 3));
    // Side by side the middle comes first, whichever way is quicker.
    assertEquals(Set.of(5, 6, 7), keptOfOneSide(Ways.sideBySide(), 3));
    for (Ways ways : List.of(Ways.inOrder(), Ways.sideBySide())) {
      assertEquals(Set.of(3, 4, 5, 6, 7, 8, 9), keptOfOneSide(ways, Integer.MAX_VALUE));
    }
  }

  /** The ellipsoid with slices missing after some. */
  private static PropagationTask withGaps(
      Set<Integer> after, boolean cross, SliceAxis axis, Map<Integer, SliceMask> seeds) {
    Volume v = TestVolumes.ellipsoid();
    Volume gappy =
        new Volume(
            v.geometry().withGapsAfter(after), v.data(), v.rescale(), v.modality(), List.of());
    int last = axis.slices(v.size()) - 1;
    return new PropagationTask(
        gappy,
        new Window(0, 1),
        axis,
        new TreeMap<>(seeds),
        0,
        last,
        cross,
        Mask.empty(v.size()),
        Optional.empty());
  }

  @Test
  void nothing_is_carried_onto_what_is_known_to_be_something_else_or_through_it()
      throws ModelException {
    Mask other =
        Mask.empty(TestVolumes.SIZE)
            .withSlice(SlicePlane.k(7), SliceMask.of(47, 38, (c, r) -> c >= 3))
            .withSlice(SlicePlane.k(10), columns(47));
    PropagationTask task =
        new PropagationTask(
            TestVolumes.ellipsoid(),
            new Window(0, 1),
            SliceAxis.K,
            new TreeMap<>(Map.of(5, columns(9))),
            5,
            12,
            false,
            other,
            Optional.empty());
    Propagation result =
        new SliceWalk(task, StopRule.emptyOnly(), 0.5, SliceWalkTest::copy, Progress.none()).run();
    assertEquals(Set.of(6, 7, 8, 9), result.slices().keySet());
    assertEquals(columns(9), result.slices().get(6).mask());
    assertEquals(columns(3), result.slices().get(7).mask());
    assertEquals(columns(3), result.slices().get(8).mask(), "not beyond what it lost");
    assertEquals(Map.of(10, Propagation.StopReason.EMPTY), result.stops());
  }

  @Test
  @Tag("C2.6")
  void missing_slices_end_the_way_on_either_side() throws ModelException {
    Propagation result =
        walk(
            withGaps(Set.of(2, 8), false, SliceAxis.K, Map.of(6, columns(5))), SliceWalkTest::copy);
    assertEquals(Set.of(3, 4, 5, 7, 8), result.slices().keySet());
    assertEquals(
        Map.of(2, Propagation.StopReason.GAP, 9, Propagation.StopReason.GAP), result.stops());
  }

  @Test
  @Tag("C2.6")
  void missing_slices_between_two_seeds_are_reached_from_both_and_not_crossed()
      throws ModelException {
    Propagation result =
        walk(
            withGaps(Set.of(3), false, SliceAxis.K, Map.of(2, columns(9), 10, columns(20))),
            SliceWalkTest::copy);
    assertEquals(columns(9), result.slices().get(3).mask());
    for (int k = 4; k < 10; k++) {
      assertEquals(columns(20), result.slices().get(k).mask(), "slice " + k);
    }
    assertEquals(
        Map.of(3, Propagation.StopReason.GAP, 4, Propagation.StopReason.GAP), result.stops());
  }

  @Test
  void missing_slices_are_crossed_when_asked_to() throws ModelException {
    Propagation result =
        walk(withGaps(Set.of(2, 8), true, SliceAxis.K, Map.of(6, columns(5))), SliceWalkTest::copy);
    assertEquals(12, result.slices().size());
    assertEquals(Map.of(), result.stops());
  }

  @Test
  void missing_slices_end_nothing_along_another_axis() throws ModelException {
    SliceMask seed = SliceMask.of(47, 13, (c, r) -> c < 9);
    Propagation result =
        walk(withGaps(Set.of(2), false, SliceAxis.J, Map.of(6, seed)), SliceWalkTest::copy);
    assertEquals(37, result.slices().size());
  }
}
