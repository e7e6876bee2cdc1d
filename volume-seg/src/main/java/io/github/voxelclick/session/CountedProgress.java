package io.github.voxelclick.session;

import io.github.voxelclick.volume.Progress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the steps that are told, and after a number of them no longer wants the result.
 *
 * @param of asked and told, too
 * @param most how many steps are wanted
 * @param count how many were told
 */
record CountedProgress(Progress of, int most, AtomicInteger count) implements Progress {
  CountedProgress {
    Objects.requireNonNull(of, "of");
  }

  CountedProgress(Progress of, int most) {
    this(of, most, new AtomicInteger());
  }

  /** How many steps were told. */
  int steps() {
    return count.get();
  }

  @Override
  public void update(int done, int total) {
    count.incrementAndGet();
    of.update(done, total);
  }

  @Override
  public boolean isCancelled() {
    return of.isCancelled() || count.get() >= most;
  }

  @Override
  public Registration onCancel(Runnable hook) {
    return of.onCancel(hook);
  }
}
