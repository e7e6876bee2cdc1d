package io.github.voxelclick.plugin.panel;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.swing.Icon;

/** An icon that is drawn by lines, sharp in every size. Immutable. */
final class PaintedIcon implements Icon {
  /** The square that drawings fill. */
  static final int GRID = 16;

  private static final float LINE = 1.5f;

  private final int size;
  private final Drawing drawing;

  /** A drawing. */
  @FunctionalInterface
  interface Drawing {
    /**
     * Draws in a square from (0, 0) to ({@link #GRID}, {@link #GRID}).
     *
     * @param g with the colour of the component's text, or a pale one if it is disabled
     */
    void draw(Graphics2D g);
  }

  /**
   * An icon.
   *
   * @param size of a side, at least 1
   */
  PaintedIcon(int size, Drawing drawing) {
    this.size = size;
    this.drawing = drawing;
  }

  @Override
  public int getIconWidth() {
    return size;
  }

  @Override
  public int getIconHeight() {
    return size;
  }

  @Override
  public void paintIcon(Component c, Graphics graphics, int x, int y) {
    Graphics2D g = (Graphics2D) graphics.create();
    try {
      g.translate(x, y);
      g.scale((double) size / GRID, (double) size / GRID);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.setStroke(new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.setColor(c.isEnabled() ? c.getForeground() : Color.GRAY);
      drawing.draw(g);
    } finally {
      g.dispose();
    }
  }
}
