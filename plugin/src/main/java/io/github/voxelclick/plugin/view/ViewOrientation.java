package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.PlanePoint;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.SliceRelation;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Objects;
import java.util.Optional;

/**
 * How slices of one axis of a volume lie on the screen: as radiologists expect it, as near as the
 * grid allows, with the right aspect. Slices are turned by quarter turns and flipped, never by
 * other angles, so that rows and columns stay level. Immutable.
 *
 * <p>Each axis of the volume is given one plane of the body, and each plane once: of the six ways
 * that one is taken which brings the slices' normals nearest to the axes of the patient.
 *
 * <p>Slices that are not evenly spaced, or missing, are drawn at their mean distance on the planes
 * across them: every slice is one row of equal height, so that a row on the screen, a slice of the
 * volume and a row of its masks are the same; the millimetres shown for a place are the real ones.
 * A stack that is tilted against its slices (a gantry tilt) is drawn tilted.
 */
public final class ViewOrientation {
  /** A side of the screen. */
  public enum Side {
    /** Where columns of the screen begin. */
    LEFT,
    /** Where they end. */
    RIGHT,
    /** Where rows of the screen begin. */
    TOP,
    /** Where they end. */
    BOTTOM
  }

  private final VolumeGeometry geometry;
  private final SliceAxis axis;
  private final Optional<AnatomicalPlane> plane;

  /** LPS unit vectors of the screen's x and y; at right angles to each other. */
  private final WorldPoint across;

  private final WorldPoint down;
  private final AffineTransform toMm;
  private final Rectangle2D bounds;

  private ViewOrientation(
      VolumeGeometry geometry,
      SliceAxis axis,
      Optional<AnatomicalPlane> plane,
      WorldPoint across,
      WorldPoint down) {
    this.geometry = geometry;
    this.axis = axis;
    this.plane = plane;
    this.across = across.times(1 / across.length());
    WorldPoint level = down.minus(this.across.times(down.dot(this.across)));
    this.down = level.times(1 / level.length());
    AffineTransform map = cornersToMm();
    Rectangle2D box = map.createTransformedShape(slice()).getBounds2D();
    map.preConcatenate(AffineTransform.getTranslateInstance(-box.getX(), -box.getY()));
    this.toMm = map;
    this.bounds = new Rectangle2D.Double(0, 0, box.getWidth(), box.getHeight());
  }

  /**
   * As radiologists look at it; volumes that are no place in a patient are shown as they are
   * stored.
   */
  public static ViewOrientation of(VolumeGeometry geometry, SliceAxis axis) {
    if (geometry.relation() != SliceRelation.SPATIAL) {
      return asStored(geometry, axis);
    }
    int[] lpsOf = lpsAxes(geometry);
    AnatomicalPlane plane = AnatomicalPlane.across(lpsOf[normalAxis(axis)]);
    WorldPoint across = new WorldPoint(0, 0, 0);
    WorldPoint down = across;
    for (int n : new int[] {columnAxis(axis), rowAxis(axis)}) {
      WorldPoint step = geometry.indexToLps().step(n);
      boolean goesAcross = component(plane.across(), lpsOf[n]) != 0;
      WorldPoint wanted = goesAcross ? plane.across() : plane.down();
      WorldPoint turned = step.dot(wanted) < 0 ? step.times(-1) : step;
      if (goesAcross) {
        across = turned;
      } else {
        down = turned;
      }
    }
    return new ViewOrientation(geometry, axis, Optional.of(plane), across, down);
  }

  /**
   * Columns go to the right and rows down, without letters: for pictures that are not of a patient,
   * such as those of a microscope.
   */
  public static ViewOrientation asStored(VolumeGeometry geometry, SliceAxis axis) {
    return new ViewOrientation(
        geometry,
        axis,
        Optional.empty(),
        geometry.indexToLps().step(columnAxis(axis)),
        geometry.indexToLps().step(rowAxis(axis)));
  }

  /** For each of i, j, k the axis of LPS that slices of it stand on; each is there once. */
  private static int[] lpsAxes(VolumeGeometry geometry) {
    int[][] ways = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    int[] best = ways[0];
    double most = -1;
    for (int[] way : ways) {
      double match = 0;
      for (SliceAxis axis : SliceAxis.values()) {
        int n = normalAxis(axis);
        match += Math.abs(component(normal(geometry, axis), way[n]));
      }
      if (match > most + 1e-9) { // of equal ones the first, whatever the rounding
        most = match;
        best = way;
      }
    }
    return best;
  }

