package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.voxelclick.modelstore.ModelStore;
import io.github.voxelclick.plugin.message.OpenWindows;
import io.github.voxelclick.plugin.task.Journals;
import io.github.voxelclick.plugin.text.Texts;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.VolumeException;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No work is lost when an image is closed, and one message has one window. */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClosingUiIT extends ReaderUi {
  /** A file where the folder of journals should be: nothing can be recorded. */
  private static void recordNothing() throws Exception {
    Path file = Files.createTempFile(Path.of(System.getProperty("user.home")), "no", "folder");
    System.setProperty(Journals.FOLDER_PROPERTY, file.toString());
  }

  private static void closeLog() throws Exception {
    desktop.await("the log", () -> WindowManager.getWindow("Log") != null);
    EventQueue.invokeAndWait(() -> ((ij.text.TextWindow) WindowManager.getWindow("Log")).close());
  }

  @Test
  void work_that_is_recorded_nowhere_is_asked_about_and_a_macro_is_told() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-unrecorded.png"),
        () -> {
          recordNothing();
          ImagePlus image = open();
          clickOnce(image);
          closeLog(); // tells that nothing is recorded
          String title = Texts.get("closing.title");
          desktop.expectDialogs(title);
          image.close();
          press(desktop.awaitDialog(title), Texts.get("closing.stay"));
          desktop.awaitClosed(title);
          assertNotNull(image.getWindow(), "it stays open");
          EventQueue.invokeAndWait(image::close); // as some plugins do it
          press(desktop.awaitDialog(title), Texts.get("closing.discard"));
          desktop.await("the end", () -> image.getWindow() == null);
          ImagePlus again = open();
          closeLog();
          clickOnce(again);
          IJ.runMacro("close();");
          desktop.await("the end", () -> again.getWindow() == null);
          closeLog(); // tells what was lost
          return null;
        });
  }

  @Test
  void an_image_that_is_being_saved_closes_after_that() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-saving.png"),
        () -> {
          ImagePlus image = open();
          CountDownLatch disk = new CountDownLatch(1);
          CountDownLatch begun = new CountDownLatch(1);
          SegmentationController controller = controller();
          Path file = OUT.resolve("slow.dcm");
          Files.deleteIfExists(file);
          Thread saving =
              new Thread(
                  () -> {
                    try {
                      controller.saveAndWait(
                          file,
                          progress -> {
                            begun.countDown();
                            disk.await();
                            return Files.writeString(file, "whole");
                          });
                    } catch (VolumeException e) {
                      throw new AssertionError(e);
                    }
                  });
          saving.start();
          begun.await();
          String title = Texts.get("closing.title");
          desktop.expectDialogs(title);
          image.close();
          desktop.awaitDialog(title);
          assertNotNull(image.getWindow(), "it waits");
          disk.countDown();
          desktop.await("the end", () -> image.getWindow() == null);
          assertEquals("whole", Files.readString(file));
          saving.join();
          desktop.awaitClosed(title);
          return null;
        });
  }

  @Test
  void an_open_image_is_offered_instead_of_a_second_one() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-twice.png"),
        () -> {
          ImagePlus image = open();
          BrowserWindow window = browse(SERIES);
          String title = Texts.get("closing.title");
          desktop.expectDialogs(title);
          press(window.browser(), Texts.get("browser.open"));
          press(desktop.awaitDialog(title), Texts.get("opened.twice.show"));
          desktop.awaitClosed(title);
          desktop.await("the browser's end", () -> Workbench.INSTANCE.browser().isEmpty());
          assertEquals(1, WindowManager.getImageCount());
          assertEquals(image, WindowManager.getCurrentImage());
          assertTrue(image.getTitle().startsWith("CT, "), image.getTitle());
          assertTrue(!image.getTitle().contains(SERIES.getFileName().toString() + " ("));
          return null;
        });
  }

  private static long showing(String title) {
    return Arrays.stream(Window.getWindows())
        .filter(Window::isShowing)
        .filter(
            w ->
                (w instanceof Frame f && f.getTitle().equals(title))
                    || (w instanceof Dialog d && d.getTitle().equals(title)))
        .count();
  }

  @Test
  void keys_and_one_sentence_have_one_window_each() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-one-window.png"),
        () -> {
          ImagePlus image = open();
          String keys = Texts.get("case.keys.title");
          EventQueue.invokeAndWait(() -> controller().showKeys());
          EventQueue.invokeAndWait(() -> controller().showKeys());
          assertEquals(1, showing(keys));
          EventQueue.invokeAndWait(() -> OpenWindows.find(keys).orElseThrow().dispose());
          EventQueue.invokeAndWait(
              () -> controller().commands().setLocked(controller().segment().number(), true));
          desktop.await("the lock", () -> controller().segment().locked());
          String title = Texts.get("errors.title");
          desktop.expectDialogs(title);
          int[] c = phantom.suggestedClick();
          desktop.focus(image.getWindow());
          desktop.click(onScreen(image, c[0], c[1]), 1);
          Dialog first = desktop.awaitDialog(title);
          image.getWindow().toFront();
          desktop.click(onScreen(image, c[0] + 3, c[1]), 1);
          desktop.settle();
          assertEquals(1, showing(title));
          assertTrue(first.isShowing());
          EventQueue.invokeAndWait(first::dispose);
          return null;
        });
  }

  /** Through menu, dialog and keyboard; the log tells what was found. */
  private static void chooseDevice(String device) throws Exception {
    desktop.expectDialogs("Device");
    desktop.chooseMenu(app, "Plugins", "VoxelClick", "VoxelClick Device...");
    desktop.awaitDialog("Device");
    desktop.retype(device);
    desktop.key(KeyEvent.VK_ENTER);
    desktop.awaitClosed("Device");
    desktop.await("the device " + device, () -> Workbench.INSTANCE.device().text().equals(device));
    closeLog();
  }

  @Test
  void a_device_that_is_not_there_is_told_of_and_work_goes_on() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-device.png"),
        () -> {
          try {
            chooseDevice("cpu");
            ImagePlus image = open();
            clickOnce(image);
            assertTrue(controller().model().model().device().startsWith("cpu"));
            image.close();
            desktop.await("the session's end", () -> Workbench.INSTANCE.model().isEmpty());
            chooseDevice("nodevice");
            keep_sessions_in_a_folder_of_their_own();
            ImagePlus again = open();
            String log = IJ.getLog();
            assertTrue(log.contains("nodevice"), log);
            assertTrue(log.contains(Texts.get("devices.meanwhile")), log);
            clickOnce(again);
            assertTrue(controller().model().model().device().startsWith("cpu"));
            closeLog();
          } finally {
            Workbench.INSTANCE.device().choose("auto");
          }
          return null;
        });
  }

  @Test
  void an_image_opened_again_for_another_model_keeps_its_masks() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-model.png"),
        () -> {
          ImagePlus image = open();
          clickOnce(image);
          Mask before = mask();
          String title = Texts.get("closing.title");
          desktop.expectDialogs(title);
          try {
            // There is no such model: what was there is opened again, and a sentence says why.
            SegmentationController first = controller();
            EventQueue.invokeAndWait(
                () -> new ModelChoice(first, Workbench.INSTANCE).choose("nosuch"));
            press(desktop.awaitDialog(title), Texts.get("model.again.now"));
            desktop.await(
                "the image again",
                () -> Workbench.INSTANCE.inFront().filter(c -> c != first).isPresent());
            assertEquals(ModelStore.EMBEDDED, Workbench.INSTANCE.chosen());
            assertEquals(before, mask());
            desktop.await("the sentence", () -> showing(title) == 1); // behind the image
            EventQueue.invokeAndWait(
                () ->
                    Arrays.stream(Window.getWindows())
                        .filter(w -> w instanceof Dialog d && title.equals(d.getTitle()))
                        .forEach(Window::dispose));
          } finally {
            Workbench.INSTANCE.choose("");
          }
          return null;
        });
  }
}
