package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.voxelclick.fixtures.niftigen.NiftiBuilder;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.plugin.cli.CommandLineRun;
import io.github.voxelclick.plugin.panel.ReviewPane;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JRadioButtonMenuItem;
import javax.swing.JTable;
import javax.swing.MenuElement;
import javax.swing.MenuSelectionManager;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is opened and loaded beside a single series, with another model, and where windows go. */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LoadingUiIT extends ReaderUi {
  private static final Path MINIATURES = Path.of("../volume-seg/src/test/resources/miniature");

  /** A block of voxels of a coarse grid, in (i, j, k) from and to. */
  private static final int[] BLOCK = {20, 12, 4, 41, 33, 9};

  private static boolean inBlock(int i, int j, int k) {
    return i >= BLOCK[0]
        && j >= BLOCK[1] + k / 2
        && k >= BLOCK[2]
        && i < BLOCK[3]
        && j < BLOCK[4]
        && k < BLOCK[5];
  }

  private static Path labels(String name, PhantomGrid grid, int finer) throws Exception {
    short[] values = new short[grid.voxelCount()];
    for (int n = 0; n < values.length; n++) {
      int[] v = grid.voxel(n);
      values[n] = (short) (inBlock(v[0] / finer, v[1] / finer, v[2]) ? 3 : 0);
    }
    return NiftiBuilder.of(grid.size(), values).affine(grid.affineRas()).writeTo(OUT.resolve(name));
  }

  /** Pixels of twice the width and height: two by two of the image lie in each. */
  private static PhantomGrid coarse() {
    PhantomGrid fine = phantom.grid();
    double[] affine = fine.affineLps();
    double[] corner = fine.world(0.5, 0.5, 0);
    for (int row = 0; row < 3; row++) {
      affine[4 * row] *= 2;
      affine[4 * row + 1] *= 2;
      affine[4 * row + 3] = corner[row];
    }
    return PhantomGrid.ofAffine(new int[] {fine.ni() / 2, fine.nj() / 2, fine.nk()}, affine);
  }

  private static Mask block() {
    PhantomGrid grid = phantom.grid();
    Mask mask = mask();
    for (int slice = 0; slice < grid.nk(); slice++) {
      int k = slice;
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(grid.ni(), grid.nj(), (i, j) -> inBlock(i / 2, j / 2, k)));
    }
    return mask;
  }

  private static String reviewed() {
    return find(find(controller().panel().frame(), ReviewPane.class), JLabel.class).getText();
  }

  /** Loads the only line of the browser. */
  private static void loadLabels(BrowserWindow window) throws Exception {
    press(window.browser(), Texts.get("browser.labels"));
  }

  @Test
  void labels_of_another_grid_are_put_on_the_image_only_after_asking_and_are_worked_on()
      throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-resample.png"),
        () -> {
          open();
          Path file = labels("coarse.nii.gz", coarse(), 1);
          BrowserWindow window = browse(file);
          String title = Texts.get("closing.title");
          desktop.expectDialogs(title);
          loadLabels(window);
          press(desktop.awaitDialog(title), Texts.get("grid.cancel"));
          desktop.awaitClosed(title);
          assertEquals(1, controller().session().state().segments().size());
          loadLabels(window);
          Dialog asked = desktop.awaitDialog(title);
          assertTrue(
              all(asked, JLabel.class).stream()
                  .anyMatch(l -> l.getText() != null && l.getText().contains("another grid")),
              "it says what differs");
          press(asked, Texts.get("grid.resample"));
          desktop.await("the segment", () -> controller().segment().number() != 1);
          window.close();
          assertEquals(block(), mask());
          List<SegmentState> both = controller().session().state().segments();
          assertEquals(2, both.size());
          assertNotEquals(both.get(0).segment().colour(), both.get(1).segment().colour());
          assertTrue(both.get(0).mask().isEmpty());
          String left = "5 of 5 slices are not confirmed; next: slice ";
          desktop.await("the panel", () -> reviewed().startsWith(left));
          ImagePlus image = WindowManager.getCurrentImage();
          desktop.focus(image.getWindow());
          desktop.key(KeyEvent.VK_N);
          int first = BLOCK[2];
          desktop.await("its first slice", () -> image.getCurrentSlice() - 1 == first);
          assertFalse(mask().slice(SlicePlane.k(first)).isEmpty());
          desktop.await("its next slice", () -> reviewed().startsWith(left));
          return null;
        });
  }

  @Test
  void labels_that_fit_several_images_go_to_the_one_that_is_chosen() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-which.png"),
        () -> {
          ImagePlus image = open();
          SegmentationController first = controller();
          IJ.runMacro("run('Open Volume...', 'path=[" + SERIES.toAbsolutePath() + "] new');");
          desktop.await("the second image", () -> Workbench.INSTANCE.all().size() == 2);
          SegmentationController second = controller();
          assertNotEquals(first, second);
          Path fine = labels("fine.nii.gz", phantom.grid(), 2);
          BrowserWindow window = browse(fine);
          String title = Texts.get("closing.title");
          desktop.expectDialogs(title);
          loadLabels(window);
          press(desktop.awaitDialog(title), first.title());
          desktop.await("the segment", () -> first.segment().number() != 1);
          window.close();
          assertEquals(image, WindowManager.getCurrentImage(), "it comes to the front");
          assertEquals(block(), mask());
          assertEquals(1, second.session().state().segments().size());
          EventQueue.invokeAndWait(second::toFront);
          WindowManager.getCurrentImage().close();
          desktop.await("its end", () -> Workbench.INSTANCE.all().size() == 1);
          EventQueue.invokeAndWait(first::toFront);
          IJ.runMacro("run('Load Segments...', 'path=[" + fine.toAbsolutePath() + "]');");
          assertEquals(4, first.segment().number(), "worked on when the line is over");
          assertEquals(
              3,
              first.session().state().segments().stream()
                  .map(s -> s.segment().colour())
                  .distinct()
                  .count());
          return null;
        });
  }

  /** What the menu offers that is shown now. */
  private static JRadioButtonMenuItem item(String text) {
    JRadioButtonMenuItem[] found = new JRadioButtonMenuItem[1];
    desktop.await(
        "the menu with " + text,
        () -> {
          found[0] =
              Arrays.stream(MenuSelectionManager.defaultManager().getSelectedPath())
                  .flatMap(menu -> Stream.of(menu.getSubElements()))
                  .map(MenuElement::getComponent)
                  .filter(c -> c instanceof JRadioButtonMenuItem i && text.equals(i.getText()))
                  .map(JRadioButtonMenuItem.class::cast)
                  .findFirst()
                  .orElse(null);
          return found[0] != null && found[0].isShowing();
        });
    return found[0];
  }

  @Test
  void another_model_is_chosen_in_the_panel_and_answers_from_then_on() throws Exception {
    String usual = System.getProperty(Models.FOLDER_PROPERTY, "");
    Path folder = Files.createTempDirectory(OUT, "models");
    System.setProperty(Models.FOLDER_PROPERTY, folder.toString());
    desktop.orPicture(
        OUT.resolve("failure-second-model.png"),
        () -> {
          try {
            CommandLineRun.of("models", "add", MINIATURES.resolve("disks"), "--name", "second")
                .assertDone();
            ImagePlus image = open();
            clickOnce(image);
            Mask before = mask();
            SegmentationController first = controller();
            clickOn(button(first.panel().frame(), Texts.get("model.choose")));
            String title = Texts.get("closing.title");
            desktop.expectDialogs(title);
            clickOn(item("second"));
            press(desktop.awaitDialog(title), Texts.get("model.again.now"));
            desktop.await(
                "the image again",
                () -> Workbench.INSTANCE.inFront().filter(c -> c != first).isPresent());
            assertEquals("second", Workbench.INSTANCE.chosen());
            assertEquals("Disks", controller().model().model().profile().name());
            assertEquals(before, mask());
            ImagePlus again = WindowManager.getCurrentImage();
            desktop.await("its window", () -> again.getCanvas().isShowing());
            desktop.focus(again.getWindow());
            desktop.click(onScreen(again, 30, 30), 1);
            awaitAnswers(2);
            int k = again.getCurrentSlice() - 1;
            assertTrue(mask().slice(SlicePlane.k(k)).get(30, 30), "a disk round the click");
          } finally {
            Workbench.INSTANCE.choose("");
            System.setProperty(Models.FOLDER_PROPERTY, usual);
          }
          return null;
        });
  }

  @Test
  void a_folder_is_added_and_opened_with_the_keyboard_alone() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-chooser.png"),
        () -> {
          BrowserWindow window = showBrowser();
          desktop.focus(window.frame());
          String title = Texts.get("browser.add.title");
          desktop.expectDialogs(title);
          desktop.key(KeyEvent.VK_A, KeyEvent.VK_ALT);
          desktop.awaitDialog(title);
          desktop.type(SERIES.toAbsolutePath().toString());
          desktop.key(KeyEvent.VK_ENTER);
          desktop.awaitClosed(title);
          JTable table = find(window.browser(), JTable.class);
          desktop.await(
              "the series", () -> table.getSelectedRow() == 0 && !window.browser().isBusy());
          assertEquals(1, table.getRowCount());
          desktop.key(KeyEvent.VK_O, KeyEvent.VK_ALT);
          desktop.await("the image", () -> Workbench.INSTANCE.inFront().isPresent());
          assertEquals(phantom.grid().nk(), WindowManager.getCurrentImage().getStackSize());
          desktop.await("the browser's end", () -> Workbench.INSTANCE.browser().isEmpty());
          return null;
        });
  }

  private static Path large() throws Exception {
    PhantomGrid grid =
        PhantomGrid.axial(
            new int[] {1100, 790, 3}, new double[] {0.7, 0.8, 2.5}, new double[] {0, 0, 0});
    short[] values = new short[grid.voxelCount()];
    for (int n = 0; n < values.length; n++) {
      values[n] = (short) (n % 977);
    }
    return NiftiBuilder.of(grid.size(), values)
        .affine(grid.affineRas())
        .writeTo(OUT.resolve("large.nii"));
  }

  private static void assertApart(Rectangle image, Rectangle panel) {
    Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
    assertFalse(image.intersects(panel), image + " and " + panel);
    assertTrue(screen.contains(image), image + " is not seen whole");
    assertTrue(screen.contains(panel), panel + " is not seen whole");
  }

  private static ImagePlus openByMacro(Path file) throws Exception {
    IJ.runMacro("run('Open Volume...', 'path=[" + file.toAbsolutePath() + "] new');");
    ImagePlus image = WindowManager.getCurrentImage();
    desktop.await("the image", () -> image.getCanvas() != null && image.getCanvas().isShowing());
    desktop.await("the panel", () -> controller().panel().frame().isShowing());
    desktop.settle();
    return image;
  }

  @Test
  void a_large_image_and_its_panel_are_both_seen_and_the_panel_stays_where_it_is_put()
      throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-beside.png"),
        () -> {
          Path file = large();
          ImagePlus image = openByMacro(file);
          JFrame panel = controller().panel().frame();
          assertApart(image.getWindow().getBounds(), panel.getBounds());
          assertTrue(image.getCanvas().getWidth() > 500, "large enough to work on");
          desktop.screenshot(
              new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()),
              OUT.resolve("large-beside-panel.png"));
          Rectangle before = panel.getBounds();
          desktop.focus(panel);
          Point bar = new Point(before.x + before.width / 2, before.y + 10);
          desktop.drag(bar, new Point(bar.x - before.x + 20, bar.y));
          desktop.await("the panel at the left", () -> panel.getX() < before.x - 300);
          desktop.settle();
          Rectangle put = panel.getBounds();
          image.close();
          desktop.await("the session's end", () -> Workbench.INSTANCE.model().isEmpty());
          ImagePlus again = openByMacro(file);
          Rectangle there = controller().panel().frame().getBounds();
          assertTrue(Math.abs(there.x - put.x) < 30 && Math.abs(there.y - put.y) < 30, "" + there);
          assertApart(again.getWindow().getBounds(), there);
          return null;
        });
  }
}
