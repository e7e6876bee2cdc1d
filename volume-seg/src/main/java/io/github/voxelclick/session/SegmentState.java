package io.github.voxelclick.session;

import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SlicePlane;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One segment at one moment. Immutable; versions share all slices that did not change.
 *
 * @param segment what it is
 * @param mask where it is
 * @param firstPositive the first prompt that says where the structure is; the window in which the
 *     model sees the volume follows from it and stays for the whole segment
 * @param slices every slice that was prompted or reached by propagation, in the order of arrival
 */
public record SegmentState(
    Segment segment,
    Mask mask,
    Optional<Prompt> firstPositive,
    Map<SlicePlane, SliceState> slices) {
  /** Takes the map as it is at this moment. */
  public SegmentState {
    Objects.requireNonNull(segment, "segment");
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(firstPositive, "firstPositive");
    slices = Collections.unmodifiableMap(new LinkedHashMap<>(slices));
  }

  /** What is known of a slice, if it was prompted or reached. */
  public Optional<SliceState> slice(SlicePlane plane) {
    return Optional.ofNullable(slices.get(plane));
  }

  SegmentState withSegment(Segment next) {
    return new SegmentState(next, mask, firstPositive, slices);
  }

  SegmentState withPrompt(Prompt prompt) {
    Map<SlicePlane, SliceState> next = new LinkedHashMap<>(slices);
    SliceState slice = slices.get(prompt.plane());
    next.put(
        prompt.plane(),
        slice == null
            ? SliceState.prompted(prompt, mask.slice(prompt.plane()))
            : slice.withPrompt(prompt));
    Optional<Prompt> first =
        firstPositive.isPresent() || !prompt.positive() ? firstPositive : Optional.of(prompt);
    return new SegmentState(segment, mask, first, next);
  }

  SegmentState withAnswer(SliceState answered) {
    Map<SlicePlane, SliceState> next = new LinkedHashMap<>(slices);
    next.put(answered.plane(), answered);
    return new SegmentState(
        segment, mask.withSlice(answered.plane(), answered.mask()), firstPositive, next);
  }

  SegmentState withMask(Mask nextMask, Map<SlicePlane, SliceState> nextSlices) {
    return new SegmentState(segment, nextMask, firstPositive, nextSlices);
  }
}
