package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.model.SegmentationModel;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.propagate.MaskCopyPropagator;
import io.github.voxelclick.propagate.NeighbourMaskPropagator;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final Structure ELLIPSOID =
      new Structure("phantom", 7, "ellipsoid", TestVolumes.ellipsoid(), TestVolumes.truth());

  private static IntensityRecipe recipe() throws ModelException {
    return MiniatureModels.profile().intensity();
  }

  /** Answers the n-th prompt with the truth less its first so many columns. */
  private static SliceSolver lacking(int... columns) {
    return (volume, plane) ->
        new SliceSolver.Dialogue() {
          private int answers;

          @Override
          public SliceMask answer(Prompt prompt) {
            SliceMask truth = TestVolumes.truth().slice(plane);
            int first = truth.bounds().orElseThrow().minColumn() + columns[answers++];
            return SliceMask.of(47, 38, (c, r) -> c >= first && truth.get(c, r));
          }
        };
  }

  @Nested
  class Slices {
    @Test
    void are_spread_evenly_over_those_that_hold_the_structure() {
      assertEquals(List.of(3, 4, 5, 6, 7, 8, 9), ELLIPSOID.slices());
      assertEquals(
          List.of(3, 5, 6, 7, 9), ELLIPSOID.spread(5, 1).stream().map(SlicePlane::index).toList());
      assertEquals(List.of(6), ELLIPSOID.spread(1, 1).stream().map(SlicePlane::index).toList());
      assertEquals(7, ELLIPSOID.spread(20, 1).size());
      assertEquals(6, ELLIPSOID.middle());
    }

    @Test
    void a_structure_with_a_gap_begins_at_a_slice_that_holds_it() {
      SliceMask blob = SliceMask.of(47, 38, (c, r) -> c > 30 && r < 5);
      Mask mask = Mask.empty(TestVolumes.SIZE);
      for (int k : new int[] {1, 2, 9, 11}) {
        mask = mask.withSlice(SlicePlane.k(k), blob);
      }
      assertEquals(9, new Structure("x", 1, "", TestVolumes.ellipsoid(), mask).middle());
    }

    @Test
    void without_any_the_structure_is_refused() {
      Volume volume = TestVolumes.ellipsoid();
      Mask none = Mask.empty(TestVolumes.SIZE);
      assertThrows(IllegalArgumentException.class, () -> new Structure("x", 1, "", volume, none));
    }
  }

  @Nested
  class Clicks {
    @Test
    void are_counted_until_the_overlap_is_reached_or_as_twenty() throws ModelException {
      ClickScore score = new Evaluator(4).clicks(ELLIPSOID, lacking(9, 5, 1, 0), Progress.none());
      assertEquals(5, score.trials().size());
      for (ClickTrial trial : score.trials()) {
        SliceMask truth = TestVolumes.truth().slice(trial.plane());
        for (int n = 0; n < 4; n++) {
          double dice = trial.dice().get(n);
          assertEquals(dice / (2 - dice), trial.iou().get(n), 1e-12, "IoU belongs to this Dice");
        }
        assertEquals(1, trial.dice().get(3));
        assertEquals(4, trial.clicks().size());
        assertTrue(
            truth.get(
                (int) trial.clicks().get(0).at().column(), (int) trial.clicks().get(0).at().row()));
      }
      assertEquals(ClickTrial.NEVER, score.trials().get(0).clicksTo(1.01));
      assertEquals(4, score.trials().get(2).clicksTo(1));
      List<Double> means = score.diceAfterClicks();
      assertTrue(means.get(0) < means.get(1) && means.get(1) < means.get(2));
      assertEquals(1, means.get(3));
      double noc = 0;
      for (ClickTrial trial : score.trials()) {
        noc += trial.clicksTo(0.85) / 5.0;
      }
      assertEquals(noc, score.noc85(), 1e-12);
      assertTrue(score.noc90() >= score.noc85());
    }

    @Test
    void end_when_nothing_is_left_to_correct() throws ModelException {
      ClickScore score = new Evaluator(6).clicks(ELLIPSOID, lacking(3, 0, 20), Progress.none());
      for (ClickTrial trial : score.trials()) {
        assertEquals(2, trial.clicks().size());
        assertEquals(List.of(1.0, 1.0, 1.0, 1.0, 1.0), trial.dice().subList(1, 6));
      }
    }

    @Test
    void a_model_goes_through_the_same_protocol() throws ModelException {
      try (SegmentationModel model = MiniatureModels.open("similarity")) {
        ClickScore score =
            new Evaluator(2)
                .clicks(ELLIPSOID, new ModelSolver(model, ELLIPSOID.volume()), Progress.none());
        assertTrue(score.diceAfterClicks().get(0) > 0.9);
        assertTrue(score.diceBox().isPresent());
        assertTrue(score.msPerClick(0.5) > 0);
        assertTrue(score.msPerClick(0.95) >= score.msPerClick(0.5));
      }
    }
  }

  @Nested
  class Propagating {
    @Test
    void counts_overlap_over_all_slices_but_the_given_one() throws ModelException {
      PropagationScore score =
          new Evaluator(1)
              .propagation(ELLIPSOID, new MaskCopyPropagator(), recipe(), Progress.none());
      SliceMask seed = TestVolumes.truth().slice(SlicePlane.k(6));
      long both = 0;
      long total = 0;
      long bothNear = 0;
      long totalNear = 0;
      for (int k = 0; k < 13; k++) {
        SliceMask truth = TestVolumes.truth().slice(SlicePlane.k(k));
        if (k != 6) {
          both += truth.and(seed).count();
          total += truth.count() + seed.count();
        }
        // Slices are 2.49 mm apart along the normal, so four of them lie within 10 mm.
        if (k != 6 && Math.abs(k - 6) <= 4) {
          bothNear += truth.and(seed).count();
          totalNear += truth.count() + seed.count();
        }
      }
      assertEquals(2.0 * both / total, score.dice(), 1e-12);
      assertEquals(2.0 * bothNear / totalNear, score.diceWithin10mm().orElseThrow(), 1e-12);
      assertEquals(6, score.falsePositiveSlices());
      assertEquals(6, score.falsePositiveSlicesPastEnds().orElseThrow());
      assertEquals(6, score.seed());
      assertEquals(12, score.slices().size());
    }

    @Test
    void a_model_that_follows_the_structure_beats_copying() throws ModelException {
      try (SegmentationModel model = MiniatureModels.open("similarity")) {
        PropagationScore followed =
            new Evaluator(1)
                .propagation(
                    ELLIPSOID, new NeighbourMaskPropagator(model), recipe(), Progress.none());
        PropagationScore copied =
            new Evaluator(1)
                .propagation(ELLIPSOID, new MaskCopyPropagator(), recipe(), Progress.none());
        assertTrue(followed.dice() > copied.dice() + 0.2);
        assertEquals(0, followed.falsePositiveSlices());
      }
    }
  }
}
