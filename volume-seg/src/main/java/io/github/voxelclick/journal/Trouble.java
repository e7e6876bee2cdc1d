package io.github.voxelclick.journal;

import io.github.voxelclick.volume.JournalException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Failures of the disk: what to say of them, what to clean up. */
final class Trouble {
  private Trouble() {}

  /** The reason in words, without a full stop, and without paths, which may name a person. */
  static String of(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof NotDirectoryException) {
      return "a file stands where a folder should be";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "something of that name is there already";
    }
    String reason =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }

  /**
   * A failure for the person at the screen.
   *
   * @param what the verb, such as "open"
   * @param advice what stays safe, and what to do; whole sentences
   */
  static JournalException cannot(
      String what, JournalFiles files, IOException failure, String advice) {
    return new JournalException(
        "Cannot " + what + " the journal " + files.name() + ": " + of(failure) + ". " + advice,
        failure);
  }

  /** Removes a file that a failure left unfinished; should that fail too, the failure tells. */
  static void discard(Storage storage, Path unfinished, Exception because) {
    try {
      storage.delete(unfinished);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
