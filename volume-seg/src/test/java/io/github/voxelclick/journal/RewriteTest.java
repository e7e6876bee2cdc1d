package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RewriteTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.journal");
  }

  /** Goes over a list, but does something before each record. */
  private static Iterable<JournalRecord> slowly(List<JournalRecord> records, Runnable before) {
    return () ->
        records.stream()
            .map(
                record -> {
                  before.run();
                  return record;
                })
            .iterator();
  }

  private static void appendUnchecked(Journal journal, int number) {
    try {
      Payloads.append(journal, number, number + 1);
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keeps_what_it_was_given_the_identity_and_what_comes_later() throws Exception {
    byte[] identity = {5, 6};
    try (Journal journal = Journal.create(file, identity)) {
      Payloads.append(journal, 0, 20);
      long before = Files.size(file);
      journal.rewrite(journal.records().subList(15, 20));
      assertTrue(Files.size(file) < before);
      assertEquals(Payloads.range(15, 20), Payloads.numbers(journal));
      Payloads.append(journal, 20, 22);
      journal.rewrite(List.of());
      Payloads.append(journal, 22, 24);
    }
    try (Journal journal = Journal.open(file)) {
      assertArrayEquals(identity, journal.identity());
      assertEquals(List.of(22, 23), Payloads.numbers(journal));
    }
  }

  @Test
  void keeps_all_behind_the_mark_that_its_records_were_made_at() throws Exception {
    try (Journal journal = Journal.create(file, new byte[0])) {
      Payloads.append(journal, 0, 6);
      Journal.Mark mark = journal.mark();
      List<JournalRecord> kept = journal.records().subList(4, 6);
      Payloads.append(journal, 6, 9);
      int[] next = {9};
      journal.rewrite(mark, slowly(kept, () -> appendUnchecked(journal, next[0]++)));
      assertEquals(Payloads.range(4, 11), Payloads.numbers(journal));
      assertThrows(IllegalArgumentException.class, () -> journal.rewrite(mark, kept));
      assertEquals(Payloads.range(4, 11), Payloads.numbers(journal));
    }
    try (Journal journal = Journal.open(file)) {
      assertEquals(Payloads.range(4, 11), Payloads.numbers(journal));
    }
  }

  @Test
  void that_its_caller_breaks_off_changes_nothing() throws Exception {
    try (Journal journal = Journal.create(file, new byte[0])) {
      Payloads.append(journal, 0, 4);
      List<JournalRecord> all = journal.records();
      Runnable breaking =
          () -> {
            throw new CancellationException();
          };
      assertThrows(CancellationException.class, () -> journal.rewrite(slowly(all, breaking)));
      assertThrows(
          IllegalStateException.class,
          () -> journal.rewrite(slowly(all, () -> readUnchecked(journal))));
      assertTrue(Files.notExists(folder.resolve("a.journal.rewrite")));
      Payloads.append(journal, 4, 5);
      assertEquals(Payloads.range(0, 5), Payloads.numbers(journal));
    }
  }

  private static void readUnchecked(Journal journal) {
    try {
      journal.records();
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void is_given_up_when_the_journal_is_closed() throws Exception {
    Journal journal = Journal.create(file, new byte[0]);
    Payloads.append(journal, 0, 4);
    List<JournalRecord> endless = Collections.nCopies(1_000_000_000, journal.records().get(0));
    CountDownLatch running = new CountDownLatch(1);
    ExecutorService background = Executors.newSingleThreadExecutor();
    Future<?> rewrite =
        background.submit(
            () -> {
              journal.rewrite(slowly(endless, running::countDown));
              return null;
            });
    running.await();
    journal.close();
    Exception failure = assertThrows(Exception.class, rewrite::get);
    assertTrue(failure.getCause().getMessage().contains("is being closed"), "" + failure);
    background.shutdown();
    try (Journal again = Journal.open(file)) {
      assertEquals(Payloads.range(0, 4), Payloads.numbers(again));
    }
  }

  @Test
  void in_the_background_neither_loses_nor_reorders_appends() throws Exception {
    int writers = 3;
    int each = 150;
    ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
    AtomicBoolean done = new AtomicBoolean();
    int rewrites;
    try (Journal journal = Journal.create(file, new byte[0])) {
      List<Future<?>> all = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int type = writer;
        all.add(
            threads.submit(
                () -> {
                  for (int number = 0; number < each; number++) {
                    journal.append(type, Payloads.small(number));
                  }
                  return null;
                }));
      }
      Future<Integer> compacting = threads.submit(() -> rewriteUntil(journal, done));
      for (Future<?> writer : all) {
        writer.get();
      }
      done.set(true);
      rewrites = compacting.get();
    }
    threads.shutdown();
    assertTrue(rewrites > 2, "rewritten " + rewrites + " times");
    try (Journal journal = Journal.open(file)) {
      Map<Integer, List<Integer>> found = new HashMap<>();
      for (JournalRecord record : journal.records()) {
        int number = Payloads.numberOf(record.payload());
        assertArrayEquals(Payloads.small(number), record.payload());
        found.computeIfAbsent(record.type(), type -> new ArrayList<>()).add(number);
      }
      for (int writer = 0; writer < writers; writer++) {
        assertEquals(Payloads.range(0, each), found.get(writer), "writer " + writer);
      }
    }
  }

  /** Rewrites all records before a mark into the same again, over and over. */
  private static int rewriteUntil(Journal journal, AtomicBoolean done) throws JournalException {
    int rewrites = 0;
    while (!done.get()) {
      Journal.Mark mark = journal.mark();
      List<JournalRecord> before = journal.records();
      journal.rewrite(mark, before.subList(0, (int) mark.records()));
      rewrites++;
    }
    return rewrites;
  }
}
