package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Menus;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The main job in a real ImageJ on a real display: mouse and keyboard do everything, the session is
 * only looked at. What is saved must be what the command line saves for the same prompts.
 */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MainJobUiIT extends ReaderUi {
  /** Voxels from the border at which a click is plainly inside. */
  private static final int MARGIN = 5;

  @Test
  void clicks_undo_propagation_and_seg_give_the_mask_of_the_command_line() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-clicks.png"),
        () -> {
          ImagePlus image = open();
          int[] c = phantom.suggestedClick();
          int[] n = otherVoxel(c);
          Point centre = onScreen(image, c[0], c[1]);
          int before = desktop.colourAt(centre);
          desktop.click(centre, 1);
          awaitAnswers(1);
          assertTrue(mask().get(new VoxelIndex(c[0], c[1], c[2])), "the clicked voxel");
          desktop.click(onScreen(image, n[0], n[1]), 3);
          awaitAnswers(2);
          assertFalse(mask().get(new VoxelIndex(n[0], n[1], n[2])), "the voxel clicked away");
          Mask two = mask();
          desktop.click(onScreen(image, c[0] + 6, c[1] + 14), 1);
          awaitAnswers(3);
          desktop.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
          desktop.await("the undo", () -> prompts() == 2 && mask().equals(two));
          chooseAndConfirm("Propagate...", "Propagate");
          desktop.await("propagation", () -> mask().occupiedSlices().size() > 1);
          assertTrue(Menus.getCommands().containsKey("Open Volume..."));
          photograph(image);
          desktop.await("the overlay on the screen", () -> desktop.colourAt(centre) != before);
          Path ours = OUT.resolve("clicked.dcm");
          save(ours);
          String[] prompts = {
            "point:+:" + c[0] + "," + c[1] + "," + c[2], "point:-:" + n[0] + "," + n[1] + "," + n[2]
          };
          Path theirs = commandLine("command-line.dcm", "all", prompts);
          assertEquals(readSeg(theirs), readSeg(ours));
          return null;
        });
  }

  @Test
  void a_dragged_box_saved_as_nifti_gives_the_mask_of_the_command_line() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-box.png"),
        () -> {
          ImagePlus image = open();
          SliceMask.Bounds b = truthSlice(phantom.suggestedClick()[2]).bounds().orElseThrow();
          desktop.drag(
              onScreen(image, b.minColumn(), b.minRow()),
              onScreen(image, b.maxColumn(), b.maxRow()));
          awaitAnswers(1);
          Path ours = OUT.resolve("box.nii.gz");
          save(ours);
          String box =
              "box:%d:%d,%d,%d,%d"
                  .formatted(
                      phantom.suggestedClick()[2],
                      b.minColumn(),
                      b.minRow(),
                      b.maxColumn(),
                      b.maxRow());
          Path theirs = commandLine("command-line-box.nii.gz", "none", box);
          assertEquals(readNifti(theirs), readNifti(ours));
          return null;
        });
  }

  @Test
  void an_image_opened_again_shows_the_work_where_it_was_left() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-again.png"),
        () -> {
          ImagePlus image = open();
          int[] c = phantom.suggestedClick();
          desktop.click(onScreen(image, c[0], c[1]), 1);
          awaitAnswers(1);
          Mask before = mask();
          image.changes = false;
          image.close();
          desktop.await("the session's end", () -> Workbench.INSTANCE.model().isEmpty());
          ImagePlus again = open();
          assertEquals(before, mask());
          desktop.click(onScreen(again, c[0] + 6, c[1] + 14), 1);
          awaitAnswers(2);
          desktop.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
          desktop.await("the undo", () -> prompts() == 1 && mask().equals(before));
          desktop.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
          desktop.await("undo of what was done before", () -> mask().isEmpty());
          return null;
        });
  }

  @Test
  void the_menu_opens_the_list_of_models() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-models.png"),
        () -> {
          desktop.chooseMenu(app, "Plugins", "VoxelClick", "Models...");
          desktop.await("the models", () -> models().isPresent());
          Frame window = models().orElseThrow();
          desktop.screenshot(window.getBounds(), OUT.resolve("models.png"));
          EventQueue.invokeAndWait(window::dispose);
          return null;
        });
  }

  private static Optional<Frame> models() {
    return Arrays.stream(Frame.getFrames())
        .filter(f -> f.isShowing() && f.getTitle().equals(ModelsDialog.title()))
        .findFirst();
  }

  /** The voxel of the touching neighbour that is nearest to the click, a little way in. */
  private static int[] otherVoxel(int[] click) {
    int[] size = phantom.grid().size();
    int[] nearest = {};
    double best = Double.MAX_VALUE;
    for (int j = MARGIN; j < size[1] - MARGIN; j++) {
      for (int i = MARGIN; i < size[0] - MARGIN; i++) {
        double distance = Math.hypot(i - click[0], j - click[1]);
        if (distance < best && isInsideNeighbour(i, j, click[2])) {
          best = distance;
          nearest = new int[] {i, j, click[2]};
        }
      }
    }
    return nearest;
  }

  private static boolean isInsideNeighbour(int i, int j, int k) {
    boolean[] neighbour = phantom.neighbour();
    for (int d = -MARGIN; d <= MARGIN; d++) {
      if (!neighbour[phantom.grid().offset(i + d, j, k)]
          || !neighbour[phantom.grid().offset(i, j + d, k)]) {
        return false;
      }
    }
    return true;
  }

  private static SliceMask truthSlice(int k) {
    boolean[] truth = phantom.truth();
    int[] size = phantom.grid().size();
    return SliceMask.of(size[0], size[1], (i, j) -> truth[phantom.grid().offset(i, j, k)]);
  }

  /** Puts the windows side by side and takes the README's picture. */
  private static void photograph(ImagePlus image) throws Exception {
    Rectangle window = image.getWindow().getBounds();
    for (Frame frame : Frame.getFrames()) {
      if (frame.isShowing() && frame.getTitle().startsWith("VoxelClick:")) {
        frame.setLocation(window.x + window.width + 10, 0);
      }
    }
    desktop.focus(image.getWindow());
    Rectangle all = new Rectangle(app.getBounds());
    for (Frame frame : Frame.getFrames()) {
      if (frame.isShowing()) {
        all = all.union(frame.getBounds());
      }
    }
    desktop.screenshot(all, OUT.resolve("imagej.png"));
  }
}
