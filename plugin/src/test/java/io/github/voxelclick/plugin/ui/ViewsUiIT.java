package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import io.github.voxelclick.plugin.convert.LabelLoader;
import io.github.voxelclick.plugin.convert.ReadSettings;
import io.github.voxelclick.plugin.save.SaveTarget;
import io.github.voxelclick.plugin.task.LabelTable;
import io.github.voxelclick.plugin.task.ProvenanceBeside;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.view.SliceView;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.Color;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JTextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The linked views, every format of the save dialog, and what stays behind closed windows. */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ViewsUiIT extends ReaderUi {
  /** Heap that may be gained between the tenth and the last time that an image is opened, bytes. */
  private static final long LEAK = 10L << 20;

  @AfterEach
  void close_the_views() throws Exception {
    EventQueue.invokeAndWait(() -> ij.Prefs.set("voxelclick.views.open", false));
  }

  private static ViewsWindow showViews() {
    desktop.key(KeyEvent.VK_V);
    desktop.await("the views", () -> controller().views().isPresent());
    ViewsWindow views = controller().views().orElseThrow();
    desktop.await("the views' window", () -> views.frame().isShowing());
    desktop.settle();
    return views;
  }

  /** Where the centre of a pixel is on the screen. */
  private static Point onScreen(SliceView view, PlanePoint pixel) {
    AffineTransform toScreen = view.toScreen();
    Point2D at =
        toScreen.transform(new Point2D.Double(pixel.column() + 0.5, pixel.row() + 0.5), null);
    Point origin = view.getLocationOnScreen();
    return new Point(
        origin.x + (int) Math.round(at.getX()), origin.y + (int) Math.round(at.getY()));
  }

  @Test
  void a_click_in_the_coronal_view_segments_there_and_all_views_follow() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-coronal.png"),
        () -> {
          ImagePlus image = open();
          ViewsWindow views = showViews();
          int[] c = phantom.suggestedClick();
          SliceView coronal = views.views().view(SliceAxis.J);
          EventQueue.invokeAndWait(() -> controller().aimed(new VoxelIndex(c[0], c[1], c[2] - 3)));
          desktop.await("the slice", () -> coronal.index() == c[1]);
          desktop.await("ImageJ's slice", () -> image.getCurrentSlice() == c[2] - 3 + 1);
          PlanePoint pixel = new PlanePoint(c[0], c[2]);
          desktop.click(onScreen(coronal, pixel), 1);
          awaitAnswers(1);
          Prompt prompt = controller().segment().prompts().get(0);
          SlicePlane plane = new SlicePlane(SliceAxis.J, c[1]);
          PlanePoint at = ((PointPrompt) prompt).at();
          assertEquals(plane, prompt.plane());
          assertEquals(c[0], at.column(), 1, "within the pixel that the screen can point at");
          assertEquals(c[2], at.row(), 1);
          assertFalse(mask().slice(plane).isEmpty());
          int k = (int) at.row();
          desktop.await("ImageJ's slice", () -> image.getCurrentSlice() == k + 1);
          desktop.await(
              "the other views",
              () -> views.views().view(SliceAxis.I).index() == (int) at.column());
          desktop.key(KeyEvent.VK_ENTER);
          desktop.await(
              "the confirmation of the slice that was clicked on, and of no other",
              () ->
                  controller().segment().slices().values().stream()
                      .filter(SliceState::confirmed)
                      .map(SliceState::plane)
                      .toList()
                      .equals(List.of(plane)));
          desktop.key(KeyEvent.VK_ENTER);
          desktop.await(
              "the confirmation taken back",
              () ->
                  controller().segment().slices().values().stream()
                      .noneMatch(SliceState::confirmed));
          assertColourOnlyInTheMask(views);
          desktop.key(KeyEvent.VK_A);
          desktop.await("the other slices", () -> mask().slice(SlicePlane.k(k)).count() > 300);
          desktop.await("the end", () -> !controller().panel().status().busy());
          desktop.settle();
          desktop.screenshot(views.frame().getBounds(), OUT.resolve("views.png"));
          for (int n = 0; n < 4; n++) {
            desktop.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
          }
          desktop.await("the undo, by a key in that window", () -> mask().isEmpty());
          return null;
        });
  }

  /** Without cross-hair and prompts, all that is not grey on the screen is a pixel of the mask. */
  private static void assertColourOnlyInTheMask(ViewsWindow views) throws Exception {
    EventQueue.invokeAndWait(() -> views.views().setCrosshairShown(false));
    desktop.settle();
    SlicePlane prompted = controller().segment().prompts().get(0).plane();
    for (SliceAxis axis : SliceAxis.values()) {
      SliceView view = views.views().view(axis);
      if (view.plane().equals(prompted)) {
        continue; // a marker is drawn there
      }
      SliceMask mask = mask().slice(view.plane());
      Point origin = view.getLocationOnScreen();
      BufferedImage picture =
          desktop.picture(new Rectangle(origin, new Dimension(view.getWidth(), view.getHeight())));
      int coloured = 0;
      for (int y = 6; y < view.getHeight() - 6; y++) { // inside the frame of the focus
        for (int x = 6; x < view.getWidth() - 6; x++) {
          Color c = new Color(picture.getRGB(x, y));
          if (c.getRed() - c.getBlue() > 24) {
            PlanePoint at = view.at(x + 0.5, y + 0.5);
            assertTrue(
                mask.get((int) Math.rint(at.column()), (int) Math.rint(at.row())),
                view.plane() + " at screen pixel " + x + "," + y + " of the view: " + c);
            coloured++;
          }
        }
      }
      assertTrue(coloured > 0, "no mask is seen on " + view.plane());
    }
    EventQueue.invokeAndWait(() -> views.views().setCrosshairShown(true));
  }

  @Test
  void every_format_of_the_save_dialog_gives_the_mask_back() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-save.png"),
        () -> {
          ImagePlus image = open();
          int[] c = phantom.suggestedClick();
          desktop.click(onScreen(image, c[0], c[1]), 1);
          awaitAnswers(1);
          desktop.key(KeyEvent.VK_A);
          desktop.await("propagation", () -> mask().occupiedSlices().size() > 3);
          Mask mask = mask();
          assertEquals(mask, reread(saveAs(SaveTarget.SEG, "saved-seg.dcm")));
          Mask contours = reread(saveAs(SaveTarget.RTSTRUCT, "saved-rtstruct.dcm"));
          assertTrue(contours.dice(mask) > 0.99, "contours: " + contours.dice(mask));
          assertEquals(mask, readNifti(saveAs(SaveTarget.NIFTI, "saved-labels.nii.gz")));
          saveTo(SaveTarget.LABEL_IMAGE);
          desktop.await("the label image", () -> WindowManager.getImageCount() == 2);
          ImagePlus labels = WindowManager.getCurrentImage();
          assertEquals(mask, ofPixels(labels, mask));
          labels.changes = false;
          labels.close();
          WindowManager.setCurrentWindow(image.getWindow());
          saveTo(SaveTarget.ROI_MANAGER);
          desktop.await(
              "the ROIs",
              () ->
                  RoiManager.getInstance() != null
                      && RoiManager.getInstance().getCount() == mask.occupiedSlices().size());
          saveTo(SaveTarget.RESULTS);
          desktop.await(
              "the measurements",
              () ->
                  ResultsTable.getResultsTable() != null
                      && ResultsTable.getResultsTable().size() == 1);
          EventQueue.invokeAndWait(
              () -> {
                RoiManager.getInstance().reset();
                RoiManager.getInstance().close();
                ResultsTable.getResultsTable().reset();
                Frame results = WindowManager.getFrame("Results");
                if (results != null) {
                  results.dispose();
                }
              });
          WindowManager.setCurrentWindow(image.getWindow());
          return null;
        });
  }

  private static Path saveAs(SaveTarget target, String name) throws Exception {
    Path file = OUT.resolve(name).toAbsolutePath();
    Files.deleteIfExists(file);
    Files.deleteIfExists(ProvenanceBeside.of(file));
    if (target == SaveTarget.NIFTI) {
      Files.deleteIfExists(LabelTable.beside(file));
    }
    Dialog dialog = saveDialog(target);
    JTextField path =
        all(dialog, JTextField.class).stream()
            .filter(f -> f.isShowing() && f.isEditable() && f.getText().contains("."))
            .findFirst()
            .orElseThrow();
    EventQueue.invokeAndWait(() -> path.setText(file.toString()));
    desktop.settle();
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed(dialog.getTitle());
    desktop.await("the file " + name, () -> Files.exists(file));
    desktop.await("the end", () -> !controller().panel().status().busy());
    return file;
  }

  private static void saveTo(SaveTarget target) throws Exception {
    Dialog dialog = saveDialog(target);
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed(dialog.getTitle());
  }

  private static Dialog saveDialog(SaveTarget target) throws Exception {
    String title = Texts.get("save.title");
    desktop.expectDialogs(title);
    desktop.chooseMenu(app, "Plugins", "VoxelClick", "Save Segments...");
    Dialog dialog = desktop.awaitDialog(title);
    JComboBox<?> targets =
        all(dialog, JComboBox.class).stream()
            .filter(box -> box.getItemAt(0) instanceof SaveTarget)
            .findFirst()
            .orElseThrow();
    EventQueue.invokeAndWait(() -> targets.setSelectedItem(target));
    desktop.settle();
    return dialog;
  }

  private static Mask reread(Path file) throws Exception {
    return LabelLoader.read(controller().opened(), file, ReadSettings.PLAIN, Progress.none())
        .segmentation()
        .entries()
        .get(0)
        .mask();
  }

  private static Mask ofPixels(ImagePlus labels, Mask like) {
    Mask mask = Mask.empty(like.size());
    for (int n = 0; n < labels.getStackSize(); n++) {
      ij.process.ImageProcessor pixels = labels.getStack().getProcessor(n + 1);
      mask =
          mask.withSlice(
              SlicePlane.k(n),
              SliceMask.of(like.size().i(), like.size().j(), (i, j) -> pixels.get(i, j) != 0));
    }
    return mask;
  }

  @Test
  void a_hundred_images_opened_and_closed_leave_nothing_behind() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-cycles.png"),
        () -> {
          open();
          List<Long> used = new ArrayList<>();
          for (int cycle = 1; cycle <= 100; cycle++) {
            if (cycle > 1) {
              EventQueue.invokeAndWait(() -> Workbench.INSTANCE.browse());
              openAgain();
            }
            EventQueue.invokeAndWait(() -> controller().showViews());
            ImagePlus image = WindowManager.getCurrentImage();
            EventQueue.invokeAndWait(
                () -> {
                  image.changes = false;
                  image.close();
                });
            desktop.await("the session's end", () -> Workbench.INSTANCE.model().isEmpty());
            if (cycle == 10 || cycle == 100) {
              used.add(usedHeap());
            }
          }
          Files.writeString(OUT.resolve("heap.txt"), "after 10 and 100 images: " + used + " bytes");
          assertTrue(
              used.get(1) <= used.get(0) + LEAK,
              "heap after 10 and 100 images: " + used.get(0) + ", " + used.get(1) + " bytes");
          return null;
        });
  }

  private static void openAgain() throws Exception {
    BrowserWindow window = Workbench.INSTANCE.browser().orElseThrow();
    drop(window.browser(), SERIES);
    javax.swing.JTable table = find(window.browser(), javax.swing.JTable.class);
    desktop.await("the series", () -> table.getRowCount() > 0 && !window.browser().isBusy());
    EventQueue.invokeAndWait(
        () -> {
          table.setRowSelectionInterval(0, 0);
          table.getActionMap().get("choose").actionPerformed(null);
        });
    desktop.await("the image", () -> WindowManager.getCurrentImage() != null);
    desktop.await("the session", () -> Workbench.INSTANCE.inFront().isPresent());
  }

  private static long usedHeap() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int n = 0; n < 5; n++) {
      System.gc();
      Thread.sleep(100);
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Test
  void the_panel_of_an_image_works_on_that_image_whichever_is_in_front() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-two.png"),
        () -> {
          ImagePlus first = open();
          SegmentationController a = controller();
          int[] c = phantom.suggestedClick();
          desktop.click(onScreen(first, c[0], c[1]), 1);
          awaitAnswers(1);
          ImagePlus stack = ij.IJ.createImage("cells", "16-bit ramp", 90, 60, 7);
          EventQueue.invokeAndWait(stack::show);
          EventQueue.invokeAndWait(() -> ij.IJ.doCommand("Open ImageJ Stack"));
          desktop.await(
              "the other case",
              () -> Workbench.INSTANCE.inFront().filter(other -> other != a).isPresent());
          JButton undo =
              all(a.panel().frame(), JButton.class).stream()
                  .filter(b -> b.getText().equals(Texts.get("case.undo")))
                  .findFirst()
                  .orElseThrow();
          EventQueue.invokeAndWait(undo::doClick);
          desktop.await("the undo in the first image", () -> !a.session().canUndo());
          ImagePlus second = imageOf(Workbench.INSTANCE, a);
          EventQueue.invokeAndWait(
              () -> {
                for (ImagePlus image : new ImagePlus[] {second, stack}) {
                  image.changes = false;
                  image.close();
                }
                WindowManager.setCurrentWindow(first.getWindow());
              });
          return null;
        });
  }

  /** The image of the case that is not this one. */
  private static ImagePlus imageOf(Workbench workbench, SegmentationController other) {
    for (int id : WindowManager.getIDList()) {
      ImagePlus image = WindowManager.getImage(id);
      WindowManager.setCurrentWindow(image.getWindow());
      if (workbench.inFront().filter(c -> c != other).isPresent()) {
        return image;
      }
    }
    throw new AssertionError("no other case");
  }

  @Test
  void an_imagej_stack_becomes_a_case() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-stack.png"),
        () -> {
          ImagePlus stack = ij.IJ.createImage("cells", "16-bit ramp", 90, 60, 7);
          stack.getCalibration().setUnit("um");
          stack.getCalibration().pixelWidth = 0.5;
          stack.getCalibration().pixelHeight = 0.5;
          stack.getCalibration().pixelDepth = 2;
          EventQueue.invokeAndWait(stack::show);
          desktop.chooseMenu(app, "Plugins", "VoxelClick", "Open ImageJ Stack");
          desktop.await("the case", () -> Workbench.INSTANCE.inFront().isPresent());
          Volume volume = controller().opened().volume();
          assertEquals(
              "90x60x7", volume.size().i() + "x" + volume.size().j() + "x" + volume.size().k());
          assertEquals(0.0005, volume.geometry().spacingMm()[0], 1e-12);
          EventQueue.invokeAndWait(
              () -> {
                stack.changes = false;
                stack.close();
              });
          return null;
        });
  }
}
