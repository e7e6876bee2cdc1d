package io.github.voxelclick.plugin.task;

import io.github.voxelclick.volume.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Cancels work when the program is told to end (Ctrl-C, SIGTERM), and keeps it from ending before
 * the step under way has. A program that is killed is not asked. Thread-safe.
 */
public final class Interruption implements Progress, AutoCloseable {
  /** Schedulers kill after about as long. */
  private static final int MOST_SECONDS = 30;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "voxelclick-interrupted");
  private volatile boolean cancelled;

  private Interruption() {}

  /** From now on, until {@link #close}, an end of the program cancels. */
  public static Interruption watch() {
    Interruption watch = new Interruption();
    Runtime.getRuntime().addShutdownHook(watch.hook);
    return watch;
  }

  private void interrupted() {
    cancelled = true;
    try {
      boolean inTime = ended.await(MOST_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        System.getLogger(Interruption.class.getName())
            .log(System.Logger.Level.WARNING, "the step under way was cut short");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void update(int done, int total) {}

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the program is ending, and the hook runs
    }
  }
}
