package io.github.voxelclick.distance;

import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.VolumeGeometry;
import java.util.Arrays;

/**
 * Where the voxel centres of a grid lie along one of its axes, in mm from the first. Along k these
 * are the real places of the slices, along the stack's axis. Immutable.
 */
public final class AxisPlaces {
  private final double[] mm;
  private final double stepBefore;
  private final double stepAfter;

  private AxisPlaces(double[] mm, double onlyStep) {
    this.mm = mm;
    int last = mm.length - 1;
    this.stepBefore = last > 0 ? mm[1] - mm[0] : onlyStep;
    this.stepAfter = last > 0 ? mm[last] - mm[last - 1] : onlyStep;
  }

  /** The places along an axis of a grid: columns for i, rows for j, slices for k. */
  public static AxisPlaces of(VolumeGeometry geometry, SliceAxis axis) {
    int count = axis.slices(geometry.size());
    double[] spacings = geometry.spacingMm();
    double spacing =
        switch (axis) {
          case I -> spacings[0];
          case J -> spacings[1];
          case K -> spacings[2];
        };
    if (axis != SliceAxis.K || geometry.isRegular()) {
      return evenly(count, spacing);
    }
    double[] mm = new double[count];
    for (int k = 1; k < count; k++) {
      mm[k] = mm[k - 1] + geometry.slicePosition(k).minus(geometry.slicePosition(k - 1)).length();
    }
    return new AxisPlaces(mm, spacing);
  }

  /**
   * Evenly spaced places.
   *
   * @param count at least 1
   * @param spacingMm mm between neighbours, above 0
   */
  public static AxisPlaces evenly(int count, double spacingMm) {
    if (count < 1 || !(spacingMm > 0) || !Double.isFinite(spacingMm)) {
      throw new IllegalArgumentException(count + " places, " + spacingMm + " mm apart");
    }
    return new AxisPlaces(DistanceField.evenly(count, spacingMm), spacingMm);
  }

  /** The places from one index to another, both included, as an axis of its own. */
  public AxisPlaces part(int first, int last) {
    return new AxisPlaces(Arrays.copyOfRange(mm, first, last + 1), stepBefore);
  }

  /** How many there are. */
  public int count() {
    return mm.length;
  }

  /**
   * The place of a continuous index, mm: linear between voxel centres, and beyond the ends by the
   * step there.
   */
  public double at(double index) {
    int last = mm.length - 1;
    if (index <= 0) {
      return mm[0] + index * stepBefore;
    }
    if (index >= last) {
      return mm[last] + (index - last) * stepAfter;
    }
    int below = (int) index;
    return mm[below] + (index - below) * (mm[below + 1] - mm[below]);
  }

  /** The continuous index at a place, the inverse of {@link #at}. */
  public double indexAt(double place) {
    int last = mm.length - 1;
    if (place <= mm[0]) {
      return (place - mm[0]) / stepBefore;
    }
    if (place >= mm[last]) {
      return last + (place - mm[last]) / stepAfter;
    }
    int found = Arrays.binarySearch(mm, place);
    if (found >= 0) {
      return found;
    }
    int below = -found - 2;
    return below + (place - mm[below]) / (mm[below + 1] - mm[below]);
  }

  /** The first voxel at or behind a place: 0 to {@link #count()}. */
  public int firstFrom(double place) {
    int found = Arrays.binarySearch(mm, place);
    return found >= 0 ? found : -found - 1;
  }

  /** The last voxel at or before a place: -1 to {@link #count()} - 1. */
  public int lastUpTo(double place) {
    int found = Arrays.binarySearch(mm, place);
    return found >= 0 ? found : -found - 2;
  }

  /**
   * The places from one index to another, both included; those beyond the ends go on by the step
   * there.
   *
   * @return mm, ascending
   */
  public double[] range(int first, int last) {
    double[] places = new double[last - first + 1];
    Arrays.setAll(places, n -> at(first + n));
    return places;
  }
}
