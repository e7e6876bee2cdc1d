package io.github.voxelclick.provenance;

import io.github.voxelclick.provenance.ModelUse.By;
import io.github.voxelclick.session.Action;
import io.github.voxelclick.session.ActionKind;
import io.github.voxelclick.session.SegmentState;
import io.github.voxelclick.session.SliceOrigin;
import io.github.voxelclick.session.SliceState;
import io.github.voxelclick.volume.Mask;
import io.github.voxelclick.volume.SliceMask;
import io.github.voxelclick.volume.SlicePlane;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The masks that {@link ModelUse} speaks of, for the slices of one segment, kept up step by step.
 * Not thread-safe.
 */
final class ModelMasks {
  /**
   * What a model put on a slice.
   *
   * @param by how
   * @param place of the model, where known
   * @param mask empty when it came with others and cannot be told apart
   */
  private record Put(
      By by,
      OptionalInt place,
      Optional<SliceMask> mask,
      OptionalDouble confidence,
      Optional<Instant> at) {}

  private final Map<SlicePlane, Put> last = new HashMap<>();

  /**
   * Takes in what a step made of the segment.
   *
   * @param own whether the step is one of this segment
   * @param place of the model that was there
   * @return whether a prompt was answered in it
   */
  boolean see(
      Action action, boolean own, SegmentState before, SegmentState after, OptionalInt place) {
    boolean answered = false;
    for (SlicePlane plane : changed(before, after)) {
      see(action, plane, before.slice(plane), after, place);
      answered |= answered(after.slice(plane)) > answered(before.slice(plane));
    }
    boolean carried =
        action.kind() == ActionKind.PROPAGATE || action.kind() == ActionKind.INTERPOLATE;
    if (own && carried) {
      carried(action, before, after, place);
    }
    return answered;
  }

  private static int answered(Optional<SliceState> slice) {
    return slice.map(SliceState::answered).orElse(0);
  }

  private static Set<SlicePlane> changed(SegmentState before, SegmentState after) {
    Set<SlicePlane> planes = new LinkedHashSet<>(before.slices().keySet());
    planes.addAll(after.slices().keySet());
    planes.removeIf(plane -> before.slice(plane).equals(after.slice(plane)));
    return planes;
  }

  private void see(
      Action action,
      SlicePlane plane,
      Optional<SliceState> before,
      SegmentState after,
      OptionalInt place) {
    Optional<SliceState> now = after.slice(plane);
    Put put = last.get(plane);
    if (now.isEmpty() || (put != null && put.by() == By.ANSWER && now.get().prompts().isEmpty())) {
      last.remove(plane);
      put = null;
    }
    int answers = answered(now);
    if (put == null && answered(before) == 0 && answers > 0) {
      boolean late = action.kind() == ActionKind.LATE_ANSWER;
      last.put(
          plane,
          new Put(
              By.ANSWER,
              place,
              answers == 1 ? Optional.of(after.mask().slice(plane)) : Optional.empty(),
              OptionalDouble.of(now.get().confidence()),
              late ? Optional.of(action.at()) : Optional.empty()));
    }
  }

  /** What was carried there, unless it came out as it was. */
  private void carried(Action action, SegmentState before, SegmentState after, OptionalInt place) {
    boolean shape = action.kind() == ActionKind.INTERPOLATE;
    SliceOrigin origin = shape ? SliceOrigin.INTERPOLATED : SliceOrigin.CARRIED;
    String axis = action.details().getOrDefault("axis", "");
    for (SliceState slice : after.slices().values()) {
      SlicePlane plane = slice.plane();
      if (plane.axis().name().equals(axis)
          && slice.origin().equals(Optional.of(origin))
          && !slice.isTouched()
          && isWithin(plane, action)
          && (!before.slice(plane).equals(Optional.of(slice))
              || !before.mask().slice(plane).equals(after.mask().slice(plane)))) {
        last.put(
            plane,
            new Put(
                shape ? By.INTERPOLATION : By.PROPAGATION,
                shape ? OptionalInt.empty() : place,
                Optional.of(after.mask().slice(plane)),
                OptionalDouble.of(slice.confidence()),
                Optional.of(action.at())));
      }
    }
  }

  private static boolean isWithin(SlicePlane plane, Action action) {
    return plane.index() >= Integer.parseInt(action.details().getOrDefault("first", "0"))
        && plane.index() <= Integer.parseInt(action.details().getOrDefault("last", "0"));
  }

  /** How what a model put on a slice compares with what was saved, where it had a say. */
  Optional<ModelUse> use(SlicePlane plane, Mask saved) {
    Put put = last.get(plane);
    if (put == null
        || put.mask().isEmpty()
        || (put.by() != By.INTERPOLATION && put.place().isEmpty())) {
      return Optional.empty();
    }
    SliceMask mask = put.mask().get();
    return Optional.of(
        new ModelUse(
            put.place(),
            put.by(),
            put.confidence(),
            mask.count(),
            mask.xor(saved.slice(plane)).count(),
            put.at()));
  }
}
