package io.github.voxelclick.plugin.message;

import java.awt.Window;
import java.util.Optional;
import javax.swing.RootPaneContainer;

/**
 * Windows that say one thing, so that what is said twice comes to the front instead of opening a
 * second window. Stateless: the windows carry what they say. To be used on the event thread.
 */
public final class OpenWindows {
  private static final String SAYS = "voxelclick.message.says";

  private OpenWindows() {}

  /** Notes what a window says. */
  public static <W extends Window & RootPaneContainer> void mark(W window, String says) {
    window.getRootPane().putClientProperty(SAYS, says);
  }

  /** The window that says so, while it is open. */
  public static Optional<Window> find(String says) {
    for (Window window : Window.getWindows()) {
      if (window.isDisplayable()
          && window instanceof RootPaneContainer holder
          && says.equals(holder.getRootPane().getClientProperty(SAYS))) {
        return Optional.of(window);
      }
    }
    return Optional.empty();
  }

  /**
   * Brings the window that says so to the front.
   *
   * @return whether one is open
   */
  public static boolean raise(String says) {
    Optional<Window> open = find(says);
    open.ifPresent(
        window -> {
          window.setVisible(true);
          window.toFront();
        });
    return open.isPresent();
  }
}
