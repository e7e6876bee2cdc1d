package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.SlicePlane;
import java.util.Objects;

/**
 * What the mouse does on a slice, in whichever view.
 *
 * @param action what happened
 * @param plane the slice that the view shows
 * @param column where, continuous, whole numbers are pixel centres; may lie outside the slice
 * @param row likewise
 * @param screenX where in the component, in its pixels, to tell a click from a drag
 * @param screenY likewise
 * @param secondary whether it is the right button, or the left with Alt: what does not belong
 * @param shift whether Shift is held
 * @param clicks how often in short order, as AWT counts it
 */
public record PointerEvent(
    Action action,
    SlicePlane plane,
    double column,
    double row,
    int screenX,
    int screenY,
    boolean secondary,
    boolean shift,
    int clicks) {
  /** What the mouse does. */
  public enum Action {
    PRESSED,
    DRAGGED,
    RELEASED,
    /** Without a button; only for what follows the mouse, such as the outline of a brush. */
    MOVED,
    /** It left the view without a button; place and slice mean nothing. */
    EXITED
  }

  /** Checks that nothing is missing. */
  public PointerEvent {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(plane, "plane");
  }
}
