package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReopeningTest {
  private static final int RECORDS = 10_000;
  private static final double LIMIT_MILLIS = 2000;

  /** Takes tens of milliseconds on an idle machine; the limit is what a person may notice. */
  @Test
  void ten_thousand_records_of_a_kilobyte_are_back_at_once(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.journal");
    try (Journal journal = Journal.create(file, new byte[0])) {
      List<JournalRecord> records = new ArrayList<>();
      for (int number = 0; number < RECORDS; number++) {
        records.add(JournalRecord.of(1, Payloads.random(number, 1024)));
      }
      journal.rewrite(records);
    }
    double best = Double.MAX_VALUE;
    for (int run = 0; run < 3; run++) {
      long start = System.nanoTime();
      try (Journal journal = Journal.open(file)) {
        assertEquals(RECORDS, journal.records().size());
      }
      double millis = (System.nanoTime() - start) / 1e6;
      System.out.printf(Locale.ROOT, "reopened and read in %.1f ms%n", millis);
      best = Math.min(best, millis);
    }
    assertTrue(best < LIMIT_MILLIS, best + " ms");
  }
}
