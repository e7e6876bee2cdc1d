package io.github.voxelclick.plugin.ui;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.text.Texts;
import java.awt.Dialog;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A reader at work in a Java of its own, whose work is recorded nowhere: quits ImageJ, thinks
 * better of it, and quits again. The Java ends with that.
 */
final class QuittingReader extends ReaderUi {
  /** A line that tells that ImageJ stayed with all its work. */
  static final String STAYED = "stayed with ";

  /** Title of ImageJ's own question. */
  private static final String ASKS = "ImageJ";

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
    press(quit(), Texts.get("closing.discard"));
    desktop.await("the end", QuittingReader::confirms);
    return null;
  }

  /** By the key that closes ImageJ's window. */
  private static Dialog quit() {
    String title = Texts.get("closing.title");
    desktop.expectDialogs(title, ASKS);
    desktop.focus(app);
    desktop.key(KeyEvent.VK_F4, KeyEvent.VK_ALT);
    desktop.await("the question", () -> confirms() || isFocused(title));
    return desktop.awaitDialog(title);
  }

  /** ImageJ may ask by itself whether quitting was meant: it was. Never true. */
  private static boolean confirms() {
    if (isFocused(ASKS)) {
      desktop.key(KeyEvent.VK_ENTER);
    }
    return false;
  }

  private static boolean isFocused(String title) {
    return Arrays.stream(Window.getWindows())
        .anyMatch(w -> w instanceof Dialog d && d.isFocused() && title.equals(d.getTitle()));
  }
}
