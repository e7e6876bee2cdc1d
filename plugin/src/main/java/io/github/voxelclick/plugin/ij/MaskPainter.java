package io.github.voxelclick.plugin.ij;

import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/**
 * Paints one slice of a mask: filled faintly, its outermost pixels strongly. The picture is kept
 * until the slice, or what is on it, changes. Used on the event thread only.
 */
final class MaskPainter {
  private static final int FILL_ALPHA = 80;
  private static final int EDGE_ALPHA = 220;
  private static final byte FILL = 1;
  private static final byte EDGE = 2;

  private BufferedImage picture;
  private SliceMask painted;
  private Segment.Rgb colour;

  MaskPainter(SliceMask empty, Segment.Rgb colour) {
    paint(empty, colour);
  }

  /**
   * Draws the part of a slice that a canvas shows.
   *
   * @param source the pixels of the slice that are shown
   * @param magnification canvas pixels per pixel
   */
  void draw(Graphics2D g, OverlayContent content, int k, Rectangle source, double magnification) {
    SliceMask slice = content.mask().slice(SlicePlane.k(k));
    if (slice.isEmpty()) {
      return;
    }
    if (!slice.equals(painted) || !content.colour().equals(colour)) {
      paint(slice, content.colour());
    }
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    int width = (int) Math.round(source.width * magnification);
    int height = (int) Math.round(source.height * magnification);
    g.drawImage(
        picture,
        0,
        0,
        width,
        height,
        source.x,
        source.y,
        source.x + source.width,
        source.y + source.height,
        null);
  }

  private void paint(SliceMask slice, Segment.Rgb rgb) {
    int columns = slice.columns();
    int rows = slice.rows();
    if (picture == null || !rgb.equals(colour)) {
      picture = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_INDEXED, colours(rgb));
    }
    byte[] pixels = new byte[columns];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(pixels, (byte) 0);
      for (int column = 0; column < columns; column++) {
        if (slice.get(column, row)) {
          pixels[column] = isEdge(slice, column, row) ? EDGE : FILL;
        }
      }
      picture.getRaster().setDataElements(0, row, columns, 1, pixels);
    }
    painted = slice;
    colour = rgb;
  }

  private static boolean isEdge(SliceMask s, int column, int row) {
    return column == 0
        || row == 0
        || column == s.columns() - 1
        || row == s.rows() - 1
        || !s.get(column - 1, row)
        || !s.get(column + 1, row)
        || !s.get(column, row - 1)
        || !s.get(column, row + 1);
  }

  private static IndexColorModel colours(Segment.Rgb c) {
    byte r = (byte) c.red();
    byte g = (byte) c.green();
    byte b = (byte) c.blue();
    return new IndexColorModel(
        8,
        3,
        new byte[] {0, r, r},
        new byte[] {0, g, g},
        new byte[] {0, b, b},
        new byte[] {0, (byte) FILL_ALPHA, (byte) EDGE_ALPHA});
  }
}
