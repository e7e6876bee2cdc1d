package io.github.voxelclick.measure;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Progress;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;
import java.util.Optional;

/**
 * The modality values of the voxels of a mask.
 *
 * @param unit what they are measured in
 * @param voxels how many count
 * @param paddingVoxels how many are left out because they are padding
 * @param undefinedVoxels how many are left out because their value is no finite number
 * @param values their distribution; empty where no voxel counts
 */
public record IntensityStatistics(
    IntensityUnit unit,
    long voxels,
    long paddingVoxels,
    long undefinedVoxels,
    Optional<Distribution> values) {
  /**
   * A distribution, in the unit of the values. Percentiles are interpolated linearly between the
   * two values next in rank, the smallest having rank 0 and the largest 100 %, as numpy does.
   *
   * @param mean arithmetic mean
   * @param sd standard deviation of these voxels: the root of the mean square of what they differ
   *     from their mean (divided by n, not n − 1)
   * @param min smallest
   * @param p5 5th percentile
   * @param p25 25th percentile
   * @param median 50th percentile
   * @param p75 75th percentile
   * @param p95 95th percentile
   * @param max largest
   */
  public record Distribution(
      double mean,
      double sd,
      double min,
      double p5,
      double p25,
      double median,
      double p75,
      double p95,
      double max) {
    static Distribution of(RankedValues v) {
      return new Distribution(
          v.mean(),
          v.standardDeviation(),
          v.percentile(0),
          v.percentile(5),
          v.percentile(25),
          v.percentile(50),
          v.percentile(75),
          v.percentile(95),
          v.percentile(100));
    }

    /**
     * The same in another unit.
     *
     * @param factor above 0
     */
    Distribution times(double factor) {
      return new Distribution(
          mean * factor,
          sd * factor,
          min * factor,
          p5 * factor,
          p25 * factor,
          median * factor,
          p75 * factor,
          p95 * factor,
          max * factor);
    }
  }

  /**
   * The values under a mask on the volume's grid.
   *
   * @throws GeometryException when they do not fit into memory
   * @throws java.util.concurrent.CancellationException when {@code progress} is cancelled
   */
  static IntensityStatistics of(Mask mask, Volume volume, Progress progress)
      throws GeometryException {
    RankedValues.Collector collector = RankedValues.collector(volume, mask.count());
    long[] left = new long[2];
    for (int k : mask.occupiedSlices()) {
      progress.checkCancelled();
      mask.slice(SlicePlane.k(k))
          .forEachSet(
              n -> {
                if (volume.isPadding(k, n)) {
                  left[0]++;
                } else if (!Double.isFinite(volume.data().stored(k, n))) {
                  left[1]++;
                } else {
                  collector.add(volume.data().stored(k, n));
                }
              });
    }
    RankedValues values = collector.ranked(volume.rescale());
    return new IntensityStatistics(
        IntensityUnit.of(volume),
        values.count(),
        left[0],
        left[1],
        values.count() == 0 ? Optional.empty() : Optional.of(Distribution.of(values)));
  }
}
