package io.github.voxelclick.session;

import io.github.voxelclick.prompt.Prompt;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.Segment;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The difference between two states of a session; applied to the first it makes the second, bit for
 * bit. Immutable.
 *
 * <p>What is known of segments and slices is replaced whole. Masks change by the voxels that
 * differ, so that two changes of the same slice that share no voxel can be taken back in any order.
 *
 * @param segments the segments that differ, by number
 */
record Delta(SortedMap<Integer, OfSegment> segments) {
  /** Takes the map as it is at this moment. */
  Delta {
    segments = Collections.unmodifiableSortedMap(new TreeMap<>(segments));
  }

  /** What a segment is, without where. */
  record Head(long rank, Segment segment, boolean locked, Optional<Prompt> firstPositive) {
    static Head of(SegmentState s) {
      return new Head(s.rank(), s.segment(), s.locked(), s.firstPositive());
    }
  }

  /** Something that was, and is, there or not. */
  record Replaced<T>(Optional<T> before, Optional<T> after) {
    Replaced<T> reversed() {
      return new Replaced<>(after, before);
    }
  }

  /**
   * How one segment differs.
   *
   * @param head empty when it stays
   * @param slices by plane, those that differ
   * @param voxels by k, the pixels that differ; none empty
   */
  record OfSegment(
      Optional<Replaced<Head>> head,
      SortedMap<SlicePlane, Replaced<SliceState>> slices,
      SortedMap<Integer, SliceMask> voxels) {
    OfSegment {
      slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
      voxels = Collections.unmodifiableSortedMap(new TreeMap<>(voxels));
    }

    boolean isNothing() {
      return head.isEmpty() && slices.isEmpty() && voxels.isEmpty();
    }

    OfSegment reversed() {
      SortedMap<SlicePlane, Replaced<SliceState>> back = new TreeMap<>();
      slices.forEach((plane, slice) -> back.put(plane, slice.reversed()));
      return new OfSegment(head.map(Replaced::reversed), back, voxels);
    }

    /** This change and then another. */
    OfSegment then(OfSegment later) {
      Optional<Replaced<Head>> both =
          head.isPresent() && later.head.isPresent()
              ? Optional.of(new Replaced<>(head.get().before(), later.head.get().after()))
              : head.or(() -> later.head);
      SortedMap<SlicePlane, Replaced<SliceState>> all = new TreeMap<>(slices);
      later.slices.forEach(
          (plane, slice) ->
              all.merge(plane, slice, (a, b) -> new Replaced<>(a.before(), b.after())));
      SortedMap<Integer, SliceMask> flipped = new TreeMap<>(voxels);
      later.voxels.forEach((k, slice) -> flipped.merge(k, slice, SliceMask::xor));
      flipped.values().removeIf(SliceMask::isEmpty);
      return new OfSegment(both, all, flipped);
    }

    /** Whether both replace the same thing or flip the same voxel. */
    boolean collidesWith(OfSegment other) {
      return (head.isPresent() && other.head.isPresent())
          || !Collections.disjoint(slices.keySet(), other.slices.keySet())
          || voxels.entrySet().stream().anyMatch(e -> flips(other, e.getKey(), e.getValue()));
    }

    private static boolean flips(OfSegment other, int k, SliceMask slice) {
      SliceMask same = other.voxels.get(k);
      return same != null && !same.and(slice).isEmpty();
    }
  }

  /** How the second state differs from the first. */
  static Delta between(SessionState before, SessionState after) {
    SortedMap<Integer, OfSegment> all = new TreeMap<>();
    Set<Integer> numbers = new HashSet<>();
    before.segments().forEach(s -> numbers.add(s.number()));
    after.segments().forEach(s -> numbers.add(s.number()));
    for (int number : numbers) {
      Optional<SegmentState> a = before.find(number);
      Optional<SegmentState> b = after.find(number);
      if (a.isEmpty() || b.isEmpty() || !isSame(a.get(), b.get())) {
        OfSegment differing = between(a, b);
        if (!differing.isNothing()) {
          all.put(number, differing);
        }
      }
    }
    return new Delta(all);
  }

  /** Versions are told apart by identity first: equal content is costly to see. */
  private static boolean isSame(Object a, Object b) {
    return a == b;
  }

  private static OfSegment between(Optional<SegmentState> a, Optional<SegmentState> b) {
    Optional<Head> headBefore = a.map(Head::of);
    Optional<Head> headAfter = b.map(Head::of);
    Map<SlicePlane, SliceState> from = slicesOf(a);
    Map<SlicePlane, SliceState> to = slicesOf(b);
    SortedMap<SlicePlane, Replaced<SliceState>> slices = new TreeMap<>();
    from.forEach(
        (plane, slice) -> {
          if (!slice.equals(to.get(plane))) {
            slices.put(
                plane, new Replaced<>(Optional.of(slice), Optional.ofNullable(to.get(plane))));
          }
        });
    to.forEach(
        (plane, slice) -> {
          if (!from.containsKey(plane)) {
            slices.put(plane, new Replaced<>(Optional.empty(), Optional.of(slice)));
          }
        });
    return new OfSegment(
        headBefore.equals(headAfter)
            ? Optional.empty()
            : Optional.of(new Replaced<>(headBefore, headAfter)),
        slices,
        voxels(a.map(SegmentState::mask), b.map(SegmentState::mask)));
  }

