package io.github.voxelclick.plugin.panel;

import io.github.voxelclick.plugin.tool.ToolKind;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** What the icons of tools and of the segments table look like. Stateless. */
final class ToolDrawings {
  private ToolDrawings() {}

  /** The icon of a tool. */
  static PaintedIcon of(ToolKind kind, int size) {
    return new PaintedIcon(size, drawing(kind));
  }

  private static PaintedIcon.Drawing drawing(ToolKind kind) {
    return switch (kind) {
      case CLICK -> ToolDrawings::click;
      case BOX -> ToolDrawings::box;
      case SCRIBBLE -> ToolDrawings::scribble;
      case BRUSH -> ToolDrawings::brush;
      case ERASER -> ToolDrawings::eraser;
      case POLYGON -> ToolDrawings::polygon;
      case FILL -> ToolDrawings::fill;
    };
  }

  private static void dot(Graphics2D g, double x, double y, double radius) {
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  private static void line(Graphics2D g, double x1, double y1, double x2, double y2) {
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  private static Path2D path(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int n = 2; n < xy.length; n += 2) {
      path.lineTo(xy[n], xy[n + 1]);
    }
    return path;
  }

  private static void click(Graphics2D g) {
    g.draw(new Ellipse2D.Double(4, 4, 8, 8));
    dot(g, 8, 8, 1.8);
    line(g, 8, 1, 8, 4);
    line(g, 8, 12, 8, 15);
    line(g, 1, 8, 4, 8);
    line(g, 12, 8, 15, 8);
  }

  private static void box(Graphics2D g) {
    g.draw(new Rectangle2D.Double(2.5, 3.5, 11, 9));
    for (double x : new double[] {2.5, 13.5}) {
      dot(g, x, 3.5, 1.8);
      dot(g, x, 12.5, 1.8);
    }
  }

  private static void scribble(Graphics2D g) {
    Path2D path = new Path2D.Double();
    path.moveTo(2, 11);
    path.curveTo(4, 1, 7, 1, 6.5, 8);
    path.curveTo(6, 16, 10, 15, 10.5, 8.5);
    path.curveTo(11, 4, 13, 4, 14, 6);
    g.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(path);
  }

  private static void brush(Graphics2D g) {
    line(g, 14, 2, 8.5, 8.5);
    Path2D tip = new Path2D.Double();
    tip.moveTo(6.2, 7.6);
    tip.curveTo(9.5, 7.5, 10, 10, 8.2, 12);
    tip.curveTo(6.5, 14, 4, 14, 1.5, 14);
    tip.curveTo(3.5, 12.5, 3, 9, 6.2, 7.6);
    g.fill(tip);
  }

  private static void eraser(Graphics2D g) {
    AffineTransform before = g.getTransform();
    g.rotate(-Math.PI / 4, 8, 8);
    g.draw(new Rectangle2D.Double(2, 5, 12, 6));
    g.fill(new Rectangle2D.Double(2, 5, 5, 6));
    g.setTransform(before);
    line(g, 8, 14.5, 14.5, 14.5);
  }

  private static void polygon(Graphics2D g) {
    double[] corners = {3, 5, 9.5, 2.5, 13.5, 7.5, 10.5, 13.5, 4, 12.5};
    Path2D path = path(corners);
    path.closePath();
    g.draw(path);
    for (int n = 0; n < corners.length; n += 2) {
      dot(g, corners[n], corners[n + 1], 1.6);
    }
  }

  private static void fill(Graphics2D g) {
    Path2D bucket = path(7, 2.5, 12.5, 8, 7, 13.5, 1.5, 8);
    bucket.closePath();
    g.draw(bucket);
    Path2D paint = path(1.5, 8, 12.5, 8, 7, 13.5);
    paint.closePath();
    g.fill(paint);
    line(g, 5, 4.5, 3.5, 1.5);
    Path2D drop = new Path2D.Double();
    drop.moveTo(14, 9);
    drop.curveTo(16, 12.5, 15.5, 14, 14, 14);
    drop.curveTo(12.5, 14, 12, 12.5, 14, 9);
    g.fill(drop);
  }

  /** A padlock, closed or open. */
  static PaintedIcon lock(boolean closed, int size) {
    return new PaintedIcon(
        size,
        g -> {
          Rectangle2D body = new Rectangle2D.Double(3.5, 7.5, 9, 6.5);
          g.draw(body);
          if (closed) {
            g.fill(body);
            g.draw(new Arc2D.Double(5, 2, 6, 8, 0, 180, Arc2D.OPEN));
            line(g, 5, 6, 5, 7);
            line(g, 11, 6, 11, 7);
          } else {
            g.draw(new Arc2D.Double(9, 1.5, 5.5, 7, 0, 180, Arc2D.OPEN));
            line(g, 9, 5, 9, 7);
          }
        });
  }

  /** An eye, open or struck through. */
  static PaintedIcon eye(boolean open, int size) {
    return new PaintedIcon(
        size,
        g -> {
          Path2D lids = new Path2D.Double();
          lids.moveTo(1, 8);
          lids.quadTo(8, 0.5, 15, 8);
          lids.quadTo(8, 15.5, 1, 8);
          g.draw(lids);
          if (open) {
            dot(g, 8, 8, 2.5);
          } else {
            line(g, 3, 13, 13, 3);
          }
        });
  }
}
