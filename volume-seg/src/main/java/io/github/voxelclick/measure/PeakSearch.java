package io.github.voxelclick.measure;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VolumeGeometry;
import io.github.voxelclick.volume.VoxelIndex;
import io.github.voxelclick.volume.VoxelMemory;
import io.github.voxelclick.volume.WorldPoint;
import java.util.Optional;

/**
 * Finds the sphere of 1 cm³ with the highest mean among those whose centre is that of a voxel of a
 * mask: the global intensity peak of the Image Biomarker Standardisation Initiative (0F91). The
 * voxels of a sphere in one row of one slice are a run, whose sum is the difference of two running
 * sums: work grows with the sphere's cross-section, not with its volume. Used by one thread.
 */
final class PeakSearch {
  /** Radius of a sphere of 1 cm³, mm. */
  static final double RADIUS_MM = 10 * Math.cbrt(3 / (4 * Math.PI));

  /**
   * Runs of voxels that are summed at most, about a minute. A PET of the whole body as one segment,
   * in voxels of 1.65 × 1.65 × 2 mm, needs a third of it.
   */
  static final long MOST_STEPS = 20_000_000_000L;

  /** A centre exactly on the sphere is inside, whatever the rounding. */
  private static final double INSIDE_MM2 = RADIUS_MM * RADIUS_MM * (1 + 1e-9);

  private final Volume volume;
  private final VolumeGeometry geometry;
  private final WorldPoint stepI;
  private final WorldPoint stepJ;
  private long stepsLeft;

  private Optional<UptakePeak> best = Optional.empty();

  /**
   * A search in a volume whose slices are neighbours in space.
   *
   * @param mostSteps how many runs may be summed before it gives up
   */
  PeakSearch(Volume volume, long mostSteps) {
    this.volume = volume;
    geometry = volume.geometry();
    stepI = geometry.indexToLps().step(0);
    stepJ = geometry.indexToLps().step(1);
    stepsLeft = mostSteps;
  }

  /**
   * The highest peak in modality values; of equal ones the first by slice, row, column.
   *
   * @param mask on the volume's grid
   * @return empty where no voxel has a value, or the search would take too long
   * @throws GeometryException when it does not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  Optional<UptakePeak> highest(Mask mask, Progress progress) throws GeometryException {
    VoxelMemory.require((5L * Double.BYTES) * mask.size().voxelsPerSlice());
    for (int k : mask.occupiedSlices()) {
      if (!search(k, mask.slice(SlicePlane.k(k)), progress)) {
        return Optional.empty();
      }
    }
    return best;
  }

  /** Whether there was time enough for the voxels of a slice. */
  private boolean search(int k, SliceMask slice, Progress progress) {
    Sums sums = new Sums(slice);
    for (int other = k; other >= 0 && isWithinReach(k, other); other--) {
      progress.checkCancelled();
      if (!add(k, other, slice, sums)) {
        return false;
      }
    }
    for (int other = k + 1; other < geometry.size().k() && isWithinReach(k, other); other++) {
      progress.checkCancelled();
      if (!add(k, other, slice, sums)) {
        return false;
      }
    }
    slice.forEachSet(n -> take(k, n, sums));
    return true;
  }

  private void take(int k, int n, Sums sums) {
    if (sums.counts[n] == 0) {
      return;
    }
    double mean = sums.values[n] / sums.weights[n];
    if (best.isEmpty() || mean > best.get().mean()) {
      int columns = geometry.size().i();
      VoxelIndex v = new VoxelIndex(n % columns, n / columns, k);
      best = Optional.of(new UptakePeak(mean, v, geometry.toWorld(v.centre()), sums.counts[n]));
    }
  }

  private boolean isWithinReach(int k, int other) {
    double mm =
        geometry.slicePosition(other).minus(geometry.slicePosition(k)).dot(geometry.normal());
    return mm * mm <= INSIDE_MM2;
  }

