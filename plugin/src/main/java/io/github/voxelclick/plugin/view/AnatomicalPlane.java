package io.github.voxelclick.plugin.view;

import io.github.voxelclick.volume.WorldPoint;

/** The planes of the body, and how radiologists look at them. */
public enum AnatomicalPlane {
  /** Seen from the feet: the patient's right on the left, the front above. */
  TRANSVERSE,
  /** Seen from the front: the patient's right on the left, the head above. */
  CORONAL,
  /** Seen from the patient's left: the front on the left, the head above. */
  SAGITTAL;

  /** Which of x, y and z of LPS stands on it: 0, 1 or 2. */
  int normal() {
    return switch (this) {
      case SAGITTAL -> 0;
      case CORONAL -> 1;
      case TRANSVERSE -> 2;
    };
  }

  /** LPS, where the screen's x grows. */
  WorldPoint across() {
    return this == SAGITTAL ? new WorldPoint(0, 1, 0) : new WorldPoint(1, 0, 0);
  }

  /** LPS, where the screen's y grows. */
  WorldPoint down() {
    return this == TRANSVERSE ? new WorldPoint(0, 1, 0) : new WorldPoint(0, 0, -1);
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
