package io.github.voxelclick.session;

import io.github.voxelclick.volume.Progress;

/** Cancelled once a number of steps are reported. */
final class CancelledAfter implements Progress {
  private final int steps;
  private int seen;

  CancelledAfter(int steps) {
    this.steps = steps;
  }

  @Override
  public void update(int done, int total) {
    seen++;
  }

  @Override
  public boolean isCancelled() {
    return seen >= steps;
  }
}
