package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.WorldPoint;

/** The planes of the body, and how radiologists look at them. */
public enum AnatomicalPlane {
  /** Seen from the feet: the patient's right on the left, the front above. */
  TRANSVERSE(2, new WorldPoint(1, 0, 0), new WorldPoint(0, 1, 0)),
  /** Seen from the front: the patient's right on the left, the head above. */
  CORONAL(1, new WorldPoint(1, 0, 0), new WorldPoint(0, 0, -1)),
  /** Seen from the patient's left: the front on the left, the head above. */
  SAGITTAL(0, new WorldPoint(0, 1, 0), new WorldPoint(0, 0, -1));

  private final int normal;
  private final WorldPoint across;
  private final WorldPoint down;

  AnatomicalPlane(int normal, WorldPoint across, WorldPoint down) {
    this.normal = normal;
    this.across = across;
    this.down = down;
  }

  /** Which of x, y and z of LPS stands on it: 0, 1 or 2. */
  int normal() {
    return normal;
  }

  /** LPS, where the screen's x grows. */
  WorldPoint across() {
    return across;
  }

  /** LPS, where the screen's y grows. */
  WorldPoint down() {
    return down;
  }

  /** The plane that an axis of LPS stands on. */
  static AnatomicalPlane across(int lpsAxis) {
    return switch (lpsAxis) {
      case 0 -> SAGITTAL;
      case 1 -> CORONAL;
      default -> TRANSVERSE;
    };
  }
}
