package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that appends until the kernel refuses, then compacts and appends more. */
final class KernelLimitProgram {
  private KernelLimitProgram() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    int failures = 0;
    int number = 0;
    try (Journal journal = Journal.create(file, new byte[0])) {
      while (failures < 5) {
        long before = Files.size(file);
        try {
          journal.append(1, Payloads.random(number, 3_000 + number));
          number++;
        } catch (JournalException e) {
          failures++;
          if (Files.size(file) != before) {
            throw new IllegalStateException("the file changed", e);
          }
          journal.rewrite(journal.records().subList(10, (int) journal.mark().records()));
        }
      }
    }
    try (Journal journal = Journal.open(file)) {
      int first = number - (int) journal.mark().records();
      int[] next = {first};
      journal.forEachRecord(
          record -> {
            if (Payloads.numberOf(record.payload()) != next[0]++) {
              throw new IllegalStateException("record " + next[0]);
            }
          });
      if (journal.damage().isPresent() || next[0] != number) {
        throw new IllegalStateException(next[0] + " of " + number);
      }
    }
  }
}
