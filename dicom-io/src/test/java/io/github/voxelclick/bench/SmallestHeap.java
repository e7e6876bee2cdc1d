package io.github.voxelclick.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How small a heap may be for a job: the job is run in JVMs of more and more memory. They use the
 * serial collector: G1 gives each slice of a CT a whole region while its regions are of 1 MB, as
 * docs/memory.md tells, which says nothing of the reader.
 */
final class SmallestHeap {
  private static final double[] PARTS = {1.1, 1.2, 1.3, 1.5, 2, 3};

  private SmallestHeap() {}

  /** What the JVMs run: opens the path of its argument. */
  public static void main(String[] arguments) throws Exception {
    OpenSeriesBenchmark.open(Path.of(arguments[0]));
  }

  /**
   * Tries parts of a size, from small to large.
   *
   * @param bytes what the volume takes
   * @return the smallest part that suffices, such as {@code 1.3 (204 MB)}
   */
  static String forOpening(Path path, long bytes) throws IOException, InterruptedException {
    for (double part : PARTS) {
      long megabytes = Math.round(part * bytes / (1 << 20));
      int exit =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx" + megabytes + "m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SmallestHeap.class.getName(),
                  path.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (exit == 0) {
        return String.format(Locale.ROOT, "%.1f (%d MB)", part, megabytes);
      }
    }
    return "more than " + PARTS[PARTS.length - 1];
  }
}
