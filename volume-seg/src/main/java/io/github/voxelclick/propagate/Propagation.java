package io.github.voxelclick.propagate;

import io.github.voxelclick.model.SlicePrediction;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Masks that were carried on.
 *
 * @param slices by slice index, none of them a seed, none empty. The confidence of each is that of
 *     its own answer times those of the slices between it and its seed, which counts as certain: an
 *     error is carried on
 * @param stops where carrying ended before the range did and why, by the first slice left out
 * @param cancelled whether the caller ended it early, so that slices may be missing
 */
public record Propagation(
    SortedMap<Integer, SlicePrediction> slices,
    SortedMap<Integer, StopReason> stops,
    boolean cancelled) {
  /** Takes the maps as they are at this moment. */
  public Propagation {
    slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
    stops = Collections.unmodifiableSortedMap(new TreeMap<>(stops));
  }

  /** Why carrying ended. */
  public enum StopReason {
    /** The structure is no longer there. */
    EMPTY,
    /** The model says that the structure is no longer there. */
    ABSENT,
    /** The model has been unsure of the last slices, so that the mask is probably of little use. */
    UNSURE,
    /** Most of the mask lay where there was none on the slice before. */
    JUMP,
    /** What the mask covers looks more like the seed's surroundings than like the seed. */
    FADE,
    /** What the mask covers no longer looks like the seed. */
    DRIFT,
    /** Slices are missing before this one, so that nobody knows what is there. */
    GAP
  }
}
