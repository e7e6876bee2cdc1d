package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/**
 * Paints one slice of a mask: filled faintly, its outermost pixels strongly. The picture is kept
 * until the slice, or what is on it, changes. Used on the event thread only.
 */
final class MaskPainter {
  private static final int EDGE_ALPHA = 220;
  private static final byte FILL = 1;
  private static final byte EDGE = 2;

  private BufferedImage picture;
  private SliceMask painted;
  private Segment.Rgb colour;
  private int fill;

  MaskPainter() {
    picture = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
    painted = SliceMask.empty(1, 1);
    colour = new Segment.Rgb(0, 0, 0);
  }

  /**
   * Draws a slice.
   *
   * @param slice of any plane; of the same grid as those before or not
   * @param toScreen from the slice's columns and rows, whole numbers being corners of pixels
   */
  void draw(
      Graphics2D g, SliceMask slice, Segment.Rgb rgb, MaskStyle style, AffineTransform toScreen) {
    if (slice.isEmpty()) {
      return;
    }
    int alpha = style.filled() ? (int) Math.round(255 * style.opacity()) : 0;
    if (!slice.equals(painted) || !rgb.equals(colour) || alpha != fill) {
      paint(slice, rgb, alpha);
    }
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(picture, toScreen, null);
  }

  private void paint(SliceMask slice, Segment.Rgb rgb, int alpha) {
    int columns = slice.columns();
    int rows = slice.rows();
    if (picture.getWidth() != columns
        || picture.getHeight() != rows
        || !rgb.equals(colour)
        || alpha != fill) {
      picture =
          new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_INDEXED, colours(rgb, alpha));
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
    fill = alpha;
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

  private static IndexColorModel colours(Segment.Rgb c, int fill) {
    byte r = (byte) c.red();
    byte g = (byte) c.green();
    byte b = (byte) c.blue();
    return new IndexColorModel(
        8,
        3,
        new byte[] {0, r, r},
        new byte[] {0, g, g},
        new byte[] {0, b, b},
        new byte[] {0, (byte) fill, (byte) EDGE_ALPHA});
  }
}
