package io.github.voxelclick.session;

import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From which slices of a segment a propagation starts, and what the segment is once it is done.
 *
 * @param base the segment before
 * @param axis along which masks are carried
 * @param seeds masks of the slices along the axis that a person worked on, by index; empty ones
 *     block the way
 * @param first first slice of the range
 * @param last last slice of the range, included
 */
record CarriedMasks(
    SegmentState base, SliceAxis axis, SortedMap<Integer, SliceMask> seeds, int first, int last) {

  static CarriedMasks plan(SegmentState base, SliceAxis axis, int first, int last)
      throws PromptException {
    int slices = axis.slices(base.mask().size());
    if (first < 0 || last < first || last >= slices) {
      throw new PromptException(
          "Cannot propagate over slices "
              + first
              + ".."
              + last
              + ": expected a range within 0.."
              + (slices - 1)
              + ". Give zero-based slice indices.");
    }
    SortedMap<Integer, SliceMask> seeds = new TreeMap<>();
    for (SliceState slice : base.slices().values()) {
      if (slice.plane().axis() == axis && slice.isTouched()) {
        seeds.put(slice.plane().index(), base.mask().slice(slice.plane()));
      }
    }
    if (!base.holdsSeed(axis)) {
      throw new PromptException(
          "Nothing to propagate: no slice along "
              + axis
              + " holds a mask that was prompted, drawn or confirmed. Click into the structure"
              + " first.");
    }
    return new CarriedMasks(base, axis, seeds, first, last);
  }

  /** Whether the range holds a slice that no person worked on. */
  boolean reachesAnything() {
    return seeds.subMap(first, last + 1).size() <= last - first;
  }

  /** The mask with what was carried in place of what was carried there before. */
  private Mask mask(Propagation result, SliceOrigin origin) {
    SortedMap<Integer, SliceMask> changed = new TreeMap<>();
    for (SliceState slice : base.slices().values()) {
      if (isReplaced(slice, result, origin)) {
        changed.put(slice.plane().index(), empty());
      }
    }
    result.slices().forEach((index, slice) -> changed.put(index, slice.mask()));
    if (axis == SliceAxis.K) {
      return base.mask().withSlices(changed);
    }
    Mask mask = base.mask();
    for (Map.Entry<Integer, SliceMask> e : changed.entrySet()) {
      mask = mask.withSlice(new SlicePlane(axis, e.getKey()), e.getValue());
    }
    return mask;
  }

  /** What is known of the slices in the range afterwards. */
  private Collection<SliceState> slices(Propagation result, SliceOrigin origin) {
    Map<SlicePlane, SliceState> slices = new LinkedHashMap<>();
    for (SliceState slice : base.slices().values()) {
      if (isReplaced(slice, result, origin)) {
        slices.put(slice.plane(), SliceState.unknown(slice.plane()));
      }
    }
    result
        .slices()
        .forEach(
            (index, slice) -> {
              SlicePlane plane = new SlicePlane(axis, index);
              slices.put(plane, SliceState.of(plane, origin, slice.confidence()));
            });
    return slices.values();
  }

  /** The session with what was carried. */
  SessionState applied(SessionState now, Propagation result, PropagationSettings settings) {
    return new SegmentEdit(now, base, settings.overlap())
        .apply(mask(result, settings.origin()), slices(result, settings.origin()), spared());
  }

  /** Slices of every axis that keep their pixels, since a person worked on them. */
  private Set<SlicePlane> spared() {
    Set<SlicePlane> spared = new LinkedHashSet<>();
    for (SliceState slice : base.slices().values()) {
      if (slice.isTouched()) {
        spared.add(slice.plane());
      }
    }
    return spared;
  }

  /**
   * Whether what is known of a slice gives way. Slices that a cancelled propagation did not reach
   * stay, and so do those beyond the seeds of an interpolation.
   */
  private boolean isReplaced(SliceState slice, Propagation result, SliceOrigin origin) {
    int index = slice.plane().index();
    boolean reachable =
        origin == SliceOrigin.CARRIED || (index > seeds.firstKey() && index < seeds.lastKey());
    return !slice.isTouched()
        && slice.plane().axis() == axis
        && index >= first
        && index <= last
        && reachable
        && (!result.cancelled() || result.slices().containsKey(index));
  }

  private SliceMask empty() {
    return SliceMask.empty(axis.columns(base.mask().size()), axis.rows(base.mask().size()));
  }
}
