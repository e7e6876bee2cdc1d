package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Prefs;
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
import io.github.voxelclick.plugin.task.MaskFileFormat;
import io.github.voxelclick.plugin.task.MaskFiles;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeException;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JTable;
import javax.swing.TransferHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A real ImageJ with the plugin on a real display, and one series to open. Mouse and keyboard do
 * everything, sessions are only looked at. After each test nothing may have been thrown, no dialog
 * may have come that nobody expected, and the event thread may not have been busy for long.
 */
abstract class ReaderUi {
  static final Path JARS = Path.of(System.getProperty("voxelclick.jars"));
  static final Path OUT = JARS.resolve("ui");
  static final Path SERIES = OUT.resolve("series");

  static Desktop desktop;
  static ImageJ app;
  static CtPhantom phantom;
  static StallWatch watch;

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
    watch = new StallWatch();
    desktop = new Desktop();
    desktop.expectDialogs("Open Volume", "Propagate", "Save Mask");
    app = new ImageJ(ImageJ.STANDALONE);
    app.exitWhenQuitting(false);
    Prefs.set(FirstStepsWindow.NEVER, true); // its own test asks for it
    PanelMemory.forget(); // another Java may have quit
    app.setLocation(0, 0);
    desktop.await("ImageJ's window", app::isShowing);
  }

  /** Each test begins with an image that nobody has worked on. */
  @BeforeEach
  void keep_sessions_in_a_folder_of_their_own() throws IOException {
    Path folder = Files.createDirectories(Path.of(System.getProperty("user.home")));
    System.setProperty(
        Journals.FOLDER_PROPERTY, Files.createTempDirectory(folder, "journals").toString());
    PanelMemory.forget();
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
    assertEquals(List.of(), watch.uncaught(), "what nobody caught");
    assertEquals(List.of(), watch.stalls(), "times that the event thread was busy");
  }

  @AfterAll
  static void tell_the_longest_wait() throws IOException {
    Files.writeString(
        OUT.resolve("longest-wait.txt"),
        "the event thread's longest wait so far: " + watch.longestMs() + " ms\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Opens the series through menu and dialog, and zooms in with the keyboard. */
  static ImagePlus open() throws Exception {
    BrowserWindow window = browse(SERIES);
    JTable table = find(window.browser(), JTable.class);
    Rectangle first = table.getCellRect(0, 1, true);
    Point corner = table.getLocationOnScreen();
    desktop.click(
        new Point(corner.x + first.x + first.width / 2, corner.y + first.y + first.height / 2), 1);
    desktop.await("the choice", () -> table.getSelectedRow() == 0);
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

  /** Shows the browser through the menu, empty or not. */
  static BrowserWindow showBrowser() {
    desktop.chooseMenu(app, "Plugins", "VoxelClick", "Open Volume...");
    desktop.await("the browser", () -> Workbench.INSTANCE.browser().isPresent());
    BrowserWindow window = Workbench.INSTANCE.browser().orElseThrow();
    desktop.await("the browser's window", window.frame()::isShowing);
    return window;
  }

  /** Shows the browser through the menu, and drops files onto it. */
  static BrowserWindow browse(Path... files) throws Exception {
    BrowserWindow window = showBrowser();
    drop(window.browser(), files);
    JTable table = find(window.browser(), JTable.class);
    desktop.await("the lines", () -> table.getRowCount() > 0 && !window.browser().isBusy());
    desktop.focus(window.frame());
    return window;
  }

  /** The button with a text. */
  static JButton button(Container in, String text) {
    return all(in, JButton.class).stream()
        .filter(b -> text.equals(b.getText()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button " + text));
  }

  /** Presses a button of a dialog. */
  static void press(Container dialog, String text) throws Exception {
    EventQueue.invokeAndWait(button(dialog, text)::doClick);
  }

  /** Clicks on the middle of something that is seen. */
  static void clickOn(Component c) {
    Point corner = c.getLocationOnScreen();
    desktop.click(new Point(corner.x + c.getWidth() / 2, corner.y + c.getHeight() / 2), 1);
  }

  /** Clicks into the target and waits for the answer, the first one. */
  static void clickOnce(ImagePlus image) {
    int[] c = phantom.suggestedClick();
    desktop.click(onScreen(image, c[0], c[1]), 1);
    awaitAnswers(1);
  }

  /** What the system does when files are dropped on a component. */
  static void drop(JComponent target, Path... files) throws Exception {
    List<File> dropped = Arrays.stream(files).map(Path::toFile).toList();
    Transferable transferable =
        new Transferable() {
          @Override
          public DataFlavor[] getTransferDataFlavors() {
            return new DataFlavor[] {DataFlavor.javaFileListFlavor};
          }

          @Override
          public boolean isDataFlavorSupported(DataFlavor flavor) {
            return flavor.equals(DataFlavor.javaFileListFlavor);
          }

          @Override
          public Object getTransferData(DataFlavor flavor) {
            return dropped;
          }
        };
    boolean[] taken = new boolean[1];
    EventQueue.invokeAndWait(
        () ->
            taken[0] =
                target
                    .getTransferHandler()
                    .importData(new TransferHandler.TransferSupport(target, transferable)));
    assertTrue(taken[0], "the drop is taken");
  }

  /** The first component of a kind, in the order of the window. */
  static <T extends Component> T find(Container in, Class<T> kind) {
    return all(in, kind).get(0);
  }

  /** All components of a kind. */
  static <T extends Component> List<T> all(Container in, Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (Component c : in.getComponents()) {
      if (kind.isInstance(c)) {
        found.add(kind.cast(c));
      }
      if (c instanceof Container inner) {
        found.addAll(all(inner, kind));
      }
    }
    return found;
  }

  static void chooseAndConfirm(String command, String dialog) {
    desktop.chooseMenu(app, "Plugins", "VoxelClick", command);
    desktop.awaitDialog(dialog);
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed(dialog);
  }

  static void save(Path file) throws Exception {
    for (Path old : MaskFiles.replaced(file, MaskFileFormat.ofName(file), true)) {
      Files.delete(old);
    }
    desktop.chooseMenu(app, "Plugins", "VoxelClick", "Save DICOM SEG...");
    desktop.awaitDialog("Save Mask");
    desktop.retype(file.toAbsolutePath().toString());
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed("Save Mask");
    desktop.await("the file " + file, () -> Files.exists(file));
  }

  /** The screen point of a voxel's centre on the slice shown. */
  static Point onScreen(ImagePlus image, int i, int j) {
    ImageCanvas canvas = image.getCanvas();
    Point origin = canvas.getLocationOnScreen();
    Rectangle shown = canvas.getSrcRect();
    double magnification = canvas.getMagnification();
    return new Point(
        origin.x + (int) ((i - shown.x + 0.5) * magnification),
        origin.y + (int) ((j - shown.y + 0.5) * magnification));
  }

  static SegmentationController controller() {
    try {
      return Workbench.INSTANCE.current();
    } catch (JobException e) {
      throw new AssertionError(e);
    }
  }

  static Mask mask() {
    return controller().segment().mask();
  }

  static int prompts() {
    return controller().segment().slices().values().stream()
        .mapToInt(s -> s.prompts().size())
        .sum();
  }

  static void awaitAnswers(int count) {
    desktop.await(
        count + " answered prompts",
        () ->
            prompts() == count
                && controller().segment().slices().values().stream()
                    .noneMatch(SliceState::isPending));
  }

  static Path commandLine(String name, String propagate, String... prompts) throws Exception {
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

  static Mask readSeg(Path file) throws VolumeException {
    return readSeg(SERIES, file);
  }

  static Mask readSeg(Path series, Path file) throws VolumeException {
    OpenedVolume opened =
        VolumeCatalog.of(series, Progress.none()).choose(Optional.empty()).load(Progress.none());
    return DicomSegReader.read(file, opened.dicomSource().orElseThrow(), opened.volume().geometry())
        .segmentation()
        .entries()
        .get(0)
        .mask();
  }

  static Mask readNifti(Path file) throws VolumeException {
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
