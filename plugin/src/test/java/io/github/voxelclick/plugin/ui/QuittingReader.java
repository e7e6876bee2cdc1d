package io.github.voxelclick.plugin.ui;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.voxelclick.plugin.message.OpenWindows;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.swing.JFrame;

/**
 * A reader at work in a Java of its own, whose work is recorded nowhere: quits ImageJ, thinks
 * better of it, quits again and is kept by another image, and quits for good. The Java ends with
 * that.
 */
final class QuittingReader extends ReaderUi {
  /** A line that tells that ImageJ stayed with all its work. */
  static final String STAYED = "stayed with ";

  /** A line that tells what ImageJ has to keep of where the panel was last. */
  static final String PANEL = "panel at ";

  /** Title of ImageJ's own question. */
  private static final String ASKS = "ImageJ";

  /** A second key for the same question would go to what comes after it. */
  private static final Set<Window> ANSWERED = Collections.newSetFromMap(new IdentityHashMap<>());

  private QuittingReader() {}

  /** Takes no arguments; where ImageJ is, properties say. */
  public static void main(String[] args) throws Exception {
    start_imagej_with_the_plugin();
    try {
      desktop.orPicture(OUT.resolve("failure-quit.png"), QuittingReader::quitTwice);
    } catch (AssertionError e) {
      System.out.println(e);
      System.exit(3); // else the windows would keep this Java
    }
  }

  private static Void quitTwice() throws Exception {
    Path file = Files.createTempFile(Path.of(System.getProperty("user.home")), "no", "folder");
    System.setProperty(Journals.FOLDER_PROPERTY, file.toString());
    app.exitWhenQuitting(true);
    ImagePlus image = open();
    clickOnce(image);
    press(quit(), Texts.get("closing.stay"));
    desktop.settle();
    if (image.getWindow() == null || WindowManager.getCurrentImage() != image) {
      throw new AssertionError("the image is gone");
    }
    awaitAnswers(1);
    System.out.println(STAYED + mask().count() + " voxels");
    System.out.flush();
    SegmentationController controller = controller();
    movePanel(controller.panel().frame());
    ImagePlus other = IJ.createImage("changed", "8-bit ramp", 61, 37, 1);
    EventQueue.invokeAndWait(other::show);
    other.changes = true;
    press(quit(), Texts.get("closing.discard"));
    desktop.awaitDialog(ASKS);
    desktop.key(KeyEvent.VK_ESCAPE); // it is about the other image, and ImageJ stays
    desktop.awaitClosed(ASKS);
    neverWorksOnAnother(controller.panel().frame());
    other.changes = false;
    quitByKey();
    desktop.await("the end", QuittingReader::confirms);
    return null;
  }

  private static void movePanel(JFrame panel) throws Exception {
    Rectangle before = panel.getBounds();
    EventQueue.invokeAndWait(() -> panel.setLocation(before.x - 130, before.y + 70));
    desktop.await("the panel there", () -> panel.getX() < before.x - 60);
    desktop.settle();
    Rectangle b = panel.getBounds();
    System.out.println(PANEL + b.x + "," + b.y + "," + b.width + "," + b.height);
    System.out.flush();
  }

  /** ImageJ has let go of the panel's image, although both are still seen. */
  private static void neverWorksOnAnother(JFrame panel) throws Exception {
    String sentence = Texts.get("closing.gone");
    for (String button : List.of("case.save", "case.load", "case.propagate")) {
      press(panel, Texts.get(button));
      desktop.await("the sentence", () -> OpenWindows.find(sentence).isPresent());
      EventQueue.invokeAndWait(() -> OpenWindows.find(sentence).orElseThrow().dispose());
    }
    desktop.settle();
    desktop.assertNothingUnexpected();
    for (Window w : Window.getWindows()) {
      if (w instanceof Dialog d && d.isShowing()) {
        throw new AssertionError("a command began: " + d.getTitle());
      }
    }
  }

  /** By the key that closes ImageJ's window. */
  private static Dialog quit() {
    String title = Texts.get("closing.title");
    desktop.expectDialogs(title, ASKS);
    quitByKey();
    desktop.await("the question", () -> confirms() || focused(title).isPresent());
    return desktop.awaitDialog(title);
  }

  private static void quitByKey() {
    desktop.focus(app);
    desktop.key(KeyEvent.VK_F4, KeyEvent.VK_ALT);
  }

  /** ImageJ may ask by itself whether quitting was meant: it was. Never true. */
  private static boolean confirms() {
    focused(ASKS).filter(ANSWERED::add).ifPresent(d -> desktop.key(KeyEvent.VK_ENTER));
    return false;
  }

  private static Optional<Window> focused(String title) {
    return Arrays.stream(Window.getWindows())
        .filter(w -> w instanceof Dialog d && d.isFocused() && title.equals(d.getTitle()))
        .findFirst();
  }
}
