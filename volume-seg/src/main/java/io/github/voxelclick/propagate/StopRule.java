package io.github.voxelclick.propagate;

import io.github.voxelclick.volume.SliceMask;
import java.util.Optional;

/**
 * When a mask is carried no further. Between two seeds only an empty mask ends the way: there both
 * ends are known.
 *
 * @param leastIou a mask that overlaps the one it was carried from by less than this (IoU, 0 to 1)
 *     has jumped
 */
public record StopRule(double leastIou) {
  /** Half: what contracts of comparable tools use for outward growth. */
  private static final double DEFAULT_LEAST_IOU = 0.5;

  /** Checks the range. */
  public StopRule {
    if (!(leastIou >= 0 && leastIou <= 1)) {
      throw new IllegalArgumentException("least IoU " + leastIou + " is not in 0..1");
    }
  }

  /** Stops where consecutive masks overlap by less than half. */
  public static StopRule defaults() {
    return new StopRule(DEFAULT_LEAST_IOU);
  }

  /** Why a mask that was just carried is not to be kept, if it is not. */
  Optional<Propagation.StopReason> reason(SliceMask from, SliceMask carried, boolean outward) {
    if (carried.isEmpty()) {
      return Optional.of(Propagation.StopReason.EMPTY);
    }
    return outward && from.iou(carried) < leastIou
        ? Optional.of(Propagation.StopReason.JUMP)
        : Optional.empty();
  }
}
