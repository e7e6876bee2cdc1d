package io.github.voxelclick.plugin.task;

import io.github.voxelclick.volume.VolumeException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Enters edits one after the other on a thread of their own. A recorded edit counts once it is on
 * the disk, and a disk may take its time: the event thread only says what is wanted and is told
 * when it has happened. Thread-safe.
 */
public final class EditQueue {
  private static final System.Logger LOG = System.getLogger(EditQueue.class.getName());

  private final ExecutorService worker;
  private final Executor delivery;
  private final AtomicInteger waiting = new AtomicInteger();

  /** What is to be entered. */
  @FunctionalInterface
  public interface Edit {
    /**
     * Enters it; may wait for the disk.
     *
     * @return whether anything has changed
     * @throws VolumeException when it is refused or cannot be written down
     */
    boolean run() throws VolumeException;
  }

  /** Who waits for an edit; both are called through the delivery. */
  public interface Listener {
    /** It was entered and has changed something. */
    void entered();

    /** It was entered and has changed nothing. */
    default void unchanged() {}

    /** It was not entered. */
    void failed(Throwable cause);
  }

  /**
   * Starts the thread.
   *
   * @param threadName for thread dumps
   * @param delivery where listeners are called, such as {@code EventQueue::invokeLater}
   */
  public EditQueue(String threadName, Executor delivery) {
    this.delivery = delivery;
    this.worker =
        Executors.newSingleThreadExecutor(
            job -> {
              Thread thread = new Thread(job, threadName);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Enters an edit after all before it, and returns at once; does nothing once closed. */
  public void enter(Edit edit, Listener listener) {
    execute(() -> run(edit, listener));
  }

  /** What is to be told of an edit, to be delivered once it no longer counts as waiting. */
  private static Runnable run(Edit edit, Listener listener) {
    try {
      return edit.run() ? listener::entered : listener::unchanged;
    } catch (VolumeException | RuntimeException | OutOfMemoryError | LinkageError e) {
      return () -> listener.failed(e);
    }
  }

  private void execute(Supplier<Runnable> task) {
    waiting.incrementAndGet();
    try {
      worker.execute(
          () -> {
            Runnable news = () -> {};
            try {
              news = task.get();
            } finally {
              waiting.decrementAndGet();
            }
            delivery.execute(news);
          });
    } catch (RejectedExecutionException e) {
      waiting.decrementAndGet();
    }
  }

  /** How many edits are still to be entered, the one that is being entered included. */
  public int waiting() {
    return waiting.get();
  }

  /**
   * A place in the queue, for work that builds on the edits before it. Take it where the work is
   * asked for, pass it where the work begins.
   */
  public Place place() {
    CountDownLatch reached = new CountDownLatch(1);
    try {
      worker.execute(reached::countDown);
    } catch (RejectedExecutionException e) {
      reached.countDown(); // closed: nothing comes any more
    }
    return reached::await;
  }

  /** See {@link #place}. */
  @FunctionalInterface
  public interface Place {
    /** Waits until all edits before it are entered; not for the event thread. */
    void pass() throws InterruptedException;
  }

  /**
   * Takes no more edits; those that wait are entered, and then something runs on their thread.
   *
   * @param last its failures are logged unless it sees to them
   */
  public void close(Runnable last) {
    execute(
        () -> {
          try {
            last.run();
          } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot finish", e);
          }
          return () -> {};
        });
    worker.shutdown();
  }
}
