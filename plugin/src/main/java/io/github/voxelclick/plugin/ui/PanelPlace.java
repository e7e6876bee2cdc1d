package io.github.voxelclick.plugin.ui;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where an image's panel goes, and where the image, so that neither covers the other. Rectangles
 * are in screen pixels. Immutable.
 *
 * @param panel bounds of the panel's window
 * @param image bounds that the image's window is to have; empty where it stays as it is
 */
record PanelPlace(Rectangle panel, Optional<Rectangle> image) {
  /** In less of the screen's width than this an image would be too small to work on. */
  private static final double LEAST_SHARE = 0.35;

  /** Between the two; on scaled screens sizes are rounded. */
  private static final int GAP = 4;

  /** So much of a window has to be on a screen to be drawn back by. */
  private static final int GRIP = 60;

  /**
   * The panel at the right border of the screen, since images grow when they are zoomed.
   *
   * @param screen what windows may cover
   * @param image bounds of the image's window
   * @param panel size of the panel's window, not larger than the screen
   */
  static PanelPlace atTheBorder(Rectangle screen, Rectangle image, Dimension panel) {
    int y = Math.max(screen.y, Math.min(image.y, screen.y + screen.height - panel.height));
    int x = Math.max(screen.x, screen.x + screen.width - panel.width);
    return at(screen, image, new Rectangle(x, y, panel.width, panel.height));
  }

  /**
   * The panel where it is wanted, and the image beside it where there is more room: moved, and made
   * smaller where it has to be. On a screen without room enough the image stays.
   */
  static PanelPlace at(Rectangle screen, Rectangle image, Rectangle panel) {
    if (!panel.intersects(image)) {
      return new PanelPlace(panel, Optional.empty());
    }
    int left = panel.x - screen.x;
    int right = screen.x + screen.width - (panel.x + panel.width);
    int width = Math.max(left, right) - GAP;
    if (width < LEAST_SHARE * screen.width) {
      return new PanelPlace(panel, Optional.empty());
    }
    int x = left >= right ? screen.x : panel.x + panel.width + GAP;
    Dimension size =
        new Dimension(Math.min(image.width, width), Math.min(image.height, screen.height));
    return new PanelPlace(
        panel,
        Optional.of(
            new Rectangle(
                within(image.x, x, x + width - size.width),
                within(image.y, screen.y, screen.y + screen.height - size.height),
                size.width,
                size.height)));
  }

  private static int within(int value, int least, int most) {
    return Math.max(least, Math.min(most, value));
  }

  /**
   * The screen that a window is on: of several, the one that shows most of it.
   *
   * @param window its bounds
   * @param screens what windows may cover of each
   * @return empty where a person cannot get hold of the window
   */
  static Optional<Rectangle> screenOf(Rectangle window, List<Rectangle> screens) {
    return isReachable(window, screens)
        ? screens.stream().max(Comparator.comparingLong(s -> area(s.intersection(window))))
        : Optional.empty();
  }

  /** An intersection of what does not meet has negative sides. */
  private static long area(Rectangle r) {
    return r.isEmpty() ? 0 : (long) r.width * r.height;
  }

  /**
   * Whether a person can get hold of a window: screens come and go.
   *
   * @param window its bounds
   * @param screens what there is now
   */
  static boolean isReachable(Rectangle window, List<Rectangle> screens) {
    Rectangle bar = new Rectangle(window.x, window.y, window.width, GRIP / 2);
    return screens.stream()
        .map(screen -> screen.intersection(bar))
        .anyMatch(seen -> seen.width >= Math.min(GRIP, bar.width) && seen.height >= GRIP / 4);
  }
}
