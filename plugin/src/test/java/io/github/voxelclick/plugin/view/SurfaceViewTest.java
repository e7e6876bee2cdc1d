package io.github.voxelclick.plugin.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.view.SurfaceView.Side;
import io.github.voxelclick.surface.Mesh;
import io.github.voxelclick.surface.SurfaceBuilder;
import io.github.voxelclick.surface.SurfaceSettings;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.Segment.Rgb;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.WorldPoint;
import java.awt.event.ActionEvent;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.KeyStroke;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Balls in known places of the patient, and where they are found in the picture. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SurfaceViewTest {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 300;

  /** mm per column, row and slice; the slices' order and the handedness are the grid's matter. */
  private static final double[] SPACING = {1.3, 0.9, 2.5};

  private static final GridSize SIZE = new GridSize(70, 90, 36);

  private static final WorldPoint CENTRE = new WorldPoint(40, -25, 310);

  /** Red on the patient's right, green in front, blue at the head. */
  private static final Rgb RIGHT = new Rgb(255, 0, 0);

  private static final Rgb FRONT = new Rgb(0, 255, 0);
  private static final Rgb HEAD = new Rgb(0, 0, 255);

  /** Axial, or sagittal with rows to the back and columns to the feet. */
  private static VolumeGeometry geometry(String kind) throws Exception {
    WorldPoint i = new WorldPoint(1, 0, 0);
    WorldPoint j = new WorldPoint(0, 1, 0);
    WorldPoint k = new WorldPoint(0, 0, 1);
    if (kind.equals("feet first")) {
      k = k.times(-1);
    } else if (kind.equals("sagittal")) {
      i = new WorldPoint(0, 1, 0);
      j = new WorldPoint(0, 0, -1);
      k = new WorldPoint(-1, 0, 0);
    }
    i = i.times(SPACING[0]);
    j = j.times(SPACING[1]);
    k = k.times(SPACING[2]);
    WorldPoint origin =
        CENTRE
            .minus(i.times((SIZE.i() - 1) / 2.0))
            .minus(j.times((SIZE.j() - 1) / 2.0))
            .minus(k.times((SIZE.k() - 1) / 2.0));
    return VolumeGeometry.regular(SIZE, Affine.ofColumns(i, j, k, origin), Optional.empty());
  }

  private static SurfaceView.Part ball(
      int number, VolumeGeometry geometry, WorldPoint offset, Rgb colour) throws Exception {
    WorldPoint middle = CENTRE.plus(offset);
    Map<Integer, SliceMask> slices = new HashMap<>();
    for (int n = 0; n < SIZE.k(); n++) {
      int k = n;
      slices.put(
          k,
          SliceMask.of(
              SIZE.i(),
              SIZE.j(),
              (i, j) -> geometry.toWorld(new VoxelPoint(i, j, k)).minus(middle).length() < 9));
    }
    Mesh mesh =
        SurfaceBuilder.build(
                Mask.of(SIZE, slices), geometry, SurfaceSettings.preview(3), Progress.none())
            .mesh();
    return new SurfaceView.Part(number, mesh, colour);
  }

  private static SurfaceView view(String kind) throws Exception {
    VolumeGeometry geometry = geometry(kind);
    SurfaceView view = new SurfaceView();
    view.setSize(WIDTH, HEIGHT);
    view.setVolume(Optional.of(geometry));
    view.show(
        List.of(
            ball(1, geometry, new WorldPoint(-25, 0, 0), RIGHT),
            ball(2, geometry, new WorldPoint(0, -27, 0), FRONT),
            ball(5, geometry, new WorldPoint(0, 0, 29), HEAD)));
    return view;
  }

  private static BufferedImage paint(SurfaceView view, int scale) {
    BufferedImage image =
        new BufferedImage(scale * WIDTH, scale * HEIGHT, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.scale(scale, scale);
    view.paint(g);
    g.dispose();
    return image;
  }

  /** Where a pure colour is in the picture. */
  private record Spot(double x, double y, int pixels) {
    static Spot of(BufferedImage image, Rgb colour) {
      long x = 0;
      long y = 0;
      int count = 0;
      for (int row = 0; row < image.getHeight(); row++) {
        for (int column = 0; column < image.getWidth(); column++) {
          int rgb = image.getRGB(column, row);
          int[] c = {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff};
          boolean pure =
              (c[0] == 0) == (colour.red() == 0)
                  && (c[1] == 0) == (colour.green() == 0)
                  && (c[2] == 0) == (colour.blue() == 0);
          if (pure) {
            x += column;
            y += row;
            count++;
          }
        }
      }
      return new Spot((double) x / count, (double) y / count, count);
    }
  }

  /** Signs: where each ball is, right and down positive, 0 in the middle. */
  @ParameterizedTest
  @CsvSource({
    "A, -1,0,  0,0,  0,-1",
    "P,  1,0,  0,0,  0,-1",
    "L,  0,0, -1,0,  0,-1",
    "R,  0,0,  1,0,  0,-1",
    "H, -1,0,  0,1,  0,0",
    "F, -1,0,  0,-1, 0,0",
  })
  void every_side_shows_the_patient_as_one_stands_there(
      Side side, int rightX, int rightY, int frontX, int frontY, int headX, int headY)
      throws Exception {
    for (String kind : new String[] {"axial", "feet first", "sagittal"}) {
      SurfaceView view = view(kind);
      view.lookFrom(side);
      BufferedImage image = paint(view, 1);
      // What lies behind the middle is hidden by no other ball, only seen where it is.
      check(image, RIGHT, rightX, rightY, 25);
      check(image, FRONT, frontX, frontY, 27);
      check(image, HEAD, headX, headY, 29);
    }
  }

  private static void check(BufferedImage image, Rgb colour, int x, int y, double mm) {
    Spot spot = Spot.of(image, colour);
    double scale = pixelsPerMm();
    assertEquals(WIDTH / 2.0 + x * mm * scale, spot.x, 2.5, colour + " across");
    assertEquals(HEIGHT / 2.0 + y * mm * scale, spot.y, 2.5, colour + " down");
    assertEquals(Math.PI * 81 * scale * scale, spot.pixels, 0.12 * spot.pixels);
  }

  private static double pixelsPerMm() {
    double x = SPACING[0] * SIZE.i();
    double y = SPACING[1] * SIZE.j();
    double z = SPACING[2] * SIZE.k();
    return 0.92 * HEIGHT / Math.sqrt(x * x + y * y + z * z);
  }

  @Test
  void what_is_nearer_hides_what_is_behind() throws Exception {
    VolumeGeometry geometry = geometry("axial");
    SurfaceView view = new SurfaceView();
    view.setSize(WIDTH, HEIGHT);
    view.setVolume(Optional.of(geometry));
    view.show(
        List.of(
            ball(1, geometry, new WorldPoint(0, -20, 0), FRONT),
            ball(2, geometry, new WorldPoint(0, 20, 0), RIGHT)));
    view.lookFrom(Side.A);
    BufferedImage front = paint(view, 1);
    view.lookFrom(Side.P);
    BufferedImage back = paint(view, 1);
    int whole = Spot.of(front, FRONT).pixels;
    assertTrue(Spot.of(front, RIGHT).pixels < whole / 10);
    assertTrue(Spot.of(back, FRONT).pixels < whole / 10);
    assertTrue(Spot.of(back, RIGHT).pixels > whole * 9 / 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void scaled_screens_get_their_own_pixels(int scale) throws Exception {
    SurfaceView view = view("axial");
    view.lookFrom(Side.A);
    Spot spot = Spot.of(paint(view, scale), RIGHT);
    assertEquals(Math.PI * 81 * Math.pow(scale * pixelsPerMm(), 2), spot.pixels, 0.1 * spot.pixels);
  }

  @Test
  void dragging_carries_what_is_near_along() throws Exception {
    SurfaceView view = view("axial");
    view.lookFrom(Side.A);
    Spot before = Spot.of(paint(view, 1), FRONT);
    drag(view, 30, 0);
    Spot right = Spot.of(paint(view, 1), FRONT);
    assertTrue(right.x > before.x + 10, right + " after " + before);
    drag(view, -30, 20);
    Spot down = Spot.of(paint(view, 1), FRONT);
    assertEquals(before.x, down.x, 1.5);
    assertTrue(down.y > before.y + 8, down + " after " + before);
    // The head stays up, however far one drags.
    drag(view, 0, 10_000);
    assertTrue(Spot.of(paint(view, 1), FRONT).y > HEIGHT / 2.0);
  }

  private static void drag(SurfaceView view, int dx, int dy) {
    mouse(view, MouseEvent.MOUSE_PRESSED, 150, 150, 1);
    mouse(view, MouseEvent.MOUSE_DRAGGED, 150 + dx, 150 + dy, 1);
    mouse(view, MouseEvent.MOUSE_RELEASED, 150 + dx, 150 + dy, 1);
  }

  private static void mouse(SurfaceView view, int id, int x, int y, int clicks) {
    view.dispatchEvent(new MouseEvent(view, id, 0, 0, x, y, clicks, false, MouseEvent.BUTTON1));
  }

  @Test
  void the_wheel_zooms_and_a_double_click_puts_all_back() throws Exception {
    SurfaceView view = view("axial");
    BufferedImage start = paint(view, 1);
    int pixels = Spot.of(start, RIGHT).pixels;
    view.dispatchEvent(
        new MouseWheelEvent(view, MouseEvent.MOUSE_WHEEL, 0, 0, 10, 10, 0, false, 0, 3, -2));
    assertTrue(Spot.of(paint(view, 1), RIGHT).pixels > 1.4 * pixels);
    drag(view, 40, 13);
    mouse(view, MouseEvent.MOUSE_CLICKED, 20, 20, 2);
    assertEquals(rgb(start), rgb(paint(view, 1)));
  }

  private static List<Integer> rgb(BufferedImage image) {
    List<Integer> all = new ArrayList<>();
    for (int n : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, WIDTH)) {
      all.add(n);
    }
    return all;
  }

  @Test
  void keys_do_what_the_mouse_does() throws Exception {
    SurfaceView view = view("axial");
    press(view, "A");
    check(paint(view, 1), RIGHT, -1, 0, 25);
    press(view, "P");
    check(paint(view, 1), RIGHT, 1, 0, 25);
    press(view, "A");
    press(view, "RIGHT");
    assertTrue(Spot.of(paint(view, 1), FRONT).x > WIDTH / 2.0 + 10);
    int pixels = Spot.of(paint(view, 1), HEAD).pixels;
    press(view, "typed +");
    assertTrue(Spot.of(paint(view, 1), HEAD).pixels > pixels);
  }

  private static void press(SurfaceView view, String key) {
    Object name = view.getInputMap().get(KeyStroke.getKeyStroke(key));
    view.getActionMap()
        .get(name)
        .actionPerformed(new ActionEvent(view, ActionEvent.ACTION_PERFORMED, key));
  }

  @Test
  void the_cross_hair_shows_in_the_volume() throws Exception {
    SurfaceView view = view("sagittal");
    BufferedImage without = paint(view, 1);
    view.setCrossHair(Optional.of(new VoxelPoint(20, 30, 10)));
    assertNotEquals(rgb(without), rgb(paint(view, 1)));
    view.setCrossHair(Optional.empty());
    assertEquals(rgb(without), rgb(paint(view, 1)));
  }

  @Test
  void an_empty_view_paints_without_a_volume_and_at_any_size() {
    SurfaceView view = new SurfaceView();
    for (int side : new int[] {1, 7, 300}) {
      view.setSize(side, side);
      assertEquals(WIDTH, paint(view, 1).getWidth());
    }
    view.show(List.of(new SurfaceView.Part(1, new Mesh(new float[0], new int[0]), RIGHT)));
    assertEquals(WIDTH, paint(view, 1).getWidth());
  }
}