  /** The unit vector across slices of an axis, LPS; it may point either way. */
  private static WorldPoint normal(VolumeGeometry geometry, SliceAxis axis) {
    WorldPoint n =
        geometry
            .indexToLps()
            .step(columnAxis(axis))
            .cross(geometry.indexToLps().step(rowAxis(axis)));
    return n.times(1 / n.length());
  }

  private static double component(WorldPoint v, int lpsAxis) {
    return switch (lpsAxis) {
      case 0 -> v.x();
      case 1 -> v.y();
      default -> v.z();
    };
  }

  /** 0, 1 or 2 for i, j or k. */
  private static int normalAxis(SliceAxis axis) {
    return switch (axis) {
      case I -> 0;
      case J -> 1;
      case K -> 2;
    };
  }

  private static int columnAxis(SliceAxis axis) {
    return axis == SliceAxis.I ? 1 : 0;
  }

  private static int rowAxis(SliceAxis axis) {
    return axis == SliceAxis.K ? 1 : 2;
  }

  private Rectangle2D slice() {
    return new Rectangle2D.Double(0, 0, axis.columns(geometry.size()), axis.rows(geometry.size()));
  }

  private AffineTransform cornersToMm() {
    WorldPoint column = geometry.indexToLps().step(columnAxis(axis));
    WorldPoint row = geometry.indexToLps().step(rowAxis(axis));
    return new AffineTransform(
        level(column.dot(across)),
        level(column.dot(down)),
        level(row.dot(across)),
        level(row.dot(down)),
        0,
        0);
  }

  /** Without the rounding that would make a picture look tilted by nothing. */
  private double level(double mm) {
    double[] spacing = geometry.spacingMm();
    double least = 1e-9 * Math.max(spacing[0], Math.max(spacing[1], spacing[2]));
    return Math.abs(mm) < least ? 0 : mm;
  }

  /** Whose slices these are. */
  public SliceAxis axis() {
    return axis;
  }

  /** Which plane of the body they are nearest to; empty for pictures that are shown as stored. */
  public Optional<AnatomicalPlane> plane() {
    return plane;
  }

  /**
   * From columns and rows of a slice, whole numbers being corners of pixels, to mm on the screen, x
   * to the right and y down. The slice's box begins at (0, 0).
   */
  public AffineTransform toMm() {
    return new AffineTransform(toMm);
  }

  /** How much room a slice takes, mm on the screen from (0, 0). */
  public Rectangle2D boundsMm() {
    return bounds.getBounds2D();
  }

  /**
   * Where in the patient a side of the screen is.
   *
   * @return one to three of A, P, R, L, H, F (PS3.3 C.7.6.1.1.1), the largest part first, parts of
   *     less than a tenth left out; empty for pictures that are shown as stored
   */
  public String letters(Side side) {
    Objects.requireNonNull(side, "side");
    if (plane.isEmpty()) {
      return "";
    }
    return DirectionLetters.of(
        switch (side) {
          case LEFT -> across.times(-1);
          case RIGHT -> across;
          case TOP -> down.times(-1);
          case BOTTOM -> down;
        });
  }

  /**
   * Where a slice lies along its normal, such as {@code L 34.2 mm}: the letter says on which side
   * of the origin. Of pictures shown as stored, the distance from the first.
   *
   * @param index from zero, one that the volume has
   */
  public Position position(int index) {
    if (plane.isEmpty()) {
      return new Position("", index * geometry.spacingMm()[normalAxis(axis)]);
    }
    int lpsAxis = plane.get().normal();
    WorldPoint normal = normal(geometry, axis);
    if (component(normal, lpsAxis) < 0) {
      normal = normal.times(-1);
    }
    PlanePoint middle =
        new PlanePoint(
            (axis.columns(geometry.size()) - 1) / 2.0, (axis.rows(geometry.size()) - 1) / 2.0);
    double mm = geometry.toWorld(new SlicePlane(axis, index).toVoxel(middle)).dot(normal);
    String letters = new String[] {"RL", "AP", "FH"}[lpsAxis];
    return new Position(letters.substring(mm < 0 ? 0 : 1, mm < 0 ? 1 : 2), Math.abs(mm));
  }

  /**
   * A place along the normal of a plane.
   *
   * @param letter towards which side of the patient; empty where that means nothing
   * @param mm from the origin, not negative
   */
  public record Position(String letter, double mm) {}
}
