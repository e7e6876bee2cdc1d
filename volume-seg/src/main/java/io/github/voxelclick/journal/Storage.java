package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The disk, as far as a journal needs one: the seam at which tests put disks that are full, fail or
 * lose power. {@link DiskStorage} is the real one. Symbolic links are never followed.
 */
interface Storage {
  /** Creates an empty file that only its owner may read. Fails when the name is taken. */
  StoredFile create(Path file) throws IOException;

  /** Opens a file that is there, for reading and writing. */
  StoredFile open(Path file) throws IOException;

  /** Whether anything has this name. */
  boolean exists(Path file);

  /** Gives a closed file another name in one step; a file of that name is replaced. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file; does nothing when it is not there. */
  void delete(Path file) throws IOException;

  /** Returns once the names in a folder are on the disk; does nothing where the OS has no way. */
  void syncFolder(Path folder) throws IOException;

  /**
   * Keeps every other opener of this journal out until closed or until this process ends.
   *
   * @throws JournalException when another holds it
   */
  Closeable lock(JournalFiles files) throws IOException, JournalException;
}
