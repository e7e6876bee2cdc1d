package io.github.voxelclick.volume;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How much of each voxel of a grid belongs to a segment, or how probably it does: steps of 0 to
 * {@link #maximum}, stored by slice of constant k and only where not all zero. Immutable.
 */
public final class SegmentFractions {
  /** What a byte can hold, the usual number of steps. */
  public static final int MAX_STEPS = 255;

  private final GridSize size;
  private final int maximum;

  /** Never holds a slice of zeros, so equal fractions have equal maps. */
  private final SortedMap<Integer, byte[]> slices;

  private SegmentFractions(GridSize size, int maximum, SortedMap<Integer, byte[]> slices) {
    this.size = size;
    this.maximum = maximum;
    this.slices = slices;
  }

  /**
   * Nothing of any voxel.
   *
   * @param maximum the step that stands for a whole voxel, 1 to 255
   */
  public static SegmentFractions none(GridSize size, int maximum) {
    if (maximum < 1 || maximum > MAX_STEPS) {
      throw new IllegalArgumentException("maximum fraction " + maximum + " is not in 1..255");
    }
    return new SegmentFractions(size, maximum, new TreeMap<>());
  }

  /**
   * All of the voxels of a mask and nothing of the others.
   *
   * @param maximum the step that stands for a whole voxel, 1 to 255
   */
  public static SegmentFractions of(Mask mask, int maximum) {
    SegmentFractions all = none(mask.size(), maximum);
    for (int k : mask.occupiedSlices()) {
      all.slices.put(k, mask.slice(SlicePlane.k(k)).toBytes((byte) maximum));
    }
    return all;
  }

  /**
   * These fractions with one slice replaced.
   *
   * @param k slice
   * @param steps one unsigned byte per pixel, row by row, copied; more than the maximum counts as
   *     the maximum
   */
  public SegmentFractions withSlice(int k, byte[] steps) {
    if (k < 0 || k >= size.k() || steps.length != size.voxelsPerSlice()) {
      throw new IllegalArgumentException(
          steps.length + " pixels for slice " + k + " of " + size + " voxels");
    }
    SortedMap<Integer, byte[]> next = new TreeMap<>(slices);
    if (isZero(steps)) {
      next.remove(k);
    } else {
      next.put(k, steps.clone());
    }
    return new SegmentFractions(size, maximum, next);
  }

  /**
   * These fractions with one slice replaced, rounded to steps.
   *
   * @param k slice
   * @param fractions one per pixel, row by row, 0 to 1; what lies outside is clipped
   */
  public SegmentFractions withSlice(int k, float[] fractions) {
    byte[] steps = new byte[fractions.length];
    for (int n = 0; n < steps.length; n++) {
      steps[n] = (byte) Math.round(maximum * Math.min(1, Math.max(0, fractions[n])));
    }
    return withSlice(k, steps);
  }

  private static boolean isZero(byte[] steps) {
    for (byte step : steps) {
      if (step != 0) {
        return false;
      }
    }
    return true;
  }

  /** The grid. */
  public GridSize size() {
    return size;
  }

  /** The step that stands for a whole voxel, 1 to 255. */
  public int maximum() {
    return maximum;
  }

  /** The k of the slices that are not all zero, ascending; a copy. */
  public SortedSet<Integer> occupiedSlices() {
    return new TreeSet<>(slices.keySet());
  }

  /** The steps of a slice of constant k, one unsigned byte per pixel, row by row; a copy. */
  public byte[] slice(int k) {
    byte[] steps = slices.get(k);
    return steps == null ? new byte[size.voxelsPerSlice()] : steps.clone();
  }

  /**
   * The fraction of a voxel.
   *
   * @return 0 to 1
   * @throws IllegalArgumentException when it lies outside
   */
  public double get(VoxelIndex v) {
    if (!size.contains(v)) {
      throw new IllegalArgumentException(v + " lies outside " + size);
    }
    byte[] steps = slices.get(v.k());
    return steps == null ? 0 : fraction(steps[v.j() * size.i() + v.i()]);
  }

  private double fraction(byte step) {
    return Math.min(1, (step & 0xFF) / (double) maximum);
  }

  /**
   * The voxels that belong to the segment by at least a given fraction.
   *
   * @param threshold above 0, at most 1
   */
  public Mask atLeast(double threshold) {
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold " + threshold + " is not above 0 and up to 1");
    }
    int least = 1;
    while (least < maximum && fraction((byte) least) < threshold) {
      least++;
    }
    Mask mask = Mask.empty(size);
    for (var slice : slices.entrySet()) {
      mask =
          mask.withSlice(
              SlicePlane.k(slice.getKey()),
              SliceMask.ofBytes(size.i(), size.j(), slice.getValue(), least));
    }
    return mask;
  }

  /** Whether every step is either 0 or the maximum. */
  public boolean isBinary() {
    for (byte[] steps : slices.values()) {
      for (byte step : steps) {
        if (step != 0 && (step & 0xFF) != maximum) {
          return false;
        }
      }
    }
    return true;
  }

  /** The sum of all fractions in millilitres, slice by slice with its real thickness. */
  public double millilitres(VolumeGeometry geometry) {
    double mm3 = 0;
    for (var slice : slices.entrySet()) {
      double sum = 0;
      for (byte step : slice.getValue()) {
        sum += fraction(step);
      }
      mm3 += sum * geometry.voxelVolumeMm3(slice.getKey());
    }
    return mm3 / 1000;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof SegmentFractions f)
        || !size.equals(f.size)
        || maximum != f.maximum
        || !slices.keySet().equals(f.slices.keySet())) {
      return false;
    }
    return slices.keySet().stream().allMatch(k -> Arrays.equals(slices.get(k), f.slices.get(k)));
  }

  @Override
  public int hashCode() {
    int hash = 31 * size.hashCode() + maximum;
    for (var slice : slices.entrySet()) {
      hash = 31 * hash + slice.getKey() + Arrays.hashCode(slice.getValue());
    }
    return hash;
  }

  @Override
  public String toString() {
    return size + " in steps of 1/" + maximum + " on " + slices.size() + " slices";
  }
}
