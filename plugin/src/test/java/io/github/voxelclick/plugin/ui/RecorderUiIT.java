package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bsh.EvalError;
import bsh.Interpreter;
import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Mask;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.swing.JButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** ImageJ's Recorder in its other modes, and what it writes of an image that is closed. */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecorderUiIT extends ReaderUi {
  private static final String MODE = "recorder.mode";

  @AfterEach
  void close_the_recorder() throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          Recorder recorder = Recorder.getInstance();
          if (recorder != null) {
            recorder.close();
          }
          Prefs.set(MODE, "Macro");
        });
  }

  private static void openRecorder(String mode) throws Exception {
    EventQueue.invokeAndWait(
        () -> {
          Prefs.set(MODE, mode);
          new Recorder().setBounds(10, 700, 500, 180);
        });
    desktop.await("the recorder", () -> Recorder.getInstance().isShowing());
    desktop.settle();
  }

  private static List<String> recorded() throws Exception {
    String[] text = new String[1];
    EventQueue.invokeAndWait(() -> {}); // what is still to be written
    EventQueue.invokeAndWait(() -> text[0] = Recorder.getInstance().getText());
    return text[0].lines().toList();
  }

  /** What is recorded once a line is the last: the threads that close images write, too. */
  private static List<String> recordedTo(String what, Predicate<String> last) throws Exception {
    desktop.await(
        what,
        () -> {
          try {
            List<String> lines = recorded();
            return !lines.isEmpty() && last.test(lines.get(lines.size() - 1));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    return recorded();
  }

  private static void press(Dialog dialog, String text) throws Exception {
    JButton button =
        all(dialog, JButton.class).stream()
            .filter(b -> b.getText().equals(text))
            .findFirst()
            .orElseThrow();
    EventQueue.invokeAndWait(button::doClick);
  }

  private static void click(ImagePlus image) {
    int[] c = phantom.suggestedClick();
    desktop.click(onScreen(image, c[0], c[1]), 1);
    awaitAnswers(1);
  }

  private static void closeAll() {
    IJ.doCommand("Close All");
    desktop.settle();
  }

  private static void closeLog() throws Exception {
    desktop.await("the log", () -> WindowManager.getWindow("Log") != null);
    EventQueue.invokeAndWait(() -> ((ij.text.TextWindow) WindowManager.getWindow("Log")).close());
  }

  private static void closeByKey(ImagePlus image) throws Exception {
    desktop.focus(image.getWindow());
    desktop.key(KeyEvent.VK_W, KeyEvent.VK_CONTROL);
  }

  @Test
  void an_image_that_stays_open_is_not_recorded_as_closed() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-recorded-close.png"),
        () -> {
          Path file = Files.createTempFile(Path.of(System.getProperty("user.home")), "no", "dir");
          System.setProperty(Journals.FOLDER_PROPERTY, file.toString()); // nothing keeps the work
          openRecorder("Macro");
          ImagePlus image = open();
          click(image);
          closeLog(); // tells that nothing is recorded
          String title = Texts.get("closing.title");
          desktop.expectDialogs(title);
          closeByKey(image);
          press(desktop.awaitDialog(title), Texts.get("closing.stay"));
          desktop.awaitClosed(title);
          closeAll();
          press(desktop.awaitDialog(title), Texts.get("closing.stay"));
          desktop.awaitClosed(title);
          assertNotNull(image.getWindow(), "it stays open");
          desktop.settle();
          String none = String.join("\n", recorded()).toLowerCase(Locale.ROOT);
          assertFalse(none.contains("close"), none);
          EventQueue.invokeAndWait(() -> image.getWindow().windowClosing(null));
          press(desktop.awaitDialog(title), Texts.get("closing.discard"));
          desktop.await("the end", () -> image.getWindow() == null);
          List<String> lines = recordedTo("the line that closes", "close();"::equals);
          assertEquals(1, lines.stream().filter(l -> l.contains("close")).count(), "" + lines);
          open();
          closeLog();
          closeAll();
          desktop.await("the end", () -> WindowManager.getImageCount() == 0);
          recordedTo("ImageJ's line", line -> line.startsWith("run(\"Close All\")"));
          return null;
        });
  }

  @Test
  void what_is_recorded_as_beanshell_is_run_as_beanshell() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-recorded-beanshell.png"),
        () -> {
          openRecorder("BeanShell");
          ImagePlus image = open();
          click(image);
          Mask mask = mask();
          assertNotEquals(0, mask.count());
          closeByKey(image);
          desktop.await("the end", () -> WindowManager.getImageCount() == 0);
          desktop.await("the session's end", () -> Workbench.INSTANCE.model().isEmpty());
          List<String> lines =
              recordedTo("the line that closes", line -> line.endsWith("IJ.run(\"Close\", \"\");"));
          String text = String.join("\n", lines);
          assertTrue(text.contains("IJ.run(\"VoxelClick Prompt\", \"prompt=point:+:"), text);
          assertFalse(text.contains("close()"), text);
          EventQueue.invokeAndWait(() -> Recorder.getInstance().close());
          runBeanShell(String.join("\n", lines.subList(0, lines.size() - 1)));
          assertEquals(mask, mask());
          ImagePlus front = WindowManager.getCurrentImage();
          runBeanShell(lines.get(lines.size() - 1));
          desktop.await("the end", () -> front.getWindow() == null);
          closeLog(); // tells what was lost, as nobody is there to be asked
          return null;
        });
  }

  /** On a thread of its own and with the imports, as ImageJ does. */
  private static void runBeanShell(String text) throws Exception {
    EvalError[] error = new EvalError[1];
    Thread script =
        new Thread(
            () -> {
              try {
                new Interpreter().eval("import ij.*;\nimport ij.plugin.*;\n" + text);
              } catch (EvalError e) {
                error[0] = e;
              }
            });
    script.start();
    script.join(60_000);
    assertFalse(script.isAlive(), "it goes on and on");
    if (error[0] != null) {
      throw new AssertionError(text, error[0]);
    }
  }
}
