package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Optional;

/**
 * Paints one slice of a mask: filled faintly, its outermost pixels strongly. The slice, and a
 * picture of the rectangle that holds its pixels, are kept until something else is to be seen. Used
 * on the event thread only.
 */
final class MaskPainter {
  private static final int EDGE_ALPHA = 220;
  private static final byte FILL = 1;
  private static final byte EDGE = 2;

  private Optional<Cut> cut = Optional.empty();
  private Optional<Picture> picture = Optional.empty();

  /**
   * Draws a slice.
   *
   * @param mask of the same grid as those before or not
   * @param plane a slice of any axis that the mask has
   * @param toScreen from the slice's columns and rows, whole numbers being corners of pixels
   */
  void draw(
      Graphics2D g,
      Mask mask,
      SlicePlane plane,
      Segment.Rgb rgb,
      MaskStyle style,
      AffineTransform toScreen) {
    SliceMask slice = slice(mask, plane);
    if (slice.isEmpty()) {
      picture = Optional.empty();
      return;
    }
    int alpha = style.filled() ? (int) Math.round(255 * style.opacity()) : 0;
    Picture shown =
        picture
            .filter(p -> p.slice.equals(slice) && p.colour.equals(rgb) && p.fill == alpha)
            .orElseGet(() -> Picture.of(slice, rgb, alpha));
    picture = Optional.of(shown);
    AffineTransform place = new AffineTransform(toScreen);
    place.translate(shown.column, shown.row);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(shown.image, place, null);
  }

  /** A cut through all slices of a mask costs far more than to see that the mask is the same. */
  private SliceMask slice(Mask mask, SlicePlane plane) {
    Cut now =
        cut.filter(c -> c.plane.equals(plane) && c.mask.equals(mask))
            .orElseGet(() -> new Cut(mask, plane, mask.slice(plane)));
    cut = Optional.of(now);
    return now.slice;
  }

  private record Cut(Mask mask, SlicePlane plane, SliceMask slice) {}

  /** The picture of the pixels from a column and a row on. */
  private record Picture(
      SliceMask slice, Segment.Rgb colour, int fill, int column, int row, BufferedImage image) {
    static Picture of(SliceMask slice, Segment.Rgb rgb, int alpha) {
      SliceMask.Bounds box = slice.bounds().orElseThrow();
      int columns = box.maxColumn() - box.minColumn() + 1;
      int rows = box.maxRow() - box.minRow() + 1;
      BufferedImage image =
          new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_INDEXED, colours(rgb, alpha));
      byte[] pixels = new byte[columns];
      for (int row = 0; row < rows; row++) {
        Arrays.fill(pixels, (byte) 0);
        for (int column = 0; column < columns; column++) {
          int x = box.minColumn() + column;
          int y = box.minRow() + row;
          if (slice.get(x, y)) {
            pixels[column] = isEdge(slice, x, y) ? EDGE : FILL;
          }
        }
        image.getRaster().setDataElements(0, row, columns, 1, pixels);
      }
      return new Picture(slice, rgb, alpha, box.minColumn(), box.minRow(), image);
    }
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
