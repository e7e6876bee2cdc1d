package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.WorldPoint;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;

/** A small cube that turns with the patient, with DICOM's letters on the sides that are seen. */
final class OrientationCube {
  private static final Color LINE = new Color(0xe0e0e0);
  private static final Color LETTER = Color.WHITE;

  /** Which letter stands on the side in which direction. */
  private record Side(String letter, WorldPoint outwards) {}

  private static final List<Side> SIDES =
      List.of(
          new Side("L", new WorldPoint(1, 0, 0)),
          new Side("R", new WorldPoint(-1, 0, 0)),
          new Side("P", new WorldPoint(0, 1, 0)),
          new Side("A", new WorldPoint(0, -1, 0)),
          new Side("H", new WorldPoint(0, 0, 1)),
          new Side("F", new WorldPoint(0, 0, -1)));

  private OrientationCube() {}

  /**
   * Half of the cube's longest diagonal, in the font's units: its place is a square of twice it.
   */
  static int reach(FontMetrics font) {
    return 2 * font.getHeight();
  }

  /** Paints it round (x, y), in the graphics' font. */
  static void paint(Graphics2D g, TurnTable from, double x, double y) {
    double half = reach(g.getFontMetrics()) / Math.sqrt(3);
    for (Side side : SIDES) {
      double facing = side.outwards.dot(from.towardsViewer());
      if (facing > 1e-6) {
        paint(g, from, side, facing, half, x, y);
      }
    }
  }

  private static void paint(
      Graphics2D g, TurnTable from, Side side, double facing, double half, double x, double y) {
    WorldPoint n = side.outwards;
    WorldPoint u = new WorldPoint(n.y(), n.z(), n.x());
    WorldPoint v = n.cross(u);
    Path2D outline = new Path2D.Double();
    for (int corner = 0; corner < 4; corner++) {
      WorldPoint p = n.plus(u.times(corner < 2 ? 1 : -1)).plus(v.times(corner % 3 == 0 ? 1 : -1));
      double px = x + half * p.dot(from.right());
      double py = y - half * p.dot(from.up());
      if (corner == 0) {
        outline.moveTo(px, py);
      } else {
        outline.lineTo(px, py);
      }
    }
    outline.closePath();
    int grey = 40 + (int) Math.round(70 * facing);
    g.setColor(new Color(grey, grey, grey));
    g.fill(outline);
    g.setColor(LINE);
    g.draw(outline);
    if (facing > 0.2) {
      FontMetrics font = g.getFontMetrics();
      g.setColor(LETTER);
      g.drawString(
          side.letter,
          (float) (x + half * n.dot(from.right()) - font.stringWidth(side.letter) / 2.0),
          (float) (y - half * n.dot(from.up()) + (font.getAscent() - font.getDescent()) / 2.0));
    }
  }
}
