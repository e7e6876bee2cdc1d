package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import io.github.voxelclick.plugin.ij.ClickTool;
import io.github.voxelclick.plugin.save.SaveTarget;
import io.github.voxelclick.plugin.task.Models;
import io.github.voxelclick.plugin.task.ProvenanceBeside;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JTable;
import javax.swing.JTextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The walk-throughs of {@code docs/manual.md} in ImageJ, as they are written there, each step with
 * its picture in {@code target/ui/manual}; {@code .ci/pictures.sh} copies them to {@code
 * docs/images}.
 */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManualUiIT extends ReaderUi {
  private static final Path PICTURES = OUT.resolve("manual");

  @AfterEach
  void leave_the_settings_as_other_tests_expect_them() throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          Prefs.set(FirstStepsWindow.NEVER, true);
          Prefs.set("voxelclick.views.open", false);
          Workbench.INSTANCE.firstSteps().frame().ifPresent(JFrame::dispose);
        });
  }

  /** Saves what the screen shows of some windows, in few colours. */
  private static void picture(String name, Window... windows) throws Exception {
    Rectangle part = windows[0].getBounds();
    for (Window w : windows) {
      part = part.union(w.getBounds());
    }
    desktop.settle();
    BufferedImage seen = desktop.finePicture(part);
    Files.createDirectories(PICTURES);
    Path file = PICTURES.resolve(name + ".png");
    ImageIO.write(Palette.of(6, List.of(seen)).reduced(seen), "png", file.toFile());
  }

  /** Image to the left, panel to its right, ImageJ's bar above. */
  private static void arrange(ImagePlus image) throws Exception {
    double shown = image.getWidth() * image.getCanvas().getMagnification();
    desktop.await("the grown window", () -> image.getWindow().getWidth() >= shown);
    EventQueue.invokeAndWait(
        () -> {
          image.getWindow().setLocation(0, app.getHeight() + 30);
          JFrame panel = controller().panel().frame();
          panel.setLocation(image.getWindow().getWidth() + 5, 0);
        });
    desktop.focus(image.getWindow());
  }

  private static void zoom(ImagePlus image, double magnification) {
    desktop.focus(image.getWindow());
    while (image.getCanvas().getMagnification() < magnification) {
      double before = image.getCanvas().getMagnification();
      desktop.key(KeyEvent.VK_EQUALS);
      desktop.await("the zoom", () -> image.getCanvas().getMagnification() > before);
    }
  }

  private static void propagate() {
    desktop.key(KeyEvent.VK_A);
    desktop.await("the other slices", () -> mask().occupiedSlices().size() > 3);
    desktop.await("the end", () -> !controller().panel().status().busy());
  }

  private static JButton button(Frame in, String key) {
    return all(in, JButton.class).stream()
        .filter(b -> Texts.get(key).equals(b.getText()))
        .findFirst()
        .orElseThrow();
  }

  private static void press(JButton button) {
    Point corner = button.getLocationOnScreen();
    desktop.click(
        new Point(corner.x + button.getWidth() / 2, corner.y + button.getHeight() / 2), 1);
  }

  private static ImagePlus awaitImage() {
    desktop.await("the image", () -> Workbench.INSTANCE.inFront().isPresent());
    ImagePlus image = WindowManager.getCurrentImage();
    desktop.await("its window", () -> image.getCanvas() != null && image.getCanvas().isShowing());
    desktop.await("the tool", () -> ClickTool.NAME.equals(IJ.getToolName()));
    return image;
  }

  @Test
  void the_radiologist_opens_the_sample_from_the_card_segments_reviews_and_saves()
      throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-radiologist.png"),
        () -> {
          ImagePlus image = openSampleFromCard();
          zoom(image, 4);
          arrange(image);
          JFrame panel = controller().panel().frame();
          picture("open", app, image.getWindow(), panel);
          int[] c = phantom.suggestedClick();
          desktop.click(onScreen(image, c[0], c[1]), 1);
          awaitAnswers(1);
          assertTrue(mask().get(new VoxelIndex(c[0], c[1], c[2])), "the clicked voxel");
          picture("click", image.getWindow());
          propagate();
          picture("slices", app, image.getWindow(), panel);
          desktop.key(KeyEvent.VK_N);
          desktop.await("another slice", () -> image.getCurrentSlice() != c[2] + 1);
          int k = image.getCurrentSlice() - 1;
          picture("review", image.getWindow(), panel);
          desktop.key(KeyEvent.VK_ENTER);
          desktop.await(
              "the confirmation",
              () ->
                  controller().segment().slices().values().stream()
                      .anyMatch(s -> s.confirmed() && s.plane().index() == k));
          desktop.key(KeyEvent.VK_V);
          desktop.await("the views", () -> controller().views().isPresent());
          JFrame views = controller().views().orElseThrow().frame();
          desktop.await("the views' window", views::isShowing);
          desktop.pause(2500); // the surface follows a moment later
          picture("views", views);
          EventQueue.invokeAndWait(views::dispose);
          desktop.focus(image.getWindow());
          saveFromPanel(panel);
          return null;
        });
  }

  /** As in a newcomer's first ImageJ: the browser comes, and the card beside it. */
  private static ImagePlus openSampleFromCard() throws Exception {
    EventQueue.invokeAndWait(() -> Prefs.set(FirstStepsWindow.NEVER, false));
    desktop.chooseMenu(app, "Plugins", "VoxelClick", "Open Volume...");
    desktop.await("the browser", () -> Workbench.INSTANCE.browser().isPresent());
    BrowserWindow browser = Workbench.INSTANCE.browser().orElseThrow();
    desktop.await("the card", () -> Workbench.INSTANCE.firstSteps().frame().isPresent());
    JFrame card = Workbench.INSTANCE.firstSteps().frame().orElseThrow();
    desktop.await("its window", card::isShowing);
    desktop.settle();
    assertFalse(card.isFocused(), "the card took the keyboard");
    drop(browser.browser(), SERIES);
    JTable table = find(browser.browser(), JTable.class);
    desktop.await("the series", () -> table.getRowCount() > 0 && !browser.browser().isBusy());
    EventQueue.invokeAndWait(
        () -> {
          browser.frame().setLocation(0, 0);
          card.setLocation(browser.frame().getWidth() - card.getWidth(), 330);
          browser.frame().toFront();
        });
    picture("browser", browser.frame());
    EventQueue.invokeAndWait(card::toFront);
    picture("first-steps", card);
    JCheckBox never = find(card, JCheckBox.class);
    EventQueue.invokeAndWait(never::doClick);
    assertTrue(Prefs.get(FirstStepsWindow.NEVER, false), "the wish is kept");
    press(button(card, "help.sample"));
    ImagePlus image = awaitImage();
    assertTrue(image.getTitle().startsWith("sample: "), image.getTitle());
    desktop.await("the browser's end", () -> Workbench.INSTANCE.browser().isEmpty());
    assertTrue(card.isShowing(), "the steps are still to be read");
    desktop.focus(card);
    desktop.key(KeyEvent.VK_ESCAPE);
    desktop.await("the card's end", () -> Workbench.INSTANCE.firstSteps().frame().isEmpty());
    return image;
  }

  private static void saveFromPanel(JFrame panel) throws Exception {
    String title = Texts.get("save.title");
    desktop.expectDialogs(title);
    EventQueue.invokeAndWait(panel::toFront);
    press(button(panel, "case.save"));
    Dialog dialog = desktop.awaitDialog(title);
    EventQueue.invokeAndWait(() -> find(dialog, JComboBox.class).setSelectedItem(SaveTarget.SEG));
    Path file = OUT.resolve("radiologist.dcm").toAbsolutePath();
    Files.deleteIfExists(file);
    Files.deleteIfExists(ProvenanceBeside.of(file));
    JTextField path =
        all(dialog, JTextField.class).stream()
            .filter(f -> f.isShowing() && f.isEditable() && f.getText().contains("."))
            .findFirst()
            .orElseThrow();
    Path shown =
        Path.of(System.getProperty("java.io.tmpdir"), "kidney.dcm"); // says nothing of here
    EventQueue.invokeAndWait(() -> path.setText(shown.toString()));
    picture("save", dialog);
    EventQueue.invokeAndWait(() -> path.setText(file.toString()));
    desktop.settle();
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed(title);
    desktop.await("the file", () -> Files.exists(file));
    desktop.await("the end", () -> !controller().panel().status().busy());
    assertEquals(mask(), readSeg(FirstStepsWindow.sampleFolder(), file));
  }

  @Test
  void the_researcher_segments_two_nuclei_of_a_stack_and_gets_labels_selections_and_a_table()
      throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-researcher.png"),
        () -> {
          ImagePlus cells = NucleiStack.make();
          EventQueue.invokeAndWait(cells::show);
          desktop.await("the stack's window", () -> cells.getWindow().isShowing());
          desktop.chooseMenu(app, "Plugins", "VoxelClick", "Open ImageJ Stack");
          ImagePlus image = awaitImage();
          EventQueue.invokeAndWait(
              () -> {
                cells.changes = false;
                cells.close();
                Frame log = WindowManager.getFrame("Log");
                if (log != null) {
                  log.dispose(); // says that volumes are in mm
                }
                image.setSlice(NucleiStack.NUCLEI[0][2] + 1);
              });
          zoom(image, 2);
          arrange(image);
          JFrame panel = controller().panel().frame();
          desktop.click(onScreen(image, NucleiStack.NUCLEI[0][0], NucleiStack.NUCLEI[0][1]), 1);
          awaitAnswers(1);
          propagate();
          press(button(panel, "panel.segments.add"));
          desktop.await("the other segment", () -> mask().isEmpty());
          desktop.focus(image.getWindow());
          desktop.click(onScreen(image, NucleiStack.NUCLEI[1][0], NucleiStack.NUCLEI[1][1]), 1);
          awaitAnswers(1);
          propagate();
          picture("stack", app, image.getWindow(), panel);
          ImagePlus labels = labelImage(image);
          EventQueue.invokeAndWait(
              () -> {
                labels.setSlice(NucleiStack.NUCLEI[0][2] + 1);
                labels.getWindow().setLocation(image.getWindow().getWidth() + 5, app.getHeight());
                panel.setVisible(false);
              });
          picture("labels", image.getWindow(), labels.getWindow());
          labels.changes = false;
          EventQueue.invokeAndWait(labels::close);
          selectionsAndTable(image);
          return null;
        });
  }

  private static ImagePlus labelImage(ImagePlus image) throws Exception {
    saveTo(image, SaveTarget.LABEL_IMAGE);
    desktop.await("the label image", () -> WindowManager.getImageCount() == 2);
    ImagePlus labels = WindowManager.getCurrentImage();
    for (int n = 0; n < 2; n++) {
      int[] at = NucleiStack.NUCLEI[n];
      assertEquals(
          n + 1, labels.getStack().getProcessor(at[2] + 1).get(at[0], at[1]), "label of " + n);
    }
    return labels;
  }

  private static void selectionsAndTable(ImagePlus image) throws Exception {
    saveTo(image, SaveTarget.ROI_MANAGER);
    desktop.await(
        "the selections",
        () -> RoiManager.getInstance() != null && RoiManager.getInstance().getCount() > 6);
    saveTo(image, SaveTarget.RESULTS);
    desktop.await(
        "the measurements",
        () -> ResultsTable.getResultsTable() != null && ResultsTable.getResultsTable().size() == 2);
    desktop.await("their window", () -> WindowManager.getFrame("Results") != null);
    RoiManager rois = RoiManager.getInstance();
    Frame results = WindowManager.getFrame("Results");
    EventQueue.invokeAndWait(
        () -> {
          rois.setLocation(image.getWindow().getWidth() + 5, app.getHeight() + 30);
          results.setBounds(0, image.getWindow().getHeight() + app.getHeight() + 35, 780, 140);
          results.toFront();
        });
    picture("selections", image.getWindow(), rois, results);
    EventQueue.invokeAndWait(
        () -> {
          rois.reset();
          rois.close();
          ResultsTable.getResultsTable().reset();
          results.dispose();
          image.getWindow().toFront();
        });
    desktop.focus(image.getWindow());
  }

  private static void saveTo(ImagePlus image, SaveTarget target) throws Exception {
    desktop.focus(image.getWindow());
    SegmentationController here = controller(); // what is saved comes in front of it
    String title = Texts.get("save.title");
    desktop.expectDialogs(title);
    desktop.chooseMenu(app, "Plugins", "VoxelClick", "Save Segments...");
    Dialog dialog = desktop.awaitDialog(title);
    EventQueue.invokeAndWait(() -> find(dialog, JComboBox.class).setSelectedItem(target));
    desktop.settle();
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed(title);
    desktop.await("the end", () -> !here.panel().status().busy());
  }

  @Test
  void the_labelling_team_corrects_a_mask_of_the_command_line_and_looks_at_the_models()
      throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-team.png"),
        () -> {
          contactSheet();
          int[] c = phantom.suggestedClick();
          Path seg = commandLine("team.dcm", "all", "point:+:" + c[0] + "," + c[1] + "," + c[2]);
          ImagePlus image = open();
          arrange(image);
          desktop.expectDialogs("Load Segments");
          desktop.chooseMenu(app, "Plugins", "VoxelClick", "Load Segments...");
          desktop.awaitDialog("Load Segments");
          desktop.retype(seg.toAbsolutePath().toString());
          desktop.key(KeyEvent.VK_ENTER);
          desktop.awaitClosed("Load Segments");
          desktop.await(
              "another segment", () -> controller().session().state().segments().size() == 2);
          desktop.focus(image.getWindow());
          Mask theirs = readSeg(seg);
          desktop.await("the mask", () -> mask().equals(theirs));
          desktop.await("the end", () -> !controller().panel().status().busy());
          picture("load", image.getWindow(), controller().panel().frame());
          desktop.key(KeyEvent.VK_ENTER);
          desktop.await(
              "the confirmation",
              () ->
                  controller().segment().slices().values().stream()
                      .anyMatch(SliceState::confirmed));
          photographModels();
          desktop.focus(image.getWindow());
          return null;
        });
  }

  /** What {@code voxelclick demo} leaves, in few colours. */
  private static void contactSheet() throws Exception {
    Path made = OUT.resolve("demo");
    program("demo", "--folder", made.toString());
    BufferedImage sheet = ImageIO.read(made.resolve("contact-sheet.png").toFile());
    Files.createDirectories(PICTURES);
    ImageIO.write(
        Palette.of(5, List.of(sheet)).reduced(sheet),
        "png",
        PICTURES.resolve("contact-sheet.png").toFile());
  }

  /** Runs the command line in a process of its own, with the folder for models of this one. */
  private static void program(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + System.getProperty("user.home"),
                "-D" + Models.FOLDER_PROPERTY + "=" + System.getProperty(Models.FOLDER_PROPERTY),
                "-jar",
                JARS.resolve("voxelclick.jar").toString()));
    command.addAll(List.of(words));
    Path log = OUT.resolve("program.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(0, process.waitFor(), Files.readString(log));
  }

  /** The window of models, with one that somebody has installed. */
  private static void photographModels() throws Exception {
    String usual = System.getProperty(Models.FOLDER_PROPERTY);
    // The window shows the folder: one that says nothing of this computer.
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "voxelclick-models");
    System.setProperty(Models.FOLDER_PROPERTY, folder.toString());
    try {
      String graphs = Path.of("..", "volume-seg/src/test/resources/miniature/medsam").toString();
      if (Files.notExists(folder.resolve("medsam"))) {
        program("models", "add", graphs, "--name", "medsam");
      }
      desktop.chooseMenu(app, "Plugins", "VoxelClick", "Models...");
      desktop.await("the models", () -> models() != null);
      Frame models = models();
      picture("models", models);
      EventQueue.invokeAndWait(models::dispose);
      program("models", "remove", "medsam", "--yes");
    } finally {
      System.setProperty(Models.FOLDER_PROPERTY, usual);
    }
  }

  @Test
  void the_macro_of_the_manual_saves_the_mask_of_the_command_line() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-macro.png"),
        () -> {
          String page = Files.readString(Path.of("..", "docs", "manual.md"));
          List<String> macros =
              Pattern.compile("```ijm\n(.*?)```", Pattern.DOTALL)
                  .matcher(page)
                  .results()
                  .map(m -> m.group(1))
                  .toList();
          assertEquals(1, macros.size(), "blocks of macro language");
          Path made = OUT.resolve("kidney.dcm");
          Files.deleteIfExists(made);
          Files.deleteIfExists(ProvenanceBeside.of(made)); // the macro replaces nothing
          IJ.runMacro(
              macros
                  .get(0)
                  .replace("/data/ct", SERIES.toAbsolutePath().toString())
                  .replace("/data/", OUT.toAbsolutePath() + "/"));
          assertTrue(Files.exists(made), "the macro's file");
          Path theirs = commandLine("macro.dcm", "all", "point:+:46,76,19");
          assertEquals(readSeg(theirs), readSeg(made));
          return null;
        });
  }

  private static Frame models() {
    return Arrays.stream(Frame.getFrames())
        .filter(f -> f.isShowing() && f.getTitle().equals(ModelsDialog.title()))
        .findFirst()
        .orElse(null);
  }
}
