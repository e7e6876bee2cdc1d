package io.github.voxelclick.plugin.ij;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import io.github.voxelclick.plugin.task.LoadedModel;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.plugin.view.Layer;
import io.github.voxelclick.plugin.view.OverlayContent;
import io.github.voxelclick.plugin.view.StoredLetters;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.session.ModelCatalog;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SegmentationSession;
import io.github.voxelclick.session.SessionOptions;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.Window;
import io.github.voxelclick.volume.WorldPoint;
import java.awt.Graphics2D;
import java.awt.Image;
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
 * What a frame of ImageJ's own window costs with our overlay, painted by ImageJ's own canvas into a
 * picture of 1024×1024, and what lies between a model's answer and the painted mask. Short with
 * {@code -Dbench.runs=1}.
 */
@Tag("bench")
class FrameBenchmark {
  private static final boolean SHORT = Integer.getInteger("bench.runs", 5) == 1;
  private static final int SIDE = SHORT ? 128 : 512;
  private static final int SLICES = SHORT ? 40 : 500;
  private static final int SEGMENTS = 10;
  private static final int SCREEN = 1024;

  private final GridSize size = new GridSize(SIDE, SIDE, SLICES);

  /** ImageJ's canvas, on a screen of its own: without a window it has no buffer to paint into. */
  private static final class Canvas extends ImageCanvas {
    private static final long serialVersionUID = 1L;

    Canvas(ImagePlus image) {
      super(image);
      setMagnification(SCREEN / (double) SIDE);
      setSize(SCREEN, SCREEN);
    }

    @Override
    public Image createImage(int width, int height) {
      return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }
  }

  /** An image that has a canvas without a window. */
  private static final class Framed extends ImagePlus {
    private ImageCanvas canvas;

    Framed(ImagePlus plain) {
      super("bench", plain.getStack());
      setCalibration(plain.getCalibration());
      setLut(plain.getLuts()[0]);
      setDisplayRange(plain.getDisplayRangeMin(), plain.getDisplayRangeMax());
    }

    @Override
    public ImageCanvas getCanvas() {
      return canvas;
    }
  }

  /** An image as {@link VolumeView} shows it. */
  private record Shown(ImagePlus image, MaskRoi roi, Canvas canvas, BufferedImage screen) {
    static Shown of(Volume volume) {
      Framed image =
          new Framed(VolumeImage.of("bench", volume, DisplayPreset.of(new Window(-150, 250))));
      MaskRoi roi =
          new MaskRoi(
              OverlayContent.of(volume.size(), List.of()),
              Optional.of(new StoredLetters(volume.geometry(), SliceAxis.K)));
      Canvas canvas = new Canvas(image);
      image.canvas = canvas;
      Overlay overlay = new Overlay(roi);
      image.setOverlay(overlay);
      canvas.setOverlay(overlay);
      return new Shown(
          image, roi, canvas, new BufferedImage(SCREEN, SCREEN, BufferedImage.TYPE_INT_RGB));
    }

    void paint() {
      Graphics2D g = screen.createGraphics();
      canvas.paint(g);
      g.dispose();
    }

    long coloured() {
      return Arrays.stream(screen.getRGB(0, 0, SCREEN, SCREEN, null, 0, SCREEN))
          .filter(rgb -> (rgb >> 16 & 0xff) != (rgb & 0xff))
          .count();
    }
  }

  @Test
  void scrolling_in_the_window_of_imagej() throws Exception {
    Shown shown = Shown.of(volume());
    List<Layer> layers = layers();
    double[] without = scroll(shown, List.of());
    scroll(shown, layers);
    double[] with = scroll(shown, layers);
    assertTrue(shown.coloured() > 1000, "no segment was painted");
    report("window of ImageJ: " + SLICES + " slices, 1024x1024, without an overlay", without);
    report("window of ImageJ: " + SLICES + " slices, 1024x1024, " + SEGMENTS + " segments", with);
  }

