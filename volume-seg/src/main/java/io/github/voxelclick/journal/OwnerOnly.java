package io.github.voxelclick.journal;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Attributes under which new files and folders are their owner's alone: 0600 and 0700. Where there
 * are no POSIX permissions (Windows) they inherit the folder's, and the user profile, where
 * journals lie by default, is closed to other users.
 */
final class OwnerOnly {
  private static final FileAttribute<?>[] INHERITED = {};

  private OwnerOnly() {}

  /**
   * @param file where the file is to be created
   */
  static FileAttribute<?>[] file(Path file) {
    return permissions(file, "rw-------");
  }

  /**
   * @param folder where the folder is to be created
   */
  static FileAttribute<?>[] folder(Path folder) {
    return permissions(folder, "rwx------");
  }

  static boolean isKnownTo(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] permissions(Path path, String letters) {
    if (!isKnownTo(path)) {
      return INHERITED;
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(letters))
    };
  }
}
