package io.github.voxelclick.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.voxelclick.volume.JournalException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Payloads that tell their number, of all the kinds that lie differently in a journal. */
final class Payloads {
  private Payloads() {}

  /** A small payload that begins with its number: 4 to 700 bytes, every fifth one deflated. */
  static byte[] small(int number) {
    return switch (number % 5) {
      case 0 -> filled(number, 4, 0);
      case 1 -> filled(number, 23, 19);
      case 2 -> filled(number, 700, 6);
      case 3 -> filled(number, 90, 86);
      default -> filled(number, 37, 33);
    };
  }

  /** Incompressible bytes behind the number. */
  static byte[] random(int number, int length) {
    return filled(number, length, length - Integer.BYTES);
  }

  /** The number, then so many random bytes, then zeros. */
  static byte[] filled(int number, int length, int random) {
    byte[] noise = new byte[random];
    new Random(number).nextBytes(noise);
    return ByteBuffer.allocate(length).putInt(number).put(noise).array();
  }

  static int numberOf(byte[] payload) {
    return ByteBuffer.wrap(payload).getInt();
  }

  /** The numbers of a journal's small payloads, each compared to the last byte. */
  static List<Integer> numbers(Journal journal) throws JournalException {
    List<Integer> numbers = new ArrayList<>();
    for (JournalRecord record : journal.records()) {
      int number = numberOf(record.payload());
      assertArrayEquals(small(number), record.payload());
      numbers.add(number);
    }
    return numbers;
  }

  /** Appends small payloads of these numbers; the type is the number's last byte. */
  static void append(Journal journal, int from, int to) throws JournalException {
    for (int number = from; number < to; number++) {
      journal.append(number & 0xFF, small(number));
    }
  }

  /** Numbers {@code [from, to)}. */
  static List<Integer> range(int from, int to) {
    List<Integer> numbers = new ArrayList<>();
    for (int number = from; number < to; number++) {
      numbers.add(number);
    }
    return numbers;
  }
}
