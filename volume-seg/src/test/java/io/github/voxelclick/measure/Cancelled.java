package io.github.voxelclick.measure;

import io.github.voxelclick.volume.Progress;

/** A call that nobody wants any more. */
final class Cancelled implements Progress {
  @Override
  public void update(int done, int total) {}

  @Override
  public boolean isCancelled() {
    return true;
  }
}
