package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long an append takes until it is on the disk of {@code target}. */
@Tag("bench")
class JournalBenchmark {
  private static final int RUNS = 40 * Integer.getInteger("bench.runs", 5);

  @Test
  void appends() throws Exception {
    Path folder = Path.of("target", "bench").toAbsolutePath();
    Files.createDirectories(folder);
    for (int length : new int[] {100, 1 << 10, 1 << 16, 1 << 20}) {
      Path file = folder.resolve("append-" + length + ".journal");
      Files.deleteIfExists(file);
      try (Journal journal = Journal.create(file, new byte[0])) {
        measure(journal, length);
        assertEquals(RUNS, journal.records().size());
      }
      Files.delete(file);
    }
  }

  private static void measure(Journal journal, int length) throws Exception {
    double[] millis = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      byte[] payload = Payloads.random(run, length);
      long start = System.nanoTime();
      journal.append(1, payload);
      millis[run] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    String line =
        String.format(
            Locale.ROOT,
            "journal append of %,d bytes: median %.2f ms, 95%% %.2f ms, worst %.1f ms",
            length,
            millis[RUNS / 2],
            millis[RUNS * 95 / 100],
            millis[RUNS - 1]);
    System.out.println("bench " + line);
    Path figures = Path.of("target", "bench", "figures.txt");
    Files.write(figures, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
