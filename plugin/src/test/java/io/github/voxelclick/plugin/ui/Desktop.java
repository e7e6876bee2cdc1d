package io.github.voxelclick.plugin.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import ij.ImageJ;
import ij.Menus;
import java.awt.AWTEvent;
import java.awt.AWTException;
import java.awt.Dialog;
import java.awt.Frame;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;

/** Mouse, keyboard and screen of the UI tests, as a person has them. */
final class Desktop {
  private static final long LIMIT_MS = 20_000;

  private final Robot robot;
  private final List<String> expected = new CopyOnWriteArrayList<>();
  private final List<String> unexpected = new CopyOnWriteArrayList<>();

  Desktop() throws AWTException {
    robot = new Robot();
    robot.setAutoDelay(25);
    // A dialog that nobody expects would hang the build: it is noted and closed.
    Toolkit.getDefaultToolkit().addAWTEventListener(this::opened, AWTEvent.WINDOW_EVENT_MASK);
  }

  private void opened(AWTEvent e) {
    if (e.getID() == WindowEvent.WINDOW_OPENED
        && e.getSource() instanceof Dialog d
        && !expected.contains(d.getTitle())) {
      unexpected.add(d.getTitle());
      d.dispose();
    }
  }

  void expectDialogs(String... titles) {
    expected.addAll(List.of(titles));
  }

  void assertNothingUnexpected() {
    assertEquals(List.of(), unexpected, "dialogs that should not have come");
  }

  /** Waits until something holds. */
  void await(String what, BooleanSupplier condition) {
    long end = System.currentTimeMillis() + LIMIT_MS;
    while (!condition.getAsBoolean()) {
      if (System.currentTimeMillis() > end) {
        fail("waited in vain for " + what + "; unexpected dialogs: " + unexpected);
      }
      robot.delay(50);
    }
  }

  /** Waits for a dialog and for it to have the focus. */
  Dialog awaitDialog(String title) {
    await("the dialog " + title, () -> dialog(title) != null && dialog(title).isFocused());
    robot.delay(150);
    return dialog(title);
  }

  void awaitClosed(String title) {
    await("the dialog " + title + " to close", () -> dialog(title) == null);
  }

  private static Dialog dialog(String title) {
    for (Window w : Window.getWindows()) {
      if (w.isShowing() && w instanceof Dialog d && title.equals(d.getTitle())) {
        return d;
      }
    }
    return null;
  }

  /**
   * Chooses a command in ImageJ's menu bar with the keyboard: F10 opens the first menu, arrows lead
   * to the entry. To the left, since to the right they would open the first menu's submenus.
   */
  void chooseMenu(ImageJ app, String menu, String submenu, String command) {
    Menu top = topMenu(menu);
    openMenuBar(app);
    lookingKey(KeyEvent.VK_LEFT, Menus.getMenuBar().getMenuCount() - indexOfTop(menu));
    MenuItem sub = item(top, submenu);
    lookingKey(KeyEvent.VK_DOWN, steps(top, sub));
    lookingKey(KeyEvent.VK_RIGHT, 1);
    lookingKey(KeyEvent.VK_DOWN, steps((Menu) sub, item((Menu) sub, command)));
    key(KeyEvent.VK_ENTER);
  }

  /**
   * Presses F10 until the first menu opens: the window manager may still be passing on the focus.
   */
  private void openMenuBar(ImageJ app) {
    for (int attempt = 0; attempt < 5; attempt++) {
      focus(app);
      settle();
      int before = picture();
      key(KeyEvent.VK_F10);
      for (int look = 0; look < 20; look++) {
        robot.delay(100);
        if (picture() != before) {
          settle();
          return;
        }
      }
    }
    fail("F10 did not open the menu");
  }

  /**
   * Presses a key several times and waits each time until the screen shows that it has worked: a
   * busy machine opens menus slowly, and keys that come before are lost.
   */
  private void lookingKey(int key, int times) {
    for (int n = 0; n < times; n++) {
      int before = picture();
      key(key);
      await("the menu to follow the key", () -> picture() != before);
      settle();
    }
  }

  /** Waits until the screen has come to rest. */
  void settle() {
    int[] last = {picture()};
    await(
        "the screen to come to rest",
        () -> {
          robot.delay(80);
          int now = picture();
          boolean resting = now == last[0];
          last[0] = now;
          return resting;
        });
  }

  /** A number that changes with what the screen shows. */
  private int picture() {
    Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
    int[] pixels =
        robot
            .createScreenCapture(screen)
            .getRGB(0, 0, screen.width, screen.height, null, 0, screen.width);
    return Arrays.hashCode(pixels);
  }

  private static Menu topMenu(String label) {
    return Menus.getMenuBar().getMenu(indexOfTop(label));
  }

