package io.github.voxelclick.plugin.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.view.Draft;
import io.github.voxelclick.plugin.view.PointerEvent;
import io.github.voxelclick.plugin.view.PointerEvent.Action;
import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PointerTest {
  private static final GridSize SIZE = new GridSize(23, 17, 9);
  private static final SlicePlane K4 = SlicePlane.k(4);

  /** Columns are j (17), rows k (9). */
  private static final SlicePlane I7 = new SlicePlane(SliceAxis.I, 7);

  private final Noted noted = new Noted();
  private ToolSettings settings = ToolSettings.DEFAULT;
  private Pointer pointer;

  /** Writes down what came of it. */
  private static final class Noted implements ToolActions {
    final List<Object> all = new ArrayList<>();
    Optional<Draft> draft = Optional.empty();

    @Override
    public void prompt(Prompt prompt) {
      all.add(prompt);
    }

    record Stroke(
        SlicePlane plane, List<PlanePoint> path, double radiusMm, boolean ball, boolean paint) {}

    @Override
    public void stroke(
        SlicePlane plane, List<PlanePoint> path, double radiusMm, boolean ball, boolean paint) {
      all.add(new Stroke(plane, path, radiusMm, ball, paint));
    }

    record Polygon(SlicePlane plane, List<PlanePoint> corners, boolean paint) {}

    @Override
    public void polygon(SlicePlane plane, List<PlanePoint> corners, boolean paint) {
      all.add(new Polygon(plane, corners, paint));
    }

    record Fill(SlicePlane plane, PlanePoint pixel) {}

    @Override
    public void fill(SlicePlane plane, PlanePoint pixel) {
      all.add(new Fill(plane, pixel));
    }

    @Override
    public void draft(Optional<Draft> next) {
      draft = next;
    }
  }

  @BeforeEach
  void make_a_pointer() throws VolumeException {
    VolumeGeometry geometry =
        VolumeGeometry.regular(
            SIZE,
            Affine.ofRowMajor(0.7, 0, 0, 11, 0, 1.1, 0, -23, 0, 0, 2.5, 40),
            Optional.empty());
    pointer = new Pointer(geometry, () -> settings, noted);
  }

  private void use(ToolKind kind) {
    settings = ToolSettings.DEFAULT.withKind(kind);
  }

  /** Ten screen pixels per pixel of the slice. */
  private void act(Action action, SlicePlane plane, double c, double r, boolean secondary) {
    act(action, plane, c, r, secondary, 1);
  }

  private void act(
      Action action, SlicePlane plane, double c, double r, boolean secondary, int clicks) {
    pointer.accept(
        new PointerEvent(
            action,
            plane,
            c,
            r,
            (int) Math.round(10 * c),
            (int) Math.round(10 * r),
            secondary,
            false,
            clicks));
  }

  private void drag(SlicePlane plane, boolean secondary, double... places) {
    act(Action.PRESSED, plane, places[0], places[1], secondary);
    for (int n = 2; n < places.length; n += 2) {
      act(Action.DRAGGED, plane, places[n], places[n + 1], secondary);
    }
    act(Action.RELEASED, plane, places[places.length - 2], places[places.length - 1], secondary);
  }

  @Test
  void a_click_is_the_pixel_under_the_mouse_and_the_button_says_what_it_means() {
    drag(K4, false, 5.4, 11.6);
    drag(I7, true, 15.51, 2.49);
    assertEquals(
        List.of(
            new PointPrompt(K4, new PlanePoint(5, 12), true),
            new PointPrompt(I7, new PlanePoint(16, 2), false)),
        noted.all);
  }

  @Test
  void a_trembling_click_is_a_click_where_it_began() {
    drag(K4, false, 5, 11, 5.3, 11.2);
    assertEquals(List.of(new PointPrompt(K4, new PlanePoint(5, 11), true)), noted.all);
  }

  @Test
  void a_click_beside_the_slice_is_none() {
    drag(K4, false, -0.6, 3);
    drag(K4, false, 22.6, 3);
    drag(I7, false, 3, 8.6); // there are 9 rows
    drag(I7, false, 18, 3); // and 17 columns
    assertEquals(List.of(), noted.all);
    drag(I7, false, 16.4, 8.4);
    assertEquals(List.of(new PointPrompt(I7, new PlanePoint(16, 8), true)), noted.all);
  }

  @Test
  void a_drag_is_a_box_cut_at_the_border() {
    drag(K4, false, 18.2, 12.7, 10, 5, 2.6, -4);
    assertEquals(
        List.of(new BoxPrompt(K4, new PlanePoint(3, 0), new PlanePoint(18, 13))), noted.all);
    assertTrue(noted.draft.isEmpty());
  }

  @Test
  void a_box_is_shown_round_whole_pixels_while_it_is_drawn() {
    act(Action.PRESSED, I7, 3, 2, false);
    act(Action.DRAGGED, I7, 9, 30, false);
    Draft draft = noted.draft.orElseThrow();
    assertEquals(I7, draft.plane());
    assertEquals(2.5, draft.outline().getBounds2D().getMinX());
    assertEquals(9.5, draft.outline().getBounds2D().getMaxX());
    assertEquals(1.5, draft.outline().getBounds2D().getMinY());
    assertEquals(8.5, draft.outline().getBounds2D().getMaxY());
  }

  @Test
  void the_box_tool_takes_no_click() {
    use(ToolKind.BOX);
    drag(K4, false, 5, 5);
    assertEquals(List.of(), noted.all);
    drag(K4, false, 5, 5, 9, 7);
    assertEquals(List.of(new BoxPrompt(K4, new PlanePoint(5, 5), new PlanePoint(9, 7))), noted.all);
  }

  @Test
  void a_scribble_keeps_the_pixels_of_its_way_inside_the_slice() {
    use(ToolKind.SCRIBBLE);
    drag(I7, true, 2, 1, 4.6, 3.25, 4.8, 3.4, 20, 3, 9, 7.75);
    assertEquals(
        List.of(
            new ScribblePrompt(
                I7,
                List.of(new PlanePoint(2, 1), new PlanePoint(5, 3), new PlanePoint(9, 8)),
                false)),
        noted.all);
  }

  @Test
  void a_brush_paints_and_its_other_button_erases() {
    settings = new ToolSettings(ToolKind.BRUSH, 3.5, true);
    drag(K4, false, 2, 1, 4, 3);
    drag(K4, true, 7, 7);
    use(ToolKind.ERASER);
    drag(K4, false, 1, 1);
    drag(K4, true, 1, 2);
    assertEquals(
        List.of(
            new Noted.Stroke(
                K4, List.of(new PlanePoint(2, 1), new PlanePoint(4, 3)), 3.5, true, true),
            new Noted.Stroke(K4, List.of(new PlanePoint(7, 7)), 3.5, true, false),
            new Noted.Stroke(K4, List.of(new PlanePoint(1, 1)), 5, false, false),
            new Noted.Stroke(K4, List.of(new PlanePoint(1, 2)), 5, false, true)),
        noted.all);
  }

  @Test
  void the_outline_of_the_brush_is_round_in_millimetres() {
    use(ToolKind.BRUSH);
    act(Action.MOVED, I7, 8, 4, false);
    Draft draft = noted.draft.orElseThrow();
    assertEquals(2 * 5 / 1.1, draft.outline().getBounds2D().getWidth(), 1e-9);
    assertEquals(2 * 5 / 2.5, draft.outline().getBounds2D().getHeight(), 1e-9);
    act(Action.PRESSED, I7, 8, 4, false);
    act(Action.DRAGGED, I7, 11, 4, false);
    Draft stroke = noted.draft.orElseThrow();
    assertEquals(3 + 2 * 5 / 1.1, stroke.outline().getBounds2D().getWidth(), 0.01);
    assertEquals(2 * 5 / 2.5, stroke.outline().getBounds2D().getHeight(), 0.01);
  }

  @Test
  void a_polygon_ends_with_a_double_click_or_on_its_first_corner() {
    use(ToolKind.POLYGON);
    drag(K4, false, 2, 2);
    drag(K4, false, 9, 3);
    act(Action.MOVED, K4, 9, 9, false);
    assertTrue(noted.draft.isPresent());
    drag(K4, false, 5, 11);
    act(Action.PRESSED, K4, 5, 11, false, 2);
    List<PlanePoint> corners =
        List.of(new PlanePoint(2, 2), new PlanePoint(9, 3), new PlanePoint(5, 11));
    assertEquals(List.of(new Noted.Polygon(K4, corners, true)), noted.all);
    assertFalse(pointer.isDrawing());
    for (PlanePoint p : corners) {
      drag(K4, true, p.column(), p.row());
    }
    drag(K4, true, 2.2, 2.1);
    assertEquals(new Noted.Polygon(K4, corners, false), noted.all.get(1));
  }

  @Test
  void a_polygon_of_two_corners_and_one_left_for_another_slice_are_given_up() {
    use(ToolKind.POLYGON);
    drag(K4, false, 2, 2);
    drag(K4, false, 9, 3);
    act(Action.PRESSED, K4, 9, 3, false, 2);
    assertEquals(List.of(), noted.all);
    drag(K4, false, 2, 2);
    drag(K4, false, 9, 3);
    drag(I7, false, 1, 1);
    drag(I7, false, 8, 1);
    drag(I7, false, 8, 6);
    drag(I7, false, 1, 1);
    assertEquals(1, noted.all.size());
    assertEquals(I7, ((Noted.Polygon) noted.all.get(0)).plane());
  }

  @Test
  void the_fill_tool_tells_the_pixel() {
    use(ToolKind.FILL);
    drag(I7, false, 8.4, 4.6);
    assertEquals(List.of(new Noted.Fill(I7, new PlanePoint(8, 5))), noted.all);
  }

  @Test
  void cancelling_forgets_what_was_begun() {
    act(Action.PRESSED, K4, 3, 3, false);
    act(Action.DRAGGED, K4, 9, 9, false);
    assertTrue(pointer.isDrawing());
    pointer.cancel();
    act(Action.RELEASED, K4, 9, 9, false);
    assertEquals(List.of(), noted.all);
    assertTrue(noted.draft.isEmpty());
  }

  @Test
  void a_drag_that_leaves_its_slice_by_the_wheel_goes_on_on_the_slice_where_it_began() {
    use(ToolKind.BRUSH);
    act(Action.PRESSED, K4, 3, 3, false);
    act(Action.DRAGGED, K4, 4, 3, false);
    act(Action.DRAGGED, SlicePlane.k(5), 12, 3, false);
    act(Action.RELEASED, SlicePlane.k(5), 12, 3, false);
    assertEquals(
        List.of(
            new Noted.Stroke(
                K4, List.of(new PlanePoint(3, 3), new PlanePoint(4, 3)), 5, false, true)),
        noted.all);
  }
}
