package io.github.voxelclick.session;

import io.github.voxelclick.volume.SlicePlane;
import java.util.List;
import java.util.Optional;

/** The propagation that a corrected slice asks to be done again. */
final class CarriedBefore {
  private CarriedBefore() {}

  /**
   * How masks were last carried over a slice, whether they reached it or not.
   *
   * @param history what was done, the latest last
   * @return empty when no propagation that still counts went over it
   */
  static Optional<PropagationSettings> over(int segment, SlicePlane plane, List<Action> history) {
    for (int n = history.size() - 1; n >= 0; n--) {
      Action a = history.get(n);
      boolean carried = a.kind() == ActionKind.PROPAGATE || a.kind() == ActionKind.INTERPOLATE;
      if (carried
          && a.segment() == segment
          && plane.axis().name().equals(a.details().get("axis"))
          && a.number("first").orElse(Integer.MAX_VALUE) <= plane.index()
          && a.number("last").orElse(-1) >= plane.index()) {
        return Optional.of(settings(a));
      }
    }
    return Optional.empty();
  }

  private static PropagationSettings settings(Action a) {
    PropagationSettings by =
        a.kind() == ActionKind.PROPAGATE
            ? PropagationSettings.defaults()
            : PropagationSettings.interpolation();
    return by.withCrossGaps(Boolean.parseBoolean(a.details().get("crossGaps")))
        .withOverlap(Overlap.valueOf(a.details().getOrDefault("overlap", Overlap.ALLOWED.name())));
  }
}
