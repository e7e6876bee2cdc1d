package io.github.voxelclick.plugin.task;

/** Wall time between two looks at it, in milliseconds to one decimal. Not thread-safe. */
public final class Stopwatch {
  private long start = System.nanoTime();

  /** The time since the last call, or since the watch was made. */
  public double lapMs() {
    long now = System.nanoTime();
    double ms = Math.rint((now - start) / 1e5) / 10;
    start = now;
    return ms;
  }
}
