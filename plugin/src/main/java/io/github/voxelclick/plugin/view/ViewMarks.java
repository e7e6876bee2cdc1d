package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceAxis;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.function.Function;

/** What is drawn over a slice to tell where it is: letters, lines, a caption. Stateless. */
final class ViewMarks {
  private static final Color DARK = new Color(0, 0, 0, 200);
  private static final Color CROSSHAIR_SHADOW = new Color(0, 0, 0, 110);

  /** Beside lines of text, and round the middle of a cross-hair. */
  private static final double GAP_IN_ASCENTS = 0.8;

  private ViewMarks() {}

  /** The colour of an axis: of the frame of its view, and of its slices in the other two. */
  static Color colour(SliceAxis axis) {
    return switch (axis) {
      case I -> new Color(255, 213, 79);
      case J -> new Color(105, 220, 140);
      case K -> new Color(255, 112, 100);
    };
  }

  /**
   * The letters at the four sides of a component.
   *
   * @param letters of a side; empty for none
   * @param font of ordinary text; the letters are bold and a little larger
   */
  static void letters(
      Graphics2D g,
      Function<ViewOrientation.Side, String> letters,
      Font font,
      int width,
      int height) {
    Font large = font.deriveFont(Font.BOLD, font.getSize2D() * 1.35f);
    FontMetrics m = g.getFontMetrics(large);
    float gap = m.getAscent() / 3f;
    for (ViewOrientation.Side side : ViewOrientation.Side.values()) {
      String text = letters.apply(side);
      float wide = m.stringWidth(text);
      float middleX = (width - wide) / 2;
      float middleY = (height + m.getAscent() - m.getDescent()) / 2f;
      switch (side) {
        case LEFT -> text(g, text, large, gap, middleY, Color.WHITE);
        case RIGHT -> text(g, text, large, width - gap - wide, middleY, Color.WHITE);
        case TOP -> text(g, text, large, middleX, gap + m.getAscent(), Color.WHITE);
        case BOTTOM -> text(g, text, large, middleX, height - gap - m.getDescent(), Color.WHITE);
      }
    }
  }

  /**
   * A line of text in the lower left corner, above the letter of that side where both would meet.
   */
  static void caption(Graphics2D g, String text, Font font, int width, int height) {
    FontMetrics m = g.getFontMetrics(font);
    float gap = m.getAscent() / 3f;
    boolean meets = 2 * gap + m.stringWidth(text) + m.stringWidth("MM") > width / 2f;
    float up = meets ? 1.5f * m.getHeight() : 0;
    text(g, text, font, gap, height - gap - m.getDescent() - up, Color.WHITE);
  }

  /** Text on a dark rim, to be read on bright and on dark tissue. */
  private static void text(
      Graphics2D g, String text, Font font, float x, float baseline, Color colour) {
    if (text.isEmpty()) {
      return;
    }
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    GlyphVector glyphs = font.createGlyphVector(g.getFontRenderContext(), text);
    Shape outline = glyphs.getOutline(x, baseline);
    g.setColor(DARK);
    g.setStroke(
        new BasicStroke(
            Math.max(2.5f, font.getSize2D() / 4), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(outline);
    g.setColor(colour);
    g.fill(outline);
  }

  /**
   * Two lines through a pixel, each in the colour of the axis whose slice it is, with a gap where
   * they would cross.
   *
   * @param axis of the slice that is shown
   * @param at pixel of the slice
   * @param columns of the slice
   * @param rows of the slice
   * @param toScreen from corners of pixels
   * @param ascent of the font, pixels of the component
   */
  static void crosshair(
      Graphics2D g,
      SliceAxis axis,
      PlanePoint at,
      int columns,
      int rows,
      AffineTransform toScreen,
      int ascent) {
    // Level lines would be smeared over two pixels, each half as clear.
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    double x = at.column() + 0.5;
    double y = at.row() + 0.5;
    Point2D middle = toScreen.transform(new Point2D.Double(x, y), null);
    double gap = GAP_IN_ASCENTS * ascent;
    Color column = colour(axis == SliceAxis.I ? SliceAxis.J : SliceAxis.I);
    Color row = colour(axis == SliceAxis.K ? SliceAxis.J : SliceAxis.K);
    double[][] ends = {{x, 0}, {x, rows}, {0, y}, {columns, y}};
    for (int n = 0; n < ends.length; n++) {
      Point2D end = toScreen.transform(new Point2D.Double(ends[n][0], ends[n][1]), null);
      double length = middle.distance(end);
      if (length > gap) {
        double part = gap / length;
        Line2D line =
            new Line2D.Double(
                middle.getX() + part * (end.getX() - middle.getX()),
                middle.getY() + part * (end.getY() - middle.getY()),
                end.getX(),
                end.getY());
        g.setStroke(new BasicStroke(3));
        g.setColor(CROSSHAIR_SHADOW);
        g.draw(line);
        g.setStroke(new BasicStroke(1));
        g.setColor(n < 2 ? column : row);
        g.draw(line);
      }
    }
  }
}
