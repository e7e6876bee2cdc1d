package io.github.voxelclick.edit;

import io.github.voxelclick.distance.AxisPlaces;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * What the voxels of a line weigh in the Gaussian mean round each of them. Beyond the ends the line
 * goes on as it ends. Voxels weigh by their extent as well, so that uneven ones stand for what they
 * cover.
 */
final class GaussianTaps {
  /** The Gaussian ends after this many standard deviations, rounded to a whole voxel. */
  private static final double REACH = 4;

  private final int[] firsts;
  private final double[][] weights;

  /**
   * @param places of the line's voxels, mm
   * @param extents of the voxels along the line, in any unit
   * @param sigmaMm above 0
   */
  GaussianTaps(AxisPlaces places, IntToDoubleFunction extents, double sigmaMm) {
    int count = places.count();
    firsts = new int[count];
    weights = new double[count][];
    for (int n = 0; n < count; n++) {
      double[] all = new double[count];
      int first = weigh(places, extents, sigmaMm, n, -1, all);
      int last = weigh(places, extents, sigmaMm, n, 1, all);
      firsts[n] = first;
      weights[n] = Arrays.copyOfRange(all, first, last + 1);
      double sum = Arrays.stream(weights[n]).sum();
      for (int m = 0; m < weights[n].length; m++) {
        weights[n][m] /= sum;
      }
    }
  }

  /** Adds the weights on one side, the voxel itself with those above; returns the last with any. */
  private static int weigh(
      AxisPlaces places,
      IntToDoubleFunction extents,
      double sigmaMm,
      int centre,
      int direction,
      double[] all) {
    int end = places.count() - 1;
    int reached = centre;
    double before = places.at(centre);
    for (int m = direction > 0 ? centre : centre - 1; ; m += direction) {
      int source = Math.min(Math.max(m, 0), end);
      double place = places.at(m);
      double away = place - places.at(centre);
      double step = Math.abs(place - before);
      if (Math.abs(away) - step / 2 > REACH * sigmaMm) {
        return reached;
      }
      // Relative to the Gaussian's width, for extents in any unit.
      all[source] +=
          extents.applyAsDouble(source) * StrictMath.exp(-away * away / (2 * sigmaMm * sigmaMm));
      reached = source;
      before = place;
    }
  }

  /** The first voxel that weighs in the mean round a voxel. */
  int first(int voxel) {
    return firsts[voxel];
  }

  /** The weights from {@link #first} on; they sum to 1. */
  double[] weights(int voxel) {
    return weights[voxel];
  }
}
