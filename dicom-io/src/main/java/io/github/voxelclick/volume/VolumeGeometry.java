package io.github.voxelclick.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Where a grid of voxels lies in the patient. Immutable.
 *
 * <p>On a regular grid the affine says everything. Where slices are not evenly spaced, the affine
 * holds the mean step and {@link #slicePosition} the real place of each slice; all conversions use
 * the real places.
 *
 * <p>Where slices are not {@linkplain #relation neighbours in space}, the grid still tells the size
 * of pixels, and all that concerns k is nominal: a step of one slice thickness, no place.
 */
public final class VolumeGeometry {
  /** From this many times the usual distance on, at least one slice is missing in between. */
  private static final double MISSING_STEPS = 1.95;

  private final GridSize size;
  private final Affine indexToLps;
  private final String frameOfReferenceUid;

  /** Empty on a regular grid, else one place per slice. */
  private final List<WorldPoint> slicePositions;

  private final SliceRelation relation;

  /** The slices k behind which others are missing. */
  private final Set<Integer> gaps;

  private VolumeGeometry(
      GridSize size,
      Affine indexToLps,
      String frameOfReferenceUid,
      List<WorldPoint> positions,
      SliceRelation relation,
      Set<Integer> gaps) {
    this.size = size;
    this.indexToLps = indexToLps;
    this.frameOfReferenceUid = frameOfReferenceUid;
    this.slicePositions = List.copyOf(positions);
    this.relation = relation;
    this.gaps = Set.copyOf(gaps);
  }

  /**
   * A regular grid.
   *
   * @param size voxels along i, j, k
   * @param indexToLps voxel index to mm LPS
   * @param frameOfReferenceUid (0020,0052) of the source, if it has one
   */
  public static VolumeGeometry regular(
      GridSize size, Affine indexToLps, Optional<String> frameOfReferenceUid) {
    return new VolumeGeometry(
        size,
        indexToLps,
        frameOfReferenceUid.orElse(""),
        List.of(),
        SliceRelation.SPATIAL,
        Set.of());
  }

  /**
   * A stack of parallel slices at given places. Slices are missing wherever two are about twice as
   * far apart as usual, or farther.
   *
   * @param size voxels along i, j, k
   * @param stepI mm per column
   * @param stepJ mm per row
   * @param slicePositions mm LPS of pixel (0, 0) of each slice, in slice order; at least two
   * @param frameOfReferenceUid (0020,0052) of the source, if it has one
   * @throws GeometryException when the places do not advance along the normal of the slices
   */
  public static VolumeGeometry ofSlices(
      GridSize size,
      WorldPoint stepI,
      WorldPoint stepJ,
      List<WorldPoint> slicePositions,
      Optional<String> frameOfReferenceUid)
      throws GeometryException {
    if (slicePositions.size() != size.k() || size.k() < 2) {
      throw new IllegalArgumentException(
          slicePositions.size()
              + " slice positions for "
              + size.k()
              + " slices, at least 2 needed");
    }
    WorldPoint normal = stepI.cross(stepJ);
    WorldPoint first = slicePositions.get(0);
    WorldPoint last = slicePositions.get(size.k() - 1);
    double direction = Math.signum(last.minus(first).dot(normal));
    for (int k = 1; k < size.k(); k++) {
      double d = slicePositions.get(k).minus(slicePositions.get(k - 1)).dot(normal) * direction;
      if (!(d > 0)) {
        throw new GeometryException(
            "Slices "
                + (k - 1)
                + " and "
                + k
                + " do not advance along the normal of the slices; sort them by position first.");
      }
    }
    WorldPoint meanStep = last.minus(first).times(1.0 / (size.k() - 1));
    return new VolumeGeometry(
        size,
        Affine.ofColumns(stepI, stepJ, meanStep, first),
        frameOfReferenceUid.orElse(""),
        slicePositions,
        SliceRelation.SPATIAL,
        gaps(slicePositions, normal.times(1 / normal.length())));
  }

  private static Set<Integer> gaps(List<WorldPoint> positions, WorldPoint normal) {
    double[] steps = new double[positions.size() - 1];
    for (int k = 0; k < steps.length; k++) {
      steps[k] = Math.abs(positions.get(k + 1).minus(positions.get(k)).dot(normal));
    }
    double usual = lowerMedian(steps);
    Set<Integer> gaps = new TreeSet<>();
    for (int k = 0; k < steps.length; k++) {
      if (steps[k] >= MISSING_STEPS * usual) {
        gaps.add(k);
      }
    }
    return gaps;
  }

  /**
   * The same grid with slices known to be missing.
   *
   * @param after slices k between which and k + 1 others are missing, each 0 to size().k() - 2;
   *     those known so far are forgotten
   */
  public VolumeGeometry withGapsAfter(Set<Integer> after) {
    for (int k : after) {
      if (k < 0 || k > size.k() - 2) {
        throw new IllegalArgumentException("a gap after slice " + k + " of " + size.k());
      }
    }
    return new VolumeGeometry(
        size, indexToLps, frameOfReferenceUid, slicePositions, relation, after);
  }

  /** The same grid of slices that are something else to each other. */
  public VolumeGeometry withRelation(SliceRelation other) {
    return new VolumeGeometry(size, indexToLps, frameOfReferenceUid, slicePositions, other, gaps);
  }

  /** What neighbouring slices of constant k are to each other. */
  public SliceRelation relation() {
    return relation;
  }

  /**
   * Whether nothing may be concluded from slice k about slice k + 1: slices are missing in between,
   * or the slices are {@link SliceRelation#UNRELATED}.
   *
   * @param k slice, 0 to size().k() - 2
   */
  public boolean gapAfter(int k) {
    if (k < 0 || k > size.k() - 2) {
      throw new IllegalArgumentException("after slice " + k + " of " + size.k());
    }
    return relation == SliceRelation.UNRELATED || gaps.contains(k);
  }

  /** Voxels along i, j, k. */
  public GridSize size() {
    return size;
  }

  /** Voxel index to mm LPS; with unevenly spaced slices the mean map. */
  public Affine indexToLps() {
    return indexToLps;
  }

  /** The source's Frame of Reference UID (0020,0052), if it has one. */
  public Optional<String> frameOfReferenceUid() {
    return frameOfReferenceUid.isEmpty() ? Optional.empty() : Optional.of(frameOfReferenceUid);
  }

  /** Whether all slices have the same distance from their neighbours. */
  public boolean isRegular() {
    return slicePositions.isEmpty();
  }

  /** Mm between voxel centres along (i, j, k); along k the mean. */
  public double[] spacingMm() {
    return indexToLps.spacingMm();
  }

  /**
   * The real place of pixel (0, 0) of a slice, mm LPS.
   *
   * @param k slice, from zero
   */
  public WorldPoint slicePosition(int k) {
    if (k < 0 || k >= size.k()) {
      throw new IllegalArgumentException("slice " + k + " of " + size.k());
    }
    return isRegular() ? indexToLps.toWorld(new VoxelPoint(0, 0, k)) : slicePositions.get(k);
  }

  /** The unit vector i × j across the slices, LPS. It may point against growing k. */
  public WorldPoint normal() {
    WorldPoint n = indexToLps.step(0).cross(indexToLps.step(1));
    return n.times(1 / n.length());
  }

  /** The mm LPS of a continuous voxel index; between uneven slices linear, outside extrapolated. */
  public WorldPoint toWorld(VoxelPoint p) {
    if (isRegular()) {
      return indexToLps.toWorld(p);
    }
    int below = Math.min(Math.max((int) Math.floor(p.k()), 0), size.k() - 2);
    WorldPoint a = slicePositions.get(below);
    WorldPoint step = slicePositions.get(below + 1).minus(a);
    return a.plus(step.times(p.k() - below))
        .plus(indexToLps.step(0).times(p.i()))
        .plus(indexToLps.step(1).times(p.j()));
  }

  /**
   * The continuous voxel index of a place, the inverse of {@link #toWorld}. It may lie outside the
   * grid.
   */
  public VoxelPoint toVoxel(WorldPoint w) {
    if (isRegular()) {
      return indexToLps.toVoxel(w);
    }
    int below = intervalBelow(w);
    WorldPoint a = slicePositions.get(below);
    WorldPoint step = slicePositions.get(below + 1).minus(a);
    WorldPoint stepI = indexToLps.step(0);
    WorldPoint stepJ = indexToLps.step(1);
    WorldPoint d = w.minus(a);
    double det = stepI.cross(stepJ).dot(step);
    return new VoxelPoint(
        stepJ.cross(step).dot(d) / det,
        step.cross(stepI).dot(d) / det,
        below + stepI.cross(stepJ).dot(d) / det);
  }

  private int intervalBelow(WorldPoint w) {
    WorldPoint normal = normal();
    double direction = Math.signum(slicePositions.get(1).minus(slicePositions.get(0)).dot(normal));
    double height = w.dot(normal) * direction;
    int below = 0;
    while (below < size.k() - 2
        && slicePositions.get(below + 1).dot(normal) * direction <= height) {
      below++;
    }
    return below;
  }

  /** The mm LPS of the eight corner voxels' centres, i fastest, then j, then k. */
  public List<WorldPoint> corners() {
    List<WorldPoint> all = new ArrayList<>(8);
    for (int k : new int[] {0, size.k() - 1}) {
      for (int j : new int[] {0, size.j() - 1}) {
        for (int i : new int[] {0, size.i() - 1}) {
          all.add(toWorld(new VoxelPoint(i, j, k)));
        }
      }
    }
    return all;
  }

  /**
   * The patient direction that each axis runs towards, the nearest of L/R, P/A, H/F (DICOM's
   * letters), as in {@code LPH} for axial slices counted upwards.
   */
  public String orientation() {
    StringBuilder letters = new StringBuilder(3);
    for (int axis = 0; axis < 3; axis++) {
      WorldPoint d = indexToLps.step(axis);
      double x = Math.abs(d.x());
      double y = Math.abs(d.y());
      double z = Math.abs(d.z());
      if (x >= y && x >= z) {
        letters.append(d.x() > 0 ? 'L' : 'R');
      } else if (y >= z) {
        letters.append(d.y() > 0 ? 'P' : 'A');
      } else {
        letters.append(d.z() > 0 ? 'H' : 'F');
      }
    }
    return letters.toString();
  }

  /**
   * The volume that a voxel of slice k stands for, mm³. Uneven slices reach half way to each
   * neighbour; towards a gap, or the end, as far as on the other side.
   */
  public double voxelVolumeMm3(int k) {
    if (isRegular()) {
      return Math.abs(indexToLps.determinant());
    }
    boolean before = k > 0 && !gaps.contains(k - 1);
    boolean after = k < size.k() - 1 && !gaps.contains(k);
    double below = before ? stepMm(k - 1) : after ? stepMm(k) : usualStepMm();
    double above = after ? stepMm(k) : below;
    return indexToLps.step(0).cross(indexToLps.step(1)).length() * (below + above) / 2;
  }

  /** Mm along the normal from slice k to the next. */
  private double stepMm(int k) {
    return Math.abs(slicePosition(k + 1).minus(slicePosition(k)).dot(normal()));
  }

  private double usualStepMm() {
    return lowerMedian(IntStream.range(0, size.k() - 1).mapToDouble(this::stepMm).toArray());
  }

  /** Of two middle values the smaller one: the larger may be where a slice is missing. */
  private static double lowerMedian(double[] steps) {
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }

  /**
   * Whether two grids are the same: equal size and relation, corners within a tolerance, and not
   * two different frames of reference.
   *
   * @param toleranceMm how far slice corners may be apart
   */
  public boolean matches(VolumeGeometry other, double toleranceMm) {
    if (!size.equals(other.size)
        || relation != other.relation
        || (!frameOfReferenceUid.isEmpty()
            && !other.frameOfReferenceUid.isEmpty()
            && !frameOfReferenceUid.equals(other.frameOfReferenceUid))) {
      return false;
    }
    for (int k = 0; k < size.k(); k++) {
      for (int[] c : new int[][] {{0, 0}, {size.i() - 1, 0}, {0, size.j() - 1}}) {
        VoxelPoint p = new VoxelPoint(c[0], c[1], k);
        if (toWorld(p).minus(other.toWorld(p)).length() > toleranceMm) {
          return false;
        }
      }
    }
    return true;
  }
}
