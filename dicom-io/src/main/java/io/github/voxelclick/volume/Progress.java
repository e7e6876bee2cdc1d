package io.github.voxelclick.volume;

import java.util.concurrent.CancellationException;

/**
 * How a long call reports and learns that it is no longer wanted. Implementations must be
 * thread-safe: calls come from whichever thread does the work.
 */
public interface Progress {
  /**
   * Tells how far the work is.
   *
   * @param done steps finished, 0 to {@code total}
   * @param total all steps of this call, at least 1
   */
  void update(int done, int total);

  /** Whether the caller no longer wants the result. */
  boolean isCancelled();

  /**
   * Ends the work when it is no longer wanted.
   *
   * @throws CancellationException when {@link #isCancelled()}
   */
  default void checkCancelled() {
    if (isCancelled()) {
      throw new CancellationException("cancelled on request");
    }
  }

  /**
   * Asks to be told of a cancellation while it happens, for work that cannot look up by itself. An
   * implementation that another thread can cancel runs the hook on that thread, or at once when it
   * is cancelled already. The default never does: then the work ends at its next look.
   *
   * @param hook quick and safe on any thread
   * @return close it when the work is done; once {@code close} has returned, the hook neither runs
   *     nor will
   */
  default Registration onCancel(Runnable hook) {
    return () -> {};
  }

  /** A wish to be told of a cancellation. */
  @FunctionalInterface
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** A progress that nobody watches and that is never cancelled. */
  static Progress none() {
    return new Progress() {
      @Override
      public void update(int done, int total) {}

      @Override
      public boolean isCancelled() {
        return false;
      }
    };
  }
}
