package io.github.voxelclick.plugin.ui;

import java.awt.EventQueue;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Watches the event thread: asks it again and again for a sign of life and notes what it did when
 * that came late because the thread had worked or waited. When another program had the processor
 * meanwhile, that is not its fault and not noted. Also collects what nobody caught.
 */
final class StallWatch implements AutoCloseable {
  /**
   * What a person forgives is 200 ms, on a computer of their own. The slower machines that run
   * these tests, which meet every class for the first time, get half as much again; {@link
   * #longestMs} tells what it was.
   */
  private static final long LIMIT_MS = 300;

  private static final long PERIOD_MS = 20;

  private final List<String> stalls = new ArrayList<>();
  private final List<Throwable> uncaught = new ArrayList<>();
  private final AtomicReference<Thread> eventThread = new AtomicReference<>();
  private final Thread watcher = new Thread(this::watch, "stall watch");
  private final Thread.UncaughtExceptionHandler before;
  private volatile boolean over;
  private long longestMs;

  StallWatch() {
    before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> note(e));
    watcher.setDaemon(true);
    watcher.start();
  }

  private synchronized void note(Throwable e) {
    uncaught.add(e);
  }

  private void watch() {
    try {
      while (!over) {
        CountDownLatch sign = new CountDownLatch(1);
        long start = System.nanoTime();
        long worked = workedMs();
        EventQueue.invokeLater(
            () -> {
              eventThread.set(Thread.currentThread());
              sign.countDown();
            });
        if (!sign.await(LIMIT_MS, TimeUnit.MILLISECONDS)) {
          boolean waits = waits();
          String doing = stack();
          sign.await();
          if (waits || workedMs() - worked >= LIMIT_MS) {
            add((System.nanoTime() - start) / 1_000_000, doing);
          }
        }
        longest((System.nanoTime() - start) / 1_000_000);
        Thread.sleep(PERIOD_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Processor time that the event thread has had, ms. */
  private long workedMs() {
    Thread thread = eventThread.get();
    return thread == null
        ? 0
        : ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) / 1_000_000;
  }

  /** Whether it waits for another thread, or for the disk, which looks like work. */
  private boolean waits() {
    Thread thread = eventThread.get();
    if (thread == null) {
      return false;
    }
    StackTraceElement[] frames = thread.getStackTrace();
    if (thread.getState() != Thread.State.RUNNABLE) {
      return Arrays.stream(frames).noneMatch(f -> f.getMethodName().equals("getNextEvent"));
    }
    return frames.length > 0
        && (frames[0].getClassName().startsWith("sun.nio")
            || frames[0].getClassName().startsWith("java.io"));
  }

  private String stack() {
    Thread thread = eventThread.get();
    StringBuilder text = new StringBuilder();
    if (thread != null) {
      for (StackTraceElement frame : thread.getStackTrace()) {
        text.append("\n    ").append(frame);
      }
    }
    return text.toString();
  }

  private synchronized void add(long ms, String doing) {
    stalls.add(ms + " ms in" + doing);
  }

  private synchronized void longest(long ms) {
    longestMs = Math.max(longestMs, ms);
  }

  /** Times that the event thread let others wait longer than a person forgives, with its stack. */
  synchronized List<String> stalls() {
    return List.copyOf(stalls);
  }

  /** The longest wait so far, ms. */
  synchronized long longestMs() {
    return longestMs;
  }

  /** What nobody caught. */
  synchronized List<Throwable> uncaught() {
    return List.copyOf(uncaught);
  }

  @Override
  public void close() {
    over = true;
    watcher.interrupt();
    Thread.setDefaultUncaughtExceptionHandler(before);
  }
}
