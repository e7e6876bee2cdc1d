package io.github.voxelclick.open;

import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A small picture of one slice, 8 bits a colour, columns and rows as the slice has them. Its pixels
 * are means of square blocks of the slice's pixels. Immutable.
 *
 * <p>It is shown as the volume is: through the first window that the image proposes; MR, PET and
 * images that propose none between the 1st and 99th percentile of what is shown, but CT without a
 * window from -160 to 240 HU.
 */
public final class Thumbnail {
  /** Of these the windows of single images change from slice to slice, or mean little. */
  private static final Set<String> AUTOMATIC_WINDOW = Set.of("MR", "PT");

  private static final Window SOFT_TISSUE = new Window(-160, 240);

  private static final double LOW = 0.01;
  private static final double HIGH = 0.99;

  private final int columns;
  private final int rows;
  private final double pixelAspect;
  private final int[] rgb;

  private Thumbnail(int columns, int rows, double pixelAspect, int[] rgb) {
    this.columns = columns;
    this.rows = rows;
    this.pixelAspect = pixelAspect;
    this.rgb = rgb;
  }

  /**
   * Makes the picture of the only slice of a volume.
   *
   * @param side pixels along the longer side at most, at least 1
   */
  static Thumbnail of(Volume slice, int side) {
    GridSize size = slice.size();
    if (size.k() != 1 || side < 1) {
      throw new IllegalArgumentException(size + " as a picture of " + side + " pixels");
    }
    int block = (Math.max(size.i(), size.j()) + side - 1) / side;
    Blocks blocks = new Blocks(slice, block);
    double[] mm = slice.pixelSpacingMm(SliceAxis.K);
    int[] pixels =
        slice.data() instanceof VoxelData.Rgb8 colours ? blocks.colours(colours) : greys(blocks);
    return new Thumbnail(blocks.columns, blocks.rows, mm[1] / mm[0], pixels);
  }

  private static int[] greys(Blocks blocks) {
    double[] means = blocks.means();
    DisplayPreset preset = preset(blocks.slice, means);
    boolean inverted = blocks.slice.display().inverted();
    int[] pixels = new int[means.length];
    for (int n = 0; n < pixels.length; n++) {
      if (Double.isNaN(means[n])) {
        continue; // stays black
      }
      double light = preset.curve().brightness(preset.window().normalise(means[n]));
      int grey = (int) Math.round(255 * (inverted ? 1 - light : light));
      pixels[n] = grey << 16 | grey << 8 | grey;
    }
    return pixels;
  }

  private static DisplayPreset preset(Volume slice, double[] means) {
    List<DisplayPreset> proposed = slice.display().presets();
    if (!proposed.isEmpty() && !AUTOMATIC_WINDOW.contains(slice.modality())) {
      return proposed.get(0);
    }
    if (slice.modality().equals("CT")) {
      return DisplayPreset.of(SOFT_TISSUE);
    }
    double[] sorted = Arrays.stream(means).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return DisplayPreset.of(new Window(0, 1));
    }
    double low = sorted[(int) (LOW * (sorted.length - 1))];
    double high = sorted[(int) Math.ceil(HIGH * (sorted.length - 1))];
    return DisplayPreset.of(low < high ? new Window(low, high) : around(low));
  }

  /** A constant picture has no contrast to lose: it is grey. */
  private static Window around(double value) {
    double reach = Math.max(1, Math.abs(value) / 2);
    return Double.isFinite(value - reach) && Double.isFinite(value + reach)
        ? new Window(value - reach, value + reach)
        : new Window(0, 1);
  }

  /** Pixels of a row. */
  public int columns() {
    return columns;
  }

  /** Rows of pixels. */
  public int rows() {
    return rows;
  }

  /** Height of a pixel by its width, both in mm, above 0. */
  public double pixelAspect() {
    return pixelAspect;
  }

  /**
   * The colour of a pixel, 0xRRGGBB.
   *
   * @param column 0 to columns() - 1
   * @param row 0 to rows() - 1
   */
  public int rgb(int column, int row) {
    if (column < 0 || column >= columns || row < 0 || row >= rows) {
      throw new IllegalArgumentException(column + ", " + row + " of " + columns + " x " + rows);
    }
    return rgb[row * columns + column];
  }

  /** A slice in square blocks; those at its right and lower edge may be cut. */
  private static final class Blocks {
    private final Volume slice;
    private final int block;
    private final int columns;
    private final int rows;

    Blocks(Volume slice, int block) {
      this.slice = slice;
      this.block = block;
      this.columns = (slice.size().i() + block - 1) / block;
      this.rows = (slice.size().j() + block - 1) / block;
    }

    private interface Pixels {
      double at(int offset);
    }

    /** Mean modality values; NaN where a block holds nothing finite. */
    double[] means() {
      VoxelData data = slice.data();
      Rescale rescale = slice.rescale();
      return means(offset -> rescale.apply(data.stored(0, offset)));
    }

    int[] colours(VoxelData.Rgb8 data) {
      int[] pixels = new int[columns * rows];
      for (int shift = 0; shift <= 16; shift += 8) {
        int by = shift;
        double[] means = means(offset -> data.rgb(0, offset) >> by & 0xff);
        for (int n = 0; n < pixels.length; n++) {
          pixels[n] |= (int) Math.round(means[n]) << shift;
        }
      }
      return pixels;
    }

    private double[] means(Pixels pixels) {
      double[] sums = new double[columns * rows];
      int[] counts = new int[columns * rows];
      GridSize size = slice.size();
      int offset = 0;
      for (int j = 0; j < size.j(); j++) {
        for (int i = 0; i < size.i(); i++) {
          double value = pixels.at(offset++);
          if (Double.isFinite(value)) {
            int n = j / block * columns + i / block;
            sums[n] += value;
            counts[n]++;
          }
        }
      }
      for (int n = 0; n < sums.length; n++) {
        sums[n] = counts[n] == 0 ? Double.NaN : sums[n] / counts[n];
      }
      return sums;
    }
  }
}
