package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.nio.file.Path;

/** A program that opens the journal of its argument and ends, with 1 when it may not. */
final class OpenOnce {
  private OpenOnce() {}

  public static void main(String[] arguments) {
    try (Journal journal = Journal.open(Path.of(arguments[0]))) {
      journal.records();
    } catch (JournalException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }
}
