package io.github.voxelclick.edit;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SlicePlane;
import io.github.voxelclick.volume.Volume;

/** Keeps of a mask what the image shows within limits. */
public final class Threshold {
  /** What rescaling may be off by, as a share of the numbers that it adds. */
  private static final double ROUNDING = 1e-12;

  private Threshold() {}

  /**
   * The voxels of a mask whose modality value lies between two limits, both included. A value that
   * misses a limit by the rounding of its rescale alone (one part in 10¹²) counts as on it. Padding
   * and what is not a number are never kept: they are no measurements. Time grows with the voxels
   * set.
   *
   * @param volume on the mask's grid
   * @param low modality value, for CT in HU; may be negative infinity
   * @param high not below {@code low}; may be infinity
   */
  public static Mask within(Mask mask, Volume volume, double low, double high) {
    Slab.checkSameGrid(mask, volume.geometry());
    if (!(low <= high)) {
      throw new IllegalArgumentException("limits " + low + " to " + high);
    }
    MaskBits kept = new MaskBits(mask.size());
    int columns = mask.size().i();
    double offset = Math.abs(volume.rescale().intercept());
    for (int k : mask.occupiedSlices()) {
      SliceBits bits = kept.slice(k);
      mask.slice(SlicePlane.k(k))
          .forEachSet(
              n -> {
                double value = volume.rescale().apply(volume.data().stored(k, n));
                double slack = ROUNDING * Math.max(Math.abs(value), offset);
                boolean near = value >= low - slack && value <= high + slack;
                boolean within = Double.isInfinite(value) ? value >= low && value <= high : near;
                if (within && !volume.isPadding(k, n)) {
                  bits.set(n % columns, n / columns);
                }
              });
    }
    return kept.toMask();
  }
}
