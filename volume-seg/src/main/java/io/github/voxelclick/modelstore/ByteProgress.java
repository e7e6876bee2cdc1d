package io.github.voxelclick.modelstore;

import io.github.voxelclick.volume.Progress;

/** Tells of bytes done in thousandths, and asks whether to go on. Not thread-safe. */
final class ByteProgress {
  private static final int STEPS = 1000;

  private final Progress progress;
  private final long total;
  private long done;
  private int told = -1;

  /**
   * @param total bytes of the whole work
   */
  ByteProgress(Progress progress, long total) {
    this.progress = progress;
    this.total = Math.max(1, total);
  }

  /** Counts bytes. */
  void add(long bytes) {
    done += bytes;
    int step = (int) Math.min(STEPS, (double) done / total * STEPS);
    if (step != told) {
      told = step;
      progress.update(step, STEPS);
    }
    progress.checkCancelled();
  }
}