  private static Map<SlicePlane, SliceState> slicesOf(Optional<SegmentState> segment) {
    return segment.<Map<SlicePlane, SliceState>>map(SegmentState::slices).orElse(Map.of());
  }

  private static SortedMap<Integer, SliceMask> voxels(Optional<Mask> a, Optional<Mask> b) {
    Mask from = a.orElseGet(() -> Mask.empty(b.orElseThrow().size()));
    Mask to = b.orElseGet(() -> Mask.empty(from.size()));
    SortedMap<Integer, SliceMask> voxels = new TreeMap<>();
    for (int k : from.differingSlices(to)) {
      SlicePlane plane = SlicePlane.k(k);
      voxels.put(k, from.slice(plane).xor(to.slice(plane)));
    }
    return voxels;
  }

  /** Whether nothing differs. */
  boolean isEmpty() {
    return segments.isEmpty();
  }

  /** The way back. */
  Delta reversed() {
    return map(OfSegment::reversed);
  }

  private Delta map(Function<OfSegment, OfSegment> change) {
    SortedMap<Integer, OfSegment> all = new TreeMap<>();
    segments.forEach((number, segment) -> all.put(number, change.apply(segment)));
    return new Delta(all);
  }

  /** This change and then another. */
  Delta then(Delta later) {
    SortedMap<Integer, OfSegment> all = new TreeMap<>(segments);
    later.segments.forEach((number, segment) -> all.merge(number, segment, OfSegment::then));
    return new Delta(all);
  }

  /** Whether both replace the same thing or flip the same voxel of a segment. */
  boolean collidesWith(Delta other) {
    return segments.entrySet().stream()
        .anyMatch(
            e -> {
              OfSegment same = other.segments.get(e.getKey());
              return same != null && same.collidesWith(e.getValue());
            });
  }

  /** What it replaces of what is known of a slice of a segment, if it does. */
  Optional<Replaced<SliceState>> slice(int number, SlicePlane plane) {
    return Optional.ofNullable(segments.get(number)).map(s -> s.slices().get(plane));
  }

  /** The same, but for what is known of a slice. */
  Delta withSlice(int number, SlicePlane plane, Replaced<SliceState> slice) {
    SortedMap<Integer, OfSegment> all = new TreeMap<>(segments);
    OfSegment old = segments.get(number);
    SortedMap<SlicePlane, Replaced<SliceState>> slices =
        old == null ? new TreeMap<>() : new TreeMap<>(old.slices());
    slices.put(plane, slice);
    all.put(
        number,
        old == null
            ? new OfSegment(Optional.empty(), slices, new TreeMap<>())
            : new OfSegment(old.head(), slices, old.voxels()));
    return new Delta(all);
  }

  /** The same, but for what is known of a slice, which stays. */
  Delta withoutSlice(int number, SlicePlane plane) {
    SortedMap<Integer, OfSegment> all = new TreeMap<>(segments);
    all.computeIfPresent(
        number,
        (n, old) -> {
          SortedMap<SlicePlane, Replaced<SliceState>> slices = new TreeMap<>(old.slices());
          slices.remove(plane);
          return new OfSegment(old.head(), slices, old.voxels());
        });
    return new Delta(all);
  }

  /**
   * The state that this difference leads to.
   *
   * @param state where it leads from
   * @param nothing a mask without voxels of the session's grid
   */
  SessionState apply(SessionState state, Mask nothing) {
    List<SegmentState> changed = new ArrayList<>();
    List<Integer> gone = new ArrayList<>();
    segments.forEach(
        (number, delta) -> {
          Optional<SegmentState> before = state.find(number);
          Optional<Head> head =
              delta.head().isPresent() ? delta.head().get().after() : before.map(Head::of);
          if (head.isEmpty()) {
            gone.add(number);
          } else {
            changed.add(apply(head.get(), delta, before, nothing));
          }
        });
    SessionState next = state.with(changed);
    for (int number : gone) {
      next = next.without(number);
    }
    return next;
  }

  private static SegmentState apply(
      Head head, OfSegment delta, Optional<SegmentState> before, Mask nothing) {
    SortedMap<SlicePlane, SliceState> slices = new TreeMap<>(slicesOf(before));
    delta.slices().forEach((plane, slice) -> put(slices, plane, slice.after()));
    Mask mask = before.map(SegmentState::mask).orElse(nothing);
    Map<Integer, SliceMask> flipped = new HashMap<>();
    for (Map.Entry<Integer, SliceMask> e : delta.voxels().entrySet()) {
      flipped.put(e.getKey(), mask.slice(SlicePlane.k(e.getKey())).xor(e.getValue()));
    }
    return new SegmentState(
        head.rank(),
        head.segment(),
        head.locked(),
        flipped.isEmpty() ? mask : mask.withSlices(flipped),
        head.firstPositive(),
        slices);
  }

  private static void put(
      SortedMap<SlicePlane, SliceState> slices, SlicePlane plane, Optional<SliceState> slice) {
    if (slice.isPresent()) {
      slices.put(plane, slice.get());
    } else {
      slices.remove(plane);
    }
  }

  @Override
  public String toString() {
    return "differences of segments " + Objects.toString(segments.keySet());
  }
}
