package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.task.LatestJobRunner;
import io.github.voxelclick.plugin.text.Texts;

/**
 * Shows a job in the panel and in ImageJ's status line. Called on the event thread.
 *
 * @param <T> what the job yields
 */
final class JobListener<T> implements LatestJobRunner.Listener<T> {
  private final String what;
  private final ReaderPanel panel;
  private final Runnable atEnd;
  private final long start = System.nanoTime();

  JobListener(String what, ReaderPanel panel, Runnable atEnd) {
    this.what = what;
    this.panel = panel;
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
    end(Texts.get("case.job.done", what, ms));
  }

  @Override
  public void failed(Throwable cause) {
    Messages.failure(cause); // before a macro that waits goes on
    end(Texts.get("case.job.failed", what));
  }

  @Override
  public void cancelled() {
    end(Texts.get("case.job.cancelled", what));
  }

  private void end(String text) {
    Messages.progress(1, 1);
    Messages.status(Texts.get("case.status", text));
    panel.end(this, text);
    atEnd.run();
  }
}