  private static int indexOfTop(String label) {
    for (int n = 0; n < Menus.getMenuBar().getMenuCount(); n++) {
      if (Menus.getMenuBar().getMenu(n).getLabel().equals(label)) {
        return n;
      }
    }
    return fail("no menu " + label);
  }

  private static MenuItem item(Menu menu, String label) {
    for (int n = 0; n < menu.getItemCount(); n++) {
      if (menu.getItem(n).getLabel().equals(label)) {
        return menu.getItem(n);
      }
    }
    return fail("no entry " + label + " in " + menu.getLabel());
  }

  /** How often the arrow moves from a menu's first entry to another: separators are skipped. */
  private static int steps(Menu menu, MenuItem target) {
    int steps = 0;
    for (int n = 0; menu.getItem(n) != target; n++) {
      if (!menu.getItem(n).getLabel().equals("-") && menu.getItem(n).isEnabled()) {
        steps++;
      }
    }
    return steps;
  }

  /**
   * Raises a window and gives it the focus by a click on its title bar. The window manager may
   * still be moving or raising it, and the click then meets something else: it is tried again, at
   * where the window is by then, and not so soon that two clicks are a double click.
   */
  void focus(Frame window) {
    for (int attempt = 0; attempt == 0 || (attempt < 5 && !window.isFocused()); attempt++) {
      window.toFront();
      robot.delay(50);
      Rectangle b = window.getBounds();
      // The title bar takes a click everywhere and nothing else listens to it.
      click(new Point(b.x + b.width / 2, b.y + Math.max(4, window.getInsets().top / 2)), 1);
      for (int look = 0; look < 60 && !window.isFocused(); look++) {
        robot.delay(50);
      }
    }
    await("the focus on " + window.getTitle(), window::isFocused);
  }

  /** Clicks at a screen point. */
  void click(Point p, int button) {
    int mask = InputEvent.getMaskForButton(button);
    robot.mouseMove(p.x, p.y);
    robot.mousePress(mask);
    robot.mouseRelease(mask);
  }

  /** Drags with the left button from one screen point to another. */
  void drag(Point from, Point to) {
    robot.mouseMove(from.x, from.y);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    for (int step = 1; step <= 8; step++) {
      robot.mouseMove(from.x + (to.x - from.x) * step / 8, from.y + (to.y - from.y) * step / 8);
    }
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
  }

  void times(int count, int key) {
    for (int n = 0; n < count; n++) {
      key(key);
    }
  }

  /** Presses a key while others are held. */
  void key(int key, int... held) {
    for (int h : held) {
      robot.keyPress(h);
    }
    robot.keyPress(key);
    robot.keyRelease(key);
    for (int n = held.length - 1; n >= 0; n--) {
      robot.keyRelease(held[n]);
    }
  }

  /** Replaces the text of the focused field. */
  void retype(String text) {
    key(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
    key(KeyEvent.VK_DELETE);
    type(text);
  }

  /** Types text of letters, digits and the signs of paths, on a US keyboard. */
  void type(String text) {
    for (int n = 0; n < text.length(); n++) {
      char c = text.charAt(n);
      if (c == '_') {
        key(KeyEvent.VK_MINUS, KeyEvent.VK_SHIFT);
      } else if (Character.isUpperCase(c)) {
        key(KeyEvent.getExtendedKeyCodeForChar(c), KeyEvent.VK_SHIFT);
      } else {
        key(KeyEvent.getExtendedKeyCodeForChar(c));
      }
    }
  }

  int colourAt(Point p) {
    return robot.getPixelColor(p.x, p.y).getRGB();
  }

  /** What a part of the screen shows. */
  BufferedImage picture(Rectangle part) {
    robot.waitForIdle();
    return robot.createScreenCapture(part);
  }

  /** What a part of the screen shows, in the screen's own pixels where these are finer. */
  BufferedImage finePicture(Rectangle part) {
    List<Image> variants = robot.createMultiResolutionScreenCapture(part).getResolutionVariants();
    Image finest = variants.get(variants.size() - 1);
    BufferedImage picture =
        new BufferedImage(
            finest.getWidth(null), finest.getHeight(null), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.drawImage(finest, 0, 0, null);
    g.dispose();
    return picture;
  }

  void move(Point p) {
    robot.mouseMove(p.x, p.y);
  }

  void pause(int ms) {
    robot.delay(ms);
  }

  /** Saves a picture of a part of the screen. */
  void screenshot(Rectangle part, Path file) throws IOException {
    robot.waitForIdle();
    robot.delay(300);
    BufferedImage picture = robot.createScreenCapture(part);
    Files.createDirectories(file.getParent());
    ImageIO.write(picture, "png", file.toFile());
  }

  /** Runs something; should it fail, the whole screen is saved first. */
  void orPicture(Path file, Callable<Void> action) throws Exception {
    try {
      action.call();
    } catch (Exception | AssertionError e) {
      screenshot(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()), file);
      throw e;
    }
  }
}
