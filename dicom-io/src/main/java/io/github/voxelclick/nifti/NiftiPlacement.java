package io.github.voxelclick.nifti;

import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.VolumeGeometry;

/**
 * The header fields that place a grid which does not come from a NIfTI file: sform and qform of
 * code 1 with the same matrix, made exactly orthonormal first because ITK insists on it; a sheared
 * grid, which no quaternion can hold, by the sform alone.
 *
 * @param affineRas voxel index to mm RAS, 16 numbers, row by row
 * @param spacing mm along i, j, k
 * @param rotation the orthonormal axes, nine numbers, row by row; of no meaning when sheared
 * @param sheared whether the grid's axes are not perpendicular
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record NiftiPlacement(double[] affineRas, double[] spacing, double[] rotation, boolean sheared) {
  /** A grid is sheared when making it orthonormal would move a corner by more of a voxel. */
  private static final double MAX_MOVED_VOXELS = 0.01;

  private static final int POLAR_STEPS = 20;
  private static final int SCANNER = 1;

  /**
   * @param geometry an evenly spaced grid
   */
  static NiftiPlacement of(VolumeGeometry geometry) {
    double[] ras = NiftiOrientation.toRas(geometry.indexToLps());
    double[] spacing = geometry.spacingMm();
    double[] axes = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        axes[3 * row + column] = ras[4 * row + column] / spacing[column];
      }
    }
    double[] rotation = nearestOrthonormal(axes);
    double[] straight = ras.clone();
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        straight[4 * row + column] = rotation[3 * row + column] * spacing[column];
      }
    }
    double limit = MAX_MOVED_VOXELS * Math.min(spacing[0], Math.min(spacing[1], spacing[2]));
    boolean sheared = moved(ras, straight, geometry.size()) > limit;
    return new NiftiPlacement(sheared ? ras : straight, spacing, rotation, sheared);
  }

  /** The polar factor of a matrix, by Newton's iteration: the mean with its inverse transpose. */
  private static double[] nearestOrthonormal(double[] matrix) {
    double[] m = matrix;
    for (int step = 0; step < POLAR_STEPS; step++) {
      double[] inverseTransposed = cofactors(m);
      double det = determinant(m);
      double[] next = new double[9];
      for (int n = 0; n < 9; n++) {
        next[n] = (m[n] + inverseTransposed[n] / det) / 2;
      }
      m = next;
    }
    return m;
  }

  private static double[] cofactors(double[] m) {
    return new double[] {
      m[4] * m[8] - m[5] * m[7], m[5] * m[6] - m[3] * m[8], m[3] * m[7] - m[4] * m[6],
      m[2] * m[7] - m[1] * m[8], m[0] * m[8] - m[2] * m[6], m[1] * m[6] - m[0] * m[7],
      m[1] * m[5] - m[2] * m[4], m[2] * m[3] - m[0] * m[5], m[0] * m[4] - m[1] * m[3]
    };
  }

  private static double determinant(double[] m) {
    double[] c = cofactors(m);
    return m[0] * c[0] + m[1] * c[1] + m[2] * c[2];
  }

  /** How far the farthest corner lies apart under two matrices of one origin, mm. */
  private static double moved(double[] a, double[] b, GridSize size) {
    double farthest = 0;
    for (int corner = 1; corner < 8; corner++) {
      double[] index = {
        (corner & 1) * (size.i() - 1),
        (corner >> 1 & 1) * (size.j() - 1),
        (corner >> 2) * (size.k() - 1)
      };
      double square = 0;
      for (int row = 0; row < 3; row++) {
        double d = 0;
        for (int column = 0; column < 3; column++) {
          d += (a[4 * row + column] - b[4 * row + column]) * index[column];
        }
        square += d * d;
      }
      farthest = Math.max(farthest, Math.sqrt(square));
    }
    return farthest;
  }

  /** Sets the fields. */
  NiftiFieldsBuilder into(NiftiFieldsBuilder header) {
    boolean leftHanded = !sheared && determinant(rotation) < 0;
    header.millimetres().pixdim(leftHanded ? -1 : 1, spacing).sform(SCANNER, affineRas);
    if (!sheared) {
      double[] offset = {affineRas[3], affineRas[7], affineRas[11]};
      header.qform(SCANNER, quaternion(leftHanded), offset);
    }
    return header;
  }

  /**
   * b, c, d of the unit quaternion with a ≥ 0. The largest component comes from the diagonal, the
   * others from the off-diagonal sums divided by it: never a division by a small number.
   *
   * @param flipped whether the third axis counts backwards (qfac -1)
   */
  private double[] quaternion(boolean flipped) {
    double[] r = rotation.clone();
    for (int row = 0; flipped && row < 3; row++) {
      r[3 * row + 2] = -r[3 * row + 2];
    }
    double[][] fourTimesProducts = {
      {1 + r[0] + r[4] + r[8], r[7] - r[5], r[2] - r[6], r[3] - r[1]},
      {r[7] - r[5], 1 + r[0] - r[4] - r[8], r[1] + r[3], r[2] + r[6]},
      {r[2] - r[6], r[1] + r[3], 1 - r[0] + r[4] - r[8], r[5] + r[7]},
      {r[3] - r[1], r[2] + r[6], r[5] + r[7], 1 - r[0] - r[4] + r[8]}
    };
    int largest = 0;
    for (int n = 1; n < 4; n++) {
      if (fourTimesProducts[n][n] > fourTimesProducts[largest][largest]) {
        largest = n;
      }
    }
    double[] row = fourTimesProducts[largest];
    double scale = Math.copySign(2 * Math.sqrt(row[largest]), row[0]);
    return new double[] {row[1] / scale, row[2] / scale, row[3] / scale};
  }
}
