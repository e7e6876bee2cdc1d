package io.github.voxelclick.plugin.panel;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Line2D;

/**
 * How the columns of the {@link ConfidenceStrip} look. Each look has a height and a pattern of its
 * own, so that colours are not needed to tell them apart; the colours are those of Okabe and Ito,
 * "Color Universal Design", which are told apart with any colour blindness. Stateless.
 */
final class StripPalette {
  static final Color CONFIRMED = new Color(0, 158, 115);
  static final Color PERSON = new Color(0, 114, 178);
  static final Color CARRIED = new Color(150, 205, 240);
  static final Color DOUBTFUL = new Color(230, 159, 0);
  static final Color WRONG = new Color(213, 40, 0);
  static final Color OTHER = new Color(150, 150, 150);
  static final Color GAP = new Color(90, 90, 90);

  private StripPalette() {}

  /** From orange to red as confidence falls from {@link SliceStates#CERTAIN} to 0.3. */
  static Color uncertain(double confidence) {
    double doubt = (SliceStates.CERTAIN - confidence) / (SliceStates.CERTAIN - 0.3);
    return between(DOUBTFUL, WRONG, Math.min(1, Math.max(0, doubt)));
  }

  private static Color between(Color a, Color b, double part) {
    return new Color(
        mix(a.getRed(), b.getRed(), part),
        mix(a.getGreen(), b.getGreen(), part),
        mix(a.getBlue(), b.getBlue(), part));
  }

  private static int mix(int a, int b, double part) {
    return (int) Math.round(a + (b - a) * part);
  }

  /**
   * Draws a column.
   *
   * @param column in which it is drawn
   * @param lying whether it grows to the right, else upwards
   */
  static void paint(Graphics2D g, SliceStates.One slice, Rectangle column, boolean lying) {
    switch (slice.look()) {
      case NOTHING -> {}
      case CONFIRMED -> fill(g, CONFIRMED, part(column, 0, 1, lying));
      case PERSON -> fill(g, PERSON, part(column, 0, 0.7, lying));
      case CARRIED -> fill(g, CARRIED, part(column, 0, 0.4, lying));
      case OTHER -> fill(g, OTHER, part(column, 0, 0.2, lying));
      case UNCERTAIN -> {
        Color colour = uncertain(slice.confidence());
        fill(g, colour, part(column, 0, 0.4, lying));
        fill(g, colour, part(column, 0.7, 1, lying)); // apart from the rest, as the dot of an i
      }
      case GAP -> hatch(g, column);
    }
  }

  /** The part of a column between two heights, 0 to 1. */
  private static Rectangle part(Rectangle c, double from, double to, boolean lying) {
    if (lying) {
      int left = (int) Math.round(c.width * from);
      return new Rectangle(c.x + left, c.y, (int) Math.round(c.width * to) - left, c.height);
    }
    int low = (int) Math.round(c.height * from);
    int high = (int) Math.round(c.height * to);
    return new Rectangle(c.x, c.y + c.height - high, c.width, high - low);
  }

  private static void fill(Graphics2D g, Color colour, Rectangle area) {
    g.setColor(colour);
    g.fill(area);
  }

  /** Slanting lines; those of neighbouring columns go on in each other. */
  static void hatch(Graphics2D g, Rectangle area) {
    Shape clip = g.getClip();
    g.clip(area);
    g.setColor(GAP);
    g.setStroke(new BasicStroke(1));
    int first = Math.floorDiv(area.x - (area.y + area.height), 4) * 4;
    for (int d = first; d <= area.x + area.width - area.y; d += 4) {
      int top = area.y;
      int bottom = area.y + area.height;
      g.draw(new Line2D.Double(top + d, top, bottom + d, bottom));
    }
    g.setClip(clip);
  }
}
