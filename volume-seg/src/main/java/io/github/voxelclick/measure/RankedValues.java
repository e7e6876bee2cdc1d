package io.github.voxelclick.measure;

import io.github.voxelclick.volume.GeometryException;
import io.github.voxelclick.volume.Rescale;
import io.github.voxelclick.volume.Volume;
import io.github.voxelclick.volume.VoxelData;
import io.github.voxelclick.volume.VoxelMemory;
import java.util.Arrays;

/** Values in ascending order, equal ones once with their number. */
final class RankedValues {
  private final double[] values;

  /** How many values there are up to and with each. */
  private final long[] counts;

  private RankedValues(double[] values, long[] counts) {
    this.values = values;
    this.counts = counts;
  }

  /** Takes stored samples one by one. */
  interface Collector {
    /** Adds a sample. */
    void add(double stored);

    /** The modality values of all samples. */
    RankedValues ranked(Rescale rescale);
  }

  /**
   * A collector for samples of a volume. Integers of 8 and 16 bits are counted and take no memory;
   * others are kept.
   *
   * @param most how many samples will come at most
   * @throws GeometryException when so many do not fit into memory
   */
  static Collector collector(Volume volume, long most) throws GeometryException {
    VoxelData data = volume.data();
    if (data instanceof VoxelData.U8
        || data instanceof VoxelData.S16
        || data instanceof VoxelData.U16) {
      return new Histogram();
    }
    VoxelMemory.require(most * (2 * Double.BYTES + Long.BYTES));
    return new Samples(Math.toIntExact(most));
  }

  long count() {
    return counts.length == 0 ? 0 : counts[counts.length - 1];
  }

  private long countOf(int n) {
    return n == 0 ? counts[0] : counts[n] - counts[n - 1];
  }

  double mean() {
    double sum = 0;
    for (int n = 0; n < values.length; n++) {
      sum += values[n] * countOf(n);
    }
    return sum / count();
  }

  double standardDeviation() {
    double mean = mean();
    double sum = 0;
    for (int n = 0; n < values.length; n++) {
      sum += (values[n] - mean) * (values[n] - mean) * countOf(n);
    }
    return Math.sqrt(sum / count());
  }

  /** Linear between ranks; see {@link IntensityStatistics.Distribution}. */
  double percentile(double percent) {
    double rank = (count() - 1) * percent / 100;
    long below = (long) rank;
    double low = at(below);
    double high = at(Math.min(below + 1, count() - 1));
    return low + (high - low) * (rank - below);
  }

  /** The value of a rank, from 0. */
  private double at(long rank) {
    int n = Arrays.binarySearch(counts, rank + 1);
    return values[n < 0 ? -n - 1 : n];
  }

  private static final class Histogram implements Collector {
    private static final int LOWEST = Short.MIN_VALUE;
    private final long[] counts = new long[(1 << 16) - LOWEST];

    @Override
    public void add(double stored) {
      counts[(int) stored - LOWEST]++;
    }

    @Override
    public RankedValues ranked(Rescale rescale) {
      int distinct = (int) Arrays.stream(counts).filter(n -> n > 0).count();
      double[] values = new double[distinct];
      long[] ranks = new long[distinct];
      long sum = 0;
      int n = 0;
      boolean falling = rescale.slope() < 0;
      for (int step = 0; step < counts.length; step++) {
        int at = falling ? counts.length - 1 - step : step;
        if (counts[at] > 0) {
          sum += counts[at];
          values[n] = rescale.apply(at + LOWEST);
          ranks[n++] = sum;
        }
      }
      return new RankedValues(values, ranks);
    }
  }

  private static final class Samples implements Collector {
    private final double[] samples;
    private int count;

    Samples(int most) {
      samples = new double[most];
    }

    @Override
    public void add(double stored) {
      samples[count++] = stored;
    }

    @Override
    public RankedValues ranked(Rescale rescale) {
      double[] values = new double[count];
      Arrays.setAll(values, n -> rescale.apply(samples[n]));
      Arrays.sort(values);
      long[] ranks = new long[count];
      Arrays.setAll(ranks, n -> n + 1L);
      return new RankedValues(values, ranks);
    }
  }
}
