package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import io.github.voxelclick.dicom.seg.DicomSegReader;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.panel.SegmentsTable;
import io.github.voxelclick.plugin.save.SaveTarget;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.ProvenanceBeside;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.plugin.tool.ToolKind;
import io.github.voxelclick.plugin.view.SliceView;
import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JTextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** ImageJ's Recorder writes a whole session down, and a fresh ImageJ repeats it to the voxel. */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MacroUiIT extends ReaderUi {
  private static final int LIMIT_S = 150;

  /** What ImageJ records of zooming, and what comes only where the model is slow. */
  private static final Set<String> OTHERS = Set.of("In [+]", "VoxelClick Answer");

  @AfterEach
  void close_recorder_and_views() throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          Recorder recorder = Recorder.getInstance();
          if (recorder != null) {
            recorder.close();
          }
          ij.Prefs.set("voxelclick.views.open", false);
        });
  }

  private static void openRecorder() throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          ij.Prefs.set("recorder.mode", "Macro");
          Recorder recorder = new Recorder();
          recorder.setBounds(10, 700, 500, 180);
        });
    desktop.await("the recorder", () -> Recorder.getInstance().isShowing());
    desktop.settle();
  }

  private static String recorded() throws Exception {
    String[] text = new String[1];
    EventQueue.invokeAndWait(() -> text[0] = Recorder.getInstance().getText());
    return text[0];
  }

  private static void take(int key, ToolKind kind) {
    desktop.key(key);
    desktop.await("the tool " + kind, () -> controller().display().tool().kind() == kind);
  }

  private static void awaitStep(ActionKind kind, int steps) {
    desktop.await(
        kind + " as step " + steps,
        () -> {
          List<Action> history = controller().session().history();
          return history.size() == steps && history.get(steps - 1).kind() == kind;
        });
  }

  private static int steps() {
    return controller().session().history().size();
  }

  private static void drag(ImagePlus image, int fromI, int fromJ, int toI, int toJ) {
    desktop.drag(onScreen(image, fromI, fromJ), onScreen(image, toI, toJ));
  }

  private static void slice(ImagePlus image, int k) throws Exception {
    EventQueue.invokeAndWait(() -> controller().goTo(SlicePlane.k(k)));
    desktop.await("slice " + k, () -> image.getCurrentSlice() == k + 1);
    desktop.settle();
  }

  private static void idle() {
    desktop.await(
        "the model's end",
        () ->
            !controller().panel().status().busy()
                && controller().session().state().segments().stream()
                    .flatMap(s -> s.slices().values().stream())
                    .noneMatch(SliceState::isPending));
  }

  private static Point onScreen(SliceView view, double column, double row) {
    AffineTransform toScreen = view.toScreen();
    Point2D at = toScreen.transform(new Point2D.Double(column + 0.5, row + 0.5), null);
    Point origin = view.getLocationOnScreen();
    return new Point(
        origin.x + (int) Math.round(at.getX()), origin.y + (int) Math.round(at.getY()));
  }

  private static void saveSeg(Path file) throws Exception {
    Files.deleteIfExists(file);
    Files.deleteIfExists(ProvenanceBeside.of(file));
    String title = Texts.get("save.title");
    desktop.expectDialogs(title);
    desktop.chooseMenu(app, "Plugins", "VoxelClick", "Save Segments...");
    Dialog dialog = desktop.awaitDialog(title);
    JComboBox<?> targets =
        all(dialog, JComboBox.class).stream()
            .filter(box -> box.getItemAt(0) instanceof SaveTarget)
            .findFirst()
            .orElseThrow();
    EventQueue.invokeAndWait(() -> targets.setSelectedItem(SaveTarget.SEG));
    desktop.settle();
    JTextField path =
        all(dialog, JTextField.class).stream()
            .filter(f -> f.isShowing() && f.isEditable() && f.getText().contains("."))
            .findFirst()
            .orElseThrow();
    EventQueue.invokeAndWait(() -> path.setText(file.toString()));
    desktop.settle();
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed(dialog.getTitle());
    desktop.await("the file", () -> Files.exists(file));
    idle();
    desktop.await("its line", () -> Recorder.getInstance().getText().contains("Save Segments..."));
  }

  private static Segmentation segments(Path file) throws Exception {
    OpenedVolume opened =
        VolumeCatalog.of(SERIES, Progress.none()).choose(Optional.empty()).load(Progress.none());
    return DicomSegReader.read(file, opened.dicomSource().orElseThrow(), opened.volume().geometry())
        .segmentation();
  }

  private static void closeImage() throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          ImagePlus image = WindowManager.getCurrentImage();
          image.changes = false;
          image.close();
        });
    desktop.await("the session's end", () -> Workbench.INSTANCE.model().isEmpty());
  }

  /** Runs a macro in another Java, in which nobody has worked on the image. */
  private static String inFreshImageJ(Path macro) throws Exception {
    Path log = OUT.resolve(macro.getFileName() + ".log");
    Path home = Path.of(System.getProperty("user.home"));
    EventQueue.invokeAndWait(() -> app.setVisible(false)); // the other one needs the screen
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-Djava.awt.headless=false",
                    "-Dplugins.dir=" + System.getProperty("plugins.dir"),
                    "-Duser.home=" + home,
                    "-Dvoxelclick.jars=" + JARS,
                    "-Dvoxelclick.version=" + System.getProperty("voxelclick.version"),
                    "-Dvoxelclick.models=" + System.getProperty("voxelclick.models"),
                    "-Dvoxelclick.providers=" + System.getProperty("voxelclick.providers"),
                    "-D"
                        + Journals.FOLDER_PROPERTY
                        + "="
                        + Files.createTempDirectory(home, "fresh-journals"),
                    MacroReplay.class.getName(),
                    macro.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(LIMIT_S, TimeUnit.SECONDS), () -> "it goes on and on");
    } finally {
      process.destroyForcibly();
      EventQueue.invokeAndWait(() -> app.setVisible(true));
    }
    desktop.await("ImageJ's window", app::isShowing);
    return Files.readString(log);
  }

  @Test
  void a_whole_session_is_recorded_and_a_fresh_imagej_repeats_it_to_the_voxel() throws Exception {
    Path file = OUT.resolve("recorded über [a].dcm").toAbsolutePath();
    desktop.orPicture(
        OUT.resolve("failure-macro.png"),
        () -> {
          openRecorder();
          ImagePlus image = open();
          int[] c = phantom.suggestedClick();
          int k = c[2];
          // Two clicks before the model can answer the first, one of them negative.
          desktop.click(onScreen(image, c[0], c[1]), 1);
          desktop.click(onScreen(image, c[0] + 6, c[1] + 14), 3);
          awaitAnswers(2);
          slice(image, k + 1);
          take(KeyEvent.VK_B, ToolKind.BOX);
          drag(image, c[0] - 14, c[1] - 12, c[0] + 13, c[1] + 15);
          awaitAnswers(3);
          take(KeyEvent.VK_S, ToolKind.SCRIBBLE);
          drag(image, c[0] - 5, c[1] + 2, c[0] + 7, c[1] + 2);
          awaitAnswers(4);
          int steps = steps();
          take(KeyEvent.VK_P, ToolKind.BRUSH);
          drag(image, 30, 40, 50, 44);
          awaitStep(ActionKind.BRUSH, ++steps);
          desktop.key(KeyEvent.VK_3);
          desktop.await("the ball", () -> controller().display().tool().ball());
          drag(image, 60, 30, 66, 30);
          awaitStep(ActionKind.BALL, ++steps);
          take(KeyEvent.VK_E, ToolKind.ERASER);
          drag(image, c[0], c[1], c[0] + 1, c[1]);
          awaitStep(ActionKind.BALL, ++steps);
          desktop.key(KeyEvent.VK_3);
          desktop.await("the disc", () -> !controller().display().tool().ball());
          take(KeyEvent.VK_G, ToolKind.POLYGON);
          int[][] corners = {{20, 60}, {42, 58}, {40, 76}, {22, 74}, {20, 60}};
          for (int[] corner : corners) {
            desktop.click(onScreen(image, corner[0], corner[1]), 1);
          }
          awaitStep(ActionKind.POLYGON, ++steps);
          take(KeyEvent.VK_F, ToolKind.FILL);
          desktop.click(onScreen(image, 31, 67), 1);
          awaitStep(ActionKind.FILL, ++steps);
          desktop.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
          desktop.await("the undo", () -> controller().session().undone().size() == 1);
          desktop.key(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
          desktop.await("the second undo", () -> controller().session().undone().size() == 2);
          desktop.key(KeyEvent.VK_Y, KeyEvent.VK_CONTROL);
          desktop.await("the redo", () -> controller().session().undone().size() == 1);
          idle();
          steps = steps();
          desktop.key(KeyEvent.VK_A);
          awaitStep(ActionKind.PROPAGATE, ++steps);
          idle();
          // A correction on a carried slice carries masks anew round it.
          slice(image, k + 3);
          take(KeyEvent.VK_C, ToolKind.CLICK);
          desktop.click(onScreen(image, c[0] + 4, c[1] + 4), 1);
          awaitAnswers(5);
          idle();
          assertTrue(controller().session().history().get(steps() - 1).followsFromLast());
          desktop.key(KeyEvent.VK_ENTER);
          desktop.await(
              "the confirmation",
              () ->
                  controller().segment().slices().values().stream()
                      .anyMatch(SliceState::confirmed));
          secondSegment(image, c);
          coronalClick(image, c);
          saveSeg(file);
          return null;
        });
    String text = recorded();
    Path macro = Files.writeString(OUT.resolve("recorded.ijm"), text).toAbsolutePath();
    assertFalse(text.contains("VoxelClick: "), text); // nothing that it could not repeat
    Set<String> commands =
        text.lines()
            .filter(line -> line.startsWith("run("))
            .map(line -> line.substring(5, line.indexOf('"', 5)))
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "Open Volume...",
            "VoxelClick Prompt",
            "VoxelClick Brush",
            "VoxelClick Polygon",
            "VoxelClick Fill",
            "Undo Prompt",
            "Redo Prompt",
            "Propagate...",
            "VoxelClick Confirm",
            "VoxelClick Add Segment",
            "VoxelClick Lock Segment",
            "Save Segments..."),
        commands.stream().filter(n -> !OTHERS.contains(n)).collect(Collectors.toSet()),
        text);
    Path original = OUT.resolve("recorded-original.dcm");
    Files.move(file, original, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(ProvenanceBeside.of(file));
    EventQueue.invokeAndWait(() -> Recorder.getInstance().close());
    closeImage();
    String log = inFreshImageJ(macro);
    assertTrue(log.contains(MacroReplay.RESULT + "to its end"), log);
    Segmentation expected = segments(original);
    Segmentation found = segments(file);
    assertEquals(2, expected.entries().size());
    for (int n = 0; n < 2; n++) {
      assertNotEquals(0, expected.entries().get(n).mask().count());
      assertEquals(expected.entries().get(n).mask(), found.entries().get(n).mask());
      assertEquals(
          expected.entries().get(n).segment().label(), found.entries().get(n).segment().label());
    }
  }

  private static void secondSegment(ImagePlus image, int[] c) throws Exception {
    SegmentsTable table = find(controller().panel().frame(), SegmentsTable.class);
    JButton add =
        all(table, JButton.class).stream()
            .filter(b -> b.getText().equals(Texts.get("panel.segments.add")))
            .findFirst()
            .orElseThrow();
    Point at = add.getLocationOnScreen();
    desktop.click(new Point(at.x + add.getWidth() / 2, at.y + add.getHeight() / 2), 1);
    desktop.await(
        "the second segment",
        () ->
            controller().session().state().segments().size() == 2
                && controller().segment().number() == 2);
    desktop.focus(image.getWindow());
    slice(image, c[2]);
    take(KeyEvent.VK_C, ToolKind.CLICK);
    desktop.click(onScreen(image, c[0] - 4, c[1] - 3), 1);
    awaitAnswers(1);
    desktop.key(KeyEvent.VK_L);
    desktop.await("the lock", () -> controller().segment().locked());
    desktop.key(KeyEvent.VK_L);
    desktop.await("the lock's end", () -> !controller().segment().locked());
  }

  private static void coronalClick(ImagePlus image, int[] c) throws Exception {
    desktop.key(KeyEvent.VK_V);
    desktop.await("the views", () -> controller().views().isPresent());
    ViewsWindow views = controller().views().orElseThrow();
    desktop.await("the views' window", () -> views.frame().isShowing());
    desktop.settle();
    SliceView coronal = views.views().view(SliceAxis.J);
    EventQueue.invokeAndWait(() -> controller().aimed(new VoxelIndex(c[0], c[1], c[2] - 3)));
    desktop.await("the slice", () -> coronal.index() == c[1]);
    desktop.await("ImageJ's slice", () -> image.getCurrentSlice() == c[2] - 3 + 1);
    int before = prompts();
    desktop.click(onScreen(coronal, c[0], c[2]), 1);
    awaitAnswers(before + 1);
    idle();
  }

  @Test
  void the_example_of_the_page_gives_the_mask_of_the_command_line() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "macros.md"));
    String example = page.substring(page.indexOf("series = "), page.lastIndexOf("```"));
    Path saved = OUT.resolve("example.dcm").toAbsolutePath();
    String macro =
        example
            .replace("/data/ct", SERIES.toAbsolutePath().toString())
            .replace("/data/liver.dcm", saved.toString());
    desktop.orPicture(
        OUT.resolve("failure-macro-example.png"),
        () -> {
          String[] returned = new String[1];
          Thread script =
              new Thread(() -> returned[0] = IJ.runMacro(macro + "return \"to its end\";\n"));
          script.start();
          script.join(60_000);
          assertEquals("to its end", returned[0]);
          assertEquals(1, ResultsTable.getResultsTable().size());
          EventQueue.invokeAndWait(
              () -> {
                ResultsTable.getResultsTable().reset();
                WindowManager.getFrame("Results").dispose();
              });
          assertEquals(0, WindowManager.getImageCount());
          Path theirs =
              commandLine("example-cli.dcm", "all", "point:+:46,76,19", "point:-:52,90,19");
          assertEquals(readSeg(theirs), readSeg(saved));
          assertEquals("Liver", segments(saved).entries().get(0).segment().label());
          return null;
        });
  }

  @Test
  void lines_of_two_images_select_the_image_that_they_work_on() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-macro-two.png"),
        () -> {
          String options = "path=[" + SERIES.toAbsolutePath() + "] new";
          runLine("Open Volume...", options);
          SegmentationController a = controller();
          ImagePlus imageA = place(10);
          runLine("Open Volume...", options);
          SegmentationController b = controller();
          ImagePlus imageB = place(400);
          openRecorder();
          int[] c = phantom.suggestedClick();
          desktop.click(onScreen(imageA, c[0], c[1]), 1);
          awaitPrompts(a, 1);
          desktop.click(onScreen(imageB, c[0] + 2, c[1]), 1);
          awaitPrompts(b, 1);
          desktop.click(onScreen(imageA, c[0] + 4, c[1]), 1);
          awaitPrompts(a, 2);
          Mask maskA = a.segment().mask();
          Mask maskB = b.segment().mask();
          assertNotEquals(maskA, maskB);
          String text = recorded();
          List<String> selected =
              text.lines().filter(line -> line.startsWith("selectImage(")).distinct().toList();
          assertEquals(
              List.of(
                  "selectImage(\"" + imageA.getTitle() + "\");",
                  "selectImage(\"" + imageB.getTitle() + "\");"),
              selected,
              text);
          a.session().undo();
          a.session().undo();
          b.session().undo();
          String[] returned = new String[1];
          Thread macro =
              new Thread(() -> returned[0] = IJ.runMacro(text + "return \"to its end\";\n"));
          macro.start();
          macro.join(60_000);
          assertEquals("to its end", returned[0]);
          assertEquals(maskA, a.segment().mask());
          assertEquals(maskB, b.segment().mask());
          // A person would be asked first, since nothing of this work is kept.
          Thread closing = new Thread(() -> IJ.runMacro("close(); close();"));
          closing.start();
          closing.join(20_000);
          desktop.await("both images' end", () -> WindowManager.getImageCount() == 0);
          return null;
        });
  }

  private static ImagePlus place(int x) throws Exception {
    ImagePlus image = WindowManager.getCurrentImage();
    EventQueue.invokeAndWait(() -> image.getWindow().setLocation(x, 130));
    desktop.settle();
    return image;
  }

  private static void awaitPrompts(SegmentationController one, int count) {
    desktop.await(
        "answer " + count,
        () ->
            one.segment().prompts().size() == count
                && !one.panel().status().busy()
                && one.segment().slices().values().stream().noneMatch(SliceState::isPending));
  }

  @Test
  void a_failing_line_ends_a_script_with_an_exception_and_the_sentence() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-macro-error.png"),
        () -> {
          runLine("Open Volume...", "path=[" + SERIES.toAbsolutePath() + "] new");
          LoadedModel model = Workbench.INSTANCE.model().orElseThrow();
          String[] told = new String[1];
          Thread script =
              new Thread(
                  () -> {
                    try {
                      IJ.run("VoxelClick Brush", "slice=k999 path=1,2 radius=3");
                    } catch (RuntimeException e) {
                      told[0] = e.getMessage() + ": " + IJ.getErrorMessage();
                    }
                  });
          script.start();
          script.join(20_000);
          assertFalse(script.isAlive(), "a script that waits for a window");
          assertTrue(
              told[0].startsWith("Macro canceled: Cannot run \"VoxelClick Brush\""), told[0]);
          closeImage();
          runLine("Open Volume...", "path=[" + SERIES.toAbsolutePath() + "] new");
          assertSame(model, Workbench.INSTANCE.model().orElseThrow(), "loaded once");
          assertFalse(controller().session().canUndo());
          return null;
        });
  }

  @Test
  void a_line_that_saves_replaces_files_only_where_it_says_so() throws Exception {
    Path mask = OUT.resolve("replaced.nii.gz").toAbsolutePath();
    Path surfaces = OUT.resolve("replaced.obj").toAbsolutePath();
    for (String name : List.of("nii.gz", "labels.tsv", "provenance.json", "obj", "mtl")) {
      Files.deleteIfExists(OUT.resolve("replaced." + name));
    }
    desktop.orPicture(
        OUT.resolve("failure-macro-replaced.png"),
        () -> {
          runLine("Open Volume...", "path=[" + SERIES.toAbsolutePath() + "] new");
          int[] c = phantom.suggestedClick();
          runLine("VoxelClick Prompt", "prompt=point:+:" + c[0] + "," + c[1] + "," + c[2]);
          String save = "path=[" + mask + "]";
          String surface = "path=[" + surfaces + "]";
          runLine("Save DICOM SEG...", save + " label=Liver");
          assertTrue(Files.readString(OUT.resolve("replaced.labels.tsv")).contains("Liver"));
          runLine("Save Surfaces...", surface);
          Files.delete(mask);
          Files.writeString(OUT.resolve("replaced.mtl"), "mine");
          Files.delete(surfaces);
          String told = refusedLine("Save DICOM SEG...", save);
          assertTrue(told.contains("replaced.provenance.json, replaced.labels.tsv would be"), told);
          assertFalse(Files.exists(mask));
          told = refusedLine("Save Surfaces...", surface);
          assertTrue(told.contains("replaced.mtl would be replaced. Add the option"), told);
          assertFalse(Files.exists(surfaces));
          runLine("Save DICOM SEG...", save + " overwrite");
          runLine("Save Surfaces...", surface + " overwrite");
          assertTrue(Files.exists(mask) && Files.exists(surfaces));
          assertNotEquals("mine", Files.readString(OUT.resolve("replaced.mtl")));
          closeImage();
          return null;
        });
  }

  /** The sentence that a line is refused with. */
  private static String refusedLine(String command, String options) throws Exception {
    String[] told = {""};
    Thread script =
        new Thread(
            () -> {
              try {
                IJ.run(command, options);
              } catch (RuntimeException e) {
                told[0] = String.valueOf(IJ.getErrorMessage());
              }
            });
    script.start();
    script.join(20_000);
    assertFalse(script.isAlive(), "a script that waits for a window");
    return told[0];
  }

  /** As a script does, on a thread of its own. */
  private static void runLine(String command, String options) throws Exception {
    Thread script = new Thread(() -> IJ.run(command, options));
    script.start();
    script.join(30_000);
    assertFalse(script.isAlive(), command + " goes on and on");
  }
}
