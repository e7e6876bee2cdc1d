package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.task.Complaint;
import io.github.voxelclick.plugin.task.JobException;
import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.volume.VolumeException;
import java.awt.EventQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The jobs of one case, shown in its panel. Thread-safe. */
final class CaseJobs {
  private final LatestJobRunner runner;
  private final Supplier<ReaderPanel> panel;

  /**
   * No job yet.
   *
   * @param runner runs them
   * @param panel asked for when a job begins
   */
  CaseJobs(LatestJobRunner runner, Supplier<ReaderPanel> panel) {
    this.runner = runner;
    this.panel = panel;
  }

  /** Starts a job, which replaces the one that runs; failures are told. */
  <T> void submit(String what, LatestJobRunner.Job<T> job) {
    runner.submit(job, begin(what, CaseJobs::tell, () -> {}));
  }

  /**
   * Runs a job on the inference thread and waits for its end; for the thread of a command. What is
   * clicked meanwhile waits for it.
   *
   * @throws VolumeException as of the job; so are errors and what else it throws
   * @throws CancellationException when a person cancels it
   */
  <T> void submitAndWait(String what, LatestJobRunner.Job<T> job) throws VolumeException {
    if (EventQueue.isDispatchThread()) {
      throw new JobException(
          "This command cannot run on the thread of windows, since it would wait for itself. Start"
              + " it from a macro, a script or a thread of its own.");
    }
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    runner.submitKept(job, this.<T>begin(what, failure::set, over::countDown));
    try {
      over.await();
    } catch (InterruptedException e) {
      runner.cancel();
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a command ran");
    }
    rethrow(failure.get());
  }

  private static void rethrow(@Nullable Throwable failure) throws VolumeException {
    if (failure instanceof VolumeException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new JobException(Complaint.about(failure), failure);
    }
  }

  /** What is cancelled while a person works gives way to something else. */
  private static void tell(Throwable failure) {
    if (!(failure instanceof CancellationException)) {
      Messages.failure(failure);
    }
  }

  private <T> JobListener<T> begin(String what, Consumer<Throwable> failures, Runnable atEnd) {
    JobListener<T> listener = new JobListener<>(what, panel.get(), failures, atEnd);
    EventQueue.invokeLater(() -> panel.get().begin(listener, what));
    return listener;
  }
}
