package io.github.voxelclick.plugin.task;

import io.github.voxelclick.volume.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs one job at a time on a thread of its own; the newest wins: it cancels the one that runs and
 * replaces the one that waits. Thread-safe.
 */
public final class LatestJobRunner implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LatestJobRunner.class.getName());

  private final ExecutorService worker;
  private final Executor delivery;
  private Ticket newest;

  /**
   * Work that may take long.
   *
   * @param <T> what it yields
   */
  @FunctionalInterface
  public interface Job<T> {
    /**
     * Does the work on the runner's thread.
     *
     * @param progress to report to and to ask whether the result is still wanted
     * @throws Exception when it fails; {@link CancellationException} when it was cancelled
     */
    T run(Progress progress) throws Exception;
  }

  /**
   * Who waits for a job. All calls come through the runner's delivery, in order, and exactly one of
   * {@link #done}, {@link #failed} and {@link #cancelled} comes last.
   *
   * @param <T> what the job yields
   */
  public interface Listener<T> {
    /**
     * Tells how far the job is.
     *
     * @param done steps finished
     * @param total all steps
     */
    void progress(int done, int total);

    /** The job has finished and nothing newer was wanted meanwhile. */
    void done(T result);

    /** The job has failed. */
    void failed(Throwable cause);

    /** The job was cancelled or superseded; whatever it yielded is dropped. */
    void cancelled();
  }

  /**
   * Starts the thread.
   *
   * @param threadName for thread dumps
   * @param delivery where listeners are called, such as {@code EventQueue::invokeLater}
   */
  public LatestJobRunner(String threadName, Executor delivery) {
    this.delivery = delivery;
    this.worker =
        Executors.newSingleThreadExecutor(
            job -> {
              Thread thread = new Thread(job, threadName);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs a job as soon as the current one lets go, instead of all that were submitted before. */
  public synchronized <T> void submit(Job<T> job, Listener<T> listener) {
    cancel();
    Ticket ticket = new Ticket((done, total) -> listener.progress(done, total), false);
    newest = ticket;
    worker.execute(() -> run(job, listener, ticket));
  }

  /**
   * Runs a job that nobody waits for, if there is nothing else to do; any other job, and the next
   * of this kind, cancels it. Its result and its failures are of no interest: whoever needs what it
   * prepares will ask for it and be told.
   */
  public synchronized void prepare(Job<?> job) {
    if (newest == null || newest.isOver() || newest.inBackground) {
      cancel();
      Ticket ticket = new Ticket((done, total) -> {}, true);
      newest = ticket;
      worker.execute(() -> prepare(job, ticket));
    }
  }

  private static void prepare(Job<?> job, Ticket ticket) {
    try {
      ticket.checkCancelled();
      Object ready = job.run(ticket);
      LOG.log(System.Logger.Level.DEBUG, "prepared {0}", ready);
    } catch (CancellationException e) {
      LOG.log(System.Logger.Level.DEBUG, "something else is wanted");
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot prepare", e);
    } finally {
      ticket.over();
    }
  }

  /**
   * Runs something after all that was submitted before, whatever is cancelled or submitted later;
   * for what has to wait until the jobs before have let go. Its failures are logged.
   */
  public void runAfterAll(Runnable last) {
    worker.execute(
        () -> {
          try {
            last.run();
          } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot finish", e);
          }
        });
  }

  /** Cancels the job that runs or waits, if there is one. */
  public synchronized void cancel() {
    if (newest != null) {
      newest.cancel();
    }
  }

  /** Cancels and ends the thread; the runner takes no more jobs. */
  @Override
  public void close() {
    cancel();
    worker.shutdown();
  }

  private <T> void run(Job<T> job, Listener<T> listener, Ticket ticket) {
    try {
      ticket.checkCancelled();
      T result = job.run(ticket);
      delivery.execute(
          () -> {
            // Asked again here: what is newer may have come while the result was on its way.
            if (ticket.isCancelled()) {
              listener.cancelled();
            } else {
              listener.done(result);
            }
          });
    } catch (CancellationException e) {
      delivery.execute(listener::cancelled);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      delivery.execute(() -> listener.failed(e));
    } finally {
      ticket.over();
    }
  }

  @FunctionalInterface
  private interface Steps {
    void update(int done, int total);
  }

  private final class Ticket implements Progress {
    private final Steps steps;
    private final List<Runnable> hooks = new ArrayList<>();
    private final boolean inBackground;
    private volatile boolean cancelled;
    private volatile boolean over;

    Ticket(Steps steps, boolean inBackground) {
      this.steps = steps;
      this.inBackground = inBackground;
    }

    void over() {
      over = true;
    }

    boolean isOver() {
      return over;
    }

    synchronized void cancel() {
      cancelled = true;
      hooks.forEach(Runnable::run);
      hooks.clear();
    }

    @Override
    public synchronized Registration onCancel(Runnable hook) {
      if (cancelled) {
        hook.run();
        return () -> {};
      }
      hooks.add(hook);
      return () -> forget(hook);
    }

    private synchronized void forget(Runnable hook) {
      hooks.remove(hook);
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void update(int done, int total) {
      delivery.execute(
          () -> {
            if (!cancelled) {
              steps.update(done, total);
            }
          });
    }
  }
}
