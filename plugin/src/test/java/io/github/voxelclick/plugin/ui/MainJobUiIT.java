package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.CtPhantom;
import io.github.voxelclick.fixtures.phantom.CtPhantomOptions;
import io.github.voxelclick.nifti.NiftiReader;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.ij.ClickTool;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
class MainJobUiIT {
  private static final Path JARS = Path.of(System.getProperty("voxelclick.jars"));
  private static final Path OUT = JARS.resolve("ui");
  private static final Path SERIES = OUT.resolve("series");

  /** Voxels from the border at which a click is plainly inside. */
  private static final int MARGIN = 5;

  private static Desktop desktop;
  private static ImageJ app;
  private static CtPhantom phantom;

  @BeforeAll
  static void start_imagej_with_the_plugin() throws Exception {
    Path plugins = Path.of(System.getProperty("plugins.dir"), "plugins");
    Files.createDirectories(plugins);
    Files.createDirectories(Path.of(System.getProperty("user.home")));
    Files.copy(
        JARS.resolve("VoxelClick_-" + System.getProperty("voxelclick.version") + ".jar"),
        plugins.resolve("VoxelClick_-it.jar"),
        StandardCopyOption.REPLACE_EXISTING);
    phantom = CtPhantom.of(CtPhantomOptions.defaults());
    DicomSeriesBuilder.of(phantom.grid(), PixelFormat.SIGNED_16, phantom.samples()).writeTo(SERIES);
    desktop = new Desktop();
    desktop.expectDialogs("Open Volume", "Propagate", "Save Mask");
    app = new ImageJ(ImageJ.STANDALONE);
    app.exitWhenQuitting(false);
    app.setLocation(0, 0);
    desktop.await("ImageJ's window", app::isShowing);
  }

  /** Each test begins with an image that nobody has worked on. */
  @BeforeEach
  void keep_sessions_in_a_folder_of_their_own() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("user.home")));
    System.setProperty(
        Journals.FOLDER_PROPERTY, Files.createTempDirectory(folder, "journals").toString());
  }

  @AfterEach
  void close_all_images() {
    ImagePlus image = WindowManager.getCurrentImage();
    if (image != null) {
      image.changes = false;
      image.close();
    }
    desktop.await("the session's end", () -> Workbench.INSTANCE.model().isEmpty());
    desktop.assertNothingUnexpected();
  }

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
        .filter(f -> f.isShowing() && f.getTitle().equals(ModelsDialog.TITLE))
        .findFirst();
  }

  /** Opens the series through menu and dialog, and zooms in with the keyboard. */
  private static ImagePlus open() throws Exception {
    desktop.chooseMenu(app, "Plugins", "VoxelClick", "Open Volume...");
    desktop.awaitDialog("Open Volume");
    desktop.retype(SERIES.toAbsolutePath().toString());
    desktop.key(KeyEvent.VK_ENTER);
    desktop.await("the image", () -> WindowManager.getCurrentImage() != null);
    ImagePlus image = WindowManager.getCurrentImage();
    desktop.await(
        "the image's window", () -> image.getCanvas() != null && image.getCanvas().isShowing());
    desktop.await("the tool", () -> ClickTool.NAME.equals(IJ.getToolName()));
    image.getWindow().setLocation(10, 130);
    desktop.focus(image.getWindow());
    while (image.getCanvas().getMagnification() < 4) {
      double magnification = image.getCanvas().getMagnification();
      desktop.key(KeyEvent.VK_EQUALS);
      desktop.await("the zoom", () -> image.getCanvas().getMagnification() > magnification);
    }
    assertNotNull(image.getOverlay());
    assertEquals(phantom.suggestedClick()[2], image.getCurrentSlice() - 1, "slice shown");
    return image;
  }

  private static void chooseAndConfirm(String command, String dialog) {
    desktop.chooseMenu(app, "Plugins", "VoxelClick", command);
    desktop.awaitDialog(dialog);
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed(dialog);
  }

  private static void save(Path file) throws Exception {
    Files.deleteIfExists(file);
    desktop.chooseMenu(app, "Plugins", "VoxelClick", "Save DICOM SEG...");
    desktop.awaitDialog("Save Mask");
    desktop.retype(file.toAbsolutePath().toString());
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed("Save Mask");
    desktop.await("the file " + file, () -> Files.exists(file));
  }

  /** The screen point of a voxel's centre on the slice shown. */
  private static Point onScreen(ImagePlus image, int i, int j) {
    ImageCanvas canvas = image.getCanvas();
    Point origin = canvas.getLocationOnScreen();
    Rectangle shown = canvas.getSrcRect();
    double magnification = canvas.getMagnification();
    return new Point(
        origin.x + (int) ((i - shown.x + 0.5) * magnification),
        origin.y + (int) ((j - shown.y + 0.5) * magnification));
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

  private static SegmentationController controller() {
    try {
      return Workbench.INSTANCE.current();
    } catch (JobException e) {
      throw new AssertionError(e);
    }
  }

  private static Mask mask() {
    return controller().segment().mask();
  }

  private static int prompts() {
    return controller().segment().slices().values().stream()
        .mapToInt(s -> s.prompts().size())
        .sum();
  }

  private static void awaitAnswers(int count) {
    desktop.await(
        count + " answered prompts",
        () ->
            prompts() == count
                && controller().segment().slices().values().stream()
                    .noneMatch(SliceState::isPending));
  }

  /** Puts the windows side by side and takes the README's picture. */
  private static void photograph(ImagePlus image) throws Exception {
    Rectangle window = image.getWindow().getBounds();
    for (Frame frame : Frame.getFrames()) {
      if (frame.isShowing() && frame.getTitle().startsWith("VoxelClick:")) {
        frame.setLocation(window.x + window.width + 10, window.y);
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

  private static Path commandLine(String name, String propagate, String... prompts)
      throws Exception {
    Path out = OUT.resolve(name);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + System.getProperty("user.home"),
                "-jar",
                JARS.resolve("voxelclick.jar").toString(),
                "segment",
                SERIES.toString(),
                "--propagate",
                propagate,
                "--out",
                out.toString()));
    for (String p : prompts) {
      command.add("--prompt");
      command.add(p);
    }
    Path log = OUT.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(0, process.waitFor(), Files.readString(log));
    return out;
  }

  private static Mask readSeg(Path file) throws VolumeException {
    OpenedVolume opened =
        VolumeCatalog.of(SERIES, Progress.none()).choose(Optional.empty()).load(Progress.none());
    return DicomSegReader.read(file, opened.dicomSource().orElseThrow(), opened.volume().geometry())
        .segmentation()
        .entries()
        .get(0)
        .mask();
  }

  private static Mask readNifti(Path file) throws VolumeException {
    Volume labels = NiftiReader.read(file, Progress.none()).volume();
    Mask mask = Mask.empty(labels.size());
    for (int slice = 0; slice < labels.size().k(); slice++) {
      int k = slice;
      mask =
          mask.withSlice(
              SlicePlane.k(k),
              SliceMask.of(
                  labels.size().i(),
                  labels.size().j(),
                  (i, j) -> labels.value(new VoxelIndex(i, j, k)) != 0));
    }
    return mask;
  }
}
