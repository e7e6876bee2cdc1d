package io.github.voxelclick.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final byte[] IDENTITY = "series 1.2.3".getBytes(UTF_8);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("a.journal");
  }

  private static void assertSays(String part, JournalException failure) {
    assertTrue(failure.getMessage().contains(part), failure.getMessage());
  }

  @Nested
  class Records {
    @Test
    void come_back_in_order_with_their_types_and_the_identity() throws Exception {
      try (Journal journal = Journal.create(file, IDENTITY)) {
        Payloads.append(journal, 0, 300);
      }
      try (Journal journal = Journal.open(file)) {
        assertArrayEquals(IDENTITY, journal.identity());
        assertTrue(journal.damage().isEmpty());
        assertEquals(Payloads.range(0, 300), Payloads.numbers(journal));
        List<JournalRecord> records = journal.records();
        assertEquals(255, records.get(255).type());
        assertEquals(43, records.get(256 + 44 - 1).type());
        Payloads.append(journal, 300, 303);
        assertEquals(Payloads.range(0, 303), Payloads.numbers(journal));
      }
    }

    @Test
    void of_any_size_come_back_and_large_ones_take_little_room_when_they_deflate()
        throws Exception {
      byte[] largest = Payloads.filled(7, JournalRecord.MAX_PAYLOAD, 1000);
      byte[] noise = Payloads.random(8, 300_001);
      try (Journal journal = Journal.create(file, new byte[0])) {
        journal.append(0, new byte[0]);
        journal.append(1, largest);
        journal.append(2, noise);
      }
      assertTrue(Files.size(file) < 800_000, "" + Files.size(file));
      try (Journal journal = Journal.open(file)) {
        List<JournalRecord> records = journal.records();
        assertAll(
            () -> assertEquals(0, records.get(0).payload().length),
            () -> assertEquals(JournalRecord.MAX_PAYLOAD, records.get(1).size()),
            () -> assertArrayEquals(largest, records.get(1).payload()),
            () -> assertArrayEquals(noise, records.get(2).payload()));
      }
    }

    @Test
    void that_are_too_long_are_refused_before_anything_is_written() throws Exception {
      try (Journal journal = Journal.create(file, IDENTITY)) {
        byte[] tooLong = new byte[JournalRecord.MAX_PAYLOAD + 1];
        assertSays(
            "67,108,865 bytes",
            assertThrows(JournalException.class, () -> journal.append(1, tooLong)));
        assertThrows(IllegalArgumentException.class, () -> journal.append(256, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> journal.append(-1, new byte[1]));
        Payloads.append(journal, 0, 1);
        assertEquals(List.of(0), Payloads.numbers(journal));
      }
    }

    @Test
    void do_not_change_with_the_arrays_that_they_were_made_from() throws Exception {
      byte[] payload = {1, 2, 3};
      JournalRecord record = JournalRecord.of(9, payload);
      payload[0] = 99;
      record.payload()[1] = 99;
      assertArrayEquals(new byte[] {1, 2, 3}, record.payload());
    }

    @Test
    void may_be_appended_while_others_are_read() throws Exception {
      try (Journal journal = Journal.create(file, IDENTITY)) {
        Payloads.append(journal, 0, 3);
        journal.forEachRecord(
            record -> {
              int number = Payloads.numberOf(record.payload());
              assertTrue(number < 3);
              try {
                Payloads.append(journal, number + 3, number + 4);
              } catch (JournalException e) {
                throw new AssertionError(e);
              }
            });
        assertEquals(Payloads.range(0, 6), Payloads.numbers(journal));
        assertThrows(
            IllegalStateException.class, () -> journal.forEachRecord(record -> close(journal)));
      }
    }

    private static void close(Journal journal) {
      try {
        journal.close();
      } catch (JournalException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Nested
  class Openers {
    @Test
    void are_refused_while_another_has_the_journal_and_do_not_undo_its_lock() throws Exception {
      try (Journal journal = Journal.create(file, IDENTITY)) {
        for (int i = 0; i < 3; i++) {
          assertSays(
              "open already", assertThrows(JournalException.class, () -> Journal.open(file)));
          assertSays(
              "open already",
              assertThrows(JournalException.class, () -> Journal.create(file, IDENTITY)));
        }
        assertFalse(openElsewhere(), "another process opened it");
        Payloads.append(journal, 0, 2);
      }
      assertTrue(openElsewhere());
      try (Journal journal = Journal.open(file)) {
        assertEquals(List.of(0, 1), Payloads.numbers(journal));
      }
    }

    private boolean openElsewhere() throws Exception {
      Process other = ChildJvm.start(OpenOnce.class, 32, file.toString());
      return other.waitFor() == 0;
    }

    @Test
    void take_no_notice_of_a_lock_file_that_somebody_left() throws Exception {
      Journal.create(file, IDENTITY).close();
      Files.writeString(folder.resolve("a.journal.lock"), "4711");
      Journal.open(file).close();
      Files.delete(folder.resolve("a.journal.lock"));
      Journal.open(file).close();
    }

    @Test
    void learn_what_is_wrong_with_the_name() throws Exception {
      assertSays("there is none", assertThrows(JournalException.class, () -> Journal.open(file)));
      try (Stream<Path> left = Files.list(folder)) {
        assertEquals(List.of(), left.toList(), "left beside nothing");
      }
      Journal.create(file, IDENTITY).close();
      assertSays(
          "there is one already",
          assertThrows(JournalException.class, () -> Journal.create(file, IDENTITY)));
      Path nowhere = folder.resolve("Smith^John").resolve("b.journal");
      JournalException failure =
          assertThrows(JournalException.class, () -> Journal.create(nowhere, IDENTITY));
      assertSays("no such file or folder", failure);
      assertFalse(failure.getMessage().contains("Smith"), "folders may tell of a person");
    }

    @Test
    void give_an_identity_of_up_to_four_kibibytes() throws Exception {
      byte[] longest = Payloads.random(1, 4096);
      try (Journal journal = Journal.create(file, longest)) {
        assertArrayEquals(longest, journal.identity());
      }
      try (Journal journal = Journal.open(file)) {
        assertArrayEquals(longest, journal.identity());
      }
      Path other = folder.resolve("b.journal");
      assertThrows(IllegalArgumentException.class, () -> Journal.create(other, new byte[4097]));
    }

    @Test
    void do_not_follow_a_link_to_a_journal() throws Exception {
      Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("x.journal");
      Journal.create(elsewhere, IDENTITY).close();
      Files.createSymbolicLink(file, elsewhere);
      assertThrows(JournalException.class, () -> Journal.open(file));
      assertThrows(JournalException.class, () -> Journal.create(file, IDENTITY));
    }

    @Test
    void find_files_that_a_crash_left_removed() throws Exception {
      Journal.create(file, IDENTITY).close();
      for (String ending : List.of(".new", ".rewrite", ".damaged-tail.part")) {
        Files.writeString(folder.resolve("a.journal" + ending), "half");
      }
      Journal.open(file).close();
      try (Stream<Path> left = Files.list(folder)) {
        assertEquals(
            List.of("a.journal", "a.journal.lock"),
            left.map(path -> path.getFileName().toString()).sorted().toList());
      }
    }
  }

  @Test
  void a_closed_journal_takes_no_more_and_closes_twice() throws Exception {
    Journal journal = Journal.create(file, IDENTITY);
    journal.close();
    journal.close();
    assertThrows(IllegalStateException.class, () -> journal.append(1, new byte[1]));
    assertThrows(IllegalStateException.class, journal::records);
    try (Journal second = Journal.open(file)) {
      assertThrows(IllegalStateException.class, () -> journal.rewrite(List.of()));
      Payloads.append(second, 0, 1);
    }
  }

  @Test
  void interrupts_harm_nothing_and_are_kept() throws Exception {
    Thread.currentThread().interrupt();
    try (Journal journal = Journal.create(file, IDENTITY)) {
      Payloads.append(journal, 0, 5);
      journal.rewrite(journal.records());
      assertTrue(Thread.currentThread().isInterrupted());
    }
    try (Journal journal = Journal.open(file)) {
      assertTrue(Thread.interrupted());
      Thread writer = Thread.currentThread();
      Thread nagger = new Thread(() -> nag(writer));
      nagger.start();
      Payloads.append(journal, 5, 60);
      nagger.interrupt();
      while (nagger.isAlive()) {
        Thread.interrupted();
        Thread.onSpinWait();
      }
      Thread.interrupted();
      assertEquals(Payloads.range(0, 60), Payloads.numbers(journal));
    }
  }

  private static void nag(Thread writer) {
    try {
      for (int pause = 1; true; pause = pause % 9 + 1) {
        writer.interrupt();
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Enough.
    }
  }

  @Test
  void a_file_that_another_program_changed_is_not_written_to() throws Exception {
    try (Journal journal = Journal.create(file, IDENTITY)) {
      Payloads.append(journal, 0, 2);
      Files.write(file, new byte[5], StandardOpenOption.APPEND);
      byte[] before = Files.readAllBytes(file);
      for (int i = 0; i < 2; i++) {
        assertSays(
            "another program changed the file",
            assertThrows(JournalException.class, () -> journal.append(1, new byte[1])));
      }
      assertArrayEquals(before, Files.readAllBytes(file));
    }
  }
}
