package io.github.voxelclick.session;

import io.github.voxelclick.model.SlicePrediction;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What each kind of action makes of a session's state. */
final class Transitions {
  private Transitions() {}

  /**
   * A segment that may be changed.
   *
   * @throws SessionException when it is locked, or there is none
   */
  static SegmentState unlocked(SessionState state, int number) throws SessionException {
    SegmentState segment = state.present(number);
    if (segment.locked()) {
      throw new SessionException(
          "Segment "
              + number
              + " is locked, so nothing of it was changed. Unlock it first, or choose another"
              + " segment.");
    }
    return segment;
  }

  /**
   * A new segment, the last of all; of its slices nothing is known.
   *
   * @param mask its voxels, none of a segment that is only begun
   */
  static SessionState added(SessionState state, Segment segment, Mask mask) {
    if (state.find(segment.number()).isPresent()) {
      throw new IllegalArgumentException("segment " + segment.number() + " is there already");
    }
    long rank = state.segments().stream().mapToLong(SegmentState::rank).max().orElse(0) + 1;
    return state.with(
        new SegmentState(rank, segment, false, mask, Optional.empty(), new TreeMap<>()));
  }

  /** Slices that a person found right, or no longer does. */
  static SegmentState confirmed(
      SegmentState segment, Collection<SlicePlane> planes, boolean confirmed)
      throws SessionException {
    List<SliceState> changed = new ArrayList<>();
    for (SlicePlane plane : planes) {
      if (!plane.within(segment.mask().size())) {
        throw new IllegalArgumentException(plane + " lies outside " + segment.mask().size());
      }
      SliceState slice = segment.sliceOrUnknown(plane);
      if (confirmed && slice.isPending()) {
        throw new SessionException(
            "Cannot confirm a slice while a prompt on it waits for its answer. Confirm it once the"
                + " mask has changed.");
      }
      changed.add(slice.withConfirmed(confirmed));
    }
    return segment.withSlices(changed);
  }

  /** A prompt that waits for its answer. */
  static SegmentState prompted(SegmentState segment, GivenPrompt given) {
    SlicePlane plane = given.prompt().plane();
    SliceState slice = segment.sliceOrUnknown(plane);
    return segment
        .withFirstPositive(given.prompt())
        .withSlices(List.of(slice.withPrompt(given, segment.mask().slice(plane))));
  }

  /** The slice of a segment that holds a prompt. */
  static SliceState sliceOf(SegmentState segment, long prompt) throws SessionException {
    for (SliceState slice : segment.slices().values()) {
      for (int n = 0; n < slice.prompts().size(); n++) {
        if (slice.prompts().get(n).id() == prompt) {
          if (n < slice.settled()) {
            throw new SessionException(
                "This prompt can no longer be changed: its slice was edited after it was answered,"
                    + " and the edit would be lost. Undo the edit first, or draw.");
          }
          return slice;
        }
      }
    }
    throw new IllegalArgumentException("no prompt " + prompt);
  }

  /**
   * The session once a live prompt is replaced, or taken back.
   *
   * @param slice holds the prompt
   * @param replacement on the same slice; empty takes the prompt back
   */
  static SessionState replaced(
      SessionState state,
      SegmentState segment,
      SliceState slice,
      long prompt,
      Optional<GivenPrompt> replacement) {
    List<GivenPrompt> live = new ArrayList<>();
    for (GivenPrompt p : slice.live()) {
      if (p.id() != prompt) {
        live.add(p);
      } else {
        replacement.ifPresent(live::add);
      }
    }
    SliceState next = slice.withLive(live);
    SegmentState based = segment.withoutFirstPositive(prompt, live);
    SliceMask start = slice.start().orElseThrow().mask();
    Mask mask = live.isEmpty() ? segment.mask().withSlice(slice.plane(), start) : segment.mask();
    return new SegmentEdit(state.with(based), based, Overlap.ALLOWED)
        .apply(mask, List.of(next), confirmedBut(segment, slice.plane()));
  }

  /** The session once the first prompt that waits on a slice is answered. */
  static SessionState answered(
      SessionState state, SegmentState segment, SliceState pending, SlicePrediction answer) {
    return new SegmentEdit(state, segment, pending.firstPending().overlap())
        .apply(
            segment.mask().withSlice(pending.plane(), answer.mask()),
            List.of(pending.withAnswer(answer.confidence())),
            confirmedBut(segment, pending.plane()));
  }

  /** The session once a person drew a slice; the same when no pixel changed. */
  static SessionState drawn(
      SessionState state, SegmentState segment, SlicePlane plane, SliceMask drawn, Overlap o) {
    SliceState slice = segment.sliceOrUnknown(plane).withOrigin(SliceOrigin.DRAWN, 1);
    SessionState next =
        new SegmentEdit(state, segment, o)
            .apply(
                segment.mask().withSlice(plane, drawn),
                List.of(slice),
                confirmedBut(segment, plane));
    SegmentState changed = next.segment(segment.number());
    if (changed.mask().equals(segment.mask())) {
      return state;
    }
    return next.with(changed.withSlices(List.of(slice.settled(changed.mask().slice(plane)))));
  }

  /** The session once a person drew across slices; those of constant k that changed are drawn. */
  static SessionState drawnVoxels(
      SessionState state, SegmentState segment, Mask wanted, Overlap overlap) {
    SessionState next = edited(state, segment, wanted, overlap);
    SegmentState changed = next.segment(segment.number());
    List<SliceState> drawn = new ArrayList<>();
    for (int k : segment.mask().differingSlices(changed.mask())) {
      drawn.add(changed.sliceOrUnknown(SlicePlane.k(k)).withOrigin(SliceOrigin.DRAWN, 1));
    }
    return next.with(changed.withSlices(drawn));
  }

  /** The session once the whole segment was edited. */
  static SessionState edited(
      SessionState state, SegmentState segment, Mask wanted, Overlap overlap) {
    return new SegmentEdit(state, segment, overlap)
        .apply(wanted, List.of(), SegmentEdit.confirmed(segment));
  }

  private static Set<SlicePlane> confirmedBut(SegmentState segment, SlicePlane plane) {
    Set<SlicePlane> planes = new LinkedHashSet<>(SegmentEdit.confirmed(segment));
    planes.remove(plane);
    return planes;
  }
}
