package io.github.voxelclick.propagate;

import io.github.voxelclick.volume.SliceMask;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Masks that were carried on.
 *
 * @param slices by slice index, none of them a seed, none empty
 * @param stops where carrying ended before the range did and why, by the first slice left out
 * @param cancelled whether the caller ended it early, so that slices may be missing
 */
public record Propagation(
    SortedMap<Integer, Slice> slices, SortedMap<Integer, StopReason> stops, boolean cancelled) {
  /** Takes the maps as they are at this moment. */
  public Propagation {
    slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
    stops = Collections.unmodifiableSortedMap(new TreeMap<>(stops));
  }

  /**
   * One carried mask.
   *
   * @param mask not empty
   * @param confidence 0 to 1, how sure the strategy is
   */
  public record Slice(SliceMask mask, double confidence) {
    /** Checks the range. */
    public Slice {
      Objects.requireNonNull(mask, "mask");
      if (!(confidence >= 0 && confidence <= 1)) {
        throw new IllegalArgumentException("confidence " + confidence + " is not in 0..1");
      }
    }
  }

  /** Why carrying ended. */
  public enum StopReason {
    /** The structure is no longer there. */
    EMPTY,
    /** The mask changed too much from one slice to the next to be trusted. */
    JUMP
  }
}
