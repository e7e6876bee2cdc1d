package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.model.IntensityRecipe;
import io.github.voxelclick.models.MiniatureModels;
import io.github.voxelclick.models.TestVolumes;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.ModelException;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every baseline that answers clicks keeps to. */
abstract class OracleSolverContract {
  private static final SlicePlane PLANE = SlicePlane.k(6);
  private static final SliceMask TRUTH = TestVolumes.truth().slice(PLANE);

  /** The solver, or the best of several, for the volume. */
  abstract List<OracleSolver> solvers(Volume volume, IntensityRecipe recipe);

  final List<OracleSolver> solvers(Volume volume) throws ModelException {
    return solvers(volume, MiniatureModels.profile().intensity());
  }

  private static PointPrompt click(int column, int row, boolean positive) {
    return new PointPrompt(PLANE, new PlanePoint(column, row), positive);
  }

  @Test
  void finds_a_bright_structure_on_a_dark_ground_by_a_few_clicks() throws ModelException {
    Volume volume = TestVolumes.ellipsoid();
    Structure structure = new Structure("phantom", 1, "", volume, TestVolumes.truth());
    ClickScore score = new Evaluator(6).bestOf(structure, solvers(volume), Progress.none());
    assertTrue(score.diceAfterClicks().get(5) > 0.97, score.diceAfterClicks().toString());
    assertEquals(5, score.trials().size());
  }

  @Test
  void holds_the_pixel_of_a_positive_click_and_not_that_of_a_negative_one() throws ModelException {
    Volume volume = TestVolumes.ellipsoid();
    for (OracleSolver solver : solvers(volume)) {
      SliceSolver.Dialogue dialogue = solver.begin(volume, PLANE, TRUTH);
      assertTrue(dialogue.answer(click(19, 21, true)).get(19, 21));
      SliceMask corrected = dialogue.answer(click(33, 22, false));
      assertTrue(corrected.get(19, 21));
      assertFalse(corrected.get(33, 22));
      assertEquals(47, corrected.columns());
      assertEquals(38, corrected.rows());
    }
  }

  @Test
  void begins_every_dialogue_anew_and_changes_no_image() throws ModelException {
    Volume volume = TestVolumes.ellipsoid();
    float[] before = volume.slice(PLANE);
    for (OracleSolver solver : solvers(volume)) {
      SliceMask first = solver.begin(volume, PLANE, TRUTH).answer(click(18, 20, true));
      assertEquals(first, solver.begin(volume, PLANE, TRUTH).answer(click(18, 20, true)));
    }
    assertArrayEquals(before, volume.slice(PLANE));
  }

  @Test
  void answers_clicks_only() throws ModelException {
    Volume volume = TestVolumes.ellipsoid();
    SliceSolver.Dialogue dialogue = solvers(volume).get(0).begin(volume, PLANE, TRUTH);
    BoxPrompt box = new BoxPrompt(PLANE, new PlanePoint(1, 2), new PlanePoint(9, 5));
    assertThrows(IllegalArgumentException.class, () -> dialogue.answer(box));
  }
}
