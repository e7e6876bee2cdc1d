package io.github.voxelclick.plugin.panel;

import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Graphics2D;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/** Looks at components and touches them, without a screen. */
final class Painted {
  private Painted() {}

  /** Lays a component out in its preferred size. */
  static <C extends Component> C laidOut(C c) {
    c.setSize(c.getPreferredSize());
    layOut(c);
    return c;
  }

  private static void layOut(Component c) {
    c.doLayout();
    if (c instanceof Container container) {
      for (Component child : container.getComponents()) {
        layOut(child);
      }
    }
  }

  /** What it looks like, one pixel for each unit of length. */
  static BufferedImage image(Component c) {
    BufferedImage image =
        new BufferedImage(c.getWidth(), c.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    c.paint(g);
    g.dispose();
    return image;
  }

  static Color at(BufferedImage image, int x, int y) {
    return new Color(image.getRGB(x, y));
  }

  static Set<Color> colours(BufferedImage image) {
    Set<Color> all = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        all.add(at(image, x, y));
      }
    }
    return all;
  }

  /** Sends a mouse event with the left button. */
  static void mouse(Component c, int id, int x, int y) {
    c.dispatchEvent(
        new MouseEvent(c, id, 0, InputEvent.BUTTON1_DOWN_MASK, x, y, 1, false, MouseEvent.BUTTON1));
  }

  static KeyEvent pressed(Component c, int code, int modifiers, char sign) {
    return new KeyEvent(c, KeyEvent.KEY_PRESSED, 0, modifiers, code, sign);
  }

  /** Does what a key is bound to, as if the component had the focus. */
  static void press(JComponent c, int code) {
    KeyStroke stroke = KeyStroke.getKeyStroke(code, 0);
    Object name = c.getInputMap(JComponent.WHEN_FOCUSED).get(stroke);
    if (name == null) {
      name = c.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).get(stroke);
    }
    if (name == null) {
      throw new AssertionError("no binding for " + stroke);
    }
    if (c.getActionMap().get(name).isEnabled()) {
      c.getActionMap().get(name).actionPerformed(new java.awt.event.ActionEvent(c, 1, "key"));
    }
  }
}
