package io.github.voxelclick.session;

import io.github.voxelclick.volume.JournalException;

/** Where the entries of a session lie, so that they can be read again while it goes on. */
interface EntrySource {
  /** The entries until a moment. */
  @FunctionalInterface
  interface Taken {
    /**
     * Reads them; edits go on meanwhile.
     *
     * @return false when they were written anew since, so that they are no longer those of that
     *     moment
     * @throws JournalException when the disk fails
     */
    boolean readInto(SessionEntries.Builder builder) throws JournalException;
  }

  /** The entries until now; called while nothing changes. */
  Taken taken();
}
