package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.diagnostics.DiagnosticsPanel;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Optional;
import javax.swing.JFrame;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The window with what is to be known about the installation. */
@Tag("ui")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiagnosticsUiIT extends ReaderUi {
  private static Optional<JFrame> window() {
    return Arrays.stream(Frame.getFrames())
        .filter(f -> f.isShowing() && f.getTitle().equals("VoxelClick Diagnostics"))
        .map(JFrame.class::cast)
        .findFirst();
  }

  @Test
  void opens_from_the_menu_and_copies_once_the_devices_are_tried() throws Exception {
    desktop.orPicture(
        OUT.resolve("failure-diagnostics.png"),
        () -> {
          desktop.chooseMenu(app, "Plugins", "VoxelClick", "VoxelClick Diagnostics");
          desktop.await("the window", () -> window().isPresent());
          JFrame frame = window().orElseThrow();
          DiagnosticsPanel panel = (DiagnosticsPanel) frame.getContentPane();
          desktop.await("the devices", () -> panel.copyButton().isEnabled());
          desktop.focus(frame);
          panel.copyButton().requestFocusInWindow();
          desktop.await("the focus on Copy", () -> panel.copyButton().isFocusOwner());
          desktop.screenshot(frame.getBounds(), OUT.resolve("diagnostics.png"));
          desktop.key(KeyEvent.VK_SPACE);
          desktop.await(
              "the text in the clipboard",
              () -> clipboard().startsWith("VoxelClick diagnostics\n"));
          assertTrue(clipboard().contains("  cpu: runs: cpu, "), clipboard());
          assertTrue(clipboard().contains("  host: ImageJ 1.54p\n"), clipboard());
          assertFalse(clipboard().contains(System.getProperty("user.home")), clipboard());
          desktop.key(KeyEvent.VK_ESCAPE);
          desktop.await("the window to close", () -> window().isEmpty());
          return null;
        });
  }

  /**
   * Asked for on the event thread: the first two looks at the clipboard from two threads can wait
   * for each other for ever (a lock of AWT and the making of its class XDataTransferer, JDK 17).
   */
  private static String clipboard() {
    String[] text = {""};
    try {
      EventQueue.invokeAndWait(
          () -> {
            try {
              text[0] =
                  (String)
                      Toolkit.getDefaultToolkit()
                          .getSystemClipboard()
                          .getData(DataFlavor.stringFlavor);
            } catch (IOException | UnsupportedFlavorException e) {
              text[0] = ""; // there is none yet
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("cannot ask for the clipboard", e.getCause());
    }
    return text[0];
  }
}
