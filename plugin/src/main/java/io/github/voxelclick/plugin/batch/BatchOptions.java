package io.github.voxelclick.plugin.batch;

import java.util.Objects;
import java.util.Optional;

/**
 * How jobs are done.
 *
 * @param reader name of the person for the masks' content creator, only where one is set
 * @param provenance whether the file is written that tells how each mask came about
 * @param retryFailed whether jobs are tried again that failed because of their data
 * @param overwrite whether masks are replaced that the job did not make, or that somebody edited
 * @param locks whether another process at the same job is noticed; without, whoever runs the jobs
 *     must see to it that there is none
 */
public record BatchOptions(
    Optional<String> reader,
    boolean provenance,
    boolean retryFailed,
    boolean overwrite,
    boolean locks) {
  /** Checks that the name is there or not. */
  public BatchOptions {
    Objects.requireNonNull(reader, "reader");
  }

  /** With locks. */
  public BatchOptions(
      Optional<String> reader, boolean provenance, boolean retryFailed, boolean overwrite) {
    this(reader, provenance, retryFailed, overwrite, true);
  }

  /** Nobody named, provenance, nothing tried again, nothing replaced that is not the job's own. */
  public static BatchOptions defaults() {
    return new BatchOptions(Optional.empty(), true, false, false);
  }

  /** The same, but failed jobs are tried again, or not. */
  public BatchOptions withRetryFailed(boolean retry) {
    return new BatchOptions(reader, provenance, retry, overwrite, locks);
  }

  /** The same, but masks of others are replaced, or not. */
  public BatchOptions withOverwrite(boolean replace) {
    return new BatchOptions(reader, provenance, retryFailed, replace, locks);
  }

  /** The same, but jobs are locked, or not. */
  public BatchOptions withLocks(boolean lock) {
    return new BatchOptions(reader, provenance, retryFailed, overwrite, lock);
  }
}
