package io.github.voxelclick.plugin.ij;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Segments as ImageJ's label image: a stack with the segments' numbers as pixel values, 0 where
 * there is none, of 8 bits where the numbers allow it and else of 16. Segments that overlap do not
 * fit into one image without loss, so then each gets an image of its own. To be shown on the event
 * thread; otherwise not thread-safe.
 */
public final class LabelImages {
  private static final int MAX_8_BIT = 255;
  private static final int COLOURS = 256;

  private final List<ImagePlus> images;

  private LabelImages(List<ImagePlus> images) {
    this.images = List.copyOf(images);
  }

  /**
   * Makes the images. Takes a moment; not for the event thread.
   *
   * @param segmentation on the grid of the volume; segments without a voxel are left out
   * @param volume whose spacing and slice labels the images get
   * @param title of the one image, or the beginning of all titles; no patient data
   * @param progress one step per slice
   * @throws GeometryException when the images do not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  public static LabelImages of(
      Segmentation segmentation, Volume volume, String title, Progress progress)
      throws GeometryException {
    List<Segmentation.Entry> entries =
        segmentation.entries().stream().filter(e -> !e.mask().isEmpty()).toList();
    if (entries.isEmpty()) {
      return new LabelImages(List.of());
    }
    boolean apart = entries.size() > 1 && segmentation.overlaps();
    List<List<Segmentation.Entry>> groups =
        apart ? entries.stream().map(List::of).toList() : List.of(entries);
    long bytes = 0;
    for (List<Segmentation.Entry> group : groups) {
      bytes += volume.size().voxels() * (isWide(group) ? Short.BYTES : Byte.BYTES);
    }
    VoxelMemory.require(bytes);
    List<ImagePlus> images = new ArrayList<>();
    for (List<Segmentation.Entry> group : groups) {
      String name = apart ? title + " - " + group.get(0).segment().label() : title;
      images.add(image(name, group, volume, progress));
    }
    return new LabelImages(images);
  }

  private static boolean isWide(List<Segmentation.Entry> entries) {
    return highest(entries) > MAX_8_BIT;
  }

  private static int highest(List<Segmentation.Entry> entries) {
    return entries.stream().mapToInt(e -> e.segment().number()).max().orElseThrow();
  }

  private static ImagePlus image(
      String title, List<Segmentation.Entry> entries, Volume volume, Progress progress) {
    GridSize size = volume.size();
    boolean wide = isWide(entries);
    VolumeStack places = new VolumeStack(volume);
    ImageStack stack = new ImageStack(size.i(), size.j());
    for (int k = 0; k < size.k(); k++) {
      progress.checkCancelled();
      Object pixels = wide ? new short[size.voxelsPerSlice()] : new byte[size.voxelsPerSlice()];
      for (Segmentation.Entry entry : entries) {
        fill(pixels, entry, k);
      }
      stack.addSlice(places.getSliceLabel(k + 1), pixels);
      progress.update(k + 1, size.k());
    }
    int top = wide ? highest(entries) : MAX_8_BIT;
    ImagePlus image = new ImagePlus(title, stack);
    image.setCalibration(VolumeImage.spacing(volume));
    image.setLut(colours(entries, top));
    image.setDisplayRange(0, top);
    image.setProperty("Info", legend(entries));
    return image;
  }

  private static void fill(Object pixels, Segmentation.Entry entry, int k) {
    int number = entry.segment().number();
    entry
        .mask()
        .slice(SlicePlane.k(k))
        .forEachSet(
            n -> {
              if (pixels instanceof byte[] bytes) {
                bytes[n] = (byte) number;
              } else {
                ((short[]) pixels)[n] = (short) number;
              }
            });
  }

  /**
   * The segments' colours at their values; black elsewhere, which no pixel has.
   *
   * @param top the value that the last of the colours stands for
   */
  private static LUT colours(List<Segmentation.Entry> entries, int top) {
    byte[][] rgb = new byte[3][COLOURS];
    for (Segmentation.Entry entry : entries) {
      Segment.Rgb colour = entry.segment().colour();
      // As ImageJ maps 16-bit pixels: the range from 0 to top in 256 equal parts.
      int at = (int) (entry.segment().number() * (long) COLOURS / (top + 1L));
      if (at == 0) {
        continue; // above 255 numbers some share a colour, but none that of the background
      }
      rgb[0][at] = (byte) colour.red();
      rgb[1][at] = (byte) colour.green();
      rgb[2][at] = (byte) colour.blue();
    }
    return new LUT(rgb[0], rgb[1], rgb[2]);
  }

  /** What the values stand for, for Image &gt; Show Info. */
  private static String legend(List<Segmentation.Entry> entries) {
    StringBuilder text = new StringBuilder();
    for (Segmentation.Entry entry : entries) {
      Segment s = entry.segment();
      text.append(String.format(Locale.ROOT, "%d: %s%n", s.number(), s.label()));
    }
    return text.toString();
  }

  /** How many images there are: one, or one per segment where they overlap; 0 of no voxel. */
  public int count() {
    return images.size();
  }

  /** The images, which nobody has shown yet. */
  public List<ImagePlus> images() {
    return images;
  }

  /** Opens a window for each. */
  public void show() {
    images.forEach(ImagePlus::show);
  }
}
