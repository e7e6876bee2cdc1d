package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.WorldPoint;

/**
 * From where a patient is looked at, with the head up. Directions are unit vectors in LPS.
 *
 * @param azimuthDegrees 0 from the front, 90 from the patient's left, 180 from the back
 * @param elevationDegrees 0 level, 90 from above the head, -90 from below the feet
 */
record TurnTable(double azimuthDegrees, double elevationDegrees) {
  /** From the front, a little from the patient's left and from above, so that depth shows. */
  static final TurnTable START = new TurnTable(25, 15);

  private static final double STEEPEST = 90;

  /** Brings angles into their ranges. */
  TurnTable {
    azimuthDegrees = ((azimuthDegrees % 360) + 360) % 360;
    elevationDegrees = Math.max(-STEEPEST, Math.min(STEEPEST, elevationDegrees));
  }

  /** Turned by so many degrees. */
  TurnTable turned(double azimuth, double elevation) {
    return new TurnTable(azimuthDegrees + azimuth, elevationDegrees + elevation);
  }

  /** The direction from the patient towards the viewer. */
  WorldPoint towardsViewer() {
    double a = Math.toRadians(azimuthDegrees);
    double e = Math.toRadians(elevationDegrees);
    return new WorldPoint(Math.sin(a) * Math.cos(e), -Math.cos(a) * Math.cos(e), Math.sin(e));
  }

  /** The direction that runs to the right on the screen. */
  WorldPoint right() {
    double a = Math.toRadians(azimuthDegrees);
    return new WorldPoint(Math.cos(a), Math.sin(a), 0);
  }

  /** The direction that runs up on the screen. */
  WorldPoint up() {
    return towardsViewer().cross(right());
  }
}
