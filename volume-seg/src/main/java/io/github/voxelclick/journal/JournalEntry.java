package io.github.voxelclick.journal;

import java.time.Instant;
import java.util.Objects;

/**
 * A journal in a {@link JournalFolder}, with all that lies beside it.
 *
 * @param hash 64 lower-case hexadecimal digits, of the case key
 * @param bytes of all its files together
 * @param lastChange of any of its files
 */
public record JournalEntry(String hash, long bytes, Instant lastChange) {
  /** Checks that the hash is one. */
  public JournalEntry {
    Objects.requireNonNull(lastChange, "lastChange");
    if (!JournalFolder.isHash(hash) || bytes < 0) {
      throw new IllegalArgumentException(hash + ", " + bytes + " bytes");
    }
  }

  /** Two parts of one journal as one. */
  JournalEntry and(JournalEntry other) {
    return new JournalEntry(
        hash,
        bytes + other.bytes,
        lastChange.isAfter(other.lastChange) ? lastChange : other.lastChange);
  }
}
