package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.JournalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session does to a journal, and which records may be found afterwards: those acknowledged,
 * and at most the one action in flight.
 */
final class Script {
  static final Path FILE = Path.of("/journals/a.journal");

  private final MemoryDisk disk;
  private boolean created;

  /** Numbers of records; more than one list while it is open whether a rewrite took place. */
  private List<List<Integer>> certain = List.of(List.of());

  /** Tried since the last success: one of them may be there, whole. */
  private final List<Integer> inFlight = new ArrayList<>();

  private int next;

  Script(MemoryDisk disk) {
    this.disk = disk;
  }

  /** Creates a journal, appends, rewrites, opens it again; goes on after failures. */
  void run() {
    try (Journal journal = Journal.create(disk, FILE, new byte[] {7})) {
      created = true;
      append(journal, 6);
      rewrite(journal);
      append(journal, 3);
      rewrite(journal);
    } catch (JournalException e) {
      heard(e);
    }
    if (created) {
      openAndAppend();
    }
  }

  private void openAndAppend() {
    try (Journal journal = Journal.open(disk, FILE)) {
      check(journal);
      append(journal, 2);
    } catch (JournalException e) {
      heard(e);
    }
  }

  private void append(Journal journal, int records) {
    for (int i = 0; i < records; i++) {
      int number = next++;
      inFlight.add(number);
      try {
        Payloads.append(journal, number, number + 1);
        certain = certain.stream().map(list -> with(list, number)).toList();
        inFlight.clear();
      } catch (JournalException e) {
        heard(e);
      }
    }
  }

  /** Keeps every other record. */
  private void rewrite(Journal journal) {
    try {
      List<JournalRecord> kept = new ArrayList<>();
      for (JournalRecord record : journal.records()) {
        if (Payloads.numberOf(record.payload()) % 2 == 0) {
          kept.add(record);
        }
      }
      List<List<Integer>> before = certain;
      List<List<Integer>> after = before.stream().map(Script::everyOther).toList();
      List<List<Integer>> either = new ArrayList<>(before);
      either.addAll(after);
      certain = either;
      journal.rewrite(kept);
      certain = after;
    } catch (JournalException e) {
      heard(e);
    }
  }

  private static List<Integer> everyOther(List<Integer> numbers) {
    return numbers.stream().filter(number -> number % 2 == 0).toList();
  }

  private static List<Integer> with(List<Integer> list, int number) {
    List<Integer> longer = new ArrayList<>(list);
    longer.add(number);
    return longer;
  }

  private static void heard(JournalException e) {
    assertTrue(e.getMessage().startsWith("Cannot "), e.getMessage());
  }

  /** Whether {@link Journal#create} returned. */
  boolean created() {
    return created;
  }

  /** Fails unless a journal holds what it must. */
  void check(Journal journal) throws JournalException {
    List<Integer> found = Payloads.numbers(journal);
    boolean right = certain.contains(found);
    for (int number : inFlight) {
      right |= certain.stream().map(list -> with(list, number)).anyMatch(found::equals);
    }
    assertTrue(right, "found " + found + ", acknowledged " + certain + ", in flight " + inFlight);
  }
}
