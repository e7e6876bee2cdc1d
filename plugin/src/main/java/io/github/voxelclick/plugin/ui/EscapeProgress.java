package io.github.voxelclick.plugin.ui;

import ij.IJ;
import io.github.voxelclick.volume.Progress;

/** Progress of work on a command's own thread: ImageJ's bar, cancelled by Escape. */
final class EscapeProgress implements Progress {
  EscapeProgress() {
    IJ.resetEscape();
  }

  @Override
  public void update(int done, int total) {
    Messages.progress(done, total);
  }

  @Override
  public boolean isCancelled() {
    return IJ.escapePressed();
  }
}
