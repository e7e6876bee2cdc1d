package io.github.voxelclick.clickmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.voxelclick.model.SliceGrid;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FocusRegionTest {
  private static final SliceGrid GRID = new SliceGrid(100, 80, 1, 1);
  private static final ZoomRegion WHOLE = ZoomRegion.whole(GRID);

  private final FocusRegion focus =
      new FocusRegion(new ClickMapProfile.Focus(1.4, 0.49, 0.49, 10, 3, 0.2, 10), GRID);

  private static PointPrompt click(int column, int row) {
    return new PointPrompt(SlicePlane.k(0), new PlanePoint(column, row), true);
  }

  /** Probability 0.9 in a rectangle, last column and row included. */
  private static float[] rectangle(int left, int right, int top, int bottom) {
    float[] values = new float[GRID.pixels()];
    for (int row = top; row <= bottom; row++) {
      Arrays.fill(values, row * GRID.columns() + left, row * GRID.columns() + right + 1, 0.9f);
    }
    return values;
  }

  @Test
  void a_first_answer_is_looked_at_whole() {
    // Rows 30 to 49: 1.4 × 20 = 28 about 39.5; columns 20 to 59: 56 about 39.5, fractions dropped.
    assertEquals(
        Optional.of(new ZoomRegion(25, 52, 11, 66)),
        focus.around(WHOLE, rectangle(20, 59, 30, 49), new float[GRID.pixels()], click(40, 40)));
  }

  @Test
  void a_large_change_is_looked_at_and_what_else_changed_is_not() {
    float[] now = rectangle(20, 59, 30, 49);
    float[] before = rectangle(40, 59, 30, 49);
    now[28 * GRID.columns() + 65] = 0.9f; // changed too, but far from the click
    // Columns 20 to 39: 28 about 29.5.
    assertEquals(
        Optional.of(new ZoomRegion(25, 52, 15, 42)),
        focus.around(WHOLE, now, before, click(25, 35)));
  }

  @Test
  void a_small_change_is_looked_at_with_its_surroundings() {
    float[] now = rectangle(20, 59, 30, 49);
    float[] before = rectangle(20, 57, 30, 49);
    // A fifth of the mask's 39 columns each way is 7.8; 1.4 × 16.6 = 23.24 about the click.
    assertEquals(
        Optional.of(new ZoomRegion(28, 50, 47, 69)),
        focus.around(WHOLE, now, before, click(59, 40)));
  }

  @Test
  void it_stays_within_what_was_seen() {
    ZoomRegion seen = new ZoomRegion(28, 51, 30, 70);
    assertEquals(
        Optional.of(new ZoomRegion(28, 51, 30, 66)),
        focus.around(seen, rectangle(20, 59, 30, 49), new float[GRID.pixels()], click(40, 40)));
    assertEquals(
        Optional.empty(),
        focus.around(
            new ZoomRegion(70, 79, 90, 99),
            rectangle(20, 59, 30, 49),
            new float[GRID.pixels()],
            click(40, 40)));
  }
}
