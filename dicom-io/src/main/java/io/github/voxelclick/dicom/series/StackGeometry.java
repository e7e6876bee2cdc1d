package io.github.voxelclick.dicom.series;

import io.github.voxelclick.volume.Affine;
import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.GridSize;
import io.github.voxelclick.volume.ReadWarning;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.WorldPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The grid of parallel images that are sorted by their place along the normal. Places are taken as
 * they are: a tilted stack becomes a sheared grid, uneven slices keep their own places.
 */
final class StackGeometry {
  /** Slices are evenly spaced up to this part of the median distance … */
  private static final double UNEVEN_PART = 0.02;

  /** … or up to this many mm, whichever is more. */
  private static final double UNEVEN_MM = 0.01;

  /** How near to a whole number of steps a gap must be to be called missing slices. */
  private static final double WHOLE_STEP = 0.05;

  private static final double TILT_DEGREES = 0.1;

  /** A stack is called tilted when each slice is shifted by more than this many pixels. */
  private static final double TILT_PIXELS = 0.1;

  private final List<ImageHeader> images;
  private final ImagePlane first;
  private final GridSize size;
  private final WorldPoint stepI;
  private final WorldPoint stepJ;
  private final List<ReadWarning> warnings = new ArrayList<>();

  /**
   * @param images parallel, of one size and pixel spacing, in ascending order along the normal
   */
  StackGeometry(List<ImageHeader> images) {
    this.images = images;
    first = images.get(0).plane();
    SampleLayout pixels = images.get(0).pixels();
    size = new GridSize(pixels.columns(), pixels.rows(), images.size());
    stepI = first.row().times(first.columnSpacingMm());
    stepJ = first.column().times(first.rowSpacingMm());
  }

  /** What is unusual about the grid, after {@link #build}. */
  List<ReadWarning> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Makes the grid.
   *
   * @throws GeometryException when the images span no volume
   */
  VolumeGeometry build() throws GeometryException {
    String uid = images.get(0).ids().frameOfReferenceUid();
    Optional<String> frame = uid.isEmpty() ? Optional.empty() : Optional.of(uid);
    if (frame.isEmpty()) {
      warnings.add(
          new ReadWarning(
              "no-frame-of-reference",
              "The images have no Frame of Reference UID (0020,0052), so other series cannot be"
                  + " related to them."));
    }
    if (images.size() == 1) {
      WorldPoint stepK = first.normal().times(singleSpacingMm());
      return VolumeGeometry.regular(
          size, Affine.ofColumns(stepI, stepJ, stepK, first.position()), frame);
    }
    List<WorldPoint> places = images.stream().map(image -> image.plane().position()).toList();
    double[] gaps = gaps(places);
    double step = lowerMedian(gaps);
    double tolerance = Math.max(UNEVEN_PART * step, UNEVEN_MM);
    WorldPoint mean = places.get(size.k() - 1).minus(places.get(0)).times(1.0 / (size.k() - 1));
    warnOfTilt(mean);
    if (isEven(places, gaps, mean, step, tolerance)) {
      return VolumeGeometry.regular(
          size, Affine.ofColumns(stepI, stepJ, mean, places.get(0)), frame);
    }
    warnings.add(uneven(gaps, step));
    return VolumeGeometry.ofSlices(size, stepI, stepJ, places, frame);
  }

  private double singleSpacingMm() {
    SampleMeaning values = images.get(0).values();
    if (values.spacingBetweenSlicesMm() > 0) {
      return values.spacingBetweenSlicesMm();
    }
    if (values.thicknessMm() > 0) {
      return values.thicknessMm();
    }
    warnings.add(
        new ReadWarning(
            "no-thickness", "The single slice does not say how thick it is; 1 mm was assumed."));
    return 1;
  }

  private double[] gaps(List<WorldPoint> places) {
    WorldPoint normal = first.normal();
    double[] gaps = new double[places.size() - 1];
    for (int k = 0; k < gaps.length; k++) {
      gaps[k] = places.get(k + 1).minus(places.get(k)).dot(normal);
    }
    return gaps;
  }

  /** Of two middle gaps the smaller one: the larger may be where a slice is missing. */
  static double lowerMedian(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }

  /** Whether both every gap and every place agree with even steps: small errors can add up. */
  private static boolean isEven(
      List<WorldPoint> places, double[] gaps, WorldPoint mean, double step, double tolerance) {
    for (double gap : gaps) {
      if (Math.abs(gap - step) > tolerance) {
        return false;
      }
    }
    for (int k = 0; k < places.size(); k++) {
      WorldPoint even = places.get(0).plus(mean.times(k));
      if (places.get(k).minus(even).length() > tolerance) {
        return false;
      }
    }
    return true;
  }

  private static ReadWarning uneven(double[] gaps, double step) {
    int missing = 0;
    boolean whole = true;
    for (double gap : gaps) {
      double steps = gap / step;
      whole &= Math.abs(steps - Math.rint(steps)) <= WHOLE_STEP;
      missing += (int) Math.rint(steps) - 1;
    }
    if (whole && missing > 0) {
      return new ReadWarning(
          "missing-slices",
          String.format(
              Locale.ROOT,
              "Slices are %.2f mm apart and %d of them are missing; the gap is kept.",
              step,
              missing));
    }
    double[] sorted = gaps.clone();
    Arrays.sort(sorted);
    return new ReadWarning(
        "uneven-slices",
        String.format(
            Locale.ROOT,
            "Slices are unevenly spaced, %.2f to %.2f mm apart; each keeps its own place.",
            sorted[0],
            sorted[sorted.length - 1]));
  }

  private void warnOfTilt(WorldPoint mean) {
    WorldPoint normal = first.normal();
    double drift = mean.minus(normal.times(mean.dot(normal))).length();
    double degrees = Math.toDegrees(Math.atan2(drift, mean.dot(normal)));
    double pixel = Math.min(first.columnSpacingMm(), first.rowSpacingMm());
    if (degrees > TILT_DEGREES && drift > TILT_PIXELS * pixel) {
      warnings.add(
          new ReadWarning(
              "tilted",
              String.format(
                  Locale.ROOT,
                  "The stack is tilted by %.1f degrees (gantry tilt): the slice axis is not"
                      + " perpendicular to the slices. The true places are kept.",
                  degrees)));
    }
  }
}
