package io.github.voxelclick.plugin.task;

import io.github.voxelclick.volume.Progress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs jobs one after the other on a thread of its own, in the order in which they came; each can
 * be cancelled by itself. Thread-safe.
 */
public final class JobQueue implements AutoCloseable {
  private final ExecutorService worker;
  private final Executor delivery;

  /** Guarded by this object's lock. */
  private final Set<Ticket> open = new HashSet<>();

  /** A job that waits, runs or is over. */
  public interface Handle {
    /** Cancels the job; without effect when it is over. */
    void cancel();
  }

  /**
   * Starts the thread.
   *
   * @param threadName for thread dumps
   * @param lowPriority whether anything else goes first
   * @param delivery where listeners are called, such as {@code EventQueue::invokeLater}
   */
  @SuppressWarnings("ThreadPriorityCheck") // a wish that nothing depends on
  public JobQueue(String threadName, boolean lowPriority, Executor delivery) {
    this.delivery = delivery;
    this.worker =
        Executors.newSingleThreadExecutor(
            job -> {
              Thread thread = new Thread(job, threadName);
              thread.setDaemon(true);
              thread.setPriority(lowPriority ? Thread.MIN_PRIORITY : Thread.NORM_PRIORITY);
              return thread;
            });
  }

  /**
   * Runs a job after those before it. Of its progress, only the latest step is told where the
   * listener cannot keep up.
   */
  public synchronized <T> Handle submit(
      LatestJobRunner.Job<T> job, LatestJobRunner.Listener<T> listener) {
    Ticket ticket = new Ticket(listener);
    open.add(ticket);
    worker.execute(() -> run(job, listener, ticket));
    return ticket;
  }

  /** Cancels all that waits or runs. */
  public synchronized void cancelAll() {
    open.forEach(Ticket::cancel);
  }

  /** Cancels all and ends the thread; the queue takes no more jobs. */
  @Override
  public void close() {
    cancelAll();
    worker.shutdown();
  }

  private <T> void run(
      LatestJobRunner.Job<T> job, LatestJobRunner.Listener<T> listener, Ticket ticket) {
    try {
      LatestJobRunner.run(job, listener, ticket, delivery);
    } finally {
      forget(ticket);
    }
  }

  private synchronized void forget(Ticket ticket) {
    open.remove(ticket);
  }

  private record Step(int done, int total) {}

  private final class Ticket implements Progress, Handle {
    private final LatestJobRunner.Listener<?> listener;
    private final AtomicReference<Step> latest = new AtomicReference<>();
    private volatile boolean cancelled;

    Ticket(LatestJobRunner.Listener<?> listener) {
      this.listener = listener;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void update(int done, int total) {
      boolean underWay = latest.getAndSet(new Step(done, total)) != null;
      if (!underWay) {
        delivery.execute(this::tell);
      }
    }

    private void tell() {
      Step step = latest.getAndSet(null);
      if (step != null && !cancelled) {
        listener.progress(step.done(), step.total());
      }
    }
  }
}
