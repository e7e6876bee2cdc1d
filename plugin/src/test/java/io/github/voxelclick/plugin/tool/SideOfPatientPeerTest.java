package io.github.voxelclick.plugin.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.voxelclick.edit.DiscBrush;
import io.github.voxelclick.fixtures.dicomgen.DicomSeriesBuilder;
import io.github.voxelclick.fixtures.dicomgen.PixelFormat;
import io.github.voxelclick.fixtures.phantom.GlyphPhantom;
import io.github.voxelclick.fixtures.phantom.PhantomGrid;
import io.github.voxelclick.open.OpenedVolume;
import io.github.voxelclick.open.VolumeCatalog;
import io.github.voxelclick.plugin.task.Installation;
import io.github.voxelclick.plugin.task.MaskSaver;
import io.github.voxelclick.plugin.task.SegmentNaming;
import io.github.voxelclick.plugin.view.DisplayListener;
import io.github.voxelclick.plugin.view.Draft;
import io.github.voxelclick.plugin.view.MaskStyle;
import io.github.voxelclick.plugin.view.PointerEvent;
import io.github.voxelclick.plugin.view.SliceView;
import io.github.voxelclick.plugin.view.ViewListener;
import io.github.voxelclick.plugin.view.ViewOrientation;
import io.github.voxelclick.plugin.view.ViewOrientation.Side;
import io.github.voxelclick.plugin.view.WindowPresets;
import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segmentation;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelIndex;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is painted near the letters of a view lies there in the patient, as pydicom and numpy read
 * the DICOM Segmentation that is saved: from the mouse to the file.
 */
@Tag("peer")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SideOfPatientPeerTest {
  private static final String SCRIPT = "src/test/python/side_peer.py";
  private static final int[] SIZE = {9, 10, 17};
  private static final double[] SPACING = {5.9, 4.3, 3.5};

  /** Directions of a row and of a column, LPS. */
  private static final Map<String, double[][]> ACQUISITIONS =
      Map.of(
          "feet_first_prone", new double[][] {{-1, 0, 0}, {0, -1, 0}},
          "oblique",
              new double[][] {
                PhantomGrid.rotatedAxis(0, 12, -9, 17), PhantomGrid.rotatedAxis(1, 12, -9, 17)
              },
          "sagittal", new double[][] {{0, 1, 0}, {0, 0, -1}});

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"feet_first_prone", "oblique", "sagittal"})
  void a_stroke_lies_where_the_letters_of_its_view_say(String name) throws Exception {
    String python = System.getenv("VOXELCLICK_PYTHON");
    assumeTrue(python != null, "VOXELCLICK_PYTHON is not set: no peers to compare with");
    double[][] directions = ACQUISITIONS.get(name);
    PhantomGrid grid =
        PhantomGrid.oblique(
            SIZE, SPACING, new double[] {-12, 31, -140}, directions[0], directions[1]);
    Path series = folder.resolve("series");
    DicomSeriesBuilder.of(grid, PixelFormat.SIGNED_16, GlyphPhantom.indexSamples(grid))
        .shuffled()
        .writeTo(series);
    OpenedVolume opened =
        VolumeCatalog.of(series, Progress.none()).choose(Optional.empty()).load(Progress.none());
    for (SliceAxis axis : SliceAxis.values()) {
      Painter painter = new Painter(opened.volume(), axis);
      Mask mask = painter.paintTowards(0.8, 0.2);
      Path seg = folder.resolve(axis + ".dcm");
      new MaskSaver(opened, Optional.empty())
          .save(
              new Segmentation(
                  opened.volume().geometry(),
                  List.of(
                      new Segmentation.Entry(
                          SegmentNaming.describe("", "Liver", "by hand", "1"), mask))),
              Installation.producer(),
              seg,
              Progress.none());
      double[] away = away(python, series, seg);
      for (Side side : List.of(Side.RIGHT, Side.TOP)) {
        String letters = painter.view.orientation().letters(side);
        assertTrue(
            isTowards(letters.charAt(0), away),
            name
                + ", "
                + axis
                + ": painted at the side "
                + letters
                + ", found at "
                + List.of(away[0], away[1], away[2]));
      }
    }
  }

  private static boolean isTowards(char letter, double[] lps) {
    return switch (letter) {
      case 'L' -> lps[0] > 1;
      case 'R' -> lps[0] < -1;
      case 'P' -> lps[1] > 1;
      case 'A' -> lps[1] < -1;
      case 'H' -> lps[2] > 1;
      case 'F' -> lps[2] < -1;
      default -> false;
    };
  }

  private static double[] away(String python, Path series, Path seg) throws Exception {
    Process process =
        new ProcessBuilder(python, SCRIPT, series.toString(), seg.toString())
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), answer);
    String[] parts = answer.strip().split(" ", 0);
    return new double[] {
      Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2])
    };
  }

  /** A view without a window, whose mouse goes to a brush. */
  private static final class Painter implements ViewListener, ToolActions, DisplayListener {
    private final Volume volume;
    private final SliceView view;
    private final Pointer pointer;
    private Mask mask;

    Painter(Volume volume, SliceAxis axis) {
      this.volume = volume;
      this.mask = Mask.empty(volume.size());
      this.view =
          new SliceView(
              volume,
              ViewOrientation.of(volume.geometry(), axis),
              WindowPresets.of(volume).get(0),
              this,
              this);
      view.setSize(400, 300);
      view.doLayout();
      this.pointer =
          new Pointer(volume.geometry(), () -> new ToolSettings(ToolKind.BRUSH, 7, false), this);
    }

    /**
     * Presses and releases the left button.
     *
     * @param x share of the slice's width on the screen
     * @param y share of its height
     */
    Mask paintTowards(double x, double y) {
      Rectangle2D slice =
          view.toScreen()
              .createTransformedShape(
                  new Rectangle2D.Double(
                      0, 0, view.axis().columns(volume.size()), view.axis().rows(volume.size())))
              .getBounds2D();
      int screenX = (int) (slice.getX() + x * slice.getWidth());
      int screenY = (int) (slice.getY() + y * slice.getHeight());
      for (int id : new int[] {MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED}) {
        view.dispatchEvent(
            new MouseEvent(
                view,
                id,
                1,
                id == MouseEvent.MOUSE_PRESSED ? MouseEvent.BUTTON1_DOWN_MASK : 0,
                screenX,
                screenY,
                1,
                false,
                MouseEvent.BUTTON1));
      }
      assertTrue(!mask.isEmpty(), "nothing was painted");
      return mask;
    }

    @Override
    public void pointer(PointerEvent event) {
      pointer.accept(event);
    }

    @Override
    public void stroke(
        SlicePlane plane, List<PlanePoint> path, double radiusMm, boolean ball, boolean paint) {
      mask = mask.withSlice(plane, DiscBrush.stroke(volume.geometry(), plane, path, radiusMm));
    }

    @Override
    public void looked(SlicePlane plane) {}

    @Override
    public void aimed(VoxelIndex voxel) {}

    @Override
    public boolean key(KeyEvent event) {
      return false;
    }

    @Override
    public void closed() {}

    @Override
    public void prompt(Prompt prompt) {}

    @Override
    public void polygon(SlicePlane plane, List<PlanePoint> corners, boolean paint) {}

    @Override
    public void fill(SlicePlane plane, PlanePoint pixel) {}

    @Override
    public void draft(Optional<Draft> draft) {}

    @Override
    public void preset(DisplayPreset preset) {}

    @Override
    public void style(MaskStyle style) {}

    @Override
    public void crosshair(boolean shown) {}
  }
}
