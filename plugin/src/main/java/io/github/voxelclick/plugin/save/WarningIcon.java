package io.github.voxelclick.plugin.save;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import javax.swing.Icon;

/** A yellow triangle with an exclamation mark, as high as a line of text. */
final class WarningIcon implements Icon {
  private static final Color YELLOW = new Color(250, 200, 60);
  private static final Color DARK = new Color(70, 50, 0);

  private final int side;

  /**
   * An icon.
   *
   * @param side in pixels
   */
  WarningIcon(int side) {
    this.side = side;
  }

  @Override
  public void paintIcon(Component c, Graphics g, int x, int y) {
    Graphics2D g2 = (Graphics2D) g.create();
    g2.translate(x, y);
    g2.scale(side / 16.0, side / 16.0);
    g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g2.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    Path2D triangle = new Path2D.Double();
    triangle.moveTo(8, 1.5);
    triangle.lineTo(15, 14.5);
    triangle.lineTo(1, 14.5);
    triangle.closePath();
    g2.setColor(YELLOW);
    g2.fill(triangle);
    g2.setColor(DARK);
    g2.setStroke(new BasicStroke(1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g2.draw(triangle);
    g2.setStroke(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g2.draw(new Line2D.Double(8, 6, 8, 9.5));
    g2.draw(new Line2D.Double(8, 12.2, 8, 12.3));
    g2.dispose();
  }

  @Override
  public int getIconWidth() {
    return side;
  }

  @Override
  public int getIconHeight() {
    return side;
  }
}
