package io.github.voxelclick.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Measures our side and prints it beside the peers'. */
final class Figures {
  static final int RUNS = Integer.getInteger("bench.runs", 5);

  private static final int WARM_UP = 3;

  private Figures() {}

  /** Median ms of {@link #RUNS} runs after some to warm up. */
  static double medianMs(Callable<?> job) throws Exception {
    for (int n = 0; n < Math.min(WARM_UP, RUNS); n++) {
      job.call();
    }
    double[] ms = new double[RUNS];
    for (int n = 0; n < RUNS; n++) {
      // The last run's garbage is not this one's time. With a heap that may shrink (no -Xms), the
      // memory would go back to the system here, and each run would pay for asking for it again.
      System.gc();
      long start = System.nanoTime();
      job.call();
      ms[n] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(ms);
    return ms[RUNS / 2];
  }

  /**
   * Prints and keeps one line: our time, and for each peer its time and ours as a part of it.
   *
   * @param key of the peers' values that holds their ms
   */
  static void report(String what, double ours, Map<String, Map<String, String>> peers, String key)
      throws IOException {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%s: %.0f ms", what, ours));
    peers.forEach(
        (program, values) -> {
          double theirs = Double.parseDouble(values.get(key));
          line.append(
              String.format(
                  Locale.ROOT, "; %s %.0f ms (ratio %.2f", program, theirs, ours / theirs));
          line.append(values.containsKey("peak_mb") ? memory(values.get("peak_mb")) : ")");
        });
    note(line.toString());
  }

  private static String memory(String megabytes) {
    return String.format(Locale.ROOT, ", peak %.0f MB)", Double.parseDouble(megabytes));
  }

  /** Prints and keeps a line. */
  static void note(String line) throws IOException {
    System.out.println("bench " + line);
    Path file = Path.of("target", "bench", "figures.txt");
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
