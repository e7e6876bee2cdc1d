package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A program that fills a small disk with a journal again and again, with another number of free
 * bytes each time, and sees after each failure that nothing is lost. Ends with an exception when
 * something is.
 */
final class FullDiskProgram {
  private static final int RECORD = 5_000;

  private FullDiskProgram() {}

  /** Arguments: an empty folder on the small disk, how often. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    for (int round = 0; round < rounds; round++) {
      fill(folder, round);
    }
    System.out.println(rounds + " times full, nothing lost");
  }

  private static void fill(Path folder, int round) throws Exception {
    Path ballast = Files.write(folder.resolve("ballast"), new byte[20_000 + 613 * round]);
    Path file = folder.resolve("a.journal");
    int count = 0;
    try (Journal journal = Journal.create(file, new byte[round])) {
      count = appendUntilFull(journal, file);
      check(count > 2, "full after " + count);
      Files.delete(ballast);
      journal.append(1, Payloads.random(count++, RECORD));
    }
    try (Journal journal = Journal.open(file)) {
      check(journal.damage().isEmpty(), "damaged");
      int[] next = {0};
      journal.forEachRecord(
          record ->
              check(
                  Arrays.equals(record.payload(), Payloads.random(next[0]++, RECORD)),
                  "record " + next[0]));
      check(next[0] == count, next[0] + " of " + count);
    }
    Files.delete(file);
  }

  private static int appendUntilFull(Journal journal, Path file) throws Exception {
    for (int number = 0; true; number++) {
      long before = Files.size(file);
      try {
        journal.append(1, Payloads.random(number, RECORD));
      } catch (JournalException e) {
        check(e.getMessage().contains("Cannot record this action"), e.getMessage());
        check(Files.size(file) == before, "the file changed");
        return number;
      }
    }
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException(otherwise);
    }
  }
}
