package io.github.voxelclick.plugin.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.Window;
import io.github.voxelclick.volume.WorldPoint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a frame costs while a person scrolls: three views of 500 slices of 512×512 with ten segments
 * and the cross-hair, painted into a picture of 1600×1000. Short with {@code -Dbench.runs=1}.
 */
@Tag("bench")
class ScrollBenchmark {
  private static final boolean SHORT = Integer.getInteger("bench.runs", 5) == 1;
  private static final int SIDE = SHORT ? 128 : 512;
  private static final int SLICES = SHORT ? 40 : 500;
  private static final int SEGMENTS = 10;

  private final GridSize size = new GridSize(SIDE, SIDE, SLICES);

  @Test
  void scrolling_through_each_axis() throws Exception {
    ViewSamples.Heard heard = new ViewSamples.Heard();
    DisplayPreset preset = DisplayPreset.of(new Window(-150, 250));
    LinkedViews views = new LinkedViews(volume(), true, preset, heard, heard);
    views.setSize(1600, 1000);
    LinkedViewsTest.layOut(views);
    BufferedImage screen = new BufferedImage(1600, 1000, BufferedImage.TYPE_INT_RGB);
    List<Layer> layers = layers();
    for (SliceAxis axis : SliceAxis.values()) {
      scroll(views, screen, layers, axis); // warm up
      report(axis, scroll(views, screen, layers, axis));
    }
    long magenta =
        Arrays.stream(screen.getRGB(0, 0, 1600, 1000, null, 0, 1600))
            .filter(rgb -> (rgb >> 16 & 0xff) != (rgb & 0xff))
            .count();
    assertTrue(magenta > 1000, "no segment was painted: only " + magenta + " pixels in colour");
  }

  /** Ms of each frame. */
  private double[] scroll(
      LinkedViews views, BufferedImage screen, List<Layer> layers, SliceAxis axis) {
    double[] ms = new double[axis.slices(size)];
    for (int n = 0; n < ms.length; n++) {
      VoxelIndex at =
          new VoxelIndex(
              axis == SliceAxis.I ? n : SIDE / 2,
              axis == SliceAxis.J ? n : SIDE / 2,
              axis == SliceAxis.K ? n : SLICES / 2);
      long start = System.nanoTime();
      views.aim(at);
      views.show(
          new OverlayContent(size, layers, MaskStyle.DEFAULT, Optional.empty(), Optional.of(at)));
      Graphics2D g = screen.createGraphics();
      views.paint(g);
      g.dispose();
      ms[n] = (System.nanoTime() - start) / 1e6;
    }
    return ms;
  }

  private static void report(SliceAxis axis, double[] ms) throws IOException {
    double[] sorted = ms.clone();
    Arrays.sort(sorted);
    String line =
        String.format(
            Locale.ROOT,
            "views: %d slices along %s, 3 views, %d segments, 1600x1000: frame p50 %.1f ms, p95"
                + " %.1f ms, longest %.1f ms",
            ms.length,
            axis,
            SEGMENTS,
            sorted[sorted.length / 2],
            sorted[(int) (0.95 * (sorted.length - 1))],
            sorted[sorted.length - 1]);
    System.out.println("bench " + line);
    Path figures = Path.of("target", "bench", "figures.txt");
    Files.createDirectories(figures.getParent());
    Files.write(figures, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Volume volume() throws Exception {
    short[][] data = new short[SLICES][SIDE * SIDE];
    for (int k = 0; k < SLICES; k++) {
      for (int n = 0; n < SIDE * SIDE; n++) {
        data[k][n] = (short) ((n * 31 + k * 17) % 400 - 150);
      }
    }
    VolumeGeometry geometry =
        VolumeGeometry.regular(
            size,
            Affine.ofColumns(
                new WorldPoint(0.7, 0, 0),
                new WorldPoint(0, 0.7, 0),
                new WorldPoint(0, 0, 0.9),
                new WorldPoint(-180, -180, 0)),
            Optional.empty());
    return new Volume(geometry, new VoxelData.S16(data), Rescale.IDENTITY, "CT", List.of());
  }

  /** Ellipsoids of about a quarter of the volume's width, some overlapping. */
  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (int s = 0; s < SEGMENTS; s++) {
      double ci = SIDE * (0.3 + 0.1 * (s % 5));
      double cj = SIDE * (0.35 + 0.25 * (s % 2));
      double ck = SLICES * (0.2 + 0.06 * s);
      double radius = SIDE / 8.0;
      double reach = SLICES / 4.0;
      Map<Integer, SliceMask> slices = new TreeMap<>();
      for (int k = 0; k < SLICES; k++) {
        double z = (k - ck) / reach;
        double r2 = radius * radius * (1 - z * z);
        if (r2 > 0) {
          slices.put(
              k,
              SliceMask.of(
                  SIDE, SIDE, (i, j) -> (i - ci) * (i - ci) + (j - cj) * (j - cj) * 1.5 < r2));
        }
      }
      Segment.Rgb colour = new Segment.Rgb(255 - 20 * s, 40 + 20 * s, 30 * s % 256);
      layers.add(new Layer(s + 1, Mask.of(size, slices), colour, List.of()));
    }
    return layers;
  }
}
