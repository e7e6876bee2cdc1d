package io.github.voxelclick.session;

import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One segment at one moment. Immutable; versions share all slices that did not change.
 *
 * @param rank grows with the order in which segments were added, unique in the session
 * @param segment what it is
 * @param locked whether no tool and no model may change its voxels
 * @param mask where it is
 * @param firstPositive the first prompt that said where the structure is; the window in which the
 *     model sees the volume follows from it and stays for the whole segment
 * @param slices every slice that was prompted, drawn, confirmed or reached by propagation
 */
public record SegmentState(
    long rank,
    Segment segment,
    boolean locked,
    Mask mask,
    Optional<Prompt> firstPositive,
    SortedMap<SlicePlane, SliceState> slices) {
  /** Takes the map as it is at this moment. */
  public SegmentState {
    Objects.requireNonNull(segment, "segment");
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(firstPositive, "firstPositive");
    slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
  }

  /** Its number. */
  public int number() {
    return segment.number();
  }

  /** What is known of a slice, if it was worked on or reached. */
  public Optional<SliceState> slice(SlicePlane plane) {
    return Optional.ofNullable(slices.get(plane));
  }

  /** Whether a slice of an axis that a person worked on holds a mask to carry on. */
  boolean holdsSeed(SliceAxis axis) {
    return slices.values().stream()
        .anyMatch(
            s -> s.plane().axis() == axis && s.isTouched() && !mask.slice(s.plane()).isEmpty());
  }

  /** All prompts of all slices, those of one slice oldest first. */
  public List<Prompt> prompts() {
    List<Prompt> all = new ArrayList<>();
    for (SliceState slice : slices.values()) {
      slice.prompts().forEach(p -> all.add(p.prompt()));
    }
    return all;
  }

  SliceState sliceOrUnknown(SlicePlane plane) {
    return slice(plane).orElseGet(() -> SliceState.unknown(plane));
  }

  SegmentState withSegment(Segment next) {
    return new SegmentState(rank, next, locked, mask, firstPositive, slices);
  }

  SegmentState withLocked(boolean next) {
    return new SegmentState(rank, segment, next, mask, firstPositive, slices);
  }

  SegmentState withFirstPositive(Prompt prompt) {
    return firstPositive.isPresent() || !prompt.positive()
        ? this
        : new SegmentState(rank, segment, locked, mask, Optional.of(prompt), slices);
  }

  /**
   * Once a prompt is gone: if it was the first positive one, the next one takes its place.
   *
   * @param gone id of the prompt
   * @param instead the live prompts of its slice without it
   */
  SegmentState withoutFirstPositive(long gone, List<GivenPrompt> instead) {
    List<GivenPrompt> all = new ArrayList<>();
    boolean was = false;
    for (SliceState slice : slices.values()) {
      for (GivenPrompt p : slice.prompts()) {
        was |= p.id() == gone && firstPositive.filter(p.prompt()::equals).isPresent();
        if (p.id() != gone) {
          all.add(p);
        }
      }
    }
    if (!was) {
      return this;
    }
    all.addAll(instead);
    Optional<Prompt> next =
        all.stream()
            .filter(p -> p.prompt().positive())
            .min(Comparator.comparingLong(GivenPrompt::id))
            .map(GivenPrompt::prompt);
    return new SegmentState(rank, segment, locked, mask, next, slices);
  }

  SegmentState withMask(Mask next) {
    return new SegmentState(rank, segment, locked, next, firstPositive, slices);
  }

  /** The same with other slices, those that say nothing left out. */
  SegmentState withSlices(Iterable<SliceState> changed) {
    SortedMap<SlicePlane, SliceState> next = new TreeMap<>(slices);
    for (SliceState slice : changed) {
      if (slice.isUnknown()) {
        next.remove(slice.plane());
      } else {
        next.put(slice.plane(), slice);
      }
    }
    return new SegmentState(rank, segment, locked, mask, firstPositive, next);
  }
}
