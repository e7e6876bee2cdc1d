package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.io.IOException;
import java.util.Optional;

/** One opener of a journal at a time, by a lock on a file beside it. Stateless. */
final class JournalLock {
  private JournalLock() {}

  /**
   * @throws JournalException when another holds it
   */
  static ProcessLock acquire(JournalFiles files) throws IOException, JournalException {
    return tryAcquire(files).orElseThrow(() -> inUse("open", files));
  }

  /** The lock, or nothing when another holds it. */
  static Optional<ProcessLock> tryAcquire(JournalFiles files) throws IOException {
    return ProcessLock.tryAcquire(files.lock(), OwnerOnly.file(files.lock()));
  }

  static JournalException inUse(String what, JournalFiles files) {
    return new JournalException(
        "Cannot "
            + what
            + " the journal "
            + files.name()
            + ": it is open already, here or in another program, and only one may use it. Close it"
            + " there first, or go on there.");
  }
}
