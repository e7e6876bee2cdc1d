package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.voxelclick.volume.JournalException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DamagedJournalTest {
  private static final Path FILE = Path.of("/journals/a.journal");
  private static final Path TAIL = Path.of("/journals/a.journal.damaged-tail");
  private static final Path SECOND_TAIL = Path.of("/journals/a.journal.damaged-tail.2");
  private static final byte[] IDENTITY = {1, 2, 3};
  private static final int HEADER = 12 + IDENTITY.length + 4;

  private final MemoryDisk disk = new MemoryDisk();

  /** The bytes of a journal of small payloads, and where each record ends. */
  private static final class Sample {
    private final byte[] bytes;
    private final List<Integer> ends;

    Sample(byte[] bytes, List<Integer> ends) {
      this.bytes = bytes;
      this.ends = ends;
    }

    byte[] bytes() {
      return bytes;
    }

    List<Integer> ends() {
      return ends;
    }

    static Sample of(int records) throws JournalException {
      MemoryDisk disk = new MemoryDisk();
      List<Integer> ends = new ArrayList<>(List.of(HEADER));
      try (Journal journal = Journal.create(disk, FILE, IDENTITY)) {
        for (int number = 0; number < records; number++) {
          Payloads.append(journal, number, number + 1);
          ends.add(disk.bytes(FILE).length);
        }
      }
      return new Sample(disk.bytes(FILE), ends);
    }

    /** How many records are whole in so many bytes. */
    int wholeIn(int length) {
      return (int) ends.stream().filter(end -> end <= length).count() - 1;
    }
  }

  @Nested
  class Truncation {
    @Test
    void at_every_byte_of_the_last_three_records_costs_no_earlier_one() throws Exception {
      Sample sample = Sample.of(7);
      for (int length = sample.ends().get(4); length <= sample.bytes().length; length++) {
        int whole = sample.wholeIn(length);
        int torn = length - sample.ends().get(whole);
        MemoryDisk disk = new MemoryDisk();
        disk.put(FILE, Arrays.copyOf(sample.bytes(), length));
        try (Journal journal = Journal.open(disk, FILE)) {
          assertEquals(Payloads.range(0, whole), Payloads.numbers(journal), "at " + length);
          assertEquals(torn > 0, journal.damage().isPresent(), "at " + length);
          journal.damage().ifPresent(damage -> assertTorn(damage, torn, whole));
          Payloads.append(journal, whole, 9);
        }
        if (torn > 0) {
          byte[] kept = disk.bytes(TAIL);
          assertArrayEquals(
              Arrays.copyOfRange(sample.bytes(), sample.ends().get(whole), length), kept);
        }
        try (Journal journal = Journal.open(disk, FILE)) {
          assertTrue(journal.damage().isEmpty());
          assertEquals(Payloads.range(0, 9), Payloads.numbers(journal));
        }
      }
    }

    private static void assertTorn(JournalDamage damage, int bytes, int whole) {
      assertEquals(new JournalDamage(bytes, whole, false, TAIL), damage);
      assertEquals("journal-torn-tail", damage.warning().code());
      assertTrue(damage.warning().message().contains(" in " + bytes + " bytes"));
      assertTrue(damage.warning().message().contains("The " + whole + " actions before"));
    }

    @Test
    void within_the_header_is_refused_and_leaves_the_file_as_it_is() throws Exception {
      Sample sample = Sample.of(1);
      for (int length = 0; length < HEADER; length++) {
        byte[] cut = Arrays.copyOf(sample.bytes(), length);
        disk.put(FILE, cut);
        JournalException failure =
            assertThrows(JournalException.class, () -> Journal.open(disk, FILE));
        assertTrue(failure.getMessage().contains("left as it is"), failure.getMessage());
        assertArrayEquals(cut, disk.bytes(FILE));
      }
    }

    @Test
    void twice_keeps_both_tails_and_the_same_one_once() throws Exception {
      Sample sample = Sample.of(4);
      byte[] torn = Arrays.copyOf(sample.bytes(), sample.bytes().length - 1);
      for (int i = 0; i < 2; i++) {
        disk.put(FILE, torn);
        Journal.open(disk, FILE).close();
        assertFalse(disk.files().contains(SECOND_TAIL), "the same bytes again");
      }
      disk.put(FILE, Arrays.copyOf(torn, torn.length - 1));
      try (Journal journal = Journal.open(disk, FILE)) {
        assertEquals(SECOND_TAIL, journal.damage().orElseThrow().file());
      }
      assertEquals(disk.bytes(TAIL).length - 1, disk.bytes(SECOND_TAIL).length);
    }

    @Test
    void of_a_file_on_the_real_disk_leaves_the_tail_beside_it(@TempDir Path folder)
        throws Exception {
      Path file = folder.resolve("a.journal");
      Files.write(file, Arrays.copyOf(Sample.of(3).bytes(), Sample.of(3).bytes().length - 2));
      try (Journal journal = Journal.open(file)) {
        assertEquals(List.of(0, 1), Payloads.numbers(journal));
        Path tail = journal.damage().orElseThrow().file();
        assertEquals(folder.toRealPath(), tail.getParent().toRealPath());
        assertEquals(journal.damage().get().bytes(), Files.size(tail));
        Payloads.append(journal, 2, 3);
        assertEquals(Payloads.range(0, 3), Payloads.numbers(journal));
      }
    }
  }

  @Nested
  class Flipping {
    @Test
    void any_byte_never_gives_a_wrong_record() throws Exception {
      Sample sample = Sample.of(6);
      for (int at = 0; at < sample.bytes().length; at++) {
        for (int flip : new int[] {1, 0x80, 0xFF}) {
          byte[] flipped = sample.bytes().clone();
          flipped[at] = (byte) (flipped[at] ^ flip);
          int right = sample.wholeIn(at);
          MemoryDisk disk = new MemoryDisk();
          disk.put(FILE, flipped);
          if (at < HEADER) {
            assertThrows(JournalException.class, () -> Journal.open(disk, FILE), "at " + at);
            assertArrayEquals(flipped, disk.bytes(FILE));
          } else {
            assertDamaged(disk, sample, flipped, right, right < 5);
          }
        }
      }
    }

    private static void assertDamaged(
        MemoryDisk disk, Sample sample, byte[] bytes, int right, boolean inside) throws Exception {
      int start = sample.ends().get(right);
      try (Journal journal = Journal.open(disk, FILE)) {
        assertEquals(Payloads.range(0, right), Payloads.numbers(journal));
        assertEquals(
            new JournalDamage(bytes.length - start, right, inside, TAIL),
            journal.damage().orElseThrow());
        assertArrayEquals(Arrays.copyOfRange(bytes, start, bytes.length), disk.bytes(TAIL));
        Payloads.append(journal, right, 8);
        assertEquals(Payloads.range(0, 8), Payloads.numbers(journal));
      }
    }

    @Test
    void in_the_middle_is_told_plainly() throws Exception {
      Sample sample = Sample.of(6);
      byte[] flipped = sample.bytes().clone();
      flipped[sample.ends().get(2) + 15] ^= 4;
      disk.put(FILE, flipped);
      try (Journal journal = Journal.open(disk, FILE)) {
        JournalDamage damage = journal.damage().orElseThrow();
        assertEquals("journal-damaged-inside", damage.warning().code());
        String message = damage.warning().message();
        assertTrue(message.contains("damaged in the middle"), message);
        assertTrue(message.contains("The 2 actions before the damage are back"), message);
        assertTrue(message.contains("kept in a.journal.damaged-tail"), message);
      }
    }
  }

  @Nested
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  class Hostile {
    private static byte[] head(int lengthWord, int checksum) {
      return ByteBuffer.allocate(RecordHead.LENGTH)
          .putInt(RecordHead.MARK)
          .putInt(lengthWord)
          .putInt(checksum)
          .array();
    }

    /** A record with a right checksum round any body. */
    private static byte[] sealed(int lengthWord, byte[] body) {
      CRC32C checksum = new RecordHead(lengthWord, 0, (byte) 0).startChecksum();
      checksum.update(body);
      byte[] head = head(lengthWord, (int) checksum.getValue());
      return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
    }

    private static byte[] deflated(int claimed, byte[] stream) {
      byte[] body =
          ByteBuffer.allocate(Integer.BYTES + stream.length).putInt(claimed).put(stream).array();
      return sealed(body.length | 1 << 31, body);
    }

    private static byte[] zlib(byte[] content) {
      Deflater deflater = new Deflater();
      deflater.setInput(content);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] piece = new byte[1 << 16];
      while (!deflater.finished()) {
        out.write(piece, 0, deflater.deflate(piece));
      }
      deflater.end();
      return out.toByteArray();
    }

    private void assertCutOff(byte[] tail) throws Exception {
      Sample sample = Sample.of(2);
      byte[] all = Arrays.copyOf(sample.bytes(), sample.bytes().length + tail.length);
      System.arraycopy(tail, 0, all, sample.bytes().length, tail.length);
      disk.put(FILE, all);
      try (Journal journal = Journal.open(disk, FILE)) {
        assertEquals(List.of(0, 1), Payloads.numbers(journal));
        assertEquals(tail.length, journal.damage().orElseThrow().bytes());
      }
    }

    @Test
    void lengths_are_not_believed() throws Exception {
      for (int length : new int[] {1, 100, (64 << 20) + 1, Integer.MAX_VALUE, 1 << 31, -1}) {
        assertCutOff(head(length, 0));
      }
    }

    @Test
    void deflated_bodies_that_give_too_much_or_too_little_are_damage() throws Exception {
      byte[] content = Payloads.filled(1, 5000, 9);
      byte[] stream = zlib(content);
      assertCutOff(deflated(4999, stream));
      assertCutOff(deflated(5001, stream));
      assertCutOff(deflated(-1, stream));
      assertCutOff(deflated((64 << 20) + 1, stream));
      assertCutOff(deflated(5000, Arrays.copyOf(stream, stream.length + 1)));
      assertCutOff(deflated(5000, Arrays.copyOf(stream, stream.length - 1)));
      assertCutOff(deflated(0, new byte[0]));
      assertCutOff(sealed(3 | 1 << 31, new byte[3]));
      byte[] needsDictionary = stream.clone();
      needsDictionary[1] = (byte) 0xBB;
      assertCutOff(deflated(5000, needsDictionary));
      Sample sample = Sample.of(1);
      ByteArrayOutputStream right = new ByteArrayOutputStream();
      right.writeBytes(sample.bytes());
      right.writeBytes(deflated(5000, stream));
      disk.put(FILE, right.toByteArray());
      try (Journal journal = Journal.open(disk, FILE)) {
        assertArrayEquals(content, journal.records().get(1).payload(), "the right one is read");
      }
    }

    @Test
    void garbage_zeros_and_marks_are_cut_off() throws Exception {
      Random random = new Random(5);
      for (int length : new int[] {1, 12, 13, 14, 70_000, 3_000_000}) {
        byte[] garbage = new byte[length];
        assertCutOff(garbage);
        random.nextBytes(garbage);
        assertCutOff(garbage);
        ByteBuffer marks = ByteBuffer.wrap(garbage);
        while (marks.remaining() >= 8) {
          marks.putInt(RecordHead.MARK).putInt(marks.remaining() / 2);
        }
        assertCutOff(garbage);
      }
    }

    @Test
    void files_that_are_no_journals_are_refused_and_left() throws Exception {
      Random random = new Random(6);
      for (int length = 0; length < 300; length++) {
        byte[] garbage = new byte[length];
        random.nextBytes(garbage);
        disk.put(FILE, garbage);
        assertThrows(JournalException.class, () -> Journal.open(disk, FILE));
        assertArrayEquals(garbage, disk.bytes(FILE));
      }
    }

    @Test
    void a_later_format_is_refused_with_its_number() throws Exception {
      byte[] later = Sample.of(1).bytes();
      later[9] = 2;
      disk.put(FILE, later);
      JournalException failure =
          assertThrows(JournalException.class, () -> Journal.open(disk, FILE));
      assertTrue(
          failure.getMessage().contains("format version 2, and this program reads 1"),
          failure.getMessage());
    }

    @Test
    void bombs_open_in_a_heap_much_smaller_than_what_they_hold(@TempDir Path folder)
        throws Exception {
      Path file = folder.resolve("a.journal");
      byte[] bomb = deflated(64 << 20, zlib(new byte[64 << 20]));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(Sample.of(2).bytes());
      for (int i = 0; i < 3; i++) {
        all.writeBytes(bomb);
      }
      all.writeBytes(deflated(1 << 20, zlib(new byte[64 << 20])));
      all.writeBytes(head(64 << 20, 0));
      all.writeBytes(new byte[4 << 20]);
      Files.write(file, all.toByteArray());
      assertEquals(0, ChildJvm.start(OpenOnce.class, 12, file.toString()).waitFor());
      try (Journal journal = Journal.open(file)) {
        assertEquals(5, journal.records().size());
        assertTrue(journal.damage().isEmpty(), "the child cut off what was damaged");
      }
      assertTrue(Files.exists(folder.resolve("a.journal.damaged-tail")));
    }
  }
}
