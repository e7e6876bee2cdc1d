package io.github.voxelclick.plugin.browser;

import io.github.voxelclick.open.Thumbnail;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.swing.Icon;

/** A small picture in a square, with the aspect of the tissue. */
final class ThumbnailIcon implements Icon {
  private final int side;
  private final Optional<BufferedImage> image;
  private final double aspect;

  /**
   * A picture, or an empty frame while there is none.
   *
   * @param side of the square
   */
  ThumbnailIcon(Optional<Thumbnail> picture, int side) {
    this.side = side;
    this.image = picture.map(ThumbnailIcon::image);
    this.aspect = picture.map(t -> t.pixelAspect() * t.rows() / t.columns()).orElse(1.0);
  }

  private static BufferedImage image(Thumbnail picture) {
    BufferedImage image =
        new BufferedImage(picture.columns(), picture.rows(), BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < picture.rows(); row++) {
      for (int column = 0; column < picture.columns(); column++) {
        image.setRGB(column, row, picture.rgb(column, row));
      }
    }
    return image;
  }

  @Override
  public void paintIcon(Component c, Graphics g, int x, int y) {
    Graphics2D g2 = (Graphics2D) g.create();
    if (image.isEmpty()) {
      g2.setColor(c.getForeground());
      g2.drawRect(x, y, side - 1, side - 1);
    } else {
      int width = Math.max(1, (int) Math.round(aspect > 1 ? side / aspect : side));
      int height = Math.max(1, (int) Math.round(aspect > 1 ? side : side * aspect));
      g2.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      g2.drawImage(
          image.get(), x + (side - width) / 2, y + (side - height) / 2, width, height, null);
    }
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
