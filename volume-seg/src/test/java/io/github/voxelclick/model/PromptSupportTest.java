package io.github.voxelclick.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.MaskPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PromptSupportTest {
  private static final SlicePlane PLANE = SlicePlane.k(2);
  private static final Prompt BOX =
      new BoxPrompt(PLANE, new PlanePoint(1, 2), new PlanePoint(9, 5));
  private static final Prompt CLICK = new PointPrompt(PLANE, new PlanePoint(4, 3), true);
  private static final Prompt MASK = new MaskPrompt(PLANE, SliceMask.of(12, 7, (c, r) -> c > r));

  private static ScribblePrompt scribble(double... columnsAndRows) {
    PlanePoint[] points = new PlanePoint[columnsAndRows.length / 2];
    for (int n = 0; n < points.length; n++) {
      points[n] = new PlanePoint(columnsAndRows[2 * n], columnsAndRows[2 * n + 1]);
    }
    return new ScribblePrompt(PLANE, List.of(points), true);
  }

  @Test
  void a_model_that_takes_everything_refuses_nothing() {
    assertEquals(Optional.empty(), PromptSupport.all().refusal("M", List.of(CLICK), BOX));
  }

  @Test
  void a_mask_is_taken_by_every_model() {
    PromptSupport boxes = new PromptSupport(false, false, true, false, 9);
    assertEquals(Optional.empty(), boxes.refusal("M", List.of(), MASK));
    assertTrue(boxes.refusal("M", List.of(), CLICK).orElseThrow().contains("but boxes"));
  }

  @Test
  void a_mask_ends_what_was_counted_before_it_and_a_box_replaces_a_box() {
    PromptSupport three = new PromptSupport(true, true, true, true, 3);
    assertEquals(Optional.empty(), three.refusal("M", List.of(BOX, BOX), CLICK));
    assertTrue(three.refusal("M", List.of(BOX, CLICK), CLICK).isPresent());
    assertEquals(Optional.empty(), three.refusal("M", List.of(BOX, CLICK, MASK), CLICK));
  }

  @Test
  void a_scribble_counts_as_the_clicks_along_it() {
    PromptSupport three = new PromptSupport(true, true, true, true, 3);
    assertEquals(Optional.empty(), three.refusal("M", List.of(), scribble(1, 1, 9, 1)));
    assertTrue(three.refusal("M", List.of(), scribble(1, 1, 17, 1)).isPresent());
  }

  @Test
  void clicks_along_a_scribble_follow_its_bends_and_end_at_its_ends() {
    List<PointPrompt> clicks = ScribbleClicks.of(scribble(0, 0, 20, 0, 20, 10));
    List<PlanePoint> at = clicks.stream().map(PointPrompt::at).toList();
    assertEquals(
        List.of(
            new PlanePoint(0, 0),
            new PlanePoint(8, 0),
            new PlanePoint(15, 0),
            new PlanePoint(20, 2),
            new PlanePoint(20, 10)),
        at);
    assertEquals(1, ScribbleClicks.of(scribble(5, 6, 5, 6)).size());
    assertEquals(8, ScribbleClicks.of(scribble(0, 0, 500, 0)).size());
  }
}
