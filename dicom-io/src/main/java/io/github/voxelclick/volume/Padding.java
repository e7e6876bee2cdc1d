package io.github.voxelclick.volume;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which stored samples are no measurement but fill the slice around it, such as the corners of a
 * round field of view (PS3.3 §C.7.5.1.1.2). They count for no statistics. Immutable.
 */
public final class Padding {
  private final double[] lows;
  private final double[] highs;

  /**
   * Stored samples from {@code low} to {@code high}, both included.
   *
   * @param low not above {@code high}
   * @param high a stored sample
   */
  public record Range(double low, double high) {
    /** Checks the order. */
    public Range {
      if (!(low <= high)) {
        throw new IllegalArgumentException("padding from " + low + " to " + high);
      }
    }
  }

  private Padding(double[] lows, double[] highs) {
    this.lows = lows;
    this.highs = highs;
  }

  /**
   * The padding of a volume.
   *
   * @param slices for each slice what its image says
   * @return empty where no image says anything
   */
  public static Optional<Padding> of(List<Optional<Range>> slices) {
    if (slices.stream().allMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    double[] lows = new double[slices.size()];
    double[] highs = new double[slices.size()];
    Arrays.setAll(lows, k -> slices.get(k).map(Range::low).orElse(Double.NaN));
    Arrays.setAll(highs, k -> slices.get(k).map(Range::high).orElse(Double.NaN));
    return Optional.of(new Padding(lows, highs));
  }

  /** How many slices this tells about. */
  public int slices() {
    return lows.length;
  }

  /**
   * Whether a sample is padding.
   *
   * @param k its slice
   * @param stored before any rescale, as {@link VoxelData#stored}
   */
  public boolean contains(int k, double stored) {
    return stored >= lows[k] && stored <= highs[k];
  }
}
