package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.Window;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import javax.imageio.ImageIO;

/** A picture of evenly chosen slices with the outlines of two masks. Stateless. */
final class ContactSheet {
  private static final int COLUMNS = 4;
  private static final int ROWS = 3;
  private static final int SCALE = 2;
  private static final Color FOUND = new Color(255, 150, 0);
  private static final Color TRUE = new Color(60, 160, 255);

  private ContactSheet() {}

  /**
   * Writes a PNG.
   *
   * @param window values shown from black to white
   * @param found outlined in orange
   * @param truth outlined in blue, under the other; its slices are shown
   */
  static void write(Path file, Volume volume, Window window, Mask found, Mask truth)
      throws IOException {
    GridSize size = volume.size();
    SortedSet<Integer> slices = truth.occupiedSlices();
    int first = Math.max(0, slices.first() - 1);
    int last = Math.min(size.k() - 1, slices.last() + 1);
    BufferedImage sheet =
        new BufferedImage(
            COLUMNS * size.i() * SCALE, ROWS * size.j() * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    int tiles = COLUMNS * ROWS;
    for (int tile = 0; tile < tiles; tile++) {
      int k = first + Math.round((last - first) * (float) tile / (tiles - 1));
      int x = tile % COLUMNS * size.i() * SCALE;
      int y = tile / COLUMNS * size.j() * SCALE;
      SlicePlane plane = SlicePlane.k(k);
      g.drawImage(grey(volume, plane, window), x, y, size.i() * SCALE, size.j() * SCALE, null);
      outline(g, truth.slice(plane), x, y, TRUE);
      outline(g, found.slice(plane), x, y, FOUND);
      g.setColor(Color.WHITE);
      g.drawString("k=" + k, x + 4, y + 14);
    }
    g.dispose();
    if (!ImageIO.write(sheet, "png", file.toFile())) {
      throw new IOException("this Java cannot write PNG");
    }
  }

  private static BufferedImage grey(Volume volume, SlicePlane plane, Window window) {
    int columns = volume.size().i();
    float[] values = volume.slice(plane);
    BufferedImage image =
        new BufferedImage(columns, volume.size().j(), BufferedImage.TYPE_BYTE_GRAY);
    for (int n = 0; n < values.length; n++) {
      int level = Math.round(255 * window.normalise(values[n]));
      image.getRaster().setSample(n % columns, n / columns, 0, level);
    }
    return image;
  }

  /** Draws the border between pixels inside and outside, not the outermost pixels' centres. */
  private static void outline(Graphics2D g, SliceMask mask, int x, int y, Color colour) {
    g.setColor(colour);
    for (int row = 0; row < mask.rows(); row++) {
      for (int column = 0; column < mask.columns(); column++) {
        if (mask.get(column, row)) {
          int left = x + column * SCALE;
          int top = y + row * SCALE;
          if (column == 0 || !mask.get(column - 1, row)) {
            g.fillRect(left, top, 1, SCALE);
          }
          if (column == mask.columns() - 1 || !mask.get(column + 1, row)) {
            g.fillRect(left + SCALE - 1, top, 1, SCALE);
          }
          if (row == 0 || !mask.get(column, row - 1)) {
            g.fillRect(left, top, SCALE, 1);
          }
          if (row == mask.rows() - 1 || !mask.get(column, row + 1)) {
            g.fillRect(left, top + SCALE - 1, SCALE, 1);
          }
        }
      }
    }
  }
}