  /** Adds what the spheres round voxels of slice k have in another slice. */
  private boolean add(int k, int other, SliceMask slice, Sums sums) {
    stepsLeft -= geometry.size().voxelsPerSlice();
    WorldPoint between = geometry.slicePosition(other).minus(geometry.slicePosition(k));
    RunningSums running = new RunningSums(volume, other);
    double weight = geometry.voxelVolumeMm3(other);
    int rows = geometry.size().j();
    int columns = geometry.size().i();
    int[] limits = rowLimits(between);
    for (int dj = limits[0]; dj <= limits[1]; dj++) {
      int[] run = run(between.plus(stepJ.times(dj)));
      if (run[0] > run[1]) {
        continue;
      }
      stepsLeft -= slice.count();
      if (stepsLeft < 0) {
        return false;
      }
      int row = dj;
      slice.forEachSet(
          n -> {
            int j = n / columns + row;
            int first = Math.max(n % columns + run[0], 0);
            int last = Math.min(n % columns + run[1], columns - 1);
            if (j >= 0 && j < rows && first <= last) {
              long count = running.count(j, first, last);
              sums.counts[n] += count;
              sums.weights[n] += weight * count;
              sums.values[n] += weight * running.sum(j, first, last);
            }
          });
    }
    return true;
  }

  /**
   * Rows that the sphere can reach.
   *
   * @param between from the slice of its centre to the other one
   * @return first and last row offset, within the grid's size
   */
  private int[] rowLimits(WorldPoint between) {
    WorldPoint across = stepJ.minus(stepI.times(stepJ.dot(stepI) / stepI.dot(stepI)));
    WorldPoint apart = between.minus(stepI.times(between.dot(stepI) / stepI.dot(stepI)));
    return limits(across, apart, geometry.size().j());
  }

  /**
   * Voxels of a row that lie in the sphere.
   *
   * @param from the sphere's centre to the voxel of the same column in that row
   * @return first and last column offset; the first above the last where there is none
   */
  private int[] run(WorldPoint from) {
    return limits(stepI, from, geometry.size().i());
  }

  /** The whole n from −most to most for which |from + n · step| is no longer than the radius. */
  private static int[] limits(WorldPoint step, WorldPoint from, int most) {
    double a = step.dot(step);
    double middle = -step.dot(from) / a;
    double rest = INSIDE_MM2 - from.plus(step.times(middle)).dot(from.plus(step.times(middle)));
    if (!(rest >= 0)) {
      return new int[] {1, 0};
    }
    double half = Math.sqrt(rest / a);
    return new int[] {
      (int) Math.max(Math.ceil(middle - half), -most),
      (int) Math.min(Math.floor(middle + half), most)
    };
  }

  /** Of the spheres round the voxels of a slice. */
  private static final class Sums {
    private final double[] values;
    private final double[] weights;
    private final long[] counts;

    Sums(SliceMask slice) {
      int pixels = slice.columns() * slice.rows();
      values = new double[pixels];
      weights = new double[pixels];
      counts = new long[pixels];
    }
  }

  /** Sums and numbers of the values of a slice from the start of each row. */
  private static final class RunningSums {
    private final int stride;
    private final double[] sums;
    private final int[] counts;

    RunningSums(Volume volume, int k) {
      int columns = volume.size().i();
      stride = columns + 1;
      sums = new double[stride * volume.size().j()];
      counts = new int[sums.length];
      for (int n = 0; n < volume.size().voxelsPerSlice(); n++) {
        double value = volume.rescale().apply(volume.data().stored(k, n));
        boolean counted = Double.isFinite(value) && !volume.isPadding(k, n);
        int at = n / columns * stride + n % columns + 1;
        sums[at] = sums[at - 1] + (counted ? value : 0);
        counts[at] = counts[at - 1] + (counted ? 1 : 0);
      }
    }

    double sum(int row, int first, int last) {
      return sums[row * stride + last + 1] - sums[row * stride + first];
    }

    int count(int row, int first, int last) {
      return counts[row * stride + last + 1] - counts[row * stride + first];
    }
  }
}
