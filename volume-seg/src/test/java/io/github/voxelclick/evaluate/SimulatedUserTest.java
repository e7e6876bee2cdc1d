package io.github.voxelclick.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedUserTest {
  private static final SlicePlane PLANE = SlicePlane.k(2);
  private static final SliceMask EMPTY = SliceMask.empty(20, 12);

  private static SliceMask rectangle(int column, int row, int width, int height) {
    return SliceMask.of(
        20, 12, (c, r) -> c >= column && c < column + width && r >= row && r < row + height);
  }

  private static Optional<PointPrompt> click(int column, int row, boolean positive) {
    return Optional.of(new PointPrompt(PLANE, new PlanePoint(column, row), positive));
  }

  @Test
  void clicks_first_where_the_structure_is_deepest() {
    SimulatedUser user = new SimulatedUser(PLANE, rectangle(3, 2, 9, 5));
    assertEquals(click(5, 4, true), user.next(EMPTY), "the first of five equally deep pixels");
  }

  @Test
  void takes_away_where_that_error_reaches_deeper() {
    SliceMask truth = rectangle(3, 2, 9, 5);
    SliceMask predicted = truth.or(rectangle(13, 3, 7, 7)).andNot(rectangle(3, 2, 3, 3));
    assertEquals(click(16, 6, false), new SimulatedUser(PLANE, truth).next(predicted));
  }

  @Test
  void takes_away_when_both_errors_are_equally_deep() {
    SliceMask truth = rectangle(0, 0, 3, 3);
    SliceMask predicted = rectangle(10, 4, 3, 3);
    assertEquals(click(11, 5, false), new SimulatedUser(PLANE, truth).next(predicted));
  }

  @Test
  void never_clicks_twice_on_one_pixel_and_stops_when_all_is_right() {
    SliceMask truth = rectangle(4, 4, 2, 1);
    SimulatedUser user = new SimulatedUser(PLANE, truth);
    assertEquals(click(4, 4, true), user.next(EMPTY));
    assertEquals(click(5, 4, true), user.next(EMPTY));
    assertFalse(user.next(EMPTY).isPresent());
    assertFalse(new SimulatedUser(PLANE, truth).next(truth).isPresent());
  }
}
