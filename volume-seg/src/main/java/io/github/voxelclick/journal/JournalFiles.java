package io.github.voxelclick.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * A journal and the names beside it.
 *
 * @param journal absolute
 */
record JournalFiles(Path journal) {
  JournalFiles {
    journal = journal.toAbsolutePath().normalize();
    if (journal.getFileName() == null || journal.getParent() == null) {
      throw new IllegalArgumentException("a journal needs a file name");
    }
  }

  /** The file's own name, for messages; folders may tell of a person. */
  String name() {
    return String.valueOf(journal.getFileName());
  }

  Path folder() {
    return journal.resolveSibling("");
  }

  Path lock() {
    return beside(".lock");
  }

  /** A journal being created. */
  Path fresh() {
    return beside(".new");
  }

  /** A journal being compacted. */
  Path rewritten() {
    return beside(".rewrite");
  }

  /** A damaged tail being copied. */
  Path tailInProgress() {
    return beside(".damaged-tail.part");
  }

  /**
   * What was cut off.
   *
   * @param number 1 for the first time
   */
  Path damagedTail(int number) {
    return beside(number == 1 ? ".damaged-tail" : ".damaged-tail." + number);
  }

  /** What a crash may have left and nobody needs. */
  List<Path> leftOvers() {
    return List.of(fresh(), rewritten(), tailInProgress());
  }

  private Path beside(String ending) {
    return journal.resolveSibling(name() + ending);
  }
}
