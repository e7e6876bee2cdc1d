package io.github.voxelclick.plugin.task;

import io.github.voxelclick.volume.Progress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs one job at a time on a thread of its own; the newest wins: it cancels the one that runs and
 * replaces the one that waits. Several may share the thread, each a {@link #sharing} of its own:
 * they wait for one another but never cancel each other's jobs. Thread-safe.
 */
public final class LatestJobRunner implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LatestJobRunner.class.getName());

  private final ExecutorService worker;
  private final Executor delivery;

  /** All that share the thread; also the lock of what they share. */
  private final Set<LatestJobRunner> sharers;

  private Optional<Ticket> newest = Optional.empty();

  /** What only a person may cancel, see {@link #submitKept}. */
  private Optional<Ticket> kept = Optional.empty();

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
    this.sharers = new HashSet<>(Set.of(this));
    this.worker =
        Executors.newSingleThreadExecutor(
            job -> {
              Thread thread = new Thread(job, threadName);
              thread.setDaemon(true);
              return thread;
            });
  }

  private LatestJobRunner(LatestJobRunner other) {
    this.delivery = other.delivery;
    this.worker = other.worker;
    this.sharers = other.sharers;
  }

  /** Another runner on the same thread; {@link #leave} ends it. */
  public LatestJobRunner sharing() {
    LatestJobRunner other = new LatestJobRunner(this);
    synchronized (sharers) {
      sharers.add(other);
    }
    return other;
  }

  /** Takes no part in the thread any more; what was submitted goes on. */
  public void leave() {
    synchronized (sharers) {
      sharers.remove(this);
    }
  }

  /** Runs a job as soon as the current one lets go, instead of all that were submitted before. */
  public <T> void submit(Job<T> job, Listener<T> listener) {
    synchronized (sharers) {
      newest.ifPresent(Ticket::cancel);
      newest = Optional.of(enqueue(job, listener));
    }
  }

  /**
   * Runs a job that no later one cancels: they wait for it. Only {@link #cancel} does. For what a
   * person would be sorry to find undone, such as saving.
   */
  public <T> void submitKept(Job<T> job, Listener<T> listener) {
    synchronized (sharers) {
      kept = Optional.of(enqueue(job, listener));
    }
  }

  private <T> Ticket enqueue(Job<T> job, Listener<T> listener) {
    sharers.forEach(LatestJobRunner::giveWay);
    Ticket ticket = new Ticket((done, total) -> listener.progress(done, total), false);
    worker.execute(() -> run(job, listener, ticket));
    return ticket;
  }

  private void giveWay() {
    newest.filter(t -> t.inBackground).ifPresent(Ticket::cancel);
  }

  private boolean isBusy() {
    return newest.filter(t -> !t.isOver() && !t.inBackground).isPresent()
        || kept.filter(t -> !t.isOver()).isPresent();
  }

  /**
   * Runs a job that nobody waits for, if there is nothing else to do; any other job, and the next
   * of this kind, cancels it. Its result and its failures are of no interest: whoever needs what it
   * prepares will ask for it and be told.
   */
  public void prepare(Job<?> job) {
    synchronized (sharers) {
      if (sharers.stream().noneMatch(LatestJobRunner::isBusy)) {
        sharers.forEach(LatestJobRunner::giveWay);
        Ticket ticket = new Ticket((done, total) -> {}, true);
        newest = Optional.of(ticket);
        worker.execute(() -> prepare(job, ticket));
      }
    }
  }

  /** A job that is over must not hold on to what it worked on. */
  private void forget(Ticket ticket) {
    synchronized (sharers) {
      newest = newest.filter(t -> t != ticket);
      kept = kept.filter(t -> t != ticket);
    }
  }

  private void prepare(Job<?> job, Ticket ticket) {
    try {
      ticket.checkCancelled();
      Object ready = job.run(ticket);
      LOG.log(System.Logger.Level.DEBUG, "prepared {0}", ready);
    } catch (CancellationException e) {
      LOG.log(System.Logger.Level.DEBUG, "something else is wanted");
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot prepare", e);
    } finally {
      ticket.over();
      forget(ticket);
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

  /** Cancels the jobs that run or wait, if there are any. */
  public void cancel() {
    synchronized (sharers) {
      newest.ifPresent(Ticket::cancel);
      kept.ifPresent(Ticket::cancel);
    }
  }

  /** Cancels and ends the thread, for all who share it; it takes no more jobs. */
  @Override
  public void close() {
    cancel();
    worker.shutdown();
  }

  private <T> void run(Job<T> job, Listener<T> listener, Ticket ticket) {
    try {
      run(job, listener, ticket, delivery);
    } finally {
      ticket.over();
      delivery.execute(() -> forget(ticket)); // until then it may still be cancelled
    }
  }

  /** Runs a job and tells its listener how it ended, once. */
  static <T> void run(Job<T> job, Listener<T> listener, Progress progress, Executor delivery) {
    try {
      progress.checkCancelled();
      T result = job.run(progress);
      delivery.execute(
          () -> {
            // Asked again here: what is newer may have come while the result was on its way.
            if (progress.isCancelled()) {
              listener.cancelled();
            } else {
              listener.done(result);
            }
          });
    } catch (CancellationException e) {
      delivery.execute(listener::cancelled);
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      delivery.execute(() -> listener.failed(e));
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
