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
import java.util.Set;
import java.util.TreeSet;

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

  /** A declared distance is wrong when it differs from the true one by more than this part. */
  private static final double CONTRADICTION = 0.05;

  /** A missing image nearer than this part of a gap to its end lies on that slice. */
  private static final double SAME_PLACE = 0.1;

  /** A stack is curved when a slice lies farther than this many pixels from a straight line. */
  private static final double CURVED_PIXELS = 0.5;

  private static final double TILT_DEGREES = 0.1;

  /** A stack is called tilted when each slice is shifted by more than this many pixels. */
  private static final double TILT_PIXELS = 0.1;

  private final List<ImageHeader> images;
  private final List<WorldPoint> holes;
  private final ImagePlane first;
  private final GridSize size;
  private final WorldPoint stepI;
  private final WorldPoint stepJ;
  private final List<ReadWarning> warnings = new ArrayList<>();

  /**
   * @param images parallel, of one size and pixel spacing, in ascending order along the normal
   * @param holes places where images are known to be missing, in any order
   */
  StackGeometry(List<ImageHeader> images, List<WorldPoint> holes) {
    this.images = images;
    this.holes = holes;
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
    VolumeGeometry grid = grid(frameOfReference());
    Set<Integer> gaps = new TreeSet<>();
    for (int k = 0; k < size.k() - 1; k++) {
      if (grid.gapAfter(k) || isHoleBetween(k, k + 1)) {
        gaps.add(k);
      }
    }
    return grid.withGapsAfter(gaps);
  }

  private Optional<String> frameOfReference() {
    if (!images.get(0).location().inPatient()) {
      warnings.add(
          new ReadWarning(
              "volume-frame-of-reference",
              "The places of the slices refer to the volume itself and not to the patient: left and"
                  + " right, front and back, head and foot are not known."));
      return Optional.empty();
    }
    String uid = images.get(0).ids().frameOfReferenceUid();
    if (uid.isEmpty()) {
      warnings.add(
          new ReadWarning(
              "no-frame-of-reference",
              "The images have no Frame of Reference UID (0020,0052), so other series cannot be"
                  + " related to them."));
      return Optional.empty();
    }
    return Optional.of(uid);
  }

  private boolean isHoleBetween(int below, int above) {
    WorldPoint normal = first.normal();
    double low = images.get(below).plane().position().dot(normal);
    double high = images.get(above).plane().position().dot(normal);
    double margin = SAME_PLACE * (high - low);
    return holes.stream()
        .mapToDouble(hole -> hole.dot(normal))
        .anyMatch(height -> height > low + margin && height < high - margin);
  }

  private VolumeGeometry grid(Optional<String> frame) throws GeometryException {
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
    warnOfContradiction(step);
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

  /** What a header says of the distance of slices counts less than where the slices lie. */
  private void warnOfContradiction(double stepMm) {
    double declaredMm = images.get(0).values().spacingBetweenSlicesMm();
    if (declaredMm > 0 && Math.abs(declaredMm - stepMm) > CONTRADICTION * stepMm) {
      warnings.add(
          new ReadWarning(
              "spacing-contradiction",
              String.format(
                  Locale.ROOT,
                  "Spacing Between Slices says %.2f mm, the places of the slices are %.2f mm apart;"
                      + " the places count.",
                  declaredMm,
                  stepMm)));
    }
  }

  /**
   * How far the slices wander from a straight line through the stack, in pixels: 0 of a tilted
   * stack, whatever its tilt.
   */
  private double wanderPixels() {
    WorldPoint normal = first.normal();
    double[] heights = new double[size.k()];
    double[] right = new double[size.k()];
    double[] down = new double[size.k()];
    for (int k = 0; k < size.k(); k++) {
      WorldPoint place = images.get(k).plane().position().minus(first.position());
      heights[k] = place.dot(normal);
      right[k] = place.dot(first.row()) / first.columnSpacingMm();
      down[k] = place.dot(first.column()) / first.rowSpacingMm();
    }
    return Math.max(largestResidual(heights, right), largestResidual(heights, down));
  }

  /** How far y lies from its straight line of least squares over x, at most. */
  private static double largestResidual(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElse(0);
    double meanY = Arrays.stream(y).average().orElse(0);
    double xx = 0;
    double xy = 0;
    for (int n = 0; n < x.length; n++) {
      xx += (x[n] - meanX) * (x[n] - meanX);
      xy += (x[n] - meanX) * (y[n] - meanY);
    }
    double slope = xx > 0 ? xy / xx : 0;
    double largest = 0;
    for (int n = 0; n < x.length; n++) {
      largest = Math.max(largest, Math.abs(y[n] - meanY - slope * (x[n] - meanX)));
    }
    return largest;
  }

  /** Why the images are a list of planes and no volume; empty for a volume. */
  String plainReason() {
    double wander = wanderPixels();
    return wander <= CURVED_PIXELS
        ? ""
        : String.format(
            Locale.ROOT,
            "The stack is curved: slices lie up to %.1f pixels beside a straight line.",
            wander);
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
