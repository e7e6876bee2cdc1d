package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.text.Texts;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Shows a job in the panel and in ImageJ's status line. Called on the event thread.
 *
 * @param <T> what the job yields
 */
final class JobListener<T> implements LatestJobRunner.Listener<T> {
  private final String what;
  private final ReaderPanel panel;
  private final Consumer<Throwable> failures;
  private final Runnable atEnd;
  private final long start = System.nanoTime();

  /**
   * For a job that begins.
   *
   * @param failures told why it failed, or that it was cancelled, before the end
   * @param atEnd called last
   */
  JobListener(String what, ReaderPanel panel, Consumer<Throwable> failures, Runnable atEnd) {
    this.what = what;
    this.panel = panel;
    this.failures = failures;
    this.atEnd = atEnd;
  }

  @Override
  public void progress(int done, int total) {
    Messages.progress(done, total);
    panel.progress(this, done, total);
  }

  @Override
  public void done(T result) {
    double ms = (System.nanoTime() - start) / 1e6;
    String text = Texts.get("case.job.done", what, ms);
    if (result instanceof JobRemark remark && !remark.text().isEmpty()) {
      text = Texts.get("case.job.remark", text, remark.text());
    }
    end(text);
  }

  @Override
  public void failed(Throwable cause) {
    failures.accept(cause);
    end(Texts.get("case.job.failed", what));
  }

  @Override
  public void cancelled() {
    failures.accept(new CancellationException("cancelled on request"));
    end(Texts.get("case.job.cancelled", what));
  }

  private void end(String text) {
    Messages.progress(1, 1);
    Messages.status(Texts.get("case.status", text));
    panel.end(this, text);
    atEnd.run();
  }
}
