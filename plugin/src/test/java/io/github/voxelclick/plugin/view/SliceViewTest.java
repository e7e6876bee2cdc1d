package io.github.voxelclick.plugin.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.view.PointerEvent.Action;
import io.github.voxelclick.prompt.PointPrompt;
import io.github.voxelclick.volume.Display;
import io.github.voxelclick.volume.DisplayPreset;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.ToneCurve;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.VoxelPoint;
import io.github.voxelclick.volume.Window;
import io.github.voxelclick.volume.WorldPoint;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SliceViewTest {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 380;
  private static final GridSize SIZE = ViewSamples.SIZE;
  private static final Segment.Rgb MASK_COLOUR = new Segment.Rgb(255, 0, 255);

  private final ViewSamples.Heard heard = new ViewSamples.Heard();

  private SliceView view(Volume volume, SliceAxis axis, DisplayPreset preset) {
    SliceView view =
        new SliceView(volume, ViewOrientation.of(volume.geometry(), axis), preset, heard, heard);
    view.setSize(WIDTH, HEIGHT);
    return view;
  }

  private SliceView view(SliceAxis axis) {
    return view(ViewSamples.volume(), axis, ViewSamples.WINDOW);
  }

  private static BufferedImage painted(SliceView view) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    view.paint(g);
    g.dispose();
    return image;
  }

  private static Point2D screen(SliceView view, double column, double row) {
    return view.toScreen().transform(new Point2D.Double(column + 0.5, row + 0.5), null);
  }

  private static int rgbAt(BufferedImage image, Point2D at) {
    return image.getRGB((int) at.getX(), (int) at.getY()) & 0xffffff;
  }

  /** Whether a place is free of letters and caption, which are drawn over the slice. */
  private static boolean isPlain(Point2D at) {
    double x = at.getX();
    double y = at.getY();
    boolean middleX = Math.abs(x - WIDTH / 2.0) < 40;
    boolean middleY = Math.abs(y - HEIGHT / 2.0) < 25;
    boolean side = x < 60 || x > WIDTH - 60;
    boolean topOrBottom = y < 30 || y > HEIGHT - 30;
    return !(middleX && topOrBottom) && !(middleY && side) && !(x < 220 && y > HEIGHT - 30);
  }

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void the_pixel_of_a_voxel_has_its_grey(SliceAxis axis) {
    SliceView view = view(axis);
    int checked = 0;
    for (int index = 0; index < axis.slices(SIZE); index++) {
      view.setIndex(index);
      BufferedImage image = painted(view);
      for (int row = 0; row < axis.rows(SIZE); row++) {
        for (int column = 0; column < axis.columns(SIZE); column++) {
          VoxelIndex v = new SlicePlane(axis, index).voxel(column, row);
          Point2D at = screen(view, column, row);
          if (isPlain(at)) {
            int grey = (int) Math.round(ViewSamples.value(v.i(), v.j(), v.k()) / 5.0);
            assertEquals(grey * 0x010101, rgbAt(image, at), v + " at " + at);
            checked++;
          }
        }
      }
    }
    assertTrue(checked > SIZE.voxels() / 2, "only " + checked + " voxels are not hidden");
  }

  static Stream<VoxelData> all_sample_types() {
    byte[][] u8 = new byte[5][63];
    byte[][] rgb = new byte[5][189];
    short[][] words = new short[5][63];
    float[][] f32 = new float[5][63];
    double[][] f64 = new double[5][63];
    for (int k = 0; k < 5; k++) {
      for (int n = 0; n < 63; n++) {
        u8[k][n] = (byte) (40 * k + n);
        words[k][n] = (short) (30_000 + 100 * k + n);
        f32[k][n] = -0.5f + k / 5f + n / 100f;
        f64[k][n] = 1e6 * (k - 2) + n;
        for (int c = 0; c < 3; c++) {
          rgb[k][3 * n + c] = (byte) (50 * k + 3 * n + 60 * c);
        }
      }
    }
    short[][] negative = new short[5][63];
    for (int k = 0; k < 5; k++) {
      for (int n = 0; n < 63; n++) {
        negative[k][n] = (short) (words[k][n] + 5000); // some above 32767, so some wrap
      }
    }
    f32[2][3] = Float.NaN;
    return Stream.of(
        new VoxelData.U8(u8),
        new VoxelData.S16(words),
        new VoxelData.S16(negative),
        new VoxelData.U16(negative),
        new VoxelData.F32(f32),
        new VoxelData.F64(f64),
        new VoxelData.Rgb8(rgb));
  }

  @ParameterizedTest
  @MethodSource("all_sample_types")
  void every_sample_type_is_shown_by_window_curve_and_inversion(VoxelData data) {
    double low = data.stored(1, 5);
    double high = data.stored(3, 60);
    Window window = new Window(Math.min(low, high), Math.max(low, high) + 0.25);
    DisplayPreset preset = new DisplayPreset("", window, ToneCurve.through(0, 0.7, 1));
    for (boolean inverted : new boolean[] {false, true}) {
      Volume volume = ViewSamples.of(data, new Display(List.of(), inverted));
      for (SliceAxis axis : SliceAxis.values()) {
        SliceImage image = new SliceImage(volume, axis, preset);
        BufferedImage picture = image.slice(2);
        for (int row = 0; row < axis.rows(SIZE); row++) {
          for (int column = 0; column < axis.columns(SIZE); column++) {
            VoxelIndex v = new SlicePlane(axis, 2).voxel(column, row);
            int at = v.i() + 9 * v.j();
            int found = picture.getRGB(column, row) & 0xffffff;
            if (data instanceof VoxelData.Rgb8 colour) {
              assertEquals(colour.rgb(v.k(), at), found);
            } else {
              double place = window.normalise(volume.value(v));
              double bright = preset.curve().brightness(Double.isNaN(place) ? 0 : place);
              assertEquals(255 * (inverted ? 1 - bright : bright), found & 0xff, 1.01, v + "");
            }
          }
        }
      }
    }
  }

  @Test
  void a_picture_that_is_kept_follows_slice_and_window() {
    SliceImage image = new SliceImage(ViewSamples.volume(), SliceAxis.J, ViewSamples.WINDOW);
    int before = image.slice(1).getRGB(3, 2);
    assertNotEquals(before, image.slice(2).getRGB(3, 2));
    assertEquals(before, image.slice(1).getRGB(3, 2));
    image.setPreset(DisplayPreset.of(new Window(-500, 900)));
    assertNotEquals(before, image.slice(1).getRGB(3, 2));
    assertThrows(IllegalArgumentException.class, () -> image.slice(7));
  }

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void a_place_on_the_screen_leads_to_the_patient_and_back(SliceAxis axis) {
    SliceView view = view(axis);
    for (int step = 0; step < 6; step++) {
      for (int x = 3; x < WIDTH; x += 41) {
        for (int y = 5; y < HEIGHT; y += 37) {
          PlanePoint p = view.at(x, y);
          WorldPoint world = ViewSamples.geometry().toWorld(view.plane().toVoxel(p));
          VoxelPoint back = ViewSamples.geometry().toVoxel(world);
          Point2D again =
              screen(view, view.plane().toPlane(back).column(), view.plane().toPlane(back).row());
          assertEquals(x, again.getX(), 0.5);
          assertEquals(y, again.getY(), 0.5);
        }
      }
      view.zoom(1.7, 100 + 20 * step, 300 - 30 * step);
      view.pan(-13 + 7 * step, 11);
    }
  }

  @Test
  void zoom_keeps_what_is_under_the_mouse_and_has_bounds() {
    SliceView view = view(SliceAxis.K);
    PlanePoint before = view.at(150, 260);
    view.zoom(3, 150, 260);
    assertEquals(before.column(), view.at(150, 260).column(), 1e-9);
    assertEquals(before.row(), view.at(150, 260).row(), 1e-9);
    view.zoom(1e12, 10, 10);
    assertEquals(ViewPort.MOST_ZOOM, view.zoom());
    view.zoom(1e-12, 10, 10);
    assertEquals(ViewPort.LEAST_ZOOM, view.zoom());
    view.pan(1e9, -1e9);
    PlanePoint middle = view.at(WIDTH / 2.0, HEIGHT / 2.0);
    Point2D mm =
        view.orientation()
            .toMm()
            .transform(new Point2D.Double(middle.column() + 0.5, middle.row() + 0.5), null);
    assertEquals(0, mm.getX(), 1e-6); // the corner of the box that holds the slice
    assertEquals(view.orientation().boundsMm().getHeight(), mm.getY(), 1e-6);
    view.resetZoom();
    assertEquals(1, view.zoom());
  }

  private static OverlayContent content(SlicePlane plane, int column, int row) {
    Mask mask =
        Mask.empty(SIZE)
            .withSlice(
                plane,
                SliceMask.of(
                    plane.axis().columns(SIZE),
                    plane.axis().rows(SIZE),
                    (c, r) -> c == column && r == row));
    return OverlayContent.of(SIZE, List.of(new Layer(3, mask, MASK_COLOUR, List.of())));
  }

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void a_mask_covers_its_pixels_and_no_others(SliceAxis axis) {
    SliceView view = view(axis);
    view.setIndex(1);
    BufferedImage bare = painted(view);
    int column = 1;
    int row = axis == SliceAxis.K ? 4 : 1;
    view.show(content(view.plane(), column, row));
    BufferedImage image = painted(view);
    for (int r = 0; r < axis.rows(SIZE); r++) {
      for (int c = 0; c < axis.columns(SIZE); c++) {
        Point2D at = screen(view, c, r);
        boolean covered = c == column && r == row;
        assertEquals(covered, rgbAt(bare, at) != rgbAt(image, at), c + "," + r);
      }
    }
    Color seen = new Color(rgbAt(image, screen(view, column, row)));
    assertTrue(seen.getRed() > 200 && seen.getBlue() > 200 && seen.getGreen() < 60, seen + "");
    view.setIndex(2);
    BufferedImage other = painted(view);
    view.show(OverlayContent.of(SIZE, List.of()));
    assertEquals(rgbAt(painted(view), screen(view, 1, row)), rgbAt(other, screen(view, 1, row)));
  }

  @Test
  void nothing_is_painted_beside_a_tilted_slice() {
    SliceView view = view(SliceAxis.I);
    BufferedImage image = painted(view);
    Shape slice =
        view.toScreen()
            .createTransformedShape(
                new Rectangle2D.Double(0, 0, SliceAxis.I.columns(SIZE), SliceAxis.I.rows(SIZE)));
    int beside = 0;
    for (int x = 0; x < WIDTH; x++) {
      int y = HEIGHT / 3;
      if (!slice.intersects(x - 1, y - 1, 3, 3)) {
        assertEquals(0, image.getRGB(x, y) & 0xffffff, "at " + x);
        beside++;
      }
    }
    assertTrue(beside > 5, "the slice fills the view");
  }

  @Test
  void a_mask_that_changes_is_drawn_anew() {
    SliceView view = view(SliceAxis.I);
    view.setIndex(4);
    view.show(content(view.plane(), 2, 1));
    int before = rgbAt(painted(view), screen(view, 3, 2));
    view.show(content(view.plane(), 3, 2));
    assertNotEquals(before, rgbAt(painted(view), screen(view, 3, 2)));
  }

  @Test
  void a_plus_stays_upright_where_slices_are_turned() {
    SliceView view = view(SliceAxis.J);
    view.setIndex(3);
    PointPrompt minus = new PointPrompt(view.plane(), new PlanePoint(2, 2), false);
    view.show(
        OverlayContent.of(
            SIZE, List.of(new Layer(1, Mask.empty(SIZE), MASK_COLOUR, List.of(minus)))));
    BufferedImage image = painted(view);
    Point2D at = screen(view, 2, 2);
    Color middle = new Color(rgbAt(image, at));
    Color beside = new Color(rgbAt(image, new Point2D.Double(at.getX() + 3, at.getY())));
    Color above = new Color(rgbAt(image, new Point2D.Double(at.getX(), at.getY() - 4)));
    assertTrue(middle.getRed() > middle.getGreen() + 60, "no minus at " + at);
    assertTrue(beside.getRed() > beside.getGreen() + 60, "the minus does not lie");
    assertFalse(above.getRed() > above.getGreen() + 60, "the minus stands");
  }

  @Test
  void the_cross_hair_has_the_colours_of_the_other_planes_and_a_gap() {
    SliceView view = view(SliceAxis.K);
    view.setIndex(2);
    BufferedImage bare = painted(view);
    view.show(
        new OverlayContent(
            SIZE,
            List.of(),
            MaskStyle.DEFAULT,
            Optional.empty(),
            Optional.of(new VoxelIndex(2, 5, 2))));
    BufferedImage crossed = painted(view);
    Point2D middle = screen(view, 2, 5);
    assertEquals(rgbAt(bare, middle), rgbAt(crossed, middle));
    assertLike(ViewMarks.colour(SliceAxis.I), crossed, screen(view, 2, 1));
    assertLike(ViewMarks.colour(SliceAxis.J), crossed, screen(view, 7, 5));
    view.setCrosshairShown(false);
    assertEquals(rgbAt(bare, screen(view, 2, 1)), rgbAt(painted(view), screen(view, 2, 1)));
  }

  /** Lines are thinner than a pixel where they lie between two. */
  private static void assertLike(Color expected, BufferedImage image, Point2D at) {
    int best = Integer.MAX_VALUE;
    for (int dx = -1; dx <= 1; dx++) {
      for (int dy = -1; dy <= 1; dy++) {
        Color c = new Color(image.getRGB((int) at.getX() + dx, (int) at.getY() + dy));
        best =
            Math.min(
                best,
                Math.abs(c.getRed() - expected.getRed())
                    + Math.abs(c.getGreen() - expected.getGreen())
                    + Math.abs(c.getBlue() - expected.getBlue()));
      }
    }
    assertTrue(best < 90, "nothing like " + expected + " at " + at + ", nearest " + best);
  }

  @Test
  void letters_are_white_on_a_dark_rim_at_all_four_sides() {
    short[][] bright = new short[SIZE.k()][SIZE.voxelsPerSlice()];
    for (short[] slice : bright) {
      java.util.Arrays.fill(slice, (short) 1275);
    }
    Volume volume = ViewSamples.of(new VoxelData.S16(bright), Display.NONE);
    SliceView view = view(volume, SliceAxis.K, ViewSamples.WINDOW);
    view.zoom(4, WIDTH / 2.0, HEIGHT / 2.0); // all is white but for the letters' rims
    BufferedImage image = painted(view);
    Map.of(
            ViewOrientation.Side.LEFT, new int[] {0, HEIGHT / 2 - 15, 40, 30},
            ViewOrientation.Side.RIGHT, new int[] {WIDTH - 40, HEIGHT / 2 - 15, 40, 30},
            ViewOrientation.Side.TOP, new int[] {WIDTH / 2 - 20, 0, 40, 30},
            ViewOrientation.Side.BOTTOM, new int[] {WIDTH / 2 - 20, HEIGHT - 30, 40, 30})
        .forEach((side, box) -> assertTrue(dark(image, box) > 20, side + " has no letter"));
    assertEquals(0, dark(image, new int[] {WIDTH / 2, HEIGHT / 4, 40, 40}));
  }

  private static int dark(BufferedImage image, int[] box) {
    int n = 0;
    for (int y = box[1]; y < box[1] + box[3]; y++) {
      for (int x = box[0]; x < box[0] + box[2]; x++) {
        n += (image.getRGB(x, y) & 0xff) < 100 ? 1 : 0;
      }
    }
    return n;
  }

  private static void mouse(SliceView view, int id, int modifiers, int button, int x, int y) {
    view.dispatchEvent(new MouseEvent(view, id, 0, modifiers, x, y, 1, false, button));
  }

  private static void drag(SliceView view, int modifiers, int button, int... fromTo) {
    mouse(view, MouseEvent.MOUSE_PRESSED, modifiers, button, fromTo[0], fromTo[1]);
    mouse(view, MouseEvent.MOUSE_DRAGGED, modifiers, 0, fromTo[2], fromTo[3]);
    int released = modifiers & ~(InputEvent.BUTTON1_DOWN_MASK | InputEvent.BUTTON3_DOWN_MASK);
    mouse(view, MouseEvent.MOUSE_RELEASED, released, button, fromTo[2], fromTo[3]);
  }

  @ParameterizedTest
  @EnumSource(SliceAxis.class)
  void a_click_names_the_voxel_under_it(SliceAxis axis) {
    SliceView view = view(axis);
    Point2D at = screen(view, 3, 2);
    int x = (int) at.getX();
    int y = (int) at.getY();
    drag(view, InputEvent.BUTTON1_DOWN_MASK, MouseEvent.BUTTON1, x, y, x, y);
    drag(view, InputEvent.BUTTON3_DOWN_MASK, MouseEvent.BUTTON3, x, y, x, y);
    int alt = InputEvent.BUTTON1_DOWN_MASK | InputEvent.ALT_DOWN_MASK;
    drag(view, alt, MouseEvent.BUTTON1, x, y, x, y);
    List<Action> inOrder = List.of(Action.PRESSED, Action.DRAGGED, Action.RELEASED);
    assertEquals(9, heard.pointers.size());
    for (int n = 0; n < 9; n++) {
      PointerEvent e = heard.pointers.get(n);
      assertEquals(inOrder.get(n % 3), e.action());
      assertEquals(view.plane(), e.plane());
      assertEquals(3, Math.rint(e.column()));
      assertEquals(2, Math.rint(e.row()));
      assertEquals(n > 2, e.secondary(), e + "");
      assertEquals(x, e.screenX());
    }
  }

  @Test
  void a_second_button_does_not_break_into_a_drag() {
    SliceView view = view(SliceAxis.K);
    int left = InputEvent.BUTTON1_DOWN_MASK;
    int both = left | InputEvent.BUTTON3_DOWN_MASK;
    mouse(view, MouseEvent.MOUSE_PRESSED, left, MouseEvent.BUTTON1, 100, 100);
    mouse(view, MouseEvent.MOUSE_PRESSED, both, MouseEvent.BUTTON3, 100, 100);
    mouse(view, MouseEvent.MOUSE_RELEASED, left, MouseEvent.BUTTON3, 100, 100);
    mouse(view, MouseEvent.MOUSE_EXITED, left, 0, -5, 100);
    mouse(view, MouseEvent.MOUSE_RELEASED, 0, MouseEvent.BUTTON1, 120, 100);
    mouse(view, MouseEvent.MOUSE_MOVED, 0, 0, 121, 100);
    mouse(view, MouseEvent.MOUSE_EXITED, 0, 0, -5, 100);
    assertEquals(
        List.of(Action.PRESSED, Action.RELEASED, Action.MOVED, Action.EXITED),
        heard.pointers.stream().map(PointerEvent::action).toList());
  }

  @Test
  void shift_aims_with_any_tool_and_stays_inside_the_volume() {
    SliceView view = view(SliceAxis.I);
    Point2D at = screen(view, 5, 3);
    int shift = InputEvent.BUTTON1_DOWN_MASK | InputEvent.SHIFT_DOWN_MASK;
    drag(view, shift, MouseEvent.BUTTON1, (int) at.getX(), (int) at.getY(), -500, -500);
    assertEquals(new VoxelIndex(4, 5, 3), heard.aimed.get(0));
    assertTrue(SIZE.contains(heard.aimed.get(1)), heard.aimed + "");
    assertTrue(heard.pointers.isEmpty());
  }

  @Test
  void wheel_turns_slices_tells_it_and_ends_at_the_last() {
    SliceView view = view(SliceAxis.K);
    assertEquals(2, view.index());
    wheel(view, 0, 1);
    wheel(view, 0, 5);
    wheel(view, 0, 5);
    assertEquals(4, view.index());
    assertEquals(List.of(SlicePlane.k(3), SlicePlane.k(4)), heard.looked);
    wheel(view, InputEvent.CTRL_DOWN_MASK, -2);
    assertEquals(1.44, view.zoom(), 1e-9);
    assertEquals(4, view.index());
  }

  private static void wheel(SliceView view, int modifiers, int notches) {
    view.dispatchEvent(
        new MouseWheelEvent(
            view, MouseEvent.MOUSE_WHEEL, 0, modifiers, 50, 60, 0, false, 0, 1, notches));
  }

  @Test
  void ctrl_drag_asks_for_another_window() {
    SliceView view = view(SliceAxis.K);
    int ctrl = InputEvent.BUTTON1_DOWN_MASK | InputEvent.CTRL_DOWN_MASK;
    drag(view, ctrl, MouseEvent.BUTTON1, 100, 100, 225, 100);
    Window w = heard.presets.get(0).window();
    assertEquals(1.5 * 1275, w.high() - w.low(), 1e-9);
    assertEquals(637.5, (w.high() + w.low()) / 2, 1e-9);
    drag(view, ctrl, MouseEvent.BUTTON1, 300, 100, -5000, 100);
    Window narrow = heard.presets.get(1).window();
    assertTrue(narrow.high() > narrow.low());
    assertTrue(heard.pointers.isEmpty());
  }

  @Test
  void keys_go_to_the_listener_first_and_space_moves_the_picture() {
    SliceView view = view(SliceAxis.K);
    assertTrue(key(view, KeyEvent.KEY_PRESSED, KeyEvent.VK_H).isConsumed());
    assertTrue(key(view, KeyEvent.KEY_PRESSED, KeyEvent.VK_PAGE_DOWN).isConsumed());
    assertFalse(key(view, KeyEvent.KEY_PRESSED, KeyEvent.VK_F7).isConsumed());
    assertEquals(3, heard.keys.size());
    assertEquals(3, view.index());
    PlanePoint before = view.at(200, 200);
    key(view, KeyEvent.KEY_PRESSED, KeyEvent.VK_SPACE);
    drag(view, InputEvent.BUTTON1_DOWN_MASK, MouseEvent.BUTTON1, 200, 200, 230, 190);
    key(view, KeyEvent.KEY_RELEASED, KeyEvent.VK_SPACE);
    assertEquals(before.column(), view.at(230, 190).column(), 1e-9);
    assertEquals(before.row(), view.at(230, 190).row(), 1e-9);
    assertTrue(heard.pointers.isEmpty());
  }

  private static KeyEvent key(SliceView view, int id, int code) {
    KeyEvent e = new KeyEvent(view, id, 0, 0, code, KeyEvent.CHAR_UNDEFINED);
    for (var listener : view.getKeyListeners()) {
      if (id == KeyEvent.KEY_PRESSED) {
        listener.keyPressed(e);
      } else {
        listener.keyReleased(e);
      }
    }
    return e;
  }
}
