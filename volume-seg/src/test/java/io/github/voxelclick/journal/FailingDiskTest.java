package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.JournalException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailingDiskTest {
  private static final Path FILE = Script.FILE;

  private static MemoryDisk diskWith(int records) throws JournalException {
    MemoryDisk disk = new MemoryDisk();
    try (Journal journal = Journal.create(disk, FILE, new byte[3])) {
      Payloads.append(journal, 0, records);
    }
    return disk;
  }

  private static JournalException assertFull(Executable action) {
    JournalException failure = assertThrows(JournalException.class, action);
    String message = failure.getMessage();
    assertTrue(message.contains("No space left on device"), message);
    assertTrue(message.toLowerCase(Locale.ROOT).contains("free"), message);
    return failure;
  }

  @Test
  void a_full_disk_at_any_byte_of_an_append_leaves_the_file_as_it_was() throws Exception {
    MemoryDisk disk = diskWith(3);
    byte[] before = disk.bytes(FILE);
    int length = 13 + Payloads.small(3).length;
    for (int room = 0; room < length; room++) {
      try (Journal journal = Journal.open(disk, FILE)) {
        disk.limit(before.length + room);
        for (int attempt = 0; attempt < 2; attempt++) {
          JournalException failure = assertFull(() -> Payloads.append(journal, 3, 4));
          assertTrue(failure.getMessage().contains("then repeat the action"));
          assertArrayEquals(before, disk.bytes(FILE), "with room for " + room);
        }
        disk.heal();
        Payloads.append(journal, 3, 5);
        assertEquals(Payloads.range(0, 5), Payloads.numbers(journal));
      }
      try (Journal journal = Journal.open(disk, FILE)) {
        assertTrue(journal.damage().isEmpty());
        assertEquals(Payloads.range(0, 5), Payloads.numbers(journal));
      }
      disk.put(FILE, before);
    }
  }

  @Test
  void a_full_disk_at_any_byte_of_a_rewrite_leaves_the_old_records() throws Exception {
    MemoryDisk disk = diskWith(5);
    byte[] before = disk.bytes(FILE);
    for (int room = 0; room < before.length; room++) {
      disk.put(FILE, before);
      try (Journal journal = Journal.open(disk, FILE)) {
        List<JournalRecord> kept = journal.records();
        disk.limit(before.length + room);
        assertFull(() -> journal.rewrite(kept));
        assertArrayEquals(before, disk.bytes(FILE));
        assertEquals(1, disk.files().size(), "no unfinished file takes the room");
        disk.heal();
        Payloads.append(journal, 5, 6);
        journal.rewrite(journal.records().subList(2, 6));
        assertEquals(Payloads.range(2, 6), Payloads.numbers(journal));
      }
    }
  }

  @Test
  void a_full_disk_at_any_byte_of_an_opening_that_must_cut_leaves_the_file() throws Exception {
    MemoryDisk disk = diskWith(5);
    byte[] torn = Arrays.copyOf(disk.bytes(FILE), disk.bytes(FILE).length - 3);
    int tail = 13 + Payloads.small(4).length - 3;
    for (int room = 0; room < tail; room++) {
      disk.put(FILE, torn);
      disk.limit(torn.length + room);
      assertFull(() -> Journal.open(disk, FILE));
      assertArrayEquals(torn, disk.bytes(FILE));
      assertEquals(1, disk.files().size());
      disk.heal();
    }
    try (Journal journal = Journal.open(disk, FILE)) {
      assertEquals(tail, journal.damage().orElseThrow().bytes());
      assertEquals(Payloads.range(0, 4), Payloads.numbers(journal));
    }
  }

  @Test
  void a_full_disk_at_any_byte_of_creating_leaves_nothing() throws Exception {
    for (int room = 0; room < 19; room++) {
      MemoryDisk disk = new MemoryDisk();
      disk.limit(room);
      assertFull(() -> Journal.create(disk, FILE, new byte[3]));
      assertEquals(0, disk.files().size());
      disk.heal();
      Journal.create(disk, FILE, new byte[3]).close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ONCE", "FROM_HERE_ON"})
  void a_failure_at_any_step_costs_no_acknowledged_action(MemoryDisk.Fault fault) throws Exception {
    MemoryDisk whole = new MemoryDisk();
    new Script(whole).run();
    for (int step = 0; step < whole.steps(); step++) {
      MemoryDisk disk = new MemoryDisk();
      disk.failAfter(step, fault);
      Script script = new Script(disk);
      script.run();
      disk.heal();
      if (!script.created() && !disk.exists(FILE)) {
        continue;
      }
      try (Journal journal = Journal.open(disk, FILE)) {
        script.check(journal);
        List<Integer> before = Payloads.numbers(journal);
        Payloads.append(journal, 100, 102);
        assertEquals(before.size() + 2, Payloads.numbers(journal).size());
      }
    }
  }

  @Test
  void after_an_append_that_could_not_be_taken_back_nothing_is_written_until_opened_again()
      throws Exception {
    MemoryDisk disk = diskWith(3);
    Journal journal = Journal.open(disk, FILE);
    byte[] before = disk.bytes(FILE);
    disk.failAfter(1, MemoryDisk.Fault.FROM_HERE_ON);
    assertThrows(JournalException.class, () -> Payloads.append(journal, 3, 4));
    byte[] half = disk.bytes(FILE);
    assertTrue(half.length > before.length, "the write came half through");
    disk.heal();
    for (int i = 0; i < 3; i++) {
      JournalException failure =
          assertThrows(JournalException.class, () -> Payloads.append(journal, 3, 4));
      assertTrue(failure.getMessage().contains("could not be taken back"), failure.getMessage());
      assertTrue(failure.getMessage().contains("open it again"), failure.getMessage());
      assertThrows(JournalException.class, () -> journal.rewrite(List.of()));
      assertArrayEquals(half, disk.bytes(FILE));
    }
    journal.close();
    try (Journal again = Journal.open(disk, FILE)) {
      assertEquals(half.length - before.length, again.damage().orElseThrow().bytes());
      Payloads.append(again, 3, 4);
      assertEquals(Payloads.range(0, 4), Payloads.numbers(again));
    }
  }

  @Test
  void a_rewrite_that_reads_back_otherwise_leaves_the_old_records() throws Exception {
    MemoryDisk disk = diskWith(5);
    byte[] before = disk.bytes(FILE);
    try (Journal journal = Journal.open(disk, FILE)) {
      List<JournalRecord> kept = journal.records().subList(1, 4);
      disk.spoil(true);
      JournalException failure = assertThrows(JournalException.class, () -> journal.rewrite(kept));
      disk.spoil(false);
      assertTrue(failure.getMessage().contains("reads back otherwise"), failure.getMessage());
      assertArrayEquals(before, disk.bytes(FILE));
      Payloads.append(journal, 5, 6);
      assertEquals(Payloads.range(0, 6), Payloads.numbers(journal));
    }
  }

  @Test
  void an_append_that_ends_in_an_error_is_taken_back_too() throws Exception {
    MemoryDisk disk = diskWith(3);
    byte[] before = disk.bytes(FILE);
    try (Journal journal = Journal.open(disk, FILE)) {
      for (int step = 0; step < 3; step++) {
        disk.failAfter(step, MemoryDisk.Fault.ERROR_ONCE);
        assertThrows(OutOfMemoryError.class, () -> Payloads.append(journal, 3, 4));
        assertArrayEquals(before, disk.bytes(FILE));
      }
      Payloads.append(journal, 3, 4);
      assertEquals(Payloads.range(0, 4), Payloads.numbers(journal));
    }
  }
}
