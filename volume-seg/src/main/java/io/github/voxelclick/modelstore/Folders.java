package io.github.voxelclick.modelstore;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Folders of files without sub-folders. Links in them are never followed. */
final class Folders {
  private Folders() {}

  /** What lies in a folder, by name. */
  static List<Path> children(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      names.forEach(all::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    all.sort(Comparator.comparing(Path::toString));
    return all;
  }

  static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes a folder and what lies in it; a folder within stops it. */
  static void delete(Path folder) throws IOException {
    if (!isFolder(folder)) {
      Files.deleteIfExists(folder);
      return;
    }
    for (Path child : children(folder)) {
      Files.deleteIfExists(child);
    }
    Files.deleteIfExists(folder);
  }

  /**
   * Asks for a folder's names to be put on the disk. Some file systems cannot (network shares) and
   * Windows opens no folders; what was renamed is whole all the same, so that is no failure.
   */
  static void sync(Path folder) {
    if (File.separatorChar == '\\') {
      return;
    }
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      System.getLogger(Folders.class.getName())
          .log(System.Logger.Level.DEBUG, "a folder cannot be synced", e);
    }
  }
}
