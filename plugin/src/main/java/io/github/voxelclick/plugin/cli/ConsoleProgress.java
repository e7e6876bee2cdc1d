package io.github.voxelclick.plugin.cli;

import io.github.voxelclick.volume.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints every tenth of a long job; nothing of one that is over at once. Thread-safe. */
final class ConsoleProgress implements Progress {
  private static final int TENTHS = 10;
  private static final long SILENT_NANOS = 2_000_000_000L;

  private final Console console;
  private final String what;
  private final long start = System.nanoTime();
  private final AtomicInteger told = new AtomicInteger();

  ConsoleProgress(Console console, String what) {
    this.console = console;
    this.what = what;
  }

  @Override
  public void update(int done, int total) {
    int tenth = (int) ((long) done * TENTHS / total);
    if (System.nanoTime() - start > SILENT_NANOS && told.getAndSet(tenth) != tenth) {
      console.err().println(what + ": " + tenth * TENTHS + " %");
    }
  }

  @Override
  public boolean isCancelled() {
    return false;
  }
}
