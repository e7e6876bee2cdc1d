package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.ReadWarning;
import java.util.List;

/**
 * Where a header says that the voxels lie: sform before qform before pixdim alone, the order of
 * nifti1.h and of nibabel. Here, and nowhere else, RAS becomes LPS and back.
 *
 * @param affineRas voxel index to RAS in the file's own unit, 16 numbers, row by row
 * @param method which of the three was used
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package uncopied
record NiftiOrientation(double[] affineRas, Method method) {
  /** Of two unit quaternions' vector parts; what rounding to float explains. */
  private static final double QUATERNION_ROUNDING = 3 * Math.ulp(1.0f);

  /** Beyond this the three numbers are no rotation at all. */
  private static final double QUATERNION_LIMIT = 0.01;

  private static final double DIFFERENT_DEGREES = 0.1;
  private static final double DIFFERENT_PIXDIM = 1e-3;

  /** What is left of a quaternion that is no rotation: a matrix without inverse. */
  private static final double[] NOWHERE = new double[16];

  /** The source of the matrix. */
  enum Method {
    SFORM,
    QFORM,
    PIXDIM
  }

  /** Chooses the matrix; what was tolerated is added to {@code warnings}. */
  static NiftiOrientation of(NiftiFields fields, GridSize size, List<ReadWarning> warnings) {
    double[] sform = fields.sformCode() > 0 ? usable(sform(fields), "sform", warnings) : null;
    double[] qform =
        fields.qformCode() > 0 ? usable(qform(fields, warnings), "qform", warnings) : null;
    if (sform != null && qform != null && differ(sform, qform)) {
      warnings.add(
          new ReadWarning(
              "qform-sform-differ",
              "The sform and the qform of the NIfTI file place the image differently; the sform"
                  + " (code "
                  + fields.sformCode()
                  + ") was used."));
    }
    if (sform != null) {
      return new NiftiOrientation(sform, Method.SFORM);
    }
    if (qform != null) {
      return new NiftiOrientation(qform, Method.QFORM);
    }
    warnings.add(
        new ReadWarning(
            "no-orientation",
            (fields.form() == NiftiFields.Form.ANALYZE
                    ? "An Analyze 7.5 header does not say"
                    : "The NIfTI file says neither by qform nor by sform")
                + " how the image lies in the patient; left and right are a guess."));
    return new NiftiOrientation(pixdimOnly(fields, size), Method.PIXDIM);
  }

  private static double[] sform(NiftiFields f) {
    double[] m = new double[16];
    for (int n = 0; n < 12; n++) {
      m[n] = f.number(HeaderField.SROW, n);
    }
    m[15] = 1;
    return m;
  }

  /** Method 2 of nifti1.h: rotation by a quaternion whose first part is implied. */
  private static double[] qform(NiftiFields f, List<ReadWarning> warnings) {
    double b = f.number(HeaderField.QUATERN, 0);
    double c = f.number(HeaderField.QUATERN, 1);
    double d = f.number(HeaderField.QUATERN, 2);
    double squares = b * b + c * c + d * d;
    if (!(squares <= 1 + QUATERNION_LIMIT)) {
      return NOWHERE;
    }
    if (squares > 1 + QUATERNION_ROUNDING) {
      warnings.add(
          new ReadWarning(
              "quaternion-normalised", "The qform's quaternion is longer than 1; it was scaled."));
    }
    double a = Math.sqrt(Math.max(0, 1 - squares));
    double[] r = rotation(a, b, c, d);
    double[] step = {f.pixdim(1), f.pixdim(2), f.pixdim(3) * f.handedness()};
    double[] m = new double[16];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        m[4 * row + column] = r[3 * row + column] * step[column];
      }
      m[4 * row + 3] = f.number(HeaderField.QOFFSET, row);
    }
    m[15] = 1;
    return m;
  }

  private static double[] rotation(double a, double b, double c, double d) {
    double s = 2 / (a * a + b * b + c * c + d * d);
    return new double[] {
      1 - s * (c * c + d * d),
      s * (b * c - a * d),
      s * (b * d + a * c),
      s * (b * c + a * d),
      1 - s * (b * b + d * d),
      s * (c * d - a * b),
      s * (b * d - a * c),
      s * (c * d + a * b),
      1 - s * (b * b + c * c)
    };
  }

  /**
   * Without any orientation: as nibabel does, i towards the patient's left, the middle of the image
   * at the origin.
   */
  private static double[] pixdimOnly(NiftiFields f, GridSize size) {
    int[] extents = {size.i(), size.j(), size.k()};
    double[] m = new double[16];
    for (int axis = 0; axis < 3; axis++) {
      double step = f.pixdim(axis + 1) * (axis == 0 ? -1 : 1);
      m[5 * axis] = step;
      m[4 * axis + 3] = -step * (extents[axis] - 1) / 2;
    }
    m[15] = 1;
    return m;
  }

  /** The matrix, or null with a warning when it cannot be inverted. */
  private static double[] usable(double[] m, String name, List<ReadWarning> warnings) {
    try {
      Affine.ofRowMajor(m);
      return m;
    } catch (GeometryException e) {
      warnings.add(
          new ReadWarning(
              "singular-" + name,
              "The "
                  + name
                  + " of the NIfTI file does not span space, is no rotation or holds a number that"
                  + " is not finite; it was ignored."));
      return null;
    }
  }

  private static boolean differ(double[] s, double[] q) {
    for (int axis = 0; axis < 3; axis++) {
      double ls = length(s, axis);
      double lq = length(q, axis);
      double cosine =
          (s[axis] * q[axis] + s[4 + axis] * q[4 + axis] + s[8 + axis] * q[8 + axis]) / (ls * lq);
      double shift = Math.abs(s[4 * axis + 3] - q[4 * axis + 3]);
      if (cosine < Math.cos(Math.toRadians(DIFFERENT_DEGREES))
          || Math.abs(ls - lq) > DIFFERENT_PIXDIM * lq
          || shift > DIFFERENT_PIXDIM * lq) {
        return true;
      }
    }
    return false;
  }

  private static double length(double[] m, int column) {
    return Math.hypot(Math.hypot(m[column], m[4 + column]), m[8 + column]);
  }

  /** The map to mm LPS of a matrix to RAS in a unit of {@code unitMm} mm. */
  static Affine toLps(double[] affineRas, double unitMm) throws GeometryException {
    double[] m = flipXy(affineRas);
    for (int n = 0; n < 12; n++) {
      m[n] *= unitMm;
    }
    return Affine.ofRowMajor(m);
  }

  /** The matrix to mm RAS, 16 numbers, row by row. */
  static double[] toRas(Affine indexToLps) {
    return flipXy(indexToLps.rowMajor());
  }

  private static double[] flipXy(double[] matrix) {
    double[] m = matrix.clone();
    for (int n = 0; n < 8; n++) {
      m[n] = 0.0 - m[n]; // not -m[n]: a zero shall stay a positive one
    }
    return m;
  }
}
