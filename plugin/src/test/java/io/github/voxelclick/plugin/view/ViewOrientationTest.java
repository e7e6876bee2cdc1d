package io.github.voxelclick.plugin.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.plugin.view.ViewOrientation.Side;
import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ViewOrientationTest {
  private static final int[] SIZE = {5, 7, 3};
  private static final double[] SPACING = {0.7, 1.1, 2.5};
  private static final double NEAR = 1e-9;

  /** Columns are the steps of i, j and k in mm LPS. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(double[][] step) {
    VolumeGeometry geometry() {
      try {
        return VolumeGeometry.regular(
            new GridSize(SIZE[0], SIZE[1], SIZE[2]),
            Affine.ofColumns(
                point(step[0]), point(step[1]), point(step[2]), new WorldPoint(-12, 31, -140)),
            Optional.empty());
      } catch (GeometryException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public String toString() {
      return geometry().orientation() + " " + geometry().indexToLps();
    }
  }

  private static WorldPoint point(double... v) {
    return new WorldPoint(v[0], v[1], v[2]);
  }

  static List<Case> all_48_ways_to_store_a_volume() {
    List<Case> all = new ArrayList<>();
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int[] order : orders) {
      for (int signs = 0; signs < 8; signs++) {
        double[][] step = new double[3][3];
        for (int n = 0; n < 3; n++) {
          step[n][order[n]] = SPACING[n] * ((signs >> n & 1) == 0 ? 1 : -1);
        }
        all.add(new Case(step));
      }
    }
    return all;
  }

  /** Each of the 48, turned by 12°, -17° and 9° about x, y and z. */
  static Stream<Case> all_48_turned() {
    return all_48_ways_to_store_a_volume().stream()
        .map(
            c -> {
              double[][] turned = new double[3][];
              for (int n = 0; n < 3; n++) {
                turned[n] = turn(c.step[n], 12, -17, 9);
              }
              return new Case(turned);
            });
  }

  private static double[] turn(double[] v, double... degrees) {
    double[] r = v.clone();
    for (int axis = 0; axis < 3; axis++) {
      double c = Math.cos(Math.toRadians(degrees[axis]));
      double s = Math.sin(Math.toRadians(degrees[axis]));
      int a = (axis + 1) % 3;
      int b = (axis + 2) % 3;
      double x = r[a];
      r[a] = c * x - s * r[b];
      r[b] = s * x + c * r[b];
    }
    return r;
  }

  static Stream<Case> straight_and_turned() {
    return Stream.concat(all_48_ways_to_store_a_volume().stream(), all_48_turned());
  }

  /** Which axis of the case is most nearly x, y or z: by brute force over the matrix. */
  private static int axisAlong(Case c, int lps) {
    int best = 0;
    for (int n = 1; n < 3; n++) {
      if (Math.abs(c.step[n][lps]) / SPACING[n] > Math.abs(c.step[best][lps]) / SPACING[best]) {
        best = n;
      }
    }
    return best;
  }

  private static AnatomicalPlane expectedPlane(Case c, int axis) {
    if (axisAlong(c, 0) == axis) {
      return AnatomicalPlane.SAGITTAL;
    }
    return axisAlong(c, 1) == axis ? AnatomicalPlane.CORONAL : AnatomicalPlane.TRANSVERSE;
  }

  @ParameterizedTest
  @MethodSource("straight_and_turned")
  void every_plane_of_the_body_is_there_once(Case c) {
    Set<AnatomicalPlane> seen = EnumSet.noneOf(AnatomicalPlane.class);
    for (SliceAxis axis : SliceAxis.values()) {
      AnatomicalPlane plane = ViewOrientation.of(c.geometry(), axis).plane().orElseThrow();
      int n = axis == SliceAxis.I ? 0 : axis == SliceAxis.J ? 1 : 2;
      assertEquals(expectedPlane(c, n), plane);
      seen.add(plane);
    }
    assertEquals(3, seen.size());
  }

  /**
   * A pixel that lies more to the left of the patient lies more to the right on the screen, and so
   * on: computed from the matrix alone.
   */
  @ParameterizedTest
  @MethodSource("straight_and_turned")
  void steps_go_where_radiologists_expect_them(Case c) {
    for (SliceAxis axis : SliceAxis.values()) {
      ViewOrientation o = ViewOrientation.of(c.geometry(), axis);
      AnatomicalPlane plane = o.plane().orElseThrow();
      int xLps = plane == AnatomicalPlane.SAGITTAL ? 1 : 0;
      int yLps = plane == AnatomicalPlane.TRANSVERSE ? 1 : 2;
      double ySign = plane == AnatomicalPlane.TRANSVERSE ? 1 : -1;
      for (int[] move : new int[][] {{1, 0}, {0, 1}}) {
        int n = move[0] == 1 ? columnAxis(axis) : rowAxis(axis);
        Point2D mm = o.toMm().deltaTransform(new Point2D.Double(move[0], move[1]), null);
        boolean goesAcross = axisAlong(c, xLps) == n;
        double sign =
            goesAcross ? Math.signum(c.step[n][xLps]) : ySign * Math.signum(c.step[n][yLps]);
        assertEquals(goesAcross ? sign * SPACING[n] : 0, mm.getX(), NEAR, axis + " x");
        assertEquals(goesAcross ? 0 : sign * SPACING[n], mm.getY(), NEAR, axis + " y");
      }
      assertEquals(0, corner(o, axis, true), NEAR);
      assertEquals(0, corner(o, axis, false), NEAR);
    }
  }

  /** The smallest x or y of a slice's corners on the screen. */
  private static double corner(ViewOrientation o, SliceAxis axis, boolean x) {
    double least = Double.MAX_VALUE;
    for (int n = 0; n < 4; n++) {
      Point2D p =
          o.toMm()
              .transform(
                  new Point2D.Double(
                      (n & 1) * SIZE[columnAxis(axis)], (n >> 1) * SIZE[rowAxis(axis)]),
                  null);
      least = Math.min(least, x ? p.getX() : p.getY());
    }
    return least;
  }

  private static int columnAxis(SliceAxis axis) {
    return axis == SliceAxis.I ? 1 : 0;
  }

  private static int rowAxis(SliceAxis axis) {
    return axis == SliceAxis.K ? 1 : 2;
  }

  @ParameterizedTest
  @MethodSource("all_48_ways_to_store_a_volume")
  void letters_of_straight_volumes_are_always_the_same(Case c) {
    for (SliceAxis axis : SliceAxis.values()) {
      ViewOrientation o = ViewOrientation.of(c.geometry(), axis);
      assertEquals(
          switch (o.plane().orElseThrow()) {
            case TRANSVERSE -> "R L A P";
            case CORONAL -> "R L H F";
            case SAGITTAL -> "A P H F";
          },
          letters(o));
    }
  }

  private static String letters(ViewOrientation o) {
    return String.join(
        " ",
        o.letters(Side.LEFT),
        o.letters(Side.RIGHT),
        o.letters(Side.TOP),
        o.letters(Side.BOTTOM));
  }

  /** 12°, -17° and 9°; another implementation of the rule says which letters. */
  @Test
  void letters_of_a_turned_volume_name_every_part_above_a_tenth() {
    double[] i = turn(new double[] {SPACING[0], 0, 0}, 12, -17, 9);
    double[] j = turn(new double[] {0, SPACING[1], 0}, 12, -17, 9);
    double[] k = turn(new double[] {0, 0, SPACING[2]}, 12, -17, 9);
    VolumeGeometry g = new Case(new double[][] {i, j, k}).geometry();
    assertEquals(
        expected(i, -1) + " " + expected(i, 1) + " " + expected(j, -1) + " " + expected(j, 1),
        letters(ViewOrientation.of(g, SliceAxis.K)));
    assertEquals("LHP", expected(i, 1));
  }

  /** Another way to the same letters: strike out the largest part, again and again. */
  private static String expected(double[] v, int sign) {
    double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    double[] left = {sign * v[0] / length, sign * v[1] / length, sign * v[2] / length};
    StringBuilder letters = new StringBuilder();
    for (int round = 0; round < 3; round++) {
      int largest = 0;
      for (int n = 1; n < 3; n++) {
        if (Math.abs(left[n]) > Math.abs(left[largest])) {
          largest = n;
        }
      }
      if (round == 0 || Math.abs(left[largest]) >= 0.1) {
        letters.append((left[largest] > 0 ? "LPH" : "RAF").charAt(largest));
      }
      left[largest] = 0;
    }
    return letters.toString();
  }

  /**
   * i is (0.55, 0.46, -0.69) and k is (0.53, 0.45, 0.72): both run along z most of all. In total it
   * is better that k has it: 0.55 + 0.77 + 0.72 against 0.69 + 0.77 + 0.53.
   */
  @Test
  void of_two_axes_that_claim_one_plane_the_better_total_decides() {
    double[] i = turn(new double[] {SPACING[0], 0, 0}, 0, 44, 40);
    double[] j = turn(new double[] {0, SPACING[1], 0}, 0, 44, 40);
    double[] k = turn(new double[] {0, 0, SPACING[2]}, 0, 44, 40);
    assertTrue(Math.abs(i[2]) > Math.max(Math.abs(i[0]), Math.abs(i[1])));
    assertTrue(Math.abs(k[2]) > Math.max(Math.abs(k[0]), Math.abs(k[1])));
    VolumeGeometry g = new Case(new double[][] {i, j, k}).geometry();
    assertEquals(
        List.of(AnatomicalPlane.SAGITTAL, AnatomicalPlane.CORONAL, AnatomicalPlane.TRANSVERSE),
        Stream.of(SliceAxis.I, SliceAxis.J, SliceAxis.K)
            .map(axis -> ViewOrientation.of(g, axis).plane().orElseThrow())
            .toList());
  }

  @Test
  void a_tilted_stack_is_drawn_tilted_and_keeps_its_mm() {
    double lean = 2.5 * Math.tan(Math.toRadians(15));
    Case c = new Case(new double[][] {{0.7, 0, 0}, {0, 1.1, 0}, {0, lean, 2.5}});
    ViewOrientation sagittal = ViewOrientation.of(c.geometry(), SliceAxis.I);
    Point2D perSlice = sagittal.toMm().deltaTransform(new Point2D.Double(0, 1), null);
    assertEquals(lean, perSlice.getX(), NEAR);
    assertEquals(-2.5, perSlice.getY(), NEAR);
    assertEquals(7 * 1.1 + 3 * lean, sagittal.boundsMm().getWidth(), NEAR);
    assertEquals(3 * 2.5, sagittal.boundsMm().getHeight(), NEAR);
  }

  @Test
  void pictures_of_no_patient_are_shown_as_stored_without_letters() {
    Case c = new Case(new double[][] {{-0.7, 0, 0}, {0, 0, 1.1}, {0, -2.5, 0}});
    for (VolumeGeometry g :
        List.of(
            c.geometry().withRelation(SliceRelation.TEMPORAL),
            c.geometry().withRelation(SliceRelation.UNRELATED))) {
      ViewOrientation o = ViewOrientation.of(g, SliceAxis.K);
      assertTrue(o.plane().isEmpty());
      assertEquals("   ", letters(o));
      Point2D p = o.toMm().transform(new Point2D.Double(2, 3), null);
      assertEquals(1.4, p.getX(), NEAR);
      assertEquals(3.3, p.getY(), NEAR);
      assertEquals(new ViewOrientation.Position("", 5), o.position(2));
    }
  }

  @Test
  void a_place_has_the_letter_of_its_side() {
    VolumeGeometry g = new Case(new double[][] {{-0.7, 0, 0}, {0, 1.1, 0}, {0, 0, 2.5}}).geometry();
    assertPosition("R", 14.8, ViewOrientation.of(g, SliceAxis.I).position(4));
    assertPosition("P", 33.2, ViewOrientation.of(g, SliceAxis.J).position(2));
    assertPosition("F", 137.5, ViewOrientation.of(g, SliceAxis.K).position(1));
  }

  private static void assertPosition(String letter, double mm, ViewOrientation.Position p) {
    assertEquals(letter, p.letter());
    assertEquals(mm, p.mm(), NEAR);
  }

  @Test
  void uneven_slices_are_rows_of_equal_height_and_have_their_real_places() throws Exception {
    VolumeGeometry g =
        VolumeGeometry.ofSlices(
            new GridSize(5, 7, 3),
            new WorldPoint(0.7, 0, 0),
            new WorldPoint(0, 1.1, 0),
            List.of(new WorldPoint(0, 0, 10), new WorldPoint(0, 0, 12), new WorldPoint(0, 0, 20)),
            Optional.empty());
    ViewOrientation coronal = ViewOrientation.of(g, SliceAxis.J);
    assertEquals(15, coronal.boundsMm().getHeight(), NEAR);
    assertPosition("H", 12, ViewOrientation.of(g, SliceAxis.K).position(1));
  }
}
