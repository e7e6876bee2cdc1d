package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.propagate.NeighbourMaskPropagator;
import io.github.voxelclick.propagate.StopRule;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EffortTest {
  /** 10 × 6 pixels on each of slices 2 to 8 of 13. */
  private static final Structure BLOCK = block(2, 8);

  private final List<SegmentationSession> sessions = new ArrayList<>();

  private static Structure block(int first, int last) {
    Mask mask = Mask.empty(TestVolumes.SIZE);
    for (int k = first; k <= last; k++) {
      mask = mask.withSlice(SlicePlane.k(k), rectangle(10));
    }
    return new Structure("phantom", 3, "block", TestVolumes.ellipsoid(), mask);
  }

  private static SliceMask rectangle(int columns) {
    return SliceMask.of(47, 38, (c, r) -> c >= 12 && c < 12 + columns && r >= 20 && r < 26);
  }

  /** Judges a model that carries masks for as long as there are any. */
  private EffortScore score(Structure structure, int cap, SegmentationModel model)
      throws ModelException {
    Contestant judged =
        Contestant.of(model, new NeighbourMaskPropagator(model, StopRule.emptyOnly()));
    return new Evaluator(20, 1, cap)
        .effort(
            structure,
            volume -> {
              sessions.add(judged.sessions().orElseThrow().apply(volume));
              return sessions.get(sessions.size() - 1);
            },
            Progress.none());
  }

  private static void assertTrial(
      EffortScore.Trial trial, int clicks, int propagations, int carriedAnew) {
    assertEquals(
        List.of(clicks, propagations, carriedAnew),
        List.of(trial.clicks(), trial.propagations(), trial.carriedAnew()));
    assertTrue(trial.reached());
    assertTrue(trial.dice() >= 0.9);
  }

  @Nested
  class A_model_that_is_always_right {
    @Test
    void takes_a_click_and_a_propagation_six_slices_or_three_and_an_interpolation()
        throws ModelException {
      EffortScore score = score(BLOCK, 100, new ScriptedModel(BLOCK));
      assertTrial(score.of(EffortWay.SESSION), 1, 1, 0);
      // Dice over the volume after n of 7 slices is 2n / (n + 7): 0.857 after 5, 0.923 after 6.
      assertTrial(score.of(EffortWay.SLICES), 6, 0, 0);
      assertEquals(12.0 / 13, score.of(EffortWay.SLICES).dice(), 1e-12);
      // Slices 2, 7 and 8.
      assertTrial(score.of(EffortWay.INTERPOLATION), 3, 1, 0);
      assertEquals(1, score.of(EffortWay.INTERPOLATION).dice());
      assertEquals(3, score.perSession(EffortWay.SLICES));
      assertEquals(2, score.perSession(EffortWay.INTERPOLATION));
    }

    @Test
    void interpolates_in_the_session_itself() throws ModelException {
      score(BLOCK, 100, new ScriptedModel(BLOCK));
      Function<Integer, SliceOrigin> origin =
          k ->
              sessions
                  .get(2)
                  .state()
                  .segment(1)
                  .slice(SlicePlane.k(k))
                  .flatMap(s -> s.origin())
                  .orElseThrow();
      assertEquals(SliceOrigin.PROMPTED, origin.apply(2));
      assertEquals(SliceOrigin.INTERPOLATED, origin.apply(3));
      assertEquals(SliceOrigin.PROMPTED, origin.apply(7));
    }

    @Test
    void takes_one_click_on_a_single_slice() throws ModelException {
      Structure single = block(4, 4);
      EffortScore score = score(single, 100, new ScriptedModel(single));
      for (EffortWay way : EffortWay.values()) {
        assertTrial(score.of(way), 1, 0, 0);
      }
      assertEquals(1, score.perSession(EffortWay.SLICES));
    }
  }

  @Nested
  class A_session {
    @Test
    void corrects_where_most_is_expected_wrong_and_carries_anew_around_it() throws ModelException {
      // Carried: 2 to 4 whole, 5 to 8 by half, Dice 600/720. The chain's confidence falls by half
      // from slice to slice, so most is expected of the last: with 8 whole 660/750; then between
      // two seeds 6 is expected worst; then 720/780.
      ScriptedModel model = new ScriptedModel(BLOCK).carries(rectangle(5), 0.5, 5, 6, 7, 8);
      EffortScore score = score(BLOCK, 100, model);
      assertTrial(score.of(EffortWay.SESSION), 3, 1, 1);
      assertEquals(720.0 / 780, score.of(EffortWay.SESSION).dice(), 1e-12);
    }

    @Test
    void passes_a_slice_that_is_right() throws ModelException {
      // 660/750; most is expected wrong on the last slice, which is right; then comes 7: 720/780.
      ScriptedModel model = new ScriptedModel(BLOCK).carries(rectangle(5), 0.5, 5, 6, 7);
      assertTrial(score(BLOCK, 100, model).of(EffortWay.SESSION), 2, 1, 0);
    }

    @Test
    void takes_away_false_slices_past_the_end_one_by_one() throws ModelException {
      // 840/1080 with four false slices, 840/900 with one; each costs a click.
      ScriptedModel model = new ScriptedModel(BLOCK).carries(rectangle(10), 0.9, 9, 10, 11, 12);
      assertTrial(score(BLOCK, 100, model).of(EffortWay.SESSION), 4, 1, 2);
    }

    @Test
    void goes_to_the_worst_slice_once_the_queue_is_empty() throws ModelException {
      // Nothing is carried to 6 and on, so 3 to 5 are passed before 6 and 7 are clicked on.
      ScriptedModel model = new ScriptedModel(BLOCK).carries(rectangle(0), 0, 6, 7, 8);
      assertTrial(score(BLOCK, 100, model).of(EffortWay.SESSION), 3, 1, 1);
    }

    @Test
    void carries_on_past_where_the_first_propagation_ended() throws ModelException {
      // Carried from 2: 3 to 8, of which 7 by half; nothing to 9. Then 7 is clicked on, and from 9,
      // clicked on, 10 to 12 follow.
      Structure tall = block(2, 12);
      ScriptedModel model =
          new ScriptedModel(tall).carries(rectangle(5), 0.1, 7).carries(rectangle(0), 0, 9);
      EffortScore.Trial trial = score(tall, 100, model).of(EffortWay.SESSION);
      assertTrial(trial, 3, 1, 2);
      assertEquals(1, trial.dice());
    }

    @Test
    void has_one_step_to_undo_for_each_interaction_and_each_carrying_anew() throws Exception {
      ScriptedModel model = new ScriptedModel(BLOCK).carries(rectangle(5), 0.5, 5, 6, 7);
      EffortScore score = score(BLOCK, 100, model);
      Iterator<SegmentationSession> begun = sessions.iterator();
      for (EffortWay way : EffortWay.values()) {
        SegmentationSession session = begun.next();
        EffortScore.Trial trial = score.of(way);
        assertEquals(trial.given() + trial.carriedAnew(), session.history().size(), way.label());
        while (session.undo()) {
          assertFalse(session.state().segments().isEmpty());
        }
        assertTrue(session.state().segment(1).mask().isEmpty());
      }
    }
  }

  @Nested
  class Slice_by_slice {
    @Test
    void comes_back_to_slices_that_were_left_after_five_clicks() throws ModelException {
      // Every slice is found at the seventh click alone: five on each of seven, then two more on
      // each of six.
      ScriptedModel model = new ScriptedModel(BLOCK).clicksNeeded(7);
      EffortScore score = score(BLOCK, 100, model);
      assertTrial(score.of(EffortWay.SLICES), 7 * 5 + 6 * 2, 0, 0);
    }
  }

  @Nested
  class Interpolation {
    @Test
    void is_repeated_after_a_correction_between_slices_that_were_not_worked_on()
        throws ModelException {
      // The structure is narrow on the keys 2, 7, 8 and wide between them: 2·(3·30 + 4·30) is
      // less than 0.9 of what it should be. The first of the four wide slices is clicked on; what
      // lies between it and 7 is interpolated anew; and so on.
      Mask mask = Mask.empty(TestVolumes.SIZE);
      for (int k = 2; k <= 8; k++) {
        boolean wide = k > 2 && k < 7;
        mask = mask.withSlice(SlicePlane.k(k), rectangle(wide ? 10 : 5));
      }
      Structure barrel = new Structure("phantom", 3, "", TestVolumes.ellipsoid(), mask);
      EffortScore.Trial trial =
          score(barrel, 100, new ScriptedModel(barrel)).of(EffortWay.INTERPOLATION);
      assertTrial(trial, 4, 1, 1);
    }
  }

  @Nested
  class The_cap {
    @Test
    void ends_the_work_and_counts_when_the_structure_is_not_done() throws ModelException {
      ScriptedModel model = new ScriptedModel(BLOCK).carries(rectangle(0), 0, 6, 7, 8);
      EffortScore score = score(BLOCK, 3, model);
      EffortScore.Trial session = score.of(EffortWay.SESSION);
      assertEquals(3, session.given());
      assertFalse(session.reached());
      assertEquals(600.0 / 720, session.dice(), 1e-12);
      assertEquals(3, score.interactions(EffortWay.SESSION));
      assertEquals(3, score.interactions(EffortWay.SLICES));
      assertFalse(score.of(EffortWay.SLICES).reached());
      assertTrue(score(BLOCK, 4, model).of(EffortWay.SESSION).reached(), "4 of 4 are enough");
    }

    @Test
    void counts_in_full_when_the_reader_ran_out_of_pixels_to_click_on() throws ModelException {
      Structure single = block(4, 4);
      ScriptedModel model = new ScriptedModel(single).clicksNeeded(1000);
      EffortScore score = score(single, 100, model);
      for (EffortWay way : EffortWay.values()) {
        assertEquals(60, score.of(way).given(), "each pixel once");
        assertEquals(0, score.of(way).dice());
        assertEquals(100, score.interactions(way));
      }
    }

    @Test
    void is_at_least_one() {
      assertThrows(IllegalArgumentException.class, () -> new Evaluator(5, 1, 0));
      assertThrows(
          IllegalArgumentException.class,
          () -> new EffortScore(3, Map.of(EffortWay.SLICES, trial(1))));
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new EffortScore(
                  3,
                  Map.of(
                      EffortWay.SESSION,
                      trial(4),
                      EffortWay.SLICES,
                      trial(1),
                      EffortWay.INTERPOLATION,
                      trial(1))));
    }

    private static EffortScore.Trial trial(int clicks) {
      return new EffortScore.Trial(clicks, 0, 0, true, 0.95);
    }
  }

  @Test
  void clicks_that_the_model_refuses_count() throws ModelException {
    // Four false slices of 60 pixels; no click takes them away, so the reader clicks to the end.
    ScriptedModel model =
        new ScriptedModel(BLOCK).carries(rectangle(10), 0.9, 9, 10, 11, 12).withoutNegative();
    EffortScore.Trial trial = score(BLOCK, 30, model).of(EffortWay.SESSION);
    assertEquals(30, trial.given());
    assertEquals(840.0 / 1080, trial.dice(), 1e-12);
  }

  @Test
  void a_structure_without_voxels_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> block(3, 2));
  }

  @Test
  void baselines_begin_no_session() throws ModelException {
    Contestant wand = Baseline.REGIONGROW.contestant(MiniatureModels.profile().intensity());
    assertFalse(wand.protocols().contains(Protocol.EFFORT));
    Result result =
        Result.of(wand, BLOCK, Set.of(Protocol.EFFORT), new Evaluator(2), 1, Progress.none());
    assertTrue(result.effort().isEmpty());
  }

  @Test
  void a_model_finds_the_ellipsoid_in_each_way_and_twice_the_same() throws ModelException {
    Structure ellipsoid =
        new Structure("phantom", 7, "", TestVolumes.ellipsoid(), TestVolumes.truth());
    try (SegmentationModel model = MiniatureModels.open("similarity")) {
      Contestant judged = Contestant.of(model, ModelCatalog.propagatorFor(model));
      Result first =
          Result.of(
              judged, ellipsoid, Set.of(Protocol.EFFORT), new Evaluator(5), 1, Progress.none());
      EffortScore score = first.effort().orElseThrow();
      for (EffortWay way : EffortWay.values()) {
        assertTrue(score.of(way).reached(), way + ": " + score.of(way));
      }
      assertEquals(2, score.interactions(EffortWay.SESSION));
      assertTrue(score.perSession(EffortWay.SLICES) >= 2);
      assertEquals(
          first,
          Result.of(
              judged, ellipsoid, Set.of(Protocol.EFFORT), new Evaluator(5), 1, Progress.none()));
    }
  }
}
