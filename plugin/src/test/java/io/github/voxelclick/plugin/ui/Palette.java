package io.github.voxelclick.plugin.ui;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Few colours for pictures of windows: the most frequent ones, after the lowest bits of red, green
 * and blue were let go. What is left over gets the nearest. The last index is transparent.
 */
final class Palette {
  /** Index of no colour at all. */
  static final int TRANSPARENT = 255;

  private final int drop;
  private final int levels;
  private final byte[] indexOf;
  private final int[] colours;

  private Palette(int bits, Collection<BufferedImage> pictures) {
    this.drop = 8 - bits;
    this.levels = 1 << bits;
    int buckets = levels * levels * levels;
    long[] count = new long[buckets];
    long[][] sums = new long[3][buckets];
    for (BufferedImage picture : pictures) {
      for (int rgb : pixels(picture)) {
        int bucket = bucket(rgb);
        count[bucket]++;
        sums[0][bucket] += rgb >> 16 & 255;
        sums[1][bucket] += rgb >> 8 & 255;
        sums[2][bucket] += rgb & 255;
      }
    }
    List<Integer> chosen =
        IntStream.range(0, buckets)
            .boxed()
            .filter(b -> count[b] > 0)
            .sorted(Comparator.comparingLong((Integer b) -> -count[b]))
            .limit(TRANSPARENT)
            .toList();
    colours =
        chosen.stream()
            .mapToInt(
                b ->
                    (int) (sums[0][b] / count[b]) << 16
                        | (int) (sums[1][b] / count[b]) << 8
                        | (int) (sums[2][b] / count[b]))
            .toArray();
    indexOf = new byte[buckets];
    for (int b = 0; b < buckets; b++) {
      if (count[b] > 0) {
        int mean =
            (int) (sums[0][b] / count[b]) << 16
                | (int) (sums[1][b] / count[b]) << 8
                | (int) (sums[2][b] / count[b]);
        indexOf[b] = (byte) nearest(mean);
      }
    }
  }

  /**
   * The palette for pictures.
   *
   * @param bits of each of red, green and blue that count, 4 to 6
   */
  static Palette of(int bits, Collection<BufferedImage> pictures) {
    return new Palette(bits, pictures);
  }

  private static int[] pixels(BufferedImage picture) {
    int w = picture.getWidth();
    int h = picture.getHeight();
    return picture.getRGB(0, 0, w, h, null, 0, w);
  }

  private int bucket(int rgb) {
    int r = (rgb >> 16 & 255) >> drop;
    int g = (rgb >> 8 & 255) >> drop;
    int b = (rgb & 255) >> drop;
    return (r * levels + g) * levels + b;
  }

  private int nearest(int rgb) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int n = 0; n < colours.length; n++) {
      int r = (rgb >> 16 & 255) - (colours[n] >> 16 & 255);
      int g = (rgb >> 8 & 255) - (colours[n] >> 8 & 255);
      int b = (rgb & 255) - (colours[n] & 255);
      int distance = r * r + g * g + b * b;
      if (distance < least) {
        least = distance;
        best = n;
      }
    }
    return best;
  }

  /** Red, green and blue of an index, 0 where it has none. */
  int colour(int index) {
    return index < colours.length ? colours[index] & 0xffffff : 0;
  }

  /** The indices of a picture's pixels, row by row. */
  byte[] indices(BufferedImage picture) {
    int[] rgb = pixels(picture);
    byte[] indices = new byte[rgb.length];
    for (int n = 0; n < rgb.length; n++) {
      indices[n] = indexOf[bucket(rgb[n])];
    }
    return indices;
  }

  /** A picture of indices. */
  BufferedImage picture(int width, int height, byte[] indices) {
    int[] all = Arrays.copyOf(colours, TRANSPARENT + 1);
    IndexColorModel model =
        new IndexColorModel(
            8, all.length, all, 0, false, TRANSPARENT, java.awt.image.DataBuffer.TYPE_BYTE);
    BufferedImage picture =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    WritableRaster raster = picture.getRaster();
    raster.setDataElements(0, 0, width, height, indices);
    return picture;
  }

  /** The same picture in these colours. */
  BufferedImage reduced(BufferedImage picture) {
    return picture(picture.getWidth(), picture.getHeight(), indices(picture));
  }
}
