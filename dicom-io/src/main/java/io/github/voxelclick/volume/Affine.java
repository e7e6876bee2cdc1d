package io.github.voxelclick.volume;

import java.util.Arrays;

/**
 * An invertible affine map from continuous voxel index (i, j, k) to a space in mm. In a {@link
 * VolumeGeometry} that space is LPS. Immutable.
 */
public final class Affine {
  private static final int ROWS = 3;
  private static final int COLUMNS = 4;

  /** Row-major 3×4; the fourth row is always 0 0 0 1. */
  private final double[] m;

  private Affine(double[] m) {
    this.m = m;
  }

  /**
   * The map whose columns are the steps along i, j and k and the place of voxel (0, 0, 0).
   *
   * @param stepI mm per column
   * @param stepJ mm per row
   * @param stepK mm per slice
   * @param origin mm, the centre of voxel (0, 0, 0)
   * @throws GeometryException when the three steps do not span space or a number is not finite
   */
  public static Affine ofColumns(
      WorldPoint stepI, WorldPoint stepJ, WorldPoint stepK, WorldPoint origin)
      throws GeometryException {
    return ofRowMajor(
        stepI.x(),
        stepJ.x(),
        stepK.x(),
        origin.x(),
        stepI.y(),
        stepJ.y(),
        stepK.y(),
        origin.y(),
        stepI.z(),
        stepJ.z(),
        stepK.z(),
        origin.z());
  }

  /**
   * The map with the given matrix.
   *
   * @param values the upper three rows (12 numbers) or all four (16 numbers), row by row
   * @throws GeometryException when the matrix is singular or a number is not finite
   */
  public static Affine ofRowMajor(double... values) throws GeometryException {
    if (values.length != ROWS * COLUMNS && values.length != 16) {
      throw new IllegalArgumentException(values.length + " numbers, expected 12 or 16");
    }
    double[] m = Arrays.copyOf(values, ROWS * COLUMNS);
    for (double v : m) {
      if (!Double.isFinite(v)) {
        throw new GeometryException(
            "The voxel-to-patient matrix holds " + v + "; expected finite numbers.");
      }
    }
    Affine a = new Affine(m);
    double scale = a.step(0).length() * a.step(1).length() * a.step(2).length();
    if (!(Math.abs(a.determinant()) > 1e-9 * scale)) {
      throw new GeometryException(
          "The voxel-to-patient matrix is singular: its columns, rows and slices do not span "
              + "space. Check orientation and spacing of the file.");
    }
    return a;
  }

  /** All 16 numbers, row by row, the last row being 0 0 0 1. */
  public double[] rowMajor() {
    double[] all = Arrays.copyOf(m, 16);
    all[15] = 1;
    return all;
  }

  /**
   * One step along an axis.
   *
   * @param axis 0 for i, 1 for j, 2 for k
   * @return vector in mm
   */
  public WorldPoint step(int axis) {
    return new WorldPoint(m[axis], m[COLUMNS + axis], m[2 * COLUMNS + axis]);
  }

  /** The place of voxel (0, 0, 0), mm. */
  public WorldPoint origin() {
    return step(3);
  }

  /** The same axes with another place of voxel (0, 0, 0), mm. */
  public Affine withOrigin(WorldPoint origin) {
    double[] c = m.clone();
    c[3] = origin.x();
    c[COLUMNS + 3] = origin.y();
    c[2 * COLUMNS + 3] = origin.z();
    return new Affine(c);
  }

  /** Distance between voxel centres along (i, j, k), mm. */
  public double[] spacingMm() {
    return new double[] {step(0).length(), step(1).length(), step(2).length()};
  }

  /** The signed volume of one voxel, mm³; negative when (i, j, k) is left-handed. */
  public double determinant() {
    return step(0).cross(step(1)).dot(step(2));
  }

  /** Voxel index to mm. */
  public WorldPoint toWorld(VoxelPoint p) {
    return origin()
        .plus(step(0).times(p.i()))
        .plus(step(1).times(p.j()))
        .plus(step(2).times(p.k()));
  }

  /** Mm to voxel index, the inverse of {@link #toWorld}. */
  public VoxelPoint toVoxel(WorldPoint w) {
    WorldPoint d = w.minus(origin());
    double det = determinant();
    return new VoxelPoint(
        step(1).cross(step(2)).dot(d) / det,
        step(2).cross(step(0)).dot(d) / det,
        step(0).cross(step(1)).dot(d) / det);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Affine a && Arrays.equals(m, a.m);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(m);
  }

  @Override
  public String toString() {
    return Arrays.toString(rowMajor());
  }
}
