package io.github.voxelclick.session;

import io.github.voxelclick.prompt.PromptException;
import io.github.voxelclick.propagate.Propagation;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From which slices of a segment a propagation starts, and what the segment is once it is done.
 *
 * @param base the segment before
 * @param axis along which masks are carried
 * @param seeds masks of the prompted slices along the axis, by index; empty ones block the way
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
    boolean anything = false;
    for (SliceState slice : base.slices().values()) {
      if (slice.plane().axis() == axis && slice.isPrompted()) {
        seeds.put(slice.plane().index(), slice.mask());
        anything |= !slice.mask().isEmpty();
      }
    }
    if (!anything) {
      throw new PromptException(
          "Nothing to propagate: no slice along "
              + axis
              + " holds a mask made by prompts. Click into the structure first.");
    }
    return new CarriedMasks(base, axis, seeds, first, last);
  }

  SegmentState merge(Propagation result) {
    Map<SlicePlane, SliceState> slices = new LinkedHashMap<>();
    SortedMap<Integer, SliceMask> changed = new TreeMap<>();
    for (SliceState slice : base.slices().values()) {
      if (isReplaced(slice)) {
        changed.put(slice.plane().index(), empty());
      } else {
        slices.put(slice.plane(), slice);
      }
    }
    result
        .slices()
        .forEach(
            (index, slice) -> {
              SlicePlane plane = new SlicePlane(axis, index);
              slices.put(plane, SliceState.carried(plane, slice));
              changed.put(index, slice.mask());
            });
    Mask mask = base.mask();
    for (Map.Entry<Integer, SliceMask> e : changed.entrySet()) {
      mask = mask.withSlice(new SlicePlane(axis, e.getKey()), e.getValue());
    }
    // What a person prompted on slices of another axis wins over what was carried across them.
    for (SliceState slice : slices.values()) {
      if (slice.isPrompted() && slice.plane().axis() != axis && !changed.isEmpty()) {
        mask = mask.withSlice(slice.plane(), slice.mask());
      }
    }
    return base.withMask(mask, slices);
  }

  private boolean isReplaced(SliceState slice) {
    return !slice.isPrompted()
        && slice.plane().axis() == axis
        && slice.plane().index() >= first
        && slice.plane().index() <= last;
  }

  private SliceMask empty() {
    return SliceMask.empty(axis.columns(base.mask().size()), axis.rows(base.mask().size()));
  }
}
