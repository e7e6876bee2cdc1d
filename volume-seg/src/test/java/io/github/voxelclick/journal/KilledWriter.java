package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * A program that appends to the journal of its argument until it is killed, compacting in the
 * background all the while. Prints number and checksum of a record once its append has returned.
 * Record number {@code n} is the same whoever writes it; a compaction replaces all before a mark by
 * one record that holds their count and a checksum of them all.
 */
final class KilledWriter {
  static final int ACTION = 1;
  static final int SUMMARY = 2;

  /** The parent may die itself; then nobody would kill this. */
  private static final long LIFE_MILLIS = 60_000;

  private final Journal journal;
  private Summary state;

  private KilledWriter(Journal journal, Summary state) {
    this.journal = journal;
    this.state = state;
  }

  /**
   * What records came to.
   *
   * @param count how many, numbered from 0
   * @param checksum of all of them in order
   */
  record Summary(int count, long checksum) {
    static final Summary NOTHING = new Summary(0, 0);

    Summary with(byte[] payload) {
      ByteBuffer both = ByteBuffer.allocate(16).putLong(checksum).putLong(checksumOf(payload));
      return new Summary(count + 1, checksumOf(both.array()));
    }

    byte[] payload() {
      return ByteBuffer.allocate(12).putInt(count).putLong(checksum).array();
    }

    static Summary of(byte[] payload) {
      ByteBuffer bytes = ByteBuffer.wrap(payload);
      return new Summary(bytes.getInt(), bytes.getLong());
    }
  }

  static long checksumOf(byte[] payload) {
    CRC32C checksum = new CRC32C();
    checksum.update(payload);
    return checksum.getValue();
  }

  /** Mostly small; some that deflate, some that take many writes. */
  static byte[] payload(int number) {
    Random random = new Random(31L * number);
    return switch (number % 8) {
      case 3 -> Payloads.filled(number, 20_000 + random.nextInt(50_000), 300);
      case 6 -> Payloads.random(number, 200_000 + random.nextInt(1_500_000));
      default -> Payloads.random(number, 4 + random.nextInt(3_000));
    };
  }

  static String acknowledgement(int number, byte[] payload) {
    return String.format(Locale.ROOT, "%d %08x", number, checksumOf(payload));
  }

  /**
   * Reads what a journal holds.
   *
   * @throws AssertionError when that is anything but records 0 to n, the first ones perhaps as a
   *     summary
   */
  static Summary read(Journal journal) throws JournalException {
    Summary[] state = {Summary.NOTHING};
    journal.forEachRecord(
        record -> {
          byte[] payload = record.payload();
          if (record.type() == SUMMARY) {
            check(state[0].count() == 0, "a summary after other records");
            state[0] = Summary.of(payload);
          } else {
            int number = Payloads.numberOf(payload);
            check(number == state[0].count(), number + " follows " + state[0].count());
            check(Arrays.equals(payload(number), payload), number + " has other bytes");
            state[0] = state[0].with(payload);
          }
        });
    return state[0];
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }

  public static void main(String[] arguments) throws Exception {
    ChildJvm.dieWithParent();
    Path file = Path.of(arguments[0]);
    Journal journal =
        Files.exists(file) ? Journal.open(file) : Journal.create(file, new byte[] {1, 2});
    KilledWriter writer = new KilledWriter(journal, read(journal));
    Thread compacting = new Thread(writer::compact);
    compacting.setDaemon(true);
    compacting.start();
    long end = System.nanoTime() + LIFE_MILLIS * 1_000_000;
    while (System.nanoTime() < end) {
      System.out.println(writer.append());
      System.out.flush();
    }
  }

  private synchronized String append() throws JournalException {
    byte[] payload = payload(state.count());
    journal.append(ACTION, payload);
    String acknowledged = acknowledgement(state.count(), payload);
    state = state.with(payload);
    return acknowledged;
  }

  private void compact() {
    try {
      while (true) {
        Journal.Mark mark;
        Summary summary;
        synchronized (this) {
          mark = journal.mark();
          summary = state;
        }
        journal.rewrite(mark, List.of(JournalRecord.of(SUMMARY, summary.payload())));
        Thread.sleep(15);
      }
    } catch (JournalException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
