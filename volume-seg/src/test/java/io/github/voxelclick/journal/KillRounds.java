package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.journal.KilledWriter.Summary;
import io.github.voxelclick.volume.JournalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills one {@link KilledWriter} after the other, all on one journal, each at a random moment, and
 * looks after each what is there.
 */
final class KillRounds {
  /** Where some kills fall: starting, opening, the first appends. */
  private static final int WHOLE_LIFE_MILLIS = 450;

  /** Where the others fall, counted from the first acknowledgement. */
  private static final int AT_WORK_MILLIS = 120;

  private final Path file;
  private final Random random;
  private Summary known = Summary.NOTHING;
  private int acknowledged;
  private int unacknowledged;
  private int torn;
  private int unfinishedRewrites;
  private int beforeTheFirst;

  KillRounds(Path file, long seed) {
    this.file = file;
    this.random = new Random(seed);
  }

  /** Kills so many writers and says in one line what was seen. */
  String run(int kills) throws Exception {
    for (int kill = 0; kill < kills; kill++) {
      int before = acknowledged;
      acknowledged = killOne(acknowledged);
      beforeTheFirst += acknowledged == before ? 1 : 0;
      reopen();
    }
    return String.format(
        Locale.ROOT,
        "%d kills, %d of them before the first append; %d actions acknowledged, all there; %d"
            + " others were whole though not acknowledged, %d torn; %d rewrites cut short",
        kills,
        beforeTheFirst,
        acknowledged - unacknowledged,
        unacknowledged,
        torn,
        unfinishedRewrites);
  }

  /** Returns how many records were acknowledged in all. */
  private int killOne(int first) throws IOException, InterruptedException {
    Process child = ChildJvm.start(KilledWriter.class, 64, file.toString());
    int count = first;
    try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
      if (random.nextInt(4) == 0) {
        Thread.sleep(random.nextInt(WHOLE_LIFE_MILLIS));
      } else {
        count = checked(out.readLine(), count);
        TimeUnit.MICROSECONDS.sleep(random.nextInt(AT_WORK_MILLIS * 1000));
      }
      assertTrue(child.isAlive(), "the writer ended by itself");
      child.toHandle().destroyForcibly(); // The process's own method would close the pipe.
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        count = checked(line, count);
      }
    }
    child.waitFor();
    return count;
  }

  private static int checked(String line, int number) {
    assertEquals(KilledWriter.acknowledgement(number, KilledWriter.payload(number)), line);
    return number + 1;
  }

  private void reopen() throws JournalException {
    unfinishedRewrites +=
        Files.exists(file.resolveSibling(file.getFileName() + ".rewrite")) ? 1 : 0;
    if (acknowledged == 0 && !Files.exists(file)) {
      return; // Killed before it had created one.
    }
    try (Journal journal = Journal.open(file)) {
      Summary found = KilledWriter.read(journal);
      int more = found.count() - acknowledged;
      assertTrue(more == 0 || more == 1, more + " more than the acknowledged " + acknowledged);
      while (known.count() < found.count()) {
        known = known.with(KilledWriter.payload(known.count()));
      }
      assertEquals(known, found, "every action, in order, with its bytes");
      journal
          .damage()
          .ifPresent(damage -> assertTrue(!damage.recordsBehind(), "" + damage.warning()));
      torn += journal.damage().isPresent() ? 1 : 0;
      unacknowledged += more;
      acknowledged += more;
    }
  }
}
