package io.github.voxelclick.plugin.view;

import io.github.voxelclick.prompt.BoxPrompt;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.prompt.ScribblePrompt;
import io.github.voxelclick.volume.PlanePoint;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/**
 * Paints prompts: a plus for what belongs, a minus for what does not, boxes, lines. Whole numbers
 * of a prompt are pixel centres, those of a canvas are pixel corners. Stateless.
 */
final class PromptPainter {
  private static final Color POSITIVE = new Color(60, 230, 60);
  private static final Color NEGATIVE = new Color(255, 70, 70);
  private static final Color BOX = new Color(80, 200, 255);
  private static final double RADIUS = 7;

  private PromptPainter() {}

  static void draw(Graphics2D g, Prompt prompt, AffineTransform toScreen) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Frame frame = new Frame(toScreen);
    if (prompt instanceof PointPrompt p) {
      marker(g, frame.centre(p.at()), p.positive());
    } else if (prompt instanceof BoxPrompt b) {
      outlined(g, frame.cells(b.min(), b.max()), BOX);
    } else if (prompt instanceof ScribblePrompt s) {
      outlined(g, line(s, frame), s.positive() ? POSITIVE : NEGATIVE);
    }
  }

  private static void marker(Graphics2D g, PlanePoint at, boolean positive) {
    double x = at.column();
    double y = at.row();
    double arm = RADIUS - 3;
    outlined(
        g,
        new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS),
        positive ? POSITIVE : NEGATIVE);
    outlined(g, new Line2D.Double(x - arm, y, x + arm, y), positive ? POSITIVE : NEGATIVE);
    if (positive) {
      outlined(g, new Line2D.Double(x, y - arm, x, y + arm), POSITIVE);
    }
  }

  private static Shape line(ScribblePrompt scribble, Frame frame) {
    Path2D path = new Path2D.Double();
    for (PlanePoint p : scribble.points()) {
      PlanePoint c = frame.centre(p);
      if (path.getCurrentPoint() == null) {
        path.moveTo(c.column(), c.row());
      }
      path.lineTo(c.column(), c.row());
    }
    return path;
  }

  /** Draws what is not finished. */
  static void draw(Graphics2D g, Draft draft, AffineTransform toScreen) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    AffineTransform fromCentres = new AffineTransform(toScreen);
    fromCentres.translate(0.5, 0.5);
    outlined(g, fromCentres.createTransformedShape(draft.outline()), draft.colour());
  }

  /** A coloured line on a dark one, to be seen on bright and on dark tissue. */
  private static void outlined(Graphics2D g, Shape shape, Color colour) {
    g.setStroke(new BasicStroke(3.5f));
    g.setColor(new Color(0, 0, 0, 160));
    g.draw(shape);
    g.setStroke(new BasicStroke(1.8f));
    g.setColor(colour);
    g.draw(shape);
  }

  /** Where pixels of a slice are on the screen. */
  private record Frame(AffineTransform toScreen) {
    /** The screen point of a pixel's centre. */
    PlanePoint centre(PlanePoint p) {
      Point2D at = toScreen.transform(new Point2D.Double(p.column() + 0.5, p.row() + 0.5), null);
      return new PlanePoint(at.getX(), at.getY());
    }

    /** The screen rectangle of all cells between two pixels, both included. */
    Shape cells(PlanePoint min, PlanePoint max) {
      return toScreen.createTransformedShape(
          new Rectangle2D.Double(
              min.column(), min.row(), max.column() + 1 - min.column(), max.row() + 1 - min.row()));
    }
  }
}
