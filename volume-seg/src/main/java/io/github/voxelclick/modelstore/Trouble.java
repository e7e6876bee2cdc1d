package io.github.voxelclick.modelstore;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures of the disk in words. */
final class Trouble {
  private Trouble() {}

  /**
   * A failure for the person at the screen.
   *
   * @param what the verb and its object, such as "remove the model x"
   * @param advice what to do; whole sentences
   */
  static ModelStoreException cannot(String what, IOException failure, String advice) {
    return new ModelStoreException(
        "Cannot " + what + ": " + reason(failure) + ". " + advice, failure);
  }

  /** Without a full stop, and without paths, which may name a person. */
  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof NotDirectoryException) {
      return "a file stands where a folder should be";
    }
    if (failure instanceof FileAlreadyExistsException
        || failure instanceof DirectoryNotEmptyException) {
      return "something of that name is there already";
    }
    String reason =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }
}
