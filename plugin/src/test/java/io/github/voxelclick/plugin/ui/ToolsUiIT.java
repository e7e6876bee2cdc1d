package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.voxelclick.edit.DiscBrush;
import io.github.voxelclick.edit.PolygonFill;
import io.github.voxelclick.plugin.panel.DeviceStatus;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.tool.ToolKind;
import io.github.voxelclick.plugin.tool.ToolSettings;
import io.github.voxelclick.plugin.view.PointerEvent;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.ReviewQueue;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VolumeGeometry;
import java.awt.EventQueue;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every tool by mouse and key, and what is done with masks that a model carried. */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ToolsUiIT extends ReaderUi {
  private static VolumeGeometry geometry() {
    return controller().opened().volume().geometry();
  }

  private static SliceMask slice(SlicePlane plane) {
    return mask().slice(plane);
  }

  private static void take(int key, ToolKind kind) {
    desktop.key(key);
    desktop.await("the tool " + kind, () -> controller().display().tool().kind() == kind);
  }

  private static void drag(ImagePlus image, int fromI, int toI, int j) {
    desktop.drag(onScreen(image, fromI, j), onScreen(image, toI, j));
  }

  private static SliceMask stroke(SlicePlane plane, int fromI, int toI, int j) {
    return DiscBrush.stroke(
        geometry(),
        plane,
        List.of(new PlanePoint(fromI, j), new PlanePoint(toI, j)),
        ToolSettings.DEFAULT.radiusMm());
  }

  @Test
  void brush_eraser_polygon_and_fill_draw_their_shapes_and_undo_and_redo_go_all_the_way()
      throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-tools.png"),
        () -> {
          ImagePlus image = open();
          SlicePlane plane = SlicePlane.k(image.getCurrentSlice() - 1);
          take(KeyEvent.VK_P, ToolKind.BRUSH);
          drag(image, 40, 70, 60);
          SliceMask painted = stroke(plane, 40, 70, 60);
          desktop.await("the stroke", () -> slice(plane).equals(painted));
          take(KeyEvent.VK_E, ToolKind.ERASER);
          drag(image, 55, 55, 60);
          SliceMask erased = painted.andNot(stroke(plane, 55, 55, 60));
          desktop.await("the erased dab", () -> slice(plane).equals(erased));
          take(KeyEvent.VK_G, ToolKind.POLYGON);
          int[][] corners = {{30, 50}, {80, 45}, {85, 80}, {35, 75}, {30, 50}};
          for (int[] c : corners) {
            desktop.click(onScreen(image, c[0], c[1]), 1);
          }
          SliceMask polygon =
              PolygonFill.evenOdd(
                  geometry().size().i(),
                  geometry().size().j(),
                  List.of(
                      new PlanePoint(30, 50),
                      new PlanePoint(80, 45),
                      new PlanePoint(85, 80),
                      new PlanePoint(35, 75)));
          desktop.await("the polygon", () -> slice(plane).equals(erased.or(polygon)));
          SliceMask whole = slice(plane);
          take(KeyEvent.VK_E, ToolKind.ERASER);
          drag(image, 60, 60, 62);
          desktop.await("the hole", () -> slice(plane).count() < whole.count());
          take(KeyEvent.VK_F, ToolKind.FILL);
          desktop.click(onScreen(image, 60, 62), 1);
          desktop.await("the filled hole", () -> slice(plane).equals(whole));
          Mask end = mask();
          int steps = controller().session().history().size();
          assertEquals(5, steps);
          for (int n = 0; n < steps; n++) {
            desktop.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
          }
          desktop.await("the beginning", () -> !controller().session().canUndo());
          assertTrue(mask().isEmpty());
          for (int n = 0; n < steps; n++) {
            desktop.key(KeyEvent.VK_Y, KeyEvent.VK_CONTROL);
          }
          desktop.await("the end", () -> !controller().session().canRedo());
          assertEquals(end, mask());
          return null;
        });
  }

  /** A click at once, as fast as a hand never is: the event thread does nothing else between. */
  private static void clickAt(SlicePlane plane, int i, int j) {
    for (PointerEvent.Action action :
        List.of(PointerEvent.Action.PRESSED, PointerEvent.Action.RELEASED)) {
      controller().pointer(new PointerEvent(action, plane, i, j, 50, 50, false, false, 1));
    }
  }

  private static boolean holds(ActionKind kind) {
    return controller().session().history().stream().anyMatch(a -> a.kind() == kind);
  }

  @Test
  void what_is_asked_for_before_an_edit_is_entered_comes_after_it() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-haste.png"),
        () -> {
          open();
          int[] c = phantom.suggestedClick();
          SlicePlane plane = SlicePlane.k(c[2]);
          EventQueue.invokeAndWait(
              () -> {
                clickAt(plane, c[0], c[1]);
                controller().commands().propagateAll();
              });
          desktop.await("the propagation", () -> holds(ActionKind.PROPAGATE));
          assertTrue(mask().occupiedSlices().size() > 3);
          int first = controller().segment().number();
          int prompts = prompts();
          EventQueue.invokeAndWait(
              () -> {
                controller().commands().addSegment();
                clickAt(plane, c[0], c[1]);
              });
          desktop.await("the new segment", () -> controller().segment().number() != first);
          awaitAnswers(1);
          assertEquals(prompts, controller().session().state().segment(first).prompts().size());
          // A click that is taken back at once leaves nothing that is carried later.
          EventQueue.invokeAndWait(() -> controller().display().select(first));
          Mask before = mask();
          int steps = controller().session().history().size();
          EventQueue.invokeAndWait(
              () -> {
                clickAt(plane, c[0] + 3, c[1]);
                controller().commands().undo();
              });
          desktop.await("the undo", () -> !controller().session().undone().isEmpty());
          controller().submitAndWait("all before it", progress -> progress);
          assertEquals(steps, controller().session().history().size());
          assertEquals(before, mask());
          return null;
        });
  }

  @Test
  void a_scribble_gives_the_mask_of_the_command_line() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-scribble.png"),
        () -> {
          ImagePlus image = open();
          int[] c = phantom.suggestedClick();
          take(KeyEvent.VK_S, ToolKind.SCRIBBLE);
          drag(image, c[0] - 6, c[0] + 8, c[1]);
          awaitAnswers(1);
          Prompt prompt = controller().segment().prompts().get(0);
          ScribblePrompt scribble = (ScribblePrompt) prompt;
          assertTrue(scribble.positive());
          assertTrue(scribble.points().stream().allMatch(p -> p.row() == c[1]));
          Path ours = OUT.resolve("scribble.nii.gz");
          save(ours);
          String text =
              scribble.points().stream()
                  .map(p -> (int) p.column() + "," + (int) p.row())
                  .collect(Collectors.joining(";", "scribble:+:" + c[2] + ":", ""));
          Path theirs = commandLine("command-line-scribble.nii.gz", "none", text);
          assertFalse(mask().isEmpty());
          assertEquals(readNifti(theirs), readNifti(ours));
          return null;
        });
  }

  @Test
  void a_locked_segment_refuses_with_a_sentence_and_keeps_its_mask() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-lock.png"),
        () -> {
          ImagePlus image = open();
          int[] c = phantom.suggestedClick();
          desktop.click(onScreen(image, c[0], c[1]), 1);
          awaitAnswers(1);
          Mask before = mask();
          desktop.key(KeyEvent.VK_L);
          desktop.await("the lock", () -> controller().segment().locked());
          String title = Texts.get("errors.title");
          desktop.expectDialogs(title);
          desktop.click(onScreen(image, c[0] + 6, c[1] + 14), 1);
          desktop.awaitDialog(title);
          desktop.key(KeyEvent.VK_ENTER);
          desktop.awaitClosed(title);
          assertEquals(before, mask());
          assertEquals(1, prompts());
          desktop.focus(image.getWindow());
          desktop.key(KeyEvent.VK_L);
          desktop.await("the lock's end", () -> !controller().segment().locked());
          return null;
        });
  }

  @Test
  void a_cancelled_propagation_keeps_what_it_did_and_review_leads_to_what_is_left()
      throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-review.png"),
        () -> {
          ImagePlus image = open();
          int[] c = phantom.suggestedClick();
          desktop.click(onScreen(image, c[0], c[1]), 1);
          awaitAnswers(1);
          desktop.key(KeyEvent.VK_A);
          desktop.await("some slices", () -> status().busy() && status().done() > 1);
          desktop.key(KeyEvent.VK_ESCAPE);
          desktop.await("the end", () -> !status().busy());
          List<Action> history = controller().session().history();
          Action last = history.get(history.size() - 1);
          assertEquals(ActionKind.PROPAGATE, last.kind());
          assertEquals("true", last.details().get("cancelled"));
          int some = mask().occupiedSlices().size();
          assertTrue(some > 1, "what was done is kept");
          desktop.key(KeyEvent.VK_A);
          String done = Texts.get("case.job.propagating");
          desktop.await(
              "the rest",
              () ->
                  !status().busy()
                      && status().text().startsWith(done)
                      && controller().session().history().size() == history.size() + 1);
          assertTrue(mask().occupiedSlices().size() > some);
          SortedSet<Integer> filled = mask().occupiedSlices();
          String told = status().text();
          assertTrue(told.contains("ended at slice " + (filled.first() - 1) + " ("), told);
          assertTrue(told.contains("slice " + (filled.last() + 1) + " ("), told);
          List<ReviewQueue.Item> queue = ReviewQueue.of(controller().segment());
          desktop.key(KeyEvent.VK_N);
          int first = queue.get(0).plane().index();
          desktop.await("the slice to check", () -> image.getCurrentSlice() == first + 1);
          desktop.key(KeyEvent.VK_ENTER);
          desktop.await(
              "the confirmation",
              () ->
                  controller()
                      .segment()
                      .slice(SlicePlane.k(first))
                      .filter(SliceState::confirmed)
                      .isPresent());
          assertEquals(queue.size() - 1, ReviewQueue.of(controller().segment()).size());
          desktop.key(KeyEvent.VK_N);
          desktop.await("the next one", () -> image.getCurrentSlice() != first + 1);
          assertNotEquals(first, queue.get(1).plane().index());
          return null;
        });
  }

  private static DeviceStatus status() {
    return controller().panel().status();
  }
}
