package io.github.voxelclick.session;

import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceAxis;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * Gives a segment another mask, and sees to it that what must not change does not, that other
 * segments keep or lose what the action says, and that prompts on slices whose pixels changed
 * beneath them are settled.
 *
 * @param state the session before
 * @param segment the segment before; not locked
 * @param overlap what becomes of voxels that others hold
 */
record SegmentEdit(SessionState state, SegmentState segment, Overlap overlap) {
  /**
   * The session after.
   *
   * @param proposed the mask that the action asks for
   * @param own slices that the action says something new of; their prompts follow from it and are
   *     not settled
   * @param spared slices of the segment that keep their pixels
   */
  SessionState apply(Mask proposed, Collection<SliceState> own, Set<SlicePlane> spared) {
    Mask before = segment.mask();
    PlanePixels kept = PlanePixels.of(spared, before.size());
    Map<Integer, PlanePixels> confirmed = new HashMap<>();
    Map<Integer, SliceMask> after = new HashMap<>();
    Map<Integer, Map<Integer, SliceMask>> lost = new LinkedHashMap<>();
    for (int k : before.differingSlices(proposed)) {
      SlicePlane plane = SlicePlane.k(k);
      SliceMask old = before.slice(plane);
      SliceMask asked = old.xor(proposed.slice(plane));
      SliceMask changes = asked.andNot(kept.on(k, asked));
      if (changes.isEmpty()) {
        continue;
      }
      SliceMask next = old.xor(changes);
      SliceMask added = next.andNot(old);
      SliceMask refused = added.isEmpty() ? added : refused(plane, added, confirmed);
      after.put(k, next.andNot(refused));
      if (overlap == Overlap.REPLACE_OTHERS) {
        takeFromOthers(plane, added.andNot(refused), lost);
      }
    }
    Mask mask = after.isEmpty() ? before : before.withSlices(after);
    List<SegmentState> changed = new ArrayList<>();
    changed.add(settled(segment, mask, own));
    lost.forEach(
        (number, slices) -> {
          SegmentState other = state.segment(number);
          changed.add(settled(other, other.mask().withSlices(slices), List.of()));
        });
    return state.with(changed);
  }

  /**
   * Which added pixels others do not give.
   *
   * @param confirmed the pixels that a person found right, by number of the other segment; filled
   *     as they are needed
   */
  private SliceMask refused(
      SlicePlane plane, SliceMask added, Map<Integer, PlanePixels> confirmed) {
    SliceMask refused = SliceMask.empty(added.columns(), added.rows());
    if (overlap == Overlap.ALLOWED) {
      return refused;
    }
    for (SegmentState other : others()) {
      SliceMask held = other.mask().slice(plane).and(added);
      if (held.isEmpty()) {
        continue;
      }
      boolean whole = overlap == Overlap.SPARE_OTHERS || other.locked();
      refused =
          refused.or(
              whole
                  ? held
                  : confirmed
                      .computeIfAbsent(
                          other.number(),
                          n -> PlanePixels.of(confirmed(other), other.mask().size()))
                      .on(plane.index(), held));
    }
    return refused;
  }

  /** Voxels that the segment cannot get, whatever is proposed. */
  Mask excluded() {
    Mask excluded = Mask.empty(segment.mask().size());
    if (overlap == Overlap.ALLOWED) {
      return excluded;
    }
    for (SegmentState other : others()) {
      if (overlap == Overlap.SPARE_OTHERS || other.locked()) {
        excluded = excluded.or(other.mask());
      }
    }
    return excluded;
  }

  private List<SegmentState> others() {
    return state.segments().stream().filter(s -> s.number() != segment.number()).toList();
  }

  /** The slices that a person said are right. */
  static Set<SlicePlane> confirmed(SegmentState segment) {
    Set<SlicePlane> planes = new LinkedHashSet<>();
    for (SliceState slice : segment.slices().values()) {
      if (slice.confirmed()) {
        planes.add(slice.plane());
      }
    }
    return planes;
  }

  private void takeFromOthers(
      SlicePlane plane, SliceMask added, Map<Integer, Map<Integer, SliceMask>> lost) {
    for (SegmentState other : others()) {
      SliceMask held = other.mask().slice(plane);
      if (!held.and(added).isEmpty()) {
        lost.computeIfAbsent(other.number(), n -> new HashMap<>())
            .put(plane.index(), held.andNot(added));
      }
    }
  }

  private static SegmentState settled(SegmentState segment, Mask mask, Collection<SliceState> own) {
    Map<SlicePlane, SliceState> changed = new LinkedHashMap<>();
    own.forEach(slice -> changed.put(slice.plane(), slice));
    List<SliceState> live =
        segment.slices().values().stream()
            .filter(s -> s.start().isPresent() && !changed.containsKey(s.plane()))
            .toList();
    boolean across = live.stream().anyMatch(s -> s.plane().axis() != SliceAxis.K);
    Touched touched = Touched.of(segment.mask(), mask, across);
    for (SliceState slice : live) {
      if (touched.crosses(slice.plane())) {
        changed.put(slice.plane(), slice.settled(mask.slice(slice.plane())));
      }
    }
    return segment.withMask(mask).withSlices(changed.values());
  }

  /** Which slices of each axis hold a voxel that differs. */
  private record Touched(BitSet columns, BitSet rows, Set<Integer> slices) {
    /**
     * Looks for them.
     *
     * @param across whether columns and rows will be asked for, too
     */
    static Touched of(Mask before, Mask after, boolean across) {
      SortedSet<Integer> slices = before.differingSlices(after);
      BitSet columns = new BitSet();
      BitSet rows = new BitSet();
      int width = before.size().i();
      for (int k : across ? slices : List.<Integer>of()) {
        SlicePlane plane = SlicePlane.k(k);
        before
            .slice(plane)
            .xor(after.slice(plane))
            .forEachSet(
                n -> {
                  columns.set(n % width);
                  rows.set(n / width);
                });
      }
      return new Touched(columns, rows, slices);
    }

    boolean crosses(SlicePlane plane) {
      return switch (plane.axis()) {
        case I -> columns.get(plane.index());
        case J -> rows.get(plane.index());
        case K -> slices.contains(plane.index());
      };
    }
  }
}
