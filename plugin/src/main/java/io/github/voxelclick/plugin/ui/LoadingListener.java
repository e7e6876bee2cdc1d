package io.github.voxelclick.plugin.ui;

import io.github.voxelclick.plugin.task.LatestJobRunner;
import java.util.concurrent.CancellationException;

/**
 * Shows a job that has no panel in ImageJ's progress bar. Called on the event thread.
 *
 * @param <T> what the job yields
 * @param atSuccess what follows when it is done
 */
record LoadingListener<T>(Runnable atSuccess) implements LatestJobRunner.Listener<T> {
  @Override
  public void progress(int done, int total) {
    Messages.progress(done, total);
  }

  @Override
  public void done(T result) {
    Messages.progress(1, 1);
    atSuccess.run();
  }

  @Override
  public void failed(Throwable cause) {
    Messages.failure(cause);
  }

  @Override
  public void cancelled() {
    Messages.failure(new CancellationException());
  }
}
