package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.nio.file.Path;

/** A program that creates the journal of its argument, with one record. */
final class CreateOnce {
  private CreateOnce() {}

  public static void main(String[] arguments) throws JournalException {
    try (Journal journal = Journal.create(Path.of(arguments[0]), new byte[0])) {
      Payloads.append(journal, 0, 1);
    }
  }
}