  private double[] scroll(Shown shown, List<Layer> layers) {
    double[] ms = new double[SLICES];
    for (int k = 0; k < SLICES; k++) {
      long start = System.nanoTime();
      shown.image().setSlice(k + 1);
      shown.roi().show(OverlayContent.of(size, layers));
      shown.paint();
      ms[k] = (System.nanoTime() - start) / 1e6;
    }
    shown.image().setSlice(SLICES / 2);
    shown.paint();
    return ms;
  }

  /** The answer is in the session at the beginning of the time that is taken. */
  @Test
  void from_the_answer_to_the_painted_mask() throws Exception {
    Volume volume = volume();
    int clicks = SHORT ? 2 : 30;
    double[] answered = new double[clicks];
    double[] painted = new double[clicks];
    Shown shown = Shown.of(volume);
    try (LoadedModel model = LoadedModel.open(Optional.empty())) {
      SegmentationSession session =
          new SegmentationSession(
              volume,
              model.model(),
              ModelCatalog.propagatorFor(model.model()),
              SessionOptions.defaults(),
              SegmentNaming.describe("", "", model.model().profile().name(), ""));
      int number = session.state().segments().get(0).number();
      for (int n = 0; n < clicks; n++) {
        SlicePlane plane = SlicePlane.k(SLICES / 2);
        shown.image().setSlice(plane.index() + 1);
        session.prefetch(number, plane, 0, Progress.none());
        PlanePoint click = new PlanePoint(SIDE / 2 + n % 6, SIDE / 2 - n % 5);
        session.addPrompt(number, new PointPrompt(plane, click, true));
        long asked = System.nanoTime();
        session.answerPending(Progress.none());
        long start = System.nanoTime();
        SegmentState s = session.state().segment(number);
        Layer layer = new Layer(number, s.mask(), s.segment().colour(), s.prompts());
        shown.roi().show(OverlayContent.of(size, List.of(layer)));
        shown.paint();
        painted[n] = (System.nanoTime() - start) / 1e6;
        answered[n] = (start - asked) / 1e6;
        assertTrue(shown.coloured() > 0, "no mask was painted");
      }
    }
    report("click: prompt to answer, slice looked at before", answered);
    report("click: answer to painted frame in the window of ImageJ", painted);
  }

  private static void report(String what, double[] ms) throws IOException {
    double[] sorted = ms.clone();
    Arrays.sort(sorted);
    String line =
        String.format(
            Locale.ROOT,
            "%s: p50 %.1f ms, p95 %.1f ms, longest %.1f ms",
            what,
            sorted[sorted.length / 2],
            sorted[(int) (0.95 * (sorted.length - 1))],
            sorted[sorted.length - 1]);
    System.out.println("bench " + line);
    Path figures = Path.of("target", "bench", "figures.txt");
    Files.createDirectories(figures.getParent());
    Files.write(figures, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** A bright ellipsoid on a grey ground. */
  private Volume volume() throws Exception {
    short[][] data = new short[SLICES][SIDE * SIDE];
    for (int k = 0; k < SLICES; k++) {
      for (int n = 0; n < SIDE * SIDE; n++) {
        int row = n / SIDE;
        double x = (n % SIDE - SIDE / 2.0) / (SIDE / 6.0);
        double y = (row - SIDE / 2.0) / (SIDE / 9.0);
        int noise = (n * 31 + k * 17) % 40;
        data[k][n] = (short) ((x * x + y * y < 1 ? 150 : -20) + noise);
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

  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (int s = 0; s < SEGMENTS; s++) {
      double ci = SIDE * (0.3 + 0.1 * (s % 5));
      double cj = SIDE * (0.35 + 0.25 * (s % 2));
      double ck = SLICES * (0.2 + 0.06 * s);
      Map<Integer, SliceMask> slices = new TreeMap<>();
      for (int k = 0; k < SLICES; k++) {
        double z = (k - ck) / (SLICES / 4.0);
        double r2 = SIDE * SIDE / 64.0 * (1 - z * z);
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
